import CLibCSV
package import CSV

/// libcsv called directly on a whole input, in strict mode: what `RecordReader` is held to.
package enum LibCSV {
  /// The records, each a list of fields; nil when libcsv refuses the input.
  package static func records(of input: [UInt8], _ dialect: CSVDialect = CSVDialect())
    -> [[[UInt8]]]?
  {
    let taken = TakenRecords()
    var parser = unsafe csv_parser()
    guard unsafe csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI)) == 0 else { return nil }
    defer { unsafe csv_free(&parser) }
    unsafe csv_set_delim(&parser, dialect.delimiter)
    if let quote = dialect.quote { unsafe csv_set_quote(&parser, quote) }
    let context = unsafe Unmanaged.passUnretained(taken).toOpaque()
    let count = unsafe csv_parse(&parser, input, input.count, takeField, takeRecord, context)
    guard count == input.count, unsafe csv_fini(&parser, takeField, takeRecord, context) == 0
    else { return nil }
    return taken.records
  }
}

private final class TakenRecords {
  var records: [[[UInt8]]] = []
  var fields: [[UInt8]] = []
}

private func takeField(
  _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let context = unsafe context else { return }
  let field = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
  unsafe Unmanaged<TakenRecords>.fromOpaque(context).takeUnretainedValue().fields.append(field)
}

private func takeRecord(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  let taken = unsafe Unmanaged<TakenRecords>.fromOpaque(context).takeUnretainedValue()
  taken.records.append(taken.fields)
  taken.fields = []
}
