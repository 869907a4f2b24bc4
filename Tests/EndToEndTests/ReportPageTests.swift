import Files
import Testing

/// `report.html`: a page that holds together whatever the files say, and says what the run did.
@Suite("Pages of runs") struct ReportPageTests {
  private static let sample = "pipelines/engagement-ladder.yaml"
  private static let runs = "data/runs/engagement-ladder"

  private func run(_ arguments: [String], in place: TemporaryFolder) throws {
    let result = try Program.run(["run"] + arguments + ["--quiet"], in: place.path)
    try #require(result.exitCode == 0, "\(result)")
  }

  /// Holds pages to be well formed and whole, in the eyes of Python's parser.
  ///
  /// - Returns: the texts of the first page that come from files.
  private func checkedTexts(
    _ paths: [String], in place: TemporaryFolder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let result = try PythonPackages.run(
      "check_page.py", paths.map { "\(place.path)/\($0)" })
    #expect(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
    return result.standardOutput.split(separator: "\n").map(String.init)
  }

  /// Without what may differ between two equal runs.
  private func page(_ path: String, in place: TemporaryFolder) throws -> String {
    try place.text(of: path).replacing(#/<span class="timing">[0-9.,]+</span>/#, with: "")
  }

  @Test("say what the sample pipeline did, whole and up to each stage") func sample() throws {
    let checkout = try SampleCheckout()
    let place = checkout.place
    try run([ReportPageTests.sample, "--as-of", "2026-11-18"], in: place)
    try run([ReportPageTests.sample], in: place)
    let stages = ["ingest", "normalize", "aggregate", "apply"]
    for stage in stages {
      try run([ReportPageTests.sample, "--to", "until/\(stage)", "--until", stage], in: place)
    }
    let last = "\(ReportPageTests.runs)/2026-11-20/report.html"
    let texts = try checkedTexts(
      [last, "\(ReportPageTests.runs)/2026-11-18/report.html"]
        + stages.map { "until/\($0)/report.html" }, in: place)
    for text in [
      "engagement-ladder", "Hallermann Maschinenbau GmbH", "Ad Engaged: Medium",
      "../data/exports/dsp/emea_2026-11-16_2026-11-20.csv", "Bramhurst Borough Council",
      "'< 3' is not a whole number",
    ] {
      #expect(texts.contains(text), "the page does not say \(text)")
    }
    let page = try place.text(of: last)
    #expect(
      page.matches(of: #/<h2>([^<]+)</h2>/#).map { String($0.1) } == [
        "Look here first", "Segments", "Who moved", "Uploads", "Workflows", "Engagements",
        "Exports", "Companies without an account", "Rows set aside", "Inputs", "Timings",
      ])
    #expect(page.contains("<title>engagement-ladder, 2026-11-20</title>"))
    #expect(page.contains(#"<a href="uploads/linkedin-company-list/low.csv">"#))
    #expect(page.contains("<li>4 rows set aside: see "))
    let early = try place.text(of: "until/normalize/report.html")
    #expect(early.contains("The run stopped after its stage <bdi>normalize</bdi>"))
    #expect(early.contains("The run has no 3-aggregate/daily.csv."))
    #expect(early.contains("Bramhurst Borough Council"))
  }

  @Test("are the same for equal runs but for their timings") func determinism() throws {
    let pages = try [["--jobs", "1"], ["--jobs", "4"]].map { more in
      let checkout = try SampleCheckout()
      try run([ReportPageTests.sample] + more, in: checkout.place)
      let path = "\(ReportPageTests.runs)/latest/report.html"
      let text = try checkout.place.text(of: path)
      #expect(text.ranges(of: "<span class=\"timing\">").count == 6)
      return try page(path, in: checkout.place)
    }
    #expect(pages[0] == pages[1], "\(TextDifference.first(pages[0], pages[1]))")
  }

  @Test("bear texts of all sorts in every place that can hold some") func oddTexts() throws {
    let place = try TemporaryFolder()
    let script = #"<script>alert('1')</script>"#
    try place.write(
      """
      version: 1
      name: "</title>\(script) & \u{5DC}\u{5D9}\u{5DC}\u{5D4}"
      runs: runs
      accounts: {file: "a&b.csv", columns: {id: id, name: name, domain: domain}}
      sources:
        - name: "<b>dsp"
          platform: generic
          files: "exports/*.csv"
          columns: {date: Day, campaign: Campaign, account_id: Id, account_name: Name}
          engagements: [Clicks]
      segments:
        - {id: "é.2", name: "<i>low \\u202E \\"quoted\\""}
        - {id: cold, name: "cold'"}
        - {id: deals, name: "deals</td>", from: {file: deals.csv, columns: {id: id}}}
      workflows:
        - name: "1+ <u>clicks</u>"
          when: {engagements: 1, campaign: "*", within_days: 7}
          add: {to: ["é.2"]}
        - name: "cooling <&>"
          when: {fewer_than: 1, campaign: "<none>", within_days: 7}
          move: {from: ["é.2"], to: [cold]}
      exclude: [deals]
      exports:
        - {segment: "é.2", format: linkedin-company-list}

      """, to: "pipeline.yaml")
    let long = String(repeating: "\u{1F600}", count: 5_000)
    try place.write(
      """
      id,name,domain
      bare,,
      script,"\(script)",
      left,\u{5E9}\u{5DC}\u{5D5}\u{5DD} \u{202E}abc,
      long,\(long),
      mark,<\u{301}img src=x>,
      <id>,"two
      lines",

      """, to: "a&b.csv")
    try place.write("id\nscript\n", to: "deals.csv")
    try place.write(
      """
      Day,Campaign,Id,Name,Clicks
      2026-11-18,"<b>A & ""B\""",bare,,1
      2026-11-18,\(script),script,,2
      2026-11-18,\u{202E}A,left,,2
      2026-11-18,\(long),long,,2
      2026-11-18,' onload=x,mark,,2
      2026-11-18,N\u{0}L,<id>,,-2
      2026-11-18,"<b>A & ""B\""",<id>,,4
      2026-11-18,A,nobody,"<img src=x onerror=alert(1)> \u{1B}[31m",2
      2026-11-18,A,script,,<x>

      """, to: "exports/<\u{1F600}> & (1).csv")
    for day in ["2026-11-18", "2026-11-19"] {
      try run(["pipeline.yaml", "--as-of", day], in: place)
    }
    let texts = try checkedTexts(
      ["runs/2026-11-18/report.html", "runs/2026-11-19/report.html"], in: place)
    for text in [
      "</title>\(script) & \u{5DC}\u{5D9}\u{5DC}\u{5D4}", "<b>dsp", "<i>low \u{FFFD} \"quoted\"",
      "deals</td>", "1+ <u>clicks</u>", "cooling <&>", "bare", script,
      "\u{5E9}\u{5DC}\u{5D5}\u{5DD} \u{FFFD}abc", "<\u{301}img src=x>", "two lines",
      String(repeating: "\u{1F600}", count: 240) + "…", "<b>A & \"B\"", "\u{FFFD}A",
      "' onload=x", "<img src=x onerror=alert(1)> \u{FFFD}[31m", "exports/<\u{1F600}> & (1).csv",
    ] {
      #expect(texts.contains(text), "the page does not say \(text)")
    }
    let page = try place.text(of: "runs/2026-11-18/report.html")
    #expect(
      page.contains(#"href="uploads/linkedin-company-list/%C3%A9.2.csv""#))
    #expect(!page.contains("<script"))
  }

  @Test("hold together for random pipelines over several nights") func randomCases() throws {
    for seed in [3, 27, 68, 104] {
      let random = try RandomCase(seed)
      try random.runAllDays()
      _ = try checkedTexts(random.days.map { "runs/\($0)/report.html" }, in: random.place)
    }
  }
}
