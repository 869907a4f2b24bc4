import Files
import Testing

/// `on_success` and `on_failure`: a command is told when the state of the runs changes.
@Suite("Hooks") struct HookTests {
  private static let hooks = #"""
    on_success: [./tell.sh, "{status}", "run {run}", "it's \"$HOME\" *", "{summary}"]
    on_failure: [./tell.sh, "{status}", "run {run}", x, "{summary}"]

    """#

  /// A pipeline whose command writes down its arguments, and its input.
  private func pipeline(_ hooks: String = hooks) throws -> NightlyPipeline {
    let pipeline = try NightlyPipeline(hooks)
    try script("printf '<%s>' \"$@\" >> told\necho >> told\ncat > input.json\n", pipeline)
    return pipeline
  }

  private func script(_ text: String, _ pipeline: NightlyPipeline) throws {
    try pipeline.place.write("#!/bin/sh\n" + text, to: "tell.sh")
    let result = try Program.run("chmod", ["+x", "tell.sh"], in: pipeline.place.path)
    try #require(result.exitCode == 0)
  }

  private func told(_ pipeline: NightlyPipeline) throws -> [String] {
    guard Folder.kind(of: pipeline.path("told")) != nil else { return [] }
    return try pipeline.text("told").lines
  }

  private func fail(_ pipeline: NightlyPipeline, _ day: String) throws {
    let result = try pipeline.command(
      "run", "pipeline.yaml", "--as-of", "2026-11-\(day)", "--quiet")
    #expect(result.exitCode == 1, "\(result)")
  }

  @Test("told once per change of state, with arguments as they are") func changesOfState() throws {
    let pipeline = try pipeline()
    let first =
      #"<success><run 2026-11-16><it's "$HOME" *>"#
      + "<nightly: run 2026-11-16 is published; low 1, medium 0>"
    try pipeline.run("16")
    #expect(try told(pipeline) == [first])
    #expect(
      try pipeline.text("input.json") == pipeline.text("runs/2026-11-16/run_results.json"))

    // Not again the next night.
    try pipeline.run("17")
    #expect(try told(pipeline).count == 1)

    // The first failure, not the second of its kind.
    try pipeline.place.write("Day,Campaign\n", to: "exports/17.csv")
    try fail(pipeline, "18")
    let failure =
      "<failure><run 2026-11-18><x><nightly: no run is published; exports/17.csv:1: no line has the "
    #expect(try told(pipeline).dropFirst().map { $0.hasPrefix(failure) } == [true])
    #expect(
      try pipeline.text("input.json") == pipeline.text("runs/failed/2026-11-18/run_results.json"))
    try fail(pipeline, "18")
    #expect(try told(pipeline).count == 2)

    // Another kind of failure is another state.
    try Folder.remove(pipeline.path("exports"))
    try fail(pipeline, "18")
    #expect(
      try told(pipeline).last
        == "<failure><run 2026-11-18.3><x><nightly: no run is published; missing_source:dsp: no file "
        + "was found for source 'dsp'>")

    // And so is going well again.
    try pipeline.write(["Awareness,alder.example,1"], to: "18")
    try pipeline.run("18")
    #expect(
      try told(pipeline).last
        == #"<success><run 2026-11-18><it's "$HOME" *>"#
        + "<nightly: run 2026-11-18 is published; low 2, medium 1>")
    #expect(try told(pipeline).count == 4)
  }

  @Test("runs elsewhere, plans and wrong usage tell nobody") func silent() throws {
    let pipeline = try pipeline()
    try pipeline.run("16", "--to", "review")
    _ = try pipeline.command("plan", "pipeline.yaml", "--as-of", "2026-11-16")
    _ = try pipeline.command("run", "pipeline.yaml", "--as-of", "yesterday")
    #expect(try told(pipeline) == [])
    #expect(Folder.kind(of: pipeline.path("runs/.told.json")) == nil)
  }

  @Test("a command that fails is a warning, and is called again the next night")
  func failing() throws {
    let pipeline = try pipeline()
    try script("echo 'no route'\necho >> told\nexit 3\n", pipeline)
    let result = try pipeline.run("16", "--log-format", "json")
    #expect(result.standardOutput.hasPrefix("As of 2026-11-16, starting from empty segments\n"))
    #expect(!result.standardOutput.contains("no route"))
    let lines = result.standardError.lines
    #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") }, "\(lines)")
    #expect(
      lines.contains {
        $0.hasPrefix(#"{"event":"hook_output","level":"info","message":"no route","#)
      }, "\(lines)")
    let warning = try #require(lines.first { $0.contains("hook_failed") })
    #expect(
      warning.hasPrefix(
        #"{"event":"warning","kind":"hook_failed","level":"warning","message":"ended with exit code 3","#
          + #""place":"./tell.sh","#), "\(warning)")
    let text = try pipeline.run("17")
    #expect(text.standardError.lines.contains("no route"))
    #expect(text.messages.last == "warning: ./tell.sh: ended with exit code 3")
    #expect(try pipeline.text("told") == "\n\n")
  }

  @Test("a command that is not there never hides how the run went") func missing() throws {
    let pipeline = try pipeline("on_failure: [no-such-program]\n")
    try pipeline.run("16")
    try Folder.remove(pipeline.path("exports"))
    let result = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-17")
    #expect(result.exitCode == 1)
    #expect(
      result.messages == [
        "warning: no-such-program: No such file or directory",
        "adsegments: missing_source:dsp: no file was found for source 'dsp'",
        "  to mend it: look at the inputs; if this is meant, run again with --accept "
          + "missing_source:dsp",
      ])
  }

  @Test("with --catch-up the outcome is told, not every day") func catchingUp() throws {
    let pipeline = try pipeline()
    try pipeline.run("16")
    try pipeline.run("20", "--catch-up")
    #expect(try told(pipeline).count == 1)
  }
}
