/// How a file's bytes stand for text, told by its byte order mark; without one it is UTF-8.
package enum TextEncoding: String, Hashable, Sendable {
  case utf8 = "utf-8"
  case utf8WithMark = "utf-8-bom"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"

  /// From a file's first bytes (three are enough).
  package init(firstBytes: [UInt8]) {
    self =
      if firstBytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        .utf8WithMark
      } else if firstBytes.starts(with: [0xFF, 0xFE]) {
        .utf16LittleEndian
      } else if firstBytes.starts(with: [0xFE, 0xFF]) {
        .utf16BigEndian
      } else {
        .utf8
      }
  }

  package var byteOrderMarkSize: Int {
    switch self {
    case .utf8: 0
    case .utf8WithMark: 3
    case .utf16LittleEndian, .utf16BigEndian: 2
    }
  }

  package var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}
