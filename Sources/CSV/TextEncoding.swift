/// How a file's bytes stand for text.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  case utf8 = "utf-8"
  case utf8WithMark = "utf-8-bom"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1252 = "windows-1252"

  /// From the byte order mark in a file's first bytes (three are enough); UTF-8 without one.
  package init(firstBytes: [UInt8]) {
    self = TextEncoding.mark(firstBytes)?.encoding ?? .utf8
  }

  /// By one of its usual names, in any case: `utf-8`, `UTF8`, `latin1`, `cp1252`…
  ///
  /// ASCII is read as UTF-8, and ISO 8859-1 as Windows-1252, which holds all its letters; `utf-16`
  /// is little endian unless the file's mark says otherwise.
  package init?(name: String) {
    switch name.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
    case "utf8", "utf8sig", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16", "utf16le", "ucs2": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "windows1252", "cp1252", "1252", "ansi", "latin1", "iso88591", "l1": self = .windows1252
    default: return nil
    }
  }

  /// The byte order mark that the bytes begin with; nil when there is none.
  static func mark(_ bytes: [UInt8]) -> (encoding: TextEncoding, size: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8WithMark, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  package var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// Whether the file's bytes are turned into UTF-8 before they are read, so that a byte of the
  /// text is no byte of the file.
  package var isTranscoded: Bool { isUTF16 || self == .windows1252 }

  private var isUTF8: Bool { self == .utf8 || self == .utf8WithMark }

  /// Whether a byte order mark of another encoding can begin a file of this one.
  func fits(_ mark: TextEncoding) -> Bool {
    isUTF8 && mark == .utf8WithMark || isUTF16 && mark.isUTF16
  }
}
