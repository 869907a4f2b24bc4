package import CSV
package import Files

extension CSVWriter {
  /// A writer of one whole table to a file.
  package convenience init(_ file: OutputFile, header: [String]) throws(FileFault) {
    self.init()
    begin(file, columnCount: header.count)
    try opening(header)
  }
}
