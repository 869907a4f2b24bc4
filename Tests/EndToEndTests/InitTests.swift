import Testing

@Suite("init") struct InitTests {
  private static let paths = [
    "data/accounts.csv", "data/crm/deals.csv", "data/exports/ads_2026-11-09_2026-11-15.csv",
    "data/exports/ads_2026-11-14_2026-11-20.csv", "pipelines/first.yaml",
  ]

  /// The members follow from the texts by hand: Calder has 2 clicks and videos with Awareness and 4
  /// with Consideration, Pinecrest 6 with Decision within three days, Nordhang an open deal.
  @Test("writes a pipeline that runs as it says") func writesAPipelineThatRuns() throws {
    let place = try TemporaryFolder()
    let made = try Program.run(["init", "new folder"], in: place.path)
    #expect(made.exitCode == 0, "\(made)")
    #expect(try FileTree(of: "\(place.path)/new folder").paths == InitTests.paths)

    let folder = "\(place.path)/new folder"
    let check = try Program.run(["check", "pipelines/first.yaml"], in: folder)
    #expect(check.standardOutput.contains("no lints, no faults"), "\(check)")
    let run = try Program.run(["run", "pipelines/first.yaml", "--quiet"], in: folder)
    #expect(run.exitCode == 0, "\(run)")
    let latest = "new folder/data/runs/first/latest"
    let members = CSVRows.of(try place.text(of: "\(latest)/4-apply/membership.csv"))
    #expect(
      members.map { "\($0["segment"] ?? "") \($0["account_id"] ?? "")" } == [
        "high A-4", "low A-1", "low A-3", "low A-5", "medium A-2", "open-deals A-1",
      ])
    let held = CSVRows.of(try place.text(of: "\(latest)/uploads/held.csv"))
    #expect(held.map { $0["account_id"] } == ["A-1"])
  }

  @Test("writes over nothing", arguments: paths) func writesOverNothing(path: String) throws {
    let place = try TemporaryFolder()
    try place.write("mine", to: path)
    let made = try Program.run(["init"], in: place.path)
    #expect(made.exitCode == 1)
    #expect(
      made.standardError == """
        adsegments: ./\(path): there is something at this place already
          to mend it: give init a folder without it; it never writes over anything

        """)
    #expect(try FileTree(of: place.path).paths == [path])
  }
}
