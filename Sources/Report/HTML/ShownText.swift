/// Text of files and people, as a page can show it.
extension String {
  /// Longer texts are cut: a name may be a megabyte.
  static let longestShown = 240

  /// On one line, without what could change the page around it: control characters and overrides
  /// of the writing direction show as U+FFFD, and so do code points that HTML does not allow.
  var harmless: String {
    if utf8.count <= String.longestShown, utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      return self
    }
    var shown = String.UnicodeScalarView()
    for (place, scalar) in unicodeScalars.enumerated() {
      guard place < String.longestShown else {
        shown.append("…")
        break
      }
      shown.append(scalar.harmless)
    }
    return String(shown)
  }

  /// As it stands in the content of an HTML element, and in an attribute between double quotes.
  ///
  /// By scalars: `<` with an accent over it is one character to people and a tag to a browser.
  var escapedForHTML: String {
    guard unicodeScalars.contains(where: { $0.htmlReference != nil }) else { return self }
    var escaped = ""
    for scalar in unicodeScalars {
      if let reference = scalar.htmlReference {
        escaped += reference
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// As a relative address: every byte that is no letter, digit, `-`, `.`, `_`, `~` or `/` as its
  /// two hex digits (RFC 3986, 2.1 and 2.3).
  var asRelativeAddress: String {
    utf8.reduce(into: "") { address, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        address.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        address += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
  }
}

extension UnicodeScalar {
  fileprivate var harmless: UnicodeScalar {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
    // Embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).
    case 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case 0xFDD0...0xFDEF: "\u{FFFD}"
    case _ where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
    case _ where properties.generalCategory == .control: "\u{FFFD}"
    default: self
    }
  }
}

extension UnicodeScalar {
  fileprivate var htmlReference: String? {
    switch self {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: nil
    }
  }
}
