import AdModel
import CSV

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
  /// The column in whose text the account stands; the identity's own columns are not read then.
  let accountText: Int?
  let engagements: [Int]
  /// Wanted names that stand in the header more than once; the first is read.
  let repeatedNames: [String]

  /// What a source reads from one header of its preset: its own columns over those of the preset.
  struct Wanted: Sendable {
    struct Column: Sendable {
      /// The likeliest first.
      var names: [String]
      var isOptional: Bool
      /// A column whose presence makes this one optional.
      var needsNoneBeside: Source.Column?
    }

    let header: Platform.Header
    let columns: [Source.Column: Column]
    /// With its names in other languages, as each of the engagements has them.
    let accountText: [String]?
    let engagements: [[String]]

    init(_ source: Source, _ platform: Platform, _ header: Platform.Header) {
      var columns = header.columns.mapValues { Column(names: $0, isOptional: false) }
      for column in platform.optionalColumns { columns[column]?.isOptional = true }
      if source.campaign != nil {
        columns[.campaign] = nil
        columns[.campaignID] = nil
      }
      let days: [Source.Column] = [.date, .firstDay, .lastDay]
      if days.contains(where: { source.columns[$0] != nil }) {
        for column in days { columns[column] = nil }
      }
      if source.accountText != nil {
        for column in TableColumns.identityColumns { columns[column] = nil }
      }
      // A preset's campaign may go by its name or by its id.
      if source.columns[.campaign] == nil { columns[.campaign]?.needsNoneBeside = .campaignID }
      for (column, name) in source.columns {
        columns[column] = Column(names: platform.names(of: name), isOptional: false)
      }
      self.header = header
      self.columns = columns
      self.accountText = source.accountText.map { platform.names(of: $0.column) }
      self.engagements =
        source.engagements.isEmpty
        ? header.engagements.map { [$0] } : source.engagements.map(platform.names)
    }

    /// How many of the names it knows a header has.
    func familiarity(with finder: HeaderFinder) -> Int {
      columns.values.count { finder.place(anyOf: $0.names) != nil }
        + header.engagements.count { finder.place($0) != nil }
    }

    /// Every header name needed, in a fixed order; of a column's names the likeliest. One from which
    /// the account is taken may be wanted for itself, and is named once.
    var names: [String] {
      let names = Source.Column.allCases.compactMap { column in
        columns[column].flatMap { $0.isOptional ? nil : $0.names.first }
      }
      return names + others.compactMap(\.first).filter { !names.contains($0) }
    }

    /// Every name it knows, in all languages.
    var allNames: [String] {
      columns.values.flatMap(\.names) + others.flatMap(\.self) + header.engagements
    }

    /// How many columns a header has at least: one for each of the lists that share no name.
    var leastWidth: Int {
      let lists = columns.values.filter { !$0.isOptional && $0.needsNoneBeside == nil }.map(\.names)
      var known: Set<FoldedText> = []
      return (lists + others).count { names in
        let folded = names.map(HeaderFinder.fold)
        defer { known.formUnion(folded) }
        return known.isDisjoint(with: folded)
      }
    }

    /// The needed names that a header does not have.
    func missing(in finder: HeaderFinder) -> [String] {
      let missing = missingColumns(in: finder)
      return missing
        + others.filter { finder.place(anyOf: $0) == nil }.compactMap(\.first)
        .filter { !missing.contains($0) }
    }

    private var others: [[String]] { [accountText].compactMap(\.self) + engagements }

    /// The same without the columns that are counted.
    func missingColumns(in finder: HeaderFinder) -> [String] {
      Source.Column.allCases.compactMap { column in
        guard let wanted = columns[column], !wanted.isOptional,
          finder.place(anyOf: wanted.names) == nil
        else { return nil }
        if let other = wanted.needsNoneBeside.flatMap({ columns[$0] }),
          finder.place(anyOf: other.names) != nil
        {
          return nil
        }
        return wanted.names.first
      }
    }
  }

  /// Nil when a wanted column is missing.
  init?(_ finder: HeaderFinder, wanted: Wanted) {
    guard wanted.missing(in: finder).isEmpty else { return nil }
    func place(_ column: Source.Column) -> Int? {
      wanted.columns[column].flatMap { finder.place(anyOf: $0.names) }
    }
    self.header = finder.header
    self.date = place(.date)
    let (first, last) = (place(.firstDay), place(.lastDay))
    let hasPeriod = self.date == nil && first != nil && last != nil
    self.firstDay = hasPeriod ? first : nil
    self.lastDay = hasPeriod ? last : nil
    self.campaignID = place(.campaignID)
    self.campaign = place(.campaign)
    self.identity = TableColumns.identityColumns.map(place)
    self.accountText = wanted.accountText.flatMap(finder.place(anyOf:))
    self.engagements = wanted.engagements.compactMap(finder.place(anyOf:))
    self.repeatedNames =
      ([date, self.firstDay, self.lastDay, campaignID, campaign, accountText]
      + identity + engagements.map(Optional.some))
      .compactMap { $0.map { finder.header[$0] } }.filter(finder.isRepeated)
  }
}

/// Finds a header name: the exact one, else one that is the same when folded.
///
/// Most lines of a file are no header and are asked for one exact name or two, so that the names
/// are folded when that is first needed.
final class HeaderFinder {
  let header: [String]
  /// The first place of each.
  private lazy var folded: [FoldedText: Int] = Dictionary(
    zip(header.lazy.map(HeaderFinder.fold), header.indices), uniquingKeysWith: { first, _ in first }
  )

  init(_ header: [String]) {
    self.header = header
  }

  func place(_ name: String) -> Int? {
    header.firstIndex(of: name) ?? folded[HeaderFinder.fold(name)]
  }

  /// Curled apostrophes are straight ones: French headers have either.
  static func fold(_ name: String) -> FoldedText {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return FoldedText(name) }
    return FoldedText(name.replacing("\u{2019}", with: "'"))
  }

  func place(anyOf names: [String]) -> Int? {
    for name in names {
      if let place = place(name) { return place }
    }
    return nil
  }

  func isRepeated(_ name: String) -> Bool { header.count { $0 == name } > 1 }
}

/// Tells from a record's bytes, and cheaply, how many of some names it may have at most; most
/// records have none and need not be made texts.
struct HeaderSigns {
  private let signs: Set<UInt64>

  init(names: some Sequence<String>) {
    self.signs = Set(
      names.compactMap { name in
        var text = HeaderFinder.fold(name).text
        return text.withUTF8 { unsafe HeaderSigns.sign($0) }
      })
  }

  /// How many fields have one of the names, folded; one with anything but ASCII may be any name.
  func mostNames(in batch: RecordBatch, _ record: Int) -> Int {
    (0..<batch.fieldCount(record)).count { column in
      guard let sign = unsafe HeaderSigns.sign(batch.field(record, column)) else { return true }
      return signs.contains(sign)
    }
  }

  /// A number that texts of ASCII have in common which are the same when folded: FNV-1a of their
  /// small letters without white space.
  private static func sign(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var sign: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      if byte >= 0x80 { return nil }
      if byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      sign = (sign ^ UInt64(isCapital ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return sign
  }
}
