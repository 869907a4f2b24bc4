package import AdModel

/// What is known of one kind of export: the preset a source starts from.
///
/// Every part can be overridden by the source. One platform is one file in `Platforms/`, listed in
/// `Platform.all`. A preset is the best that is known of a report, not a promise of the vendor's:
/// `isSourced` says whether its headers were seen in a real export or the vendor's documentation.
package struct Platform: Sendable {
  /// Where the table stands in the file.
  package enum Table: Hashable, Sendable {
    /// The first line that has all columns needed is the header; what stands above it is preamble.
    case one
    /// Several tables with a header each, set apart by blank lines; the one that has all
    /// columns needed is read.
    case ofSeveral
  }

  /// What may stand below the table.
  package enum Ending: Hashable, Sendable {
    /// Nothing.
    case none
    /// A blank line, and what follows is no row.
    case blankLine
    /// The report's title and its range, each alone in the first field of its line.
    case titleAndRange
  }

  /// A fact of the whole report that a line above or below the table states.
  package enum Fact: Hashable, Sendable {
    case firstDay
    case lastDay
    /// Both days in one line.
    case period
    case generated
    case rowCount
    case aggregation
  }

  /// The words before a fact; no words for a line that holds days and nothing else.
  package struct Label: Hashable, Sendable {
    package var fact: Fact
    package var words: String

    package init(_ fact: Fact, _ words: String) {
      self.fact = fact
      self.words = words
    }
  }

  /// The header of a report in one language, and how such a file writes.
  package struct Header: Sendable {
    /// ISO 639-1 code.
    package var language: String
    /// Each with the names it may have, the likeliest first.
    package var columns: [Source.Column: [String]]
    /// Columns that are summed when the source names none; they count nothing twice. Those of all
    /// headers are the same columns in the same order.
    package var engagements: [String]
    package var dates: DateOrder
    package var numbers: NumberFormat

    package init(
      language: String = "en", columns: [Source.Column: [String]] = [:],
      engagements: [String] = [], dates: DateOrder = .yearFirst, numbers: NumberFormat = .plain
    ) {
      self.language = language
      self.columns = columns
      self.engagements = engagements
      self.dates = dates
      self.numbers = numbers
    }
  }

  package var name: String
  package var table: Table
  /// Tried before the other delimiters.
  package var delimiter: UInt8
  /// Of those whose needed columns are all there, the one that knows most of a file's columns is
  /// taken, the first of equals.
  package var headers: [Header]
  /// How a header name, or a line around the table, begins that other platforms do not have; such a
  /// file is taken for this platform's where nobody says whose it is.
  package var signs: [String]
  /// Names of one column in several languages: a source that names one finds the others.
  package var synonyms: [[String]]
  /// Columns that a file may lack.
  package var optionalColumns: Set<Source.Column>
  package var labels: [Label]
  /// Whether the days of its preamble are the report's first, its last and the one it was made on,
  /// in this order whatever the language.
  package var hasFactsInOrder: Bool
  package var ending: Ending
  /// How a line below the table begins that may follow it without a blank line.
  package var footerWords: [String]
  package var totals: Source.Totals
  /// Whether a report without a daily breakdown dates its rows with the first of its days.
  package var datesSumsWithFirstDay: Bool
  /// Whether its rows name a company.
  package var namesCompanies: Bool
  package var isSourced: Bool

  package init(
    name: String, table: Table = .one, delimiter: UInt8 = UInt8(ascii: ","),
    headers: [Header] = [Header()], signs: [String] = [], synonyms: [[String]] = [],
    optionalColumns: Set<Source.Column> = [], labels: [Label] = [],
    hasFactsInOrder: Bool = false, ending: Ending = .none,
    footerWords: [String] = [], totals: Source.Totals = .init(),
    datesSumsWithFirstDay: Bool = false, namesCompanies: Bool = true, isSourced: Bool = true
  ) {
    precondition(!headers.isEmpty, "a platform has a header")
    self.name = name
    self.table = table
    self.delimiter = delimiter
    self.headers = headers
    self.signs = signs
    self.synonyms = synonyms
    self.optionalColumns = optionalColumns
    self.labels = labels
    self.hasFactsInOrder = hasFactsInOrder
    self.ending = ending
    self.footerWords = footerWords
    self.totals = totals
    self.datesSumsWithFirstDay = datesSumsWithFirstDay
    self.namesCompanies = namesCompanies
    self.isSourced = isSourced
  }

  /// Every platform, in the order people are shown.
  package static let all: [Platform] = [
    .generic,
    .linkedInCompanies,
    .linkedInDemographics,
    .linkedInPerformance,
    .sixSenseReachedAccounts,
    .rollWorksAccounts,
    .terminusAccounts,
    .demandbaseAccounts,
    .googleAds,
    .metaAds,
    .microsoftAds,
    .dv360,
    .cm360,
    .stackAdapt,
    .theTradeDesk,
  ]

  package static func named(_ name: String) -> Platform? {
    all.first { $0.name == name }
  }

  /// A header name a source says, and its names in other languages.
  func names(of column: String) -> [String] {
    [column] + (synonyms.first { $0.contains(column) } ?? []).filter { $0 != column }
  }
}
