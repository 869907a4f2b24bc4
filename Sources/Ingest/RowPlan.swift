import AdModel
import CSV

/// How the rows of one table are read, for what most rows do not need.
final class RowPlan {
  let columns: TableColumns
  let constants: RowConstants
  let totals: TotalsTest
  let shape: RowShape
  let accountText: AccountTextReader?
  /// The columns an identity is made of, in the order of its key.
  let identityColumns: [Int]

  init(_ columns: TableColumns, _ constants: RowConstants, _ dialect: CSVDialect) {
    self.columns = columns
    self.constants = constants
    self.totals = TotalsTest(constants.totals, columns)
    self.shape = RowShape(columns, constants, dialect)
    self.accountText = constants.accountText.map(AccountTextReader.init)
    self.identityColumns =
      columns.accountText.map { [$0] } ?? columns.identity.compactMap(\.self)
  }

  /// What a count says that is not digits alone.
  @inline(never)
  func count(_ field: UnsafeBufferPointer<UInt8>) -> CountText.Answer {
    unsafe CountText.read(field, format: constants.numbers)
  }

  /// Whether lines inside the quotes of a record are rows by themselves.
  @inline(never)
  func holdsRows(_ batch: RecordBatch, _ record: Int) -> Bool {
    unsafe shape.holdsRows(batch.rawBytes(record))
  }

  /// The first column of the identity whose text is broken, or its first column.
  func columnAtFault(_ batch: RecordBatch, _ record: Int, _ reason: Reject.Reason) -> Int? {
    let broken = identityColumns.first { column in
      let field = unsafe batch.field(record, column)
      return unsafe KeyCheck.fault(field, separators: 0, blank: reason) == .invalidEncoding
    }
    return broken ?? identityColumns.first
  }
}
