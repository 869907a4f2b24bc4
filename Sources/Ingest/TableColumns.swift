import AdModel

/// Where the columns a source needs stand in a header.
struct TableColumns: Sendable {
  /// What makes an identity, in the order of its key.
  static let identityColumns: [Source.Column] = [
    .accountID, .accountDomain, .accountLinkedIn, .accountName, .country,
  ]

  let header: [String]
  let date: Int?
  let firstDay: Int?
  let lastDay: Int?
  let campaignID: Int?
  let campaign: Int?
  /// Column of each of `identityColumns`; nil for those the source does not have.
  let identity: [Int?]
  let engagements: [Int]

  /// What a source reads from a header: its own columns over those of its preset.
  struct Wanted: Sendable {
    let columns: [Source.Column: String]
    let engagements: [String]

    init(_ source: Source, _ platform: Platform) {
      self.columns = platform.columns.merging(source.columns) { _, own in own }
      self.engagements = source.engagements.isEmpty ? platform.engagements : source.engagements
    }

    /// Every header name needed, in a fixed order.
    var names: [String] {
      Source.Column.allCases.compactMap { columns[$0] } + engagements
    }
  }

  /// Nil when a wanted column is missing.
  init?(header: [String], wanted: Wanted) {
    let finder = HeaderFinder(header)
    func place(_ column: Source.Column) -> Int? { wanted.columns[column].flatMap(finder.place) }
    guard wanted.names.allSatisfy({ finder.place($0) != nil }) else { return nil }
    self.header = header
    self.date = place(.date)
    self.firstDay = place(.firstDay)
    self.lastDay = place(.lastDay)
    self.campaignID = place(.campaignID)
    self.campaign = place(.campaign)
    self.identity = TableColumns.identityColumns.map(place)
    self.engagements = wanted.engagements.compactMap(finder.place)
  }

  /// The wanted names that a header does not have.
  static func missing(in header: [String], wanted: Wanted) -> [String] {
    let finder = HeaderFinder(header)
    return wanted.names.filter { finder.place($0) == nil }
  }
}

/// Finds a header name: the exact one, else one that is the same when folded.
private struct HeaderFinder {
  private let header: [String]
  private let folded: [FoldedText]

  init(_ header: [String]) {
    self.header = header
    self.folded = header.map { FoldedText($0) }
  }

  func place(_ name: String) -> Int? {
    header.firstIndex(of: name) ?? folded.firstIndex(of: FoldedText(name))
  }
}
