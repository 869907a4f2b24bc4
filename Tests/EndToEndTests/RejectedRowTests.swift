import Testing

@Suite("Rows that are set aside") struct RejectedRowTests {
  /// A row of `Day,Campaign,Domain,Clicks`, and what stands of it in `rejects.csv` behind source,
  /// file, record, line and byte.
  private static let rejected: [(row: [UInt8], reject: String)] = [
    (
      Array("2026-02-30,Awareness,birch.example,1".utf8),
      """
      Day,invalid_date,"'2026-02-30' is not a day; write YYYY-MM-DD, YYYYMMDD or YYYY/MM/DD",\
      "2026-02-30,Awareness,birch.example,1"
      """
    ),
    (
      Array("18 Nov,Awareness,birch.example,1".utf8),
      """
      Day,invalid_date,"'18 Nov' is not a day; write YYYY-MM-DD, YYYYMMDD or YYYY/MM/DD",\
      "18 Nov,Awareness,birch.example,1"
      """
    ),
    (
      Array("2026-11-18,Awareness,birch.example,many".utf8),
      """
      Clicks,invalid_count,'many' is not a whole number,"2026-11-18,Awareness,birch.example,many"
      """
    ),
    (
      Array("2026-11-18,Awareness,birch.example,1.2E+17".utf8),
      """
      Clicks,invalid_count,'1.2E+17' is not a whole number,\
      "2026-11-18,Awareness,birch.example,1.2E+17"
      """
    ),
    (
      Array("2026-11-18,Awareness,birch".utf8) + [0x81] + Array(".example,1".utf8),
      """
      Domain,invalid_encoding,the field has a NUL or bytes that are not UTF-8 text,\
      "2026-11-18,Awareness,birch\u{FFFD}.example,1"
      """
    ),
    (
      Array(#"2026-11-18,Awareness,bir"ch.example,1"#.utf8),
      """
      ,stray_quote,a quote inside a field; write it twice and quote the whole field,\
      "2026-11-18,Awareness,bir""ch.example,1"
      """
    ),
    (
      Array(#"2026-11-18,Awareness,"birch.example,1"#.utf8),
      """
      ,unclosed_quote,a quoted field is still open at the end of the file,\
      "2026-11-18,Awareness,""birch.example,1"
      """
    ),
    (
      Array("2026-11-18,Awareness,birch.example".utf8),
      """
      ,field_count,"3 fields, but the header has 4","2026-11-18,Awareness,birch.example"
      """
    ),
    (
      Array("2026-11-18,Awareness,birch.example,1,000".utf8),
      """
      ,field_count,"5 fields, but the header has 4","2026-11-18,Awareness,birch.example,1,000"
      """
    ),
    (
      Array("2026-11-18,Awareness, ,1".utf8),
      """
      Domain,blank_account,no column says which company this is,"2026-11-18,Awareness, ,1"
      """
    ),
    (
      Array("2026-11-18,,birch.example,1".utf8),
      """
      Campaign,blank_campaign,the campaign is blank,"2026-11-18,,birch.example,1"
      """
    ),
  ]

  @Test(arguments: RejectedRowTests.rejected.indices) func setAside(number: Int) throws {
    let (row, reject) = Self.rejected[number]
    let pipeline = try SpoiltPipeline()
    let before = Array("Day,Campaign,Domain,Clicks\n2026-11-18,Awareness,alder.example,1\n".utf8)
    try pipeline.place.write(before + row + [UInt8(ascii: "\n")], to: "exports/clicks.csv")
    let result = try pipeline.run("2026-11-19", "--quiet")
    #expect(result.exitCode == 0, "\(result)")
    #expect(
      try pipeline.place.text(of: "runs/2026-11-19/1-ingest/rejects.csv") == """
        source,file,record,line,byte,column,reason,message,text
        dsp,exports/clicks.csv,2,3,\(before.count),\(reject)

        """)
    // The good row counts.
    #expect(
      try pipeline.place.text(of: "runs/2026-11-19/3-aggregate/windows.csv") == """
        workflow,account_id,engagements,matched
        to-low,domain:alder.example,1,true

        """)
  }
}
