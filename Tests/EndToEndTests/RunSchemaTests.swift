import Files
import Testing

/// What runs leave is as `data/schemas` and their data packages say: in the eyes of Python's
/// `jsonschema` and of the Frictionless tool.
@Suite("Schemas and data packages of runs") struct RunSchemaTests {
  @Test("hold for the sample pipeline, whole and up to each stage") func sample() throws {
    let checkout = try SampleCheckout()
    let pipeline = "pipelines/engagement-ladder.yaml"
    for more in [[]]
      + ["ingest", "normalize", "aggregate", "apply"].map({
        ["--to", "until/\($0)", "--until", $0]
      })
    {
      let result = try Program.run(
        ["run", pipeline, "--quiet"] + more, in: checkout.place.path)
      try #require(result.exitCode == 0, "\(result)")
    }
    try expectValid([checkout.place.path], saying: "5 runs, 5 data packages")
    let result = try Program.run(
      PythonPackages.program("frictionless"), ["validate", "datapackage.json"],
      in: "\(checkout.place.path)/data/runs/engagement-ladder/latest")
    #expect(result.exitCode == 0, "\(result)\n\(result.standardOutput)")
  }

  /// As recorded, but for the timings of `run_results.json`; the cases with a failed run are run
  /// for theirs.
  @Test("hold for every golden case, failed runs included") func goldenCases() throws {
    let failing = try GoldenCase.names().filter {
      Folder.kind(of: "\(GoldenCase.folder)/\($0)/expected/files/runs/failed") == .folder
    }
    try #require(failing.count > 10)
    let places = try failing.map { name in
      let place = try TemporaryFolder()
      _ = try GoldenCase(name).play(in: place)
      return place
    }
    try expectValid([GoldenCase.folder] + places.map(\.path))
  }

  @Test("hold for random pipelines over several nights") func randomCases() throws {
    let cases = try [3, 11, 27, 42, 68, 99, 104, 111].map { seed in
      let randomCase = try RandomCase(seed)
      try randomCase.runAllDays()
      return randomCase
    }
    let runCount = cases.reduce(0) { $0 + $1.days.count }
    try expectValid(
      cases.map(\.place.path), saying: "\(runCount) runs, \(runCount) data packages")
  }

  /// Text of all sorts in every place that can hold some, ids that file systems and names of
  /// resources do not like, an account of which nothing but its id is known.
  @Test("hold for odd texts and ids") func oddTexts() throws {
    let place = try TemporaryFolder()
    try place.write(
      """
      version: 1
      name: "Ürgent \\"Ladder\\": 日本"
      runs: runs
      accounts: {file: accounts.csv, columns: {id: id, name: name, domain: domain}}
      sources:
        - name: "dsp, \\"new\\""
          platform: generic
          files: exports/*.csv
          columns: {date: Day, campaign: Campaign, account_id: Id, account_name: Name}
          engagements: [Clicks]
      segments:
        - {id: Low, name: upper}
        - {id: low, name: "=lower"}
        - {id: é, name: accent}
        - {id: 日本, name: empty}
        - {id: x.y_z, name: dots}
      workflows:
        - id: één
          when: {engagements: 1, campaign: "*", within_days: 7}
          add: {to: [Low, low, é, x.y_z]}
      exports:
        - {segment: [Low, low, é, 日本, x.y_z], format: linkedin-company-list}

      """, to: "pipeline.yaml")
    let long = String(repeating: "é\u{1F600}", count: 5_000)
    try place.write(
      #"""
      id,name,domain
      bare,,
      =1+1,"Ac""me,
      Inc",acme.example
      long,\#(long),
      left,\#u{5E9}\#u{5DC}\#u{5D5}\#u{5DD} \#u{202E}abc,
      blank,"  spaced\#u{9}",

      """#, to: "accounts.csv")
    try place.write(
      #"""
      Day,Campaign,Id,Name,Clicks
      2026-11-18,"A, ""b""",bare,,1
      2026-11-18,=A,=1+1,,2
      2026-11-18,\#(long),long,,2
      2026-11-18,\#u{202E}A,left,,2
      2026-11-18,' A,blank,,2
      2026-11-18,A,nobody,"quote "" and, comma
      and line",2
      2026-11-40,"A, ""b""",bare,,1
      2026-11-18,A\#u{0}B,a\#u{0}b,N\#u{0}L,x

      """#, to: "exports/\u{1F600} (1).csv")
    for day in ["2026-11-18", "2026-11-30"] {
      let result = try Program.run(
        ["run", "pipeline.yaml", "--as-of", day, "--quiet"], in: place.path)
      try #require(result.exitCode == 0, "\(result)")
    }
    try expectValid([place.path], saying: "2 runs, 2 data packages")
    let upload = try place.text(of: "runs/latest/uploads/linkedin-company-list/Low.csv")
    // Nothing is known of the bare account but its id.
    #expect(!upload.contains("\n,,,,,,,,,\n"))
    let held = try place.text(of: "runs/latest/uploads/held.csv")
    #expect(held.contains("\nLow,bare,no_name_or_domain_or_linkedin:linkedin-company-list\n"))
  }

  @Test("would not hold for a table that was changed") func changedTable() throws {
    let pipeline = try SpoiltPipeline()
    let path = "runs/2026-11-18/4-apply/membership.csv"
    let text = try pipeline.place.text(of: path)
    try pipeline.place.write(
      text.replacing("2026-11-18,2026-11-18", with: "2026-11-18,yesterday!"), to: path)
    let result = try PythonPackages.run("validate_runs.py", [pipeline.place.path])
    #expect(result.exitCode == 1)
    for fault in ["membership.csv: type-error", "membership.csv: hash-count"] {
      #expect(result.standardError.contains(fault), "\(result)")
    }
  }

  /// - Parameter counts: what the script says of how much there was.
  private func expectValid(
    _ folders: [String], saying counts: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try PythonPackages.run("validate_runs.py", folders)
    #expect(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
    if let counts {
      #expect(result.standardOutput == counts + "\n", sourceLocation: sourceLocation)
    }
  }
}
