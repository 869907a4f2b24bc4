package import AdModel

/// What is known of one kind of export: the preset a source starts from.
///
/// Every part can be overridden by the source. One platform is one file in `Platforms/`, listed in
/// `Platform.all`.
package struct Platform: Sendable {
  /// Where the table stands in the file.
  package enum Table: Hashable, Sendable {
    /// The first line that has all columns needed is the header; what stands above it is preamble.
    case one
    /// Several tables with a header each, set apart by blank lines; the one that has all
    /// columns needed is read.
    case ofSeveral
  }

  /// The words before the days and the time of a preamble.
  package struct Preamble: Hashable, Sendable {
    package var firstDay: String
    package var lastDay: String
    package var generated: String
  }

  package var name: String
  package var table: Table
  /// Tried before the other delimiters.
  package var delimiter: UInt8
  package var columns: [Source.Column: String]
  /// Columns that are summed when the source names none; they count nothing twice.
  package var engagements: [String]
  /// Whether counts may be written `1,234`.
  package var hasThousandsCommas: Bool
  package var preamble: Preamble?

  package init(
    name: String, table: Table = .one, delimiter: UInt8 = UInt8(ascii: ","),
    columns: [Source.Column: String] = [:], engagements: [String] = [],
    hasThousandsCommas: Bool = false, preamble: Preamble? = nil
  ) {
    self.name = name
    self.table = table
    self.delimiter = delimiter
    self.columns = columns
    self.engagements = engagements
    self.hasThousandsCommas = hasThousandsCommas
    self.preamble = preamble
  }

  /// Every platform, in the order people are shown.
  package static let all: [Platform] = [
    .generic,
    .linkedInDemographics,
    .sixSenseReachedAccounts,
  ]

  package static func named(_ name: String) -> Platform? {
    all.first { $0.name == name }
  }
}
