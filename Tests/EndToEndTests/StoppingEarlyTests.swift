import Testing

@Suite("--until a stage") struct StoppingEarlyTests {
  private static let foldersOfStages = [
    "ingest": ["1-ingest"],
    "normalize": ["1-ingest", "2-normalize"],
    "aggregate": ["1-ingest", "2-normalize", "3-aggregate"],
    "apply": ["1-ingest", "2-normalize", "3-aggregate", "4-apply"],
    "export": ["1-ingest", "2-normalize", "3-aggregate", "4-apply", "segments", "uploads"],
  ]

  @Test("writes the folders up to it", arguments: foldersOfStages.keys.sorted()) func writes(
    stage: String
  ) throws {
    let pipeline = try SpoiltPipeline()
    let result = try pipeline.run("2026-11-19", "--to", "out", "--until", stage)
    #expect(result.exitCode == 0, "\(result)")
    let paths = try FileTree(of: "\(pipeline.place.path)/out").paths
    let folders = Set(paths.filter { $0.contains("/") }.map { String($0.prefix { $0 != "/" }) })
    #expect(folders.sorted() == Self.foldersOfStages[stage])
    #expect(result.standardOutput.contains("To upload:") == (stage == "export"))
  }

  @Test("what would end a later stage is no hindrance") func laterFault() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace(
      "segments:\n  - {id: low",
      by: """
          - name: social
            platform: generic
            files: exports/clicks.csv
            columns: {date: Day, campaign: Campaign, account_domain: Domain}
            engagements: [Clicks]

        segments:
          - {id: low
        """)
    let result = try pipeline.run("2026-11-19", "--quiet", "--to", "out", "--until", "normalize")
    #expect(result.exitCode == 0, "\(result)")
    let identities = try pipeline.place.text(of: "out/2-normalize/identities.csv")
    #expect(identities.split(separator: "\n").count == 3)
  }
}
