import CSV
import Ingest

/// A file to inspect, and what is known of it.
package struct InspectRequest: Sendable {
  package var path: String
  package var options: InspectOptions

  package init(path: String, options: InspectOptions = InspectOptions()) {
    self.path = path
    self.options = options
  }
}

/// What the caller knows of a file; nil where it is to be found out.
package struct InspectOptions: Hashable, Sendable {
  /// A byte that shapes a CSV, or word that there is none.
  package enum Symbol: Hashable, Sendable {
    case absent
    case byte(UInt8)

    fileprivate var byte: UInt8? {
      if case .byte(let byte) = self { byte } else { nil }
    }
  }

  package var delimiter: UInt8?
  package var quote: Symbol?
  /// `absent`: a quote is doubled, or not escaped at all.
  package var escape: Symbol?
  /// One of the usual names.
  package var encoding: String?
  /// The line the header starts on, from 1; 0 for no header.
  package var headerLine: Int?
  package var headerRowCount: Int?
  package var preambleLineCount: Int?
  package var footerLineCount: Int?
  /// From 1.
  package var table: Int?
  /// The name of a platform preset to read the file with.
  package var platform: String?

  package init() {}

  /// The names `platform` may have.
  package static var platforms: [String] {
    Platform.all.map(\.name).filter { $0 != Platform.generic.name }
  }

  /// A byte by its name (`comma`, `tab`, `semicolon`, `pipe`, `space`, `colon`, `quote`,
  /// `apostrophe`, `backslash`), as `\t`, as `0x09`, or as itself; nil for anything else.
  package static func byte(named name: String) -> UInt8? {
    let names: [String: UInt8] = [
      "comma": 0x2C, "tab": 0x09, "\\t": 0x09, "semicolon": 0x3B, "pipe": 0x7C, "space": 0x20,
      "colon": 0x3A, "quote": 0x22, "apostrophe": 0x27, "backslash": 0x5C, "\\\\": 0x5C,
    ]
    if let byte = names[name.lowercased()] { return byte }
    let bytes = Array(name.utf8)
    if bytes.count == 1 { return isUsable(bytes[0]) ? bytes[0] : nil }
    guard name.lowercased().hasPrefix("0x"), let byte = UInt8(name.dropFirst(2), radix: 16) else {
      return nil
    }
    return isUsable(byte) ? byte : nil
  }

  /// Whether a name is one of an encoding that can be read.
  package static func isEncoding(_ name: String) -> Bool { TextEncoding(name: name) != nil }

  private static func isUsable(_ byte: UInt8) -> Bool {
    byte > 0 && byte < 0x80 && byte != 0x0A && byte != 0x0D
  }

  /// Why the options cannot hold together, whatever the file; nil when they can.
  package var contradiction: String? {
    let bytes = [delimiter, quote?.byte, escape?.byte].compactMap(\.self)
    if Set(bytes).count < bytes.count {
      return "delimiter, quote and escape must be different characters"
    }
    if headerLine == 0, headerRowCount ?? 0 > 0 {
      return "--header-line 0 says that there is no header, and --header-lines that there is one"
    }
    if let line = headerLine, line > 0 {
      if headerRowCount == 0 {
        return "--header-line \(line) says where the header is, and --header-lines 0 that "
          + "there is none"
      }
      if let count = preambleLineCount, count >= line {
        return "--header-line \(line) is one of the \(count) lines of --preamble-lines"
      }
    }
    return nil
  }

  var hints: SniffedFile.Hints {
    var hints = SniffedFile.Hints()
    hints.dialect.delimiter = delimiter
    hints.dialect.quote = quote.map(\.byte)
    hints.dialect.escape = escape.map(\.byte)
    hints.encoding = encoding.flatMap { TextEncoding(name: $0) }
    hints.headerLine = headerLine
    hints.headerRowCount = headerRowCount
    hints.preambleLineCount = preambleLineCount
    hints.footerLineCount = footerLineCount
    hints.table = table
    return hints
  }
}

/// An option of `inspect` that the file at hand contradicts.
package struct InspectOptionFault: Error, Hashable, Sendable {
  package let path: String
  package let message: String

  init(_ fault: SniffedFile.HintFault, path: String) {
    self.path = path
    self.message =
      switch fault {
      case .lineBeyondEnd(let line, let lineCount):
        "line \(line) was given, and the file has \(InspectOptionFault.lines(lineCount))"
      case .noRowBegins(let line):
        "--header-line \(line): no row starts on that line"
      case .noSuchTable(let number, let tableCount):
        "--table \(number): the file has "
          + (tableCount == 1 ? "one table" : tableCount == 0 ? "no table" : "\(tableCount) tables")
      case .nothingLeft:
        "the lines given for preamble, header and footer leave no row"
      case .headerTooLong(let count, let rowCount):
        "--header-lines \(count): the table has \(rowCount) row\(rowCount == 1 ? "" : "s")"
      }
  }

  private static func lines(_ count: Int) -> String {
    count == 1 ? "one line" : "\(count) lines"
  }
}
