import Files
import Testing

/// Subcommands that decide a run and publish none leave every byte and every modification time of
/// the pipeline's folder as they were.
@Suite("Subcommands that write nothing") struct WritesNothingTests {
  private static let pipeline = "pipelines/engagement-ladder.yaml"
  private static let commands: [[String]] = [
    ["plan", pipeline], ["plan", pipeline, "--format", "json"],
    ["plan", pipeline, "--format", "csv", "--detailed-exitcode"],
    ["whatif", pipeline, "1-awareness-engagements-in-7-days-add-to-low"],
    ["forecast", pipeline], ["explain", pipeline, "A-1001"],
  ]

  @Test("after two runs, with the pipeline file edited since", arguments: commands)
  func afterRuns(arguments: [String]) throws {
    let checkout = try SampleCheckout()
    for day in ["2026-11-18", "2026-11-19"] {
      let result = try Program.run(
        ["run", WritesNothingTests.pipeline, "--as-of", day, "--quiet"], in: checkout.place.path)
      try #require(result.exitCode == 0, "\(result)")
    }
    let edited = try checkout.place.text(of: WritesNothingTests.pipeline)
      .replacing(
        "engagements: 3, campaign: Consideration", with: "engagements: 2, campaign: Consideration")
    try checkout.place.write(edited, to: WritesNothingTests.pipeline)
    let before = try Snapshot(of: checkout.place.path)
    let result = try Program.run(arguments, in: checkout.place.path)
    #expect([0, 2].contains(result.exitCode), "\(result)")
    #expect(try Snapshot(of: checkout.place.path).differences(from: before) == [])
  }

  @Test("before the first run, when there is no folder for runs", arguments: commands)
  func beforeRuns(arguments: [String]) throws {
    let checkout = try SampleCheckout()
    let before = try Snapshot(of: checkout.place.path)
    let result = try Program.run(arguments, in: checkout.place.path)
    #expect([0, 2].contains(result.exitCode), "\(result)")
    #expect(try Snapshot(of: checkout.place.path).differences(from: before) == [])
  }

  @Test("when the run would fail", arguments: commands)
  func failing(arguments: [String]) throws {
    let checkout = try SampleCheckout()
    try checkout.place.write("Account ID\n", to: "data/crm/opportunities.csv")
    let before = try Snapshot(of: checkout.place.path)
    let result = try Program.run(arguments, in: checkout.place.path)
    #expect(result.exitCode == 1, "\(result)")
    #expect(result.standardOutput.isEmpty)
    #expect(try Snapshot(of: checkout.place.path).differences(from: before) == [])
  }
}
