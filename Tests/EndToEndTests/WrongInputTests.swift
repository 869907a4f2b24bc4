import Files
import Testing

@Suite("Inputs that end a run") struct WrongInputTests {
  @Test("an export file that is named and not there") func missingFile() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.remove("exports/clicks.csv")
    try pipeline.expectRefusal(
      """
      adsegments: exports/clicks.csv: no such file or folder
        to mend it: check the path, or put the file in place

      """)
    #expect(
      try FileTree(of: pipeline.place.path).below("runs/failed/2026-11-19").paths == [
        "1-ingest/rejects.csv", "manifest.json", "run_results.json",
      ])
  }

  @Test("a pattern that finds no file") func noFile() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("exports/clicks.csv", by: "exports/dsp-*.csv")
    try pipeline.expectRefusal(
      """
      adsegments: missing_source:dsp: no file was found for source 'dsp'
        to mend it: look at the inputs; if this is meant, run again with --accept missing_source:dsp

      """)
  }

  @Test("a folder in place of an export") func folder() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.remove("exports/clicks.csv")
    try pipeline.place.write("", to: "exports/clicks.csv/october.csv")
    try pipeline.expectRefusal(
      """
      adsegments: exports/clicks.csv: is a folder, not a file
        to mend it: name the file itself; exports take a pattern such as exports/clicks.csv/*.csv

      """)
  }

  @Test("an empty export", arguments: ["", "\n\n"]) func emptyFile(text: String) throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write(text, to: "exports/clicks.csv")
    try pipeline.expectRefusal(
      """
      adsegments: exports/clicks.csv: the file has no header line
        to mend it: download the export again, or move the file away

      """)
  }

  @Test("a header without mapped columns names the columns that are there")
  func missingColumns() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write(
      """
      Report of 2026-11-19
      Date,Campaign,Domain,Click,Spend
      2026-11-19,Awareness,alder.example,1,2.50

      """, to: "exports/clicks.csv")
    try pipeline.expectRefusal(
      """
      adsegments: exports/clicks.csv:2: no line has the columns 'Day', 'Clicks'; the columns here \
      are 'Date', 'Campaign', 'Domain', 'Click', 'Spend'; did you mean 'Click' for 'Clicks'?
        to mend it: correct 'columns' or 'engagements' of the source, or export the file with them

      """)
  }

  @Test("compressed data that ends early") func brokenCompression() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write(
      [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x73], to: "exports/clicks.csv")
    try pipeline.expectRefusal(
      """
      adsegments: exports/clicks.csv: the gzip data is broken or ends early
        to mend it: download or compress the file again

      """)
  }

  @Test("more rejected rows than the guard allows") func tooManyRejects() throws {
    let pipeline = try SpoiltPipeline()
    let row = "yesterday,Awareness,alder.example,1\n"
    try pipeline.place.write(
      SpoiltPipeline.export + String(repeating: row, count: 100), to: "exports/clicks.csv")
    try pipeline.expectRefusal(
      """
      adsegments: max_rejected_rows:dsp: 100 of 102 rows of exports/clicks.csv were rejected
        to mend it: look at the inputs; if this is meant, run again with --accept \
      max_rejected_rows:dsp

      """)
    let rejects = try pipeline.place.text(of: "runs/failed/2026-11-19/1-ingest/rejects.csv")
    #expect(rejects.split(separator: "\n").count == 101)
  }

  @Test("one campaign in two sources, and no word on which is meant") func severalSources() throws {
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
    try pipeline.expectRefusal(
      """
      adsegments: workflow 'to-low': its campaign 'Awareness' stands in the exports of several \
      sources: dsp, social
        to mend it: say 'sources: all' in its 'when' to add them up, or 'sources: [dsp, social]' \
      with the ones you mean; two reports of one platform show the same clicks

      """)
  }

  @Test("an override of an account that nobody knows") func unknownAccount() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("exports:\n", by: "overrides: overrides.csv\n\nexports:\n")
    try pipeline.place.write(
      "account,segment,action,until,reason\nA-77,low,pin,,\n", to: "overrides.csv")
    try pipeline.expectRefusal(
      """
      adsegments: overrides.csv:2: no account has the id 'A-77'
        to mend it: write the id as the account list has it, or take the line out

      """)
  }

  @Test("an override of a segment that is none") func unknownOverrideSegment() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("exports:\n", by: "overrides: overrides.csv\n\nexports:\n")
    try pipeline.place.write(
      "account,segment,action,until,reason\ndomain:alder.example,Lowe,pin,,\n", to: "overrides.csv")
    try pipeline.expectRefusal(
      """
      adsegments: overrides.csv:2: the pipeline has no segment 'Lowe'; did you mean 'low'?
        to mend it: correct the line

      """)
  }

  @Test("an account list without its id column") func listWithoutColumn() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace(
      "runs: runs\n",
      by: "runs: runs\naccounts: {file: accounts.csv, columns: {id: Account ID, domain: Website}}\n"
    )
    try pipeline.place.write("Acount ID,Website\nA-1,alder.example\n", to: "accounts.csv")
    try pipeline.expectRefusal(
      """
      adsegments: accounts.csv:1: there is no column 'Account ID'; the columns are: Acount ID, \
      Website
        to mend it: did you mean 'Acount ID'? Name it under 'columns' in the pipeline file

      """)
  }

  @Test("a segment of the base that the pipeline no longer names") func segmentGone() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("{id: low, name: Low}", by: "{id: lowest, name: Low}")
    try pipeline.replace("add: {to: [low]}", by: "add: {to: [lowest]}")
    try pipeline.replace("move: {from: [low]", by: "move: {from: [lowest]")
    try pipeline.replace("segment: [low,", by: "segment: [lowest,")
    try pipeline.expectRefusal(
      """
      adsegments: pipeline.yaml: run 2026-11-18 has the segment 'low' (1 member), which the pipeline \
      no longer names
        to mend it: if it has another id now, say so with 'was: low' on the segment of today; to let \
      the members go, write 'retired: [low]'

      """)
  }
}

@Suite("Folders a run cannot write to") struct UnwritableFolderTests {
  @Test("a file in place of the runs folder") func fileInPlaceOfRuns() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.remove("runs")
    try pipeline.place.write("not a folder", to: "runs")
    try pipeline.expectRefusal(
      """
      adsegments: runs: is not a folder
        to mend it: move it away, or name another folder

      """)
  }

  @Test("a file in place of a folder above it") func fileAboveRuns() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("runs: runs", by: "runs: results/2026/clicks")
    try pipeline.place.write("not a folder", to: "results")
    try pipeline.expectRefusal(
      """
      adsegments: results: is not a folder
        to mend it: move it away, or name another folder

      """)
  }

  @Test("--to a place that is taken") func destinationTaken() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.expectRefusal(
      of: ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet", "--to", "exports"],
      """
      adsegments: exports: there is something at this place already
        to mend it: give --to a folder that is not there or empty

      """)
  }

  @Test(
    "--to a place among the published runs",
    arguments: ["runs/2026-11-19", "runs/2026-11-18.2/", "./exports/../runs/2026-11-19"])
  func destinationInLineage(folder: String) throws {
    let pipeline = try SpoiltPipeline()
    let shown = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    try pipeline.expectRefusal(
      of: ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet", "--to", folder],
      """
      adsegments: \(shown): later runs would take this place for a published run and start from it
        to mend it: give --to a folder outside the pipeline's 'runs', or leave it out to publish \
      the run

      """)
  }

  @Test("--to takes a slash at the end") func slashAtEnd() throws {
    let pipeline = try SpoiltPipeline()
    let result = try pipeline.run("2026-11-19", "--quiet", "--to", "review/")
    #expect(result.exitCode == 0, "\(result)")
    #expect(try pipeline.place.text(of: "review/segments/low.csv").contains("domain:alder.example"))
  }

  @Test("another run holds the lock") func locked() throws {
    let pipeline = try SpoiltPipeline()
    let lock = try #require(try FileLock(path: "\(pipeline.place.path)/runs/.lock"))
    try pipeline.expectRefusal(
      exitCode: 75,
      """
      adsegments: runs: another run of this pipeline is under way
        to mend it: try again when it has ended

      """)
    withExtendedLifetime(lock) {}
  }
}
