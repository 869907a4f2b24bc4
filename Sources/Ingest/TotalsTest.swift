import AdModel
import CSV

/// Tells rows that sum up other rows, by what the first field that says anything says, or by which
/// fields are blank.
///
/// Google Ads in Spanish puts `--` into the first field of such a row and `Total: Campañas` into
/// the second.
///
/// One look at a few bytes a row; nothing is allocated.
final class TotalsTest: Sendable {
  private struct Words: Sendable {
    /// In lower case.
    var bytes: [UInt8]
    /// Whether anything may follow.
    var isPrefix: Bool
  }

  private let words: [Words]
  private let blankColumns: [Int]
  private let needsBoth: Bool
  /// The columns of days, campaign and account that must say nothing beside the words.
  private let dimensions: [Int]
  let isActive: Bool

  init(_ totals: Source.Totals, _ columns: TableColumns) {
    self.words = totals.firstColumn.map { text in
      // Case alone is folded: a no-break space before a colon is looked for as it is.
      let words = (text.hasSuffix("*") ? String(text.dropLast()) : text).lowercased()
      return Words(bytes: Array(words.utf8), isPrefix: text.hasSuffix("*"))
    }
    self.blankColumns = totals.blank.compactMap { TotalsTest.place($0, columns) }
    self.needsBoth = totals.needsBoth && !blankColumns.isEmpty
    self.dimensions =
      !totals.standsAlone
      ? []
      : [columns.date, columns.campaign, columns.campaignID, columns.accountText].compactMap(\.self)
        + columns.identity.compactMap(\.self)
    self.isActive = !words.isEmpty || !blankColumns.isEmpty
  }

  private static func place(_ column: Source.Column, _ columns: TableColumns) -> Int? {
    switch column {
    case .date: columns.date
    case .firstDay: columns.firstDay
    case .lastDay: columns.lastDay
    case .campaign: columns.campaign
    case .campaignID: columns.campaignID
    case .accountName: columns.accountText ?? columns.identity[3]
    case .accountID: columns.identity[0]
    case .accountDomain: columns.identity[1]
    case .accountLinkedIn: columns.identity[2]
    case .country: columns.identity[4]
    }
  }

  /// Whether a record with as many fields as the header is a row of sums.
  @inline(never)
  func matches(_ batch: RecordBatch, _ record: Int) -> Bool {
    if saysSo(batch, record) { return needsBoth ? isBlank(batch, record) : true }
    return needsBoth ? false : isBlank(batch, record)
  }

  @inline(__always)
  private func saysSo(_ batch: RecordBatch, _ record: Int) -> Bool {
    guard !words.isEmpty else { return false }
    var column = 0
    while column + 1 < batch.fieldCount(record), unsafe saysNothing(batch.field(record, column)) {
      column += 1
    }
    let first = unsafe batch.field(record, column)
    for words in words where unsafe TotalsTest.fits(first, words) {
      // A campaign of that name has a day or an account beside it; a sum has neither.
      return dimensions.allSatisfy { other in
        if other == column { return true }
        return unsafe saysNothing(batch.field(record, other))
      }
    }
    return false
  }

  private func isBlank(_ batch: RecordBatch, _ record: Int) -> Bool {
    !blankColumns.isEmpty
      && blankColumns.allSatisfy { unsafe batch.field(record, $0).isEmpty }
  }

  /// Blank, `-` or `--`.
  @inline(__always)
  private func saysNothing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    field.count <= 2 && (unsafe field.allSatisfy { $0 == UInt8(ascii: "-") })
  }

  @inline(__always)
  private static func fits(_ field: UnsafeBufferPointer<UInt8>, _ words: Words) -> Bool {
    let count = words.bytes.count
    guard words.isPrefix ? field.count >= count : field.count == count else { return false }
    for index in 0..<count {
      let byte = unsafe field[index]
      let isCapital = byte &- UInt8(ascii: "A") < 26
      guard (isCapital ? byte | 0x20 : byte) == words.bytes[index] else { return false }
    }
    return true
  }
}
