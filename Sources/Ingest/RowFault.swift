import AdModel
import CSV

/// What is wrong with a row, before it is put into words.
struct RowFault: Error {
  let reason: Reject.Reason
  /// Place in the header of the column at fault.
  let column: Int?
  /// How many fields the row has, when that is the fault.
  let foundFields: Int

  init(_ reason: Reject.Reason, column: Int? = nil, found: Int = 0) {
    self.reason = reason
    self.column = column
    self.foundFields = found
  }

  init(_ fault: RecordFault) {
    switch fault {
    case .strayQuote: self.init(Reject.Reason.strayQuote)
    case .unclosedQuote: self.init(Reject.Reason.unclosedQuote)
    case .tooLong: self.init(.recordTooLong)
    case .notText: self.init(.invalidEncoding)
    }
  }

  /// The words for people.
  ///
  /// - Parameter found: what the column at fault holds.
  func message(found: String, expectedFields: Int, dates: DateOrder) -> String {
    switch reason {
    case .blankAccount: "no column says which company this is"
    case .blankCampaign: "the campaign is blank"
    case .countOutOfRange: "'\(found)' is larger than any count can be"
    case .fieldCount:
      "\(foundFields) field\(foundFields == 1 ? "" : "s"), but the header has \(expectedFields)"
    case .invalidCount: "'\(found)' is not a whole number"
    case .invalidDate: "'\(found)' is not a day; \(dates.hint)"
    case .invalidEncoding: "the field has a NUL or bytes that are not UTF-8 text"
    case .invalidID:
      "'\(found)' is an id that a spreadsheet has rounded; export it again and do not save it there"
    case .periodTooLong:
      "the period is longer than \(Period.longestDayCount) days; the first day is '\(found)'"
    case .reversedPeriod: "the last day is before the first day '\(found)'"
    case .recordTooLong:
      "a record of more than \(RecordLimits.bytes) bytes or \(RecordLimits.lines) lines: "
        + "a quote may be missing"
    case .strayQuote: "a quote inside a field; write it twice and quote the whole field"
    case .swallowedRows:
      "a quoted field goes on over lines that look like rows: a quote may be missing or too many"
    case .unclosedQuote: "a quoted field is still open at the end of the file"
    }
  }
}

extension DateOrder {
  fileprivate var hint: String {
    switch self {
    case .yearFirst:
      "write YYYY-MM-DD, YYYYMMDD or YYYY/MM/DD, or say in 'dates' how the file writes days"
    case .monthFirst, .dayFirst: "the file's days are \(shown)"
    }
  }
}
