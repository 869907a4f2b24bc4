/// A row that was set aside: where it stands, why, and what it says. Never thrown.
package struct Reject: Hashable, Sendable {
  /// Why a row was set aside; the raw value stands in `rejects.csv`.
  package enum Reason: String, Sendable, CaseIterable, Comparable {
    case blankAccount = "blank_account"
    case blankCampaign = "blank_campaign"
    case countOutOfRange = "count_out_of_range"
    case fieldCount = "field_count"
    case invalidCount = "invalid_count"
    case invalidDate = "invalid_date"
    case invalidEncoding = "invalid_encoding"
    case invalidID = "invalid_id"
    case periodTooLong = "period_too_long"
    case reversedPeriod = "reversed_period"
    case recordTooLong = "record_too_long"
    case strayQuote = "stray_quote"
    case swallowedRows = "swallowed_rows"
    case unclosedQuote = "unclosed_quote"

    package static func < (left: Reason, right: Reason) -> Bool { left.rawValue < right.rawValue }
  }

  /// How many rejects of one file and reason are written out; the rest are counted.
  package static let shownPerReason = 1000

  /// Counts from 1, the header line not included.
  package let recordNumber: Int
  /// Counts from 1, the file's first line being 1.
  package let lineNumber: Int
  /// Offset of the row's first byte in the file as it lies on disk (after gunzip).
  package let byteOffset: Int
  /// The header of the column at fault; blank when the whole row is.
  package let column: String
  package let reason: Reason
  package let message: String
  /// The row as it stands in the file, at most `Reject.textLimitBytes` of it.
  package let text: String

  package static let textLimitBytes = 1000

  /// The same without what the row says.
  package var withoutText: Reject {
    Reject(
      recordNumber: recordNumber, lineNumber: lineNumber, byteOffset: byteOffset, column: column,
      reason: reason, message: message, text: "")
  }

  package init(
    recordNumber: Int, lineNumber: Int, byteOffset: Int, column: String, reason: Reason,
    message: String, text: String
  ) {
    self.recordNumber = recordNumber
    self.lineNumber = lineNumber
    self.byteOffset = byteOffset
    self.column = column
    self.reason = reason
    self.message = message
    self.text = text
  }
}
