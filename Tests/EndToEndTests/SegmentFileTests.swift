import Testing

@Suite("CRM files and lists with bad rows") struct SegmentFileTests {
  private static let from = """
      - {id: medium, name: Medium}
      - id: deals
        from: {file: deals.csv, columns: {domain: Domain}, where: {Stage: [Open]}}

    exclude: [deals]

    """

  private func pipeline() throws -> SpoiltPipeline {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("  - {id: medium, name: Medium}\n", by: SegmentFileTests.from)
    return pipeline
  }

  /// 200 open deals, the first `broken` of them with a field too many.
  private func deals(broken: Int) -> String {
    let rows = (1...200).map { number in
      number <= broken ? "c\(number).example,Open,more" : "c\(number).example,Open"
    }
    return "Domain,Stage\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test("a CRM file that lost most of its rows stops the run") func manyRejects() throws {
    let pipeline = try pipeline()
    try pipeline.place.write(deals(broken: 149), to: "deals.csv")
    try pipeline.expectRefusal(
      """
      adsegments: max_rejected_rows:deals: 149 of 200 rows of deals.csv were rejected, which \
      segment 'deals' is made from
        to mend it: look at the inputs; if this is meant, run again with \
      --accept max_rejected_rows:deals

      """)
  }

  @Test("accepting the guard of a segment that is none is refused") func acceptMisspelled() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.expectRefusal(
      of: [
        "run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet", "--accept",
        "became_empty:lwo",
      ],
      """
      adsegments: --accept became_empty:lwo: the pipeline has no segment or source 'lwo'; did you \
      mean 'low'?
        to mend it: copy the --accept of the message that the guard stopped the run with

      """)
  }

  @Test("a few bad rows are a warning") func fewRejects() throws {
    let pipeline = try pipeline()
    try pipeline.place.write(deals(broken: 2), to: "deals.csv")
    let result = try pipeline.run("2026-11-19")
    #expect(result.exitCode == 0)
    #expect(
      result.standardError.contains(
        """
        warning: segment 'deals': 2 of 200 rows of deals.csv were rejected; their companies are \
        not in it
        """))
    #expect(result.standardOutput.contains("2 rows rejected"))
  }

  @Test("conditions that no row meets are a warning") func noRowMeetsThem() throws {
    let pipeline = try pipeline()
    try pipeline.place.write("Domain,Stage\nc1.example,Lost\n", to: "deals.csv")
    let result = try pipeline.run("2026-11-19")
    #expect(result.exitCode == 0)
    #expect(
      result.standardError.contains(
        "warning: segment 'deals': no row of deals.csv meets its conditions"))
  }

  @Test("an account list with bytes that are no UTF-8 ends the run") func badText() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write(
      Array("Account ID,Name\nA1,M".utf8) + [0x81] + Array("ller\n".utf8),
      to: "accounts.csv")
    try pipeline.replace(
      "sources:\n",
      by: "accounts: {file: accounts.csv, columns: {id: Account ID, name: Name}}\nsources:\n")
    try pipeline.expectRefusal(
      """
      adsegments: accounts.csv:2: the row has bytes that are not UTF-8
        to mend it: save the file as UTF-8

      """)
  }

  @Test("a first day that is a placeholder is set aside") func placeholderDay() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("{date: Day, ", by: "{first_day: From, last_day: To, ")
    try pipeline.place.write(
      """
      From,To,Campaign,Domain,Clicks
      0001-01-01,2026-11-18,Awareness,birch.example,1
      2026-11-17,2026-11-18,Awareness,alder.example,1

      """, to: "exports/clicks.csv")
    let result = try pipeline.run("2026-11-19", "--quiet")
    #expect(result.exitCode == 0)
    let rejects = try pipeline.place.text(of: "runs/2026-11-19/1-ingest/rejects.csv")
    #expect(
      rejects.contains(
        "dsp,exports/clicks.csv,1,2,31,From,period_too_long,the period is longer than 3660 days; "
          + "the first day is '0001-01-01',"))
  }

  @Test("rows outside the days an export states are a warning") func outsideRange() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("exports/clicks.csv", by: "exports/clicks_{first_day}_{last_day}.csv")
    try pipeline.place.write(
      "Day,Campaign,Domain,Clicks\n2026-11-18,Awareness,alder.example,1\n",
      to: "exports/clicks_2026-11-10_2026-11-12.csv")
    let result = try pipeline.run("2026-11-19")
    #expect(
      result.standardError.contains(
        "warning: exports/clicks_2026-11-10_2026-11-12.csv: its rows go from 2026-11-18 to "
          + "2026-11-18, but it states 2026-11-10 to 2026-11-12; they count all the same"))
  }
}
