import Files
import Testing

/// A small pipeline that ran well for 2026-11-18, to be spoilt before its run of the 19th.
struct SpoiltPipeline {
  static let text = """
    version: 1
    name: clicks
    runs: runs

    sources:
      - name: dsp
        platform: generic
        files: exports/clicks.csv
        columns: {date: Day, campaign: Campaign, account_domain: Domain}
        engagements: [Clicks]

    segments:
      - {id: low, name: Low}
      - {id: medium, name: Medium}

    workflows:
      - id: to-low
        when: {engagements: 1, campaign: Awareness, within_days: 7}
        add: {to: [low]}
      - id: to-medium
        when: {engagements: 3, campaign: Consideration, within_days: 7}
        move: {from: [low], to: [medium]}

    exports:
      - {segment: [low, medium], format: 6sense-accounts}

    """

  static let export = """
    Day,Campaign,Domain,Clicks
    2026-11-18,Awareness,alder.example,1
    2026-11-18,Consideration,alder.example,2

    """

  let place: TemporaryFolder

  init() throws {
    self.place = try TemporaryFolder()
    try place.write(SpoiltPipeline.text, to: "pipeline.yaml")
    try place.write(SpoiltPipeline.export, to: "exports/clicks.csv")
    let result = try run("2026-11-18", "--quiet")
    try #require(result.exitCode == 0, "\(result)")
  }

  func run(_ day: String, _ more: String...) throws -> ProgramResult {
    try Program.run(["run", "pipeline.yaml", "--as-of", day] + more, in: place.path)
  }

  /// Replaces a text that stands once in the pipeline file.
  func replace(_ old: String, by new: String) throws {
    let text = try place.text(of: "pipeline.yaml")
    try #require(text.ranges(of: old).count == 1, "'\(old)' does not stand once")
    try place.write(text.replacing(old, with: new), to: "pipeline.yaml")
  }

  func remove(_ path: String) throws {
    try Folder.remove("\(place.path)/\(path)")
  }

  /// Holds that a run says just this, publishes nothing and leaves what was published alone.
  ///
  /// - Parameter arguments: of the run; those of a quiet run for the 19th when none are given.
  func expectRefusal(
    of arguments: [String] = ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet"],
    exitCode: Int32 = 1, _ standardError: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try published()
    let result = try Program.run(arguments, in: place.path)
    #expect(result.exitCode == exitCode, "\(result)", sourceLocation: sourceLocation)
    #expect(result.standardError == standardError, sourceLocation: sourceLocation)
    #expect(result.standardOutput == "", sourceLocation: sourceLocation)
    let difference = try published().difference(from: before)
    #expect(difference == nil, sourceLocation: sourceLocation)
  }

  /// Everything in the folder but the lock, the cache, and what runs that failed leave.
  private func published() throws -> FileTree {
    try FileTree(of: place.path).filter { path in
      path != "runs/.lock" && !path.hasPrefix("runs/failed/") && !path.hasPrefix("runs/.cache/")
    }
  }
}
