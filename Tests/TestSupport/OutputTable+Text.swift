package import CSV
import Files

extension OutputTable {
  /// The whole table as it would be written.
  package func text() throws -> String {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/out.csv"
    let writer = CSVWriter()
    writer.begin(try OutputFile(path: path), columnCount: header.count, dialect: dialect)
    for stretch in 0..<stretchCount { try write(stretch: stretch, to: writer) }
    try writer.end()
    return String(decoding: try InputFile(path: path).readAll(), as: UTF8.self)
  }
}
