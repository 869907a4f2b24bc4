import Files
import Testing

/// A small pipeline with all kinds of inputs, to be run, changed and run again.
///
/// Without changes a run for 2026-11-18 puts alder into low (1 click on Awareness) and birch into
/// medium (3 on Consideration).
struct SmallWorld {
  static let pipeline = """
    version: 1
    name: world
    runs: runs
    archive: archive

    accounts:
      file: accounts.csv
      columns: {id: ID, name: Name, domain: Domain}
      aliases: aliases.csv

    sources:
      - name: dsp
        platform: generic
        files: exports/*.csv
        columns: {date: Day, campaign: Campaign, account_domain: Domain}
        engagements: [Clicks]
        lag_days: 1

    segments:
      - {id: low, name: Low}
      - {id: medium, name: Medium}
      - id: deals
        name: Deals
        from:
          file: deals.csv
          columns: {id: Account}
          may_be_empty: true

    ladders:
      - [low, medium]

    workflows:
      - id: awareness
        when: {engagements: 1, campaign: Awareness, within_days: 2}
        add: {to: [low]}
      - id: consideration
        when: {engagements: 3, campaign: Consideration, within_days: 2}
        add: {to: [medium]}

    exclude: [deals]
    overrides: overrides.csv

    exports:
      - {segment: [low, medium], format: linkedin-company-list}

    """

  let place: TemporaryFolder

  init() throws {
    self.place = try TemporaryFolder()
    try place.write(SmallWorld.pipeline, to: "pipeline.yaml")
    try place.write(
      """
      ID,Name,Domain
      A1,Alder,alder.example
      A2,Birch,birch.example
      A3,Cedar,cedar.example

      """, to: "accounts.csv")
    try place.write("account_id,kind,value\n", to: "aliases.csv")
    try place.write("account,segment,action,until,reason\n", to: "overrides.csv")
    try place.write("Account\n", to: "deals.csv")
    try export(
      1,
      """
      2026-11-16,Awareness,alder.example,1
      2026-11-17,Consideration,birch.example,3
      2026-11-18,Awareness,elm.example,1
      """)
  }

  /// Lays down an export; one with a higher number is the newer one.
  func export(_ number: Int, _ rows: String) throws {
    try place.write("Day,Campaign,Domain,Clicks\n\(rows)\n", to: "exports/\(number).csv")
  }

  /// Replaces a text that stands once in the pipeline file.
  func replace(_ old: String, by new: String) throws {
    let text = try place.text(of: "pipeline.yaml")
    try #require(text.ranges(of: old).count == 1, "'\(old)' does not stand once")
    try place.write(text.replacing(old, with: new), to: "pipeline.yaml")
  }

  func run(_ day: String, _ more: String...) throws {
    let result = try Program.run(
      ["run", "pipeline.yaml", "--as-of", day, "--quiet"] + more, in: place.path)
    try #require(result.exitCode == 0, "\(result)")
  }

  func diff(_ arguments: String...) throws -> ProgramResult {
    try Program.run(["diff", "--pipeline", "pipeline.yaml"] + arguments, in: place.path)
  }

  /// The memberships that changed, in CSV without its header, and the uploads left out.
  func changes(_ first: String, _ second: String) throws -> [String] {
    let result = try diff(first, second, "--format", "csv")
    try #require(result.exitCode == 0, "\(result)")
    #expect(result.standardError == "")
    return result.standardOutput.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("membership,") }
  }
}
