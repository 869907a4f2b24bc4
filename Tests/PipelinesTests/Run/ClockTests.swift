import AdModel
import Files
import TestSupport
import Testing

@testable import Pipelines

/// A clock that jumped publishes nothing: the export has one row for each day of November 2026 up to
/// the 20th, and the day said on the command line is always meant.
@Suite struct ClockTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
    try Folder.make("\(folder.path)/exports")
    try write(export: Checked.header + Checked.rows("Awareness", 1...20))
    try write(asOf: "as_of_lag_days: 1")
  }

  private func write(export text: String) throws {
    _ = try folder.write(text, to: "exports/clicks.csv")
  }

  private func write(asOf line: String) throws {
    _ = try folder.write(
      """
      version: 1
      name: clicks
      runs: runs
      \(line)
      sources:
        - name: dsp
          platform: generic
          files: exports/*.csv
          columns: {date: Day, campaign: Campaign, account_domain: Domain}
          engagements: [Clicks]
      segments: [{id: low}]
      workflows: [{id: up, when: {engagements: 1, campaign: Awareness, within_days: 7}, \
      add: {to: [low]}}]
      exports: [{segment: low, format: linkedin-company-list}]

      """, to: "pipeline.yaml")
  }

  /// Runs on a day by the clock.
  ///
  /// - Returns: the name of the published run.
  @discardableResult
  private func run(
    today: String, asOf: String? = nil, catchesUp: Bool = false
  ) throws -> String {
    var surroundings = RunSurroundings.ofTests
    let day = try #require(CalendarDay(today))
    surroundings.today = { _ in day }
    var request = RunRequest(
      pipelinePath: "\(folder.path)/pipeline.yaml", asOf: asOf.flatMap { CalendarDay($0) })
    request.catchesUp = catchesUp
    return Path.name(of: try PipelineRun.execute(request, surroundings).path)
  }

  private func expectRefusal(
    _ what: String, place: String, mend: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ run: () throws -> String
  ) throws {
    let before = try published()
    let failure = #expect(throws: RunFailure.self, sourceLocation: sourceLocation) { try run() }
    #expect(failure?.what == what, sourceLocation: sourceLocation)
    #expect(failure?.place == place, sourceLocation: sourceLocation)
    #expect(failure?.mend == mend, sourceLocation: sourceLocation)
    #expect(failure?.remedy == .change, sourceLocation: sourceLocation)
    #expect(try published() == before, sourceLocation: sourceLocation)
  }

  /// The runs, and where `latest` points.
  private func published() throws -> [String] {
    let runs = "\(folder.path)/runs"
    guard Folder.kind(of: runs) != nil else { return [] }
    return try Folder.names(in: runs).filter { $0.hasPrefix("20") }
      + [Folder.linkTarget(of: "\(runs)/latest") ?? ""].filter { !$0.isEmpty }
  }

  // MARK: - Behind

  @Test(arguments: [false, true]) func behindTheNewestRun(catchesUp: Bool) throws {
    #expect(try run(today: "2026-11-16") == "2026-11-15")
    #expect(try run(today: "2026-11-20") == "2026-11-19")
    // The 16th and the 17th lie before it and are not made up for either.
    try expectRefusal(
      "by this machine's clock it is a day before the newest run, 2026-11-19",
      place: "as-of day 2026-11-18",
      mend: "set the clock right; if the day is meant, say it with --as-of 2026-11-18"
    ) { try run(today: "2026-11-19", catchesUp: catchesUp) }
    #expect(try run(today: "2026-11-19", asOf: "2026-11-18") == "2026-11-18")
    // The day of the newest run is a rerun.
    #expect(try run(today: "2026-11-20") == "2026-11-19.2")
  }

  // MARK: - Ahead

  private static let mend =
    "set the clock right; if the day is meant, say it with --as-of 2027-02-19"

  /// 2027-02-18 is 90 days after 2026-11-20, the export's newest day.
  @Test func farAfterAllThatIsKnown() throws {
    #expect(try run(today: "2026-11-20") == "2026-11-19")
    for catchesUp in [false, true] {
      try expectRefusal(
        "by this machine's clock it is 91 days after 2026-11-20, the newest day that any export or "
          + "run knows",
        place: "as-of day 2027-02-19", mend: Self.mend
      ) { try run(today: "2027-02-20", catchesUp: catchesUp) }
    }
    #expect(try run(today: "2027-02-19") == "2027-02-18")
    // That run is known now.
    #expect(try run(today: "2027-02-20") == "2027-02-19")
  }

  @Test func aSaidDayIsMeant() throws {
    #expect(try run(today: "2026-11-20") == "2026-11-19")
    #expect(try run(today: "2031-01-02", asOf: "2031-01-01") == "2031-01-01")
  }

  /// What the exports know is enough to doubt the clock of a first run.
  @Test func farAfterAllExportsOfAFirstRun() throws {
    try expectRefusal(
      "by this machine's clock it is 91 days after 2026-11-20, the newest day that any export or "
        + "run knows",
      place: "as-of day 2027-02-19", mend: Self.mend
    ) { try run(today: "2027-02-20") }
    #expect(try run(today: "2027-02-19") == "2027-02-18")
  }

  /// Nothing but a long break: the exports go up to the day.
  @Test func aLongBreakIsNoJump() throws {
    #expect(try run(today: "2026-11-20") == "2026-11-19")
    try write(export: Checked.header + "2027-03-01,Awareness,alder.example,1\n")
    try expectRefusal(
      "100 days are missing, 2026-11-20 to 2027-02-27: more than any window is long",
      place: "--catch-up", mend: "run them with backfill, or leave --catch-up out"
    ) { try run(today: "2027-03-01", catchesUp: true) }
    #expect(try run(today: "2027-03-01") == "2027-02-28")
  }

  // MARK: - The newest day

  /// One slip in one row, 2062 for 2026.
  @Test func aLoneNewestDay() throws {
    try write(asOf: "as_of: newest_day")
    #expect(try run(today: "2026-11-20") == "2026-11-20")
    try write(
      export: Checked.header + Checked.rows("Awareness", 1...20)
        + "2062-11-19,Awareness,alder.example,1\n")
    try expectRefusal(
      "'as_of: newest_day' would be 2062-11-19, 13148 days after the day before it, 2026-11-20",
      place: "exports/clicks.csv",
      mend: "correct the export; if the day is meant, say it with --as-of 2062-11-19"
    ) { try run(today: "2026-11-21") }
    #expect(try run(today: "2026-11-21", asOf: "2062-11-19") == "2062-11-19")
  }

  @Test func aDayThatIsNotFarFromTheOthersIsTheNewest() throws {
    try write(asOf: "as_of: newest_day")
    try write(
      export: Checked.header + Checked.rows("Awareness", 1...20)
        + "2027-02-18,Awareness,alder.example,1\n")
    #expect(try run(today: "2026-11-21") == "2027-02-18")
  }
}
