import Files
import Testing

/// A pipeline whose days differ when one of them is not run, to be run night by night.
///
/// Its rules look at one day each. Run on all days, it has in `low` and `medium`: alder, none on the
/// 16th; birch, alder on the 17th; birch and cedar, alder on the 18th; cedar, alder and birch on the
/// 19th; cedar and dogwood, alder and birch on the 20th.
struct NightlyPipeline {
  static let days = (16...20).map { "2026-11-\($0)" }

  private static let text = """
    version: 1
    name: nightly
    runs: runs

    sources:
      - name: dsp
        platform: generic
        files: exports/*.csv
        columns: {date: Day, campaign: Campaign, account_domain: Domain}
        engagements: [Clicks]

    segments:
      - {id: low, name: Low}
      - {id: medium, name: Medium}

    workflows:
      - id: to-low
        when: {engagements: 1, campaign: Awareness, within_days: 0}
        add: {to: [low]}
      - id: to-medium
        when: {engagements: 1, campaign: Consideration, within_days: 0}
        move: {from: [low], to: [medium]}

    exports:
      - {segment: [low, medium], format: 6sense-accounts}

    """

  private static let rows = [
    "16": ["Awareness,alder.example,1"],
    "17": ["Awareness,birch.example,1", "Consideration,alder.example,1"],
    "18": ["Awareness,cedar.example,1"],
    "19": ["Consideration,birch.example,1"],
    "20": ["Awareness,dogwood.example,1"],
  ]

  let place: TemporaryFolder

  /// - Parameter more: lines at the end of the pipeline file.
  init(_ more: String = "") throws {
    self.place = try TemporaryFolder()
    try place.write(NightlyPipeline.text + more, to: "pipeline.yaml")
    for (day, rows) in NightlyPipeline.rows { try write(rows, to: day) }
  }

  /// Writes the export of a day of November.
  func write(_ rows: [String], to day: String) throws {
    let lines = ["Day,Campaign,Domain,Clicks"] + rows.map { "2026-11-\(day),\($0)" }
    try place.write(lines.map { $0 + "\n" }.joined(), to: "exports/\(day).csv")
  }

  func path(_ relative: String) -> String { "\(place.path)/\(relative)" }

  /// Runs `adsegments` in the pipeline's folder.
  func command(_ arguments: String...) throws -> ProgramResult {
    try Program.run(arguments, in: place.path)
  }

  /// Runs a day of November, which must go well.
  @discardableResult
  func run(
    _ day: String, _ more: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ProgramResult {
    let result = try Program.run(
      ["run", "pipeline.yaml", "--as-of", "2026-11-\(day)"] + more, in: place.path)
    try #require(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
    return result
  }

  /// Replaces a text that stands once in the pipeline file.
  func replace(_ old: String, by new: String) throws {
    let text = try place.text(of: "pipeline.yaml")
    try #require(text.ranges(of: old).count == 1, "'\(old)' does not stand once")
    try place.write(text.replacing(old, with: new), to: "pipeline.yaml")
  }

  func text(_ path: String) throws -> String { try place.text(of: path) }

  /// The members of a run as `low: birch, cedar; medium: alder`.
  func members(_ run: String) throws -> String {
    let rows = CSVRows.of(try text("runs/\(run)/4-apply/membership.csv"))
    return ["low", "medium"].map { segment in
      let names = rows.filter { $0["segment"] == segment }.compactMap { $0["account_id"] }
      return "\(segment): "
        + names.map { String($0.dropFirst("domain:".count).dropLast(".example".count)) }
        .joined(separator: ", ")
    }.joined(separator: "; ")
  }

  /// The lines of `runs --format csv`: run, base and status each.
  func history() throws -> [String] {
    let result = try command("runs", "pipeline.yaml", "--format", "csv")
    try #require(result.exitCode == 0, "\(result)")
    return CSVRows.of(result.standardOutput).map { row in
      "\(row["run"] ?? "") \(row["base"] ?? "") \(row["status"] ?? "")"
    }
  }
}

extension ProgramResult {
  /// What stderr holds but the lines of the stages.
  var messages: [String] {
    standardError.split(separator: "\n").map(String.init).filter { line in
      !["ingest ", "normalize ", "aggregate ", "apply ", "export "].contains(where: line.hasPrefix)
    }
  }
}
