import AdModel

extension Platform {
  /// LinkedIn Campaign Manager, Demographics report, table `Company Name Segment`.
  ///
  /// ```
  /// Company Name Segment<tab>Impressions<tab>Clicks
  /// Nordwind GmbH<tab>1,204<tab>7
  /// ```
  ///
  /// UTF-16 with a byte order mark, tabs; a preamble (`Report Start: November 16, 2026, 12:00 AM`,
  /// `Report End: …`, `Date Generated: …`), then up to ten tables, each with the header
  /// `<dimension> Segment`, set apart by blank lines. One period a file; no campaign in the rows,
  /// so the file name or the source states it. Companies by name only.
  ///
  /// Source: public tools written against real exports of 2023 and 2026 (header, encoding, number
  /// of preamble lines); metrics from linkedin.com/help/lms/answer/a424171. Whether more columns
  /// count people's actions is not known, so clicks alone are counted. A variant with the preamble
  /// `Date Range: Apr 1, 2026 - Jun 30, 2026` and a row `Total` stands in a public fixture. The
  /// header in other languages is unsourced: map it in the pipeline file.
  static let linkedInDemographics = Platform(
    name: "linkedin-demographics",
    table: .ofSeveral,
    delimiter: UInt8(ascii: "\t"),
    headers: [
      Header(
        columns: [.accountName: ["Company Name Segment"]],
        engagements: ["Clicks"],
        numbers: .commaGroups)
    ],
    signs: ["Company Name Segment", "Demographics"],
    synonyms: linkedInSynonyms,
    labels: [Label(.period, "Date Range:")] + linkedInLabels,
    hasFactsInOrder: true,
    totals: .init(firstColumn: ["Total"]))
}
