import Testing

/// The files of `segments/` are those that people diff: only what changed differs.
@Suite("Differences between segment files") struct SegmentDiffTests {
  private static let pipeline = """
    version: 1
    name: diffed
    runs: runs
    accounts: {file: accounts.csv, columns: {id: ID, name: Name, domain: Website}}
    sources:
      - name: dsp
        platform: generic
        files: exports/*.csv
        columns: {date: Day, campaign: Campaign, account_id: Account}
        engagements: [Clicks]
    segments:
      - {id: low, name: Low}
      - {id: high, name: High}
      - {id: quiet, name: Quiet}
    workflows:
      - id: awareness
        when: {engagements: 1, campaign: Awareness, within_days: 0}
        add: {to: [low, quiet]}
      - id: decision
        when: {engagements: 1, campaign: Decision, within_days: 0}
        move: {from: [low], to: [high]}
      - id: opted-out
        when: {engagements: 1, campaign: Opt-out, within_days: 0}
        remove: {from: [low, high]}

    """

  /// Twenty accounts that entered on the 18th.
  private func firstNight() throws -> TemporaryFolder {
    let place = try TemporaryFolder()
    try place.write(SegmentDiffTests.pipeline, to: "pipeline.yaml")
    try place.write(accounts(), to: "accounts.csv")
    try place.write(export("18", (1...20).map { "Awareness,A-\($0)" }), to: "exports/18.csv")
    try run("18", in: place)
    return place
  }

  private func accounts(_ changed: (Int) -> String = { "Company \($0)" }) -> String {
    "ID,Name,Website\n" + (1...25).map { "A-\($0),\(changed($0)),c\($0).example\n" }.joined()
  }

  private func export(_ day: String, _ rows: [String]) -> String {
    "Day,Campaign,Account,Clicks\n" + rows.map { "2026-11-\(day),\($0),1\n" }.joined()
  }

  private func run(_ day: String, in place: TemporaryFolder) throws {
    let result = try Program.run(
      ["run", "pipeline.yaml", "--as-of", "2026-11-\(day)", "--quiet"], in: place.path)
    try #require(result.exitCode == 0, "\(result)")
  }

  /// What `diff` says of the segments of the 18th and the 19th: files and lines.
  private func difference(in place: TemporaryFolder) throws -> [String] {
    let result = try Program.run(
      "/usr/bin/diff", ["--recursive", "2026-11-18/segments", "2026-11-19/segments"],
      in: "\(place.path)/runs")
    try #require(result.exitCode <= 1, "\(result)")
    return result.standardOutput.split(separator: "\n").map(String.init)
      .filter { "<>d".contains($0.prefix(1)) }
  }

  @Test("a night on which nothing happens changes no byte") func nothing() throws {
    let place = try firstNight()
    try place.write(export("19", ["Elsewhere,A-3"]), to: "exports/19.csv")
    try run("19", in: place)
    #expect(try difference(in: place) == [])
  }

  @Test("an account that moves, and one that qualifies again, change the mover's lines alone")
  func oneMoves() throws {
    let place = try firstNight()
    try place.write(export("19", ["Decision,A-12", "Awareness,A-7"]), to: "exports/19.csv")
    try run("19", in: place)
    #expect(
      try difference(in: place) == [
        "diff --recursive 2026-11-18/segments/high.csv 2026-11-19/segments/high.csv",
        "> A-12,Company 12,c12.example,,,2026-11-19,decision",
        "diff --recursive 2026-11-18/segments/low.csv 2026-11-19/segments/low.csv",
        "< A-12,Company 12,c12.example,,,2026-11-18,awareness",
      ])
  }

  @Test("who enters and who leaves are a line each") func oneEntersAndOneLeaves() throws {
    let place = try firstNight()
    try place.write(export("19", ["Awareness,A-22", "Opt-out,A-9"]), to: "exports/19.csv")
    try run("19", in: place)
    #expect(
      try difference(in: place) == [
        "diff --recursive 2026-11-18/segments/low.csv 2026-11-19/segments/low.csv",
        "> A-22,Company 22,c22.example,,,2026-11-19,awareness",
        "< A-9,Company 9,c9.example,,,2026-11-18,awareness",
        "diff --recursive 2026-11-18/segments/quiet.csv 2026-11-19/segments/quiet.csv",
        "> A-22,Company 22,c22.example,,,2026-11-19,awareness",
      ])
  }

  @Test("a new name in the account list is one line of each segment, wherever the list has it")
  func oneIsRenamed() throws {
    let place = try firstNight()
    let lines = accounts { $0 == 5 ? "=Five \u{1F333}" : "Company \($0)" }.split(separator: "\n")
    try place.write(
      ([lines[0]] + lines.dropFirst().reversed()).map { "\($0)\n" }.joined(),
      to: "accounts.csv")
    try run("19", in: place)
    #expect(
      try difference(in: place)
        == ["low", "quiet"].flatMap { segment in
          [
            "diff --recursive 2026-11-18/segments/\(segment).csv 2026-11-19/segments/\(segment).csv",
            "< A-5,Company 5,c5.example,,,2026-11-18,awareness",
            "> A-5,'=Five \u{1F333},c5.example,,,2026-11-18,awareness",
          ]
        })
  }
}
