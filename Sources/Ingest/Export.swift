package import AdModel
package import CSV

/// One export file of a source, read: what it is, what it holds, what was set aside.
package struct Export: Sendable {
  package typealias Grain = Source.Grain

  /// What is known of the file beyond its counts, for people.
  package struct Layout: Sendable, Equatable {
    /// ISO 639-1 code of the preset's header that was found.
    package var language: String
    package var dates: DateOrder
    package var numbers: NumberFormat
    /// From 1; nil for an empty report.
    package var headerLine: Int?
    package var footerLineCount: Int
    /// The line of a second table with the same header, which is not read.
    package var furtherTableLine: Int?
    package var leftOut: LeftOut
    /// Columns read that stand in the header more than once.
    package var repeatedNames: [String]
    /// The quote and the escape that were found, where they are not the usual ones.
    package var unusualQuotes: String?
    /// Whether some bytes are UTF-8 and others are not.
    package var isMixedEncoding: Bool
    /// Whether a time zone had a say in the day of some row.
    package var usesZones: Bool

    package init(
      language: String = "en", dates: DateOrder = .yearFirst, numbers: NumberFormat = .plain,
      headerLine: Int? = 1, footerLineCount: Int = 0, furtherTableLine: Int? = nil,
      leftOut: LeftOut = LeftOut(), repeatedNames: [String] = [], isMixedEncoding: Bool = false,
      usesZones: Bool = false, unusualQuotes: String? = nil
    ) {
      self.language = language
      self.dates = dates
      self.numbers = numbers
      self.headerLine = headerLine
      self.footerLineCount = footerLineCount
      self.furtherTableLine = furtherTableLine
      self.leftOut = leftOut
      self.repeatedNames = repeatedNames
      self.isMixedEncoding = isMixedEncoding
      self.usesZones = usesZones
      self.unusualQuotes = unusualQuotes
    }
  }

  /// Index into the pipeline's sources.
  package var source: Int
  /// As the pipeline file would write it.
  package var shownPath: String
  /// SHA-256 in hexadecimal, of the bytes on the disk.
  package var digest: String
  package var byteCount: Int
  /// Bytes of its text: those on the disk, or what they unpack to up to the table's end.
  package var textByteCount: Int
  package var encoding: TextEncoding
  package var isCompressed: Bool
  package var delimiterName: String
  package var facts: NamedFacts
  /// The campaign that the name or the source states for the whole file.
  package var statedCampaign: String?
  /// The days the name or the preamble states for the whole file.
  package var statedPeriod: Period?
  package var generatedAt: GeneratedStamp?
  package var grain: Grain
  /// Rows after the header, rejected ones included; sums and repeated headers are none.
  package var recordCount: Int
  package var rejectedCount: Int
  package var rejectedByteCount: Int
  package var rejects: [Reject]
  package var counts: ExportCounts
  /// What its counts are kept under; nil for those that are not what was made of one file's bytes.
  var key: ExportKey?
  package var layout = Layout()

  /// Those of its partial.
  package var series: [ExportPartial.Series] { counts.series }

  /// The first and last day of its rows, or nil without rows.
  package var rowPeriod: Period? {
    guard let first = series.map(\.period.first).min(),
      let last = series.map(\.period.last).max()
    else { return nil }
    return Period(first: first, last: last)
  }

  /// Whether it is a daily export whose rows are all of the first of several days.
  package func isAllOnFirstDay(of period: Period) -> Bool {
    grain == .daily && !period.isOneDay && rowPeriod == Period(day: period.first)
  }

  /// The first day the whole file speaks for as downloaded; nil when it speaks for none.
  package var firstDay: CalendarDay? {
    [statedPeriod?.first, facts.firstDay, rowPeriod?.first].compactMap(\.self).min()
  }

  /// The last day the whole file speaks for as downloaded, `{last_day}` alone in its name included;
  /// nil when it speaks for none.
  package var lastDay: CalendarDay? {
    [statedPeriod?.last, facts.lastDay, rowPeriod?.last].compactMap(\.self).max()
  }

  /// The first and last day for people: of the stated period, else of the rows.
  package var shownPeriod: Period? { statedPeriod ?? rowPeriod }
}
