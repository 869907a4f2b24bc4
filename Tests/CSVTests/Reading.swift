import CSV
import Files
import TestSupport

/// A record as a reader hands it out.
struct ReadRecord: Hashable {
  var fields: [[UInt8]] = []
  var fault: RecordFault?
  var line: Int
  var byte: Int
  /// The record as it stands in the text; of a fault, its first line.
  var raw: [UInt8]

  var texts: [String] { fields.map { String(decoding: $0, as: UTF8.self) } }
  var rawText: String { String(decoding: raw, as: UTF8.self) }

  /// `3@12 a|b`, or `3@12 strayQuote a"b`: line, byte, fields or fault.
  var told: String {
    let content = fault.map { "\($0) \(rawText)" } ?? texts.joined(separator: "|")
    return "\(line)@\(byte) \(content)"
  }
}

/// All records of a file, or of a piece of one, and where its reader stopped.
struct Reading {
  var records: [ReadRecord] = []
  var stoppedAt: Int
  var lineNumber: Int

  var fields: [[[UInt8]]] { records.map(\.fields) }
  var told: [String] { records.map(\.told) }
  var faults: [RecordFault] { records.compactMap(\.fault) }

  init(
    _ file: InputFile, _ dialect: CSVDialect = CSVDialect(), encoding: TextEncoding = .utf8,
    from start: RecordReader.Position = .init(byteOffset: 0, lineNumber: 1),
    to pieceEnd: Int = .max
  ) throws {
    let reader = try RecordReader(
      file, dialect: dialect, encoding: encoding, start: start, pieceEnd: pieceEnd)
    while try reader.next() {
      for record in 0..<reader.batch.recordCount {
        records.append(
          ReadRecord(
            fields: (0..<reader.batch.fieldCount(record)).map {
              unsafe Array(reader.batch.field(record, $0))
            },
            fault: reader.batch.fault(record), line: reader.batch.lineNumber(record),
            byte: reader.byteOffset(record), raw: unsafe Array(reader.batch.rawBytes(record))))
      }
    }
    self.stoppedAt = reader.stoppedAt
    self.lineNumber = reader.lineNumber
  }

  /// Of bytes, as a file with its byte order mark.
  init(of bytes: [UInt8], _ dialect: CSVDialect = CSVDialect()) throws {
    let folder = try TemporaryFolder()
    let file = try InputFile(path: try folder.write(bytes))
    let opening = try FileOpening(file)
    try self.init(file, dialect, encoding: opening.encoding, from: opening.start)
  }

  /// Of bytes as they are, a byte order mark taken for text.
  init(ofText bytes: [UInt8], _ dialect: CSVDialect) throws {
    let folder = try TemporaryFolder()
    try self.init(try InputFile(path: try folder.write(bytes)), dialect)
  }

  init(of text: String, _ dialect: CSVDialect = CSVDialect()) throws {
    try self.init(of: Array(text.utf8), dialect)
  }
}
