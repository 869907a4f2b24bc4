/// What the text of a cell looks like; enough to tell a header from values and one dialect from
/// another, and no more.
package enum CellKind: UInt8, CaseIterable, Hashable, Sendable {
  /// Blank, or a word for a missing value such as `-` or `n/a`.
  case blank
  case number
  case date
  case time
  case email
  case url
  /// `true`, `no`…
  case flag
  /// One word with digits in it, such as an id.
  case code
  case text

  /// Whether header names are hardly ever of this kind.
  package var isValue: Bool {
    switch self {
    case .number, .date, .time, .email, .url, .flag: true
    case .blank, .code, .text: false
    }
  }

  package var name: String {
    switch self {
    case .blank: "blank"
    case .number: "number"
    case .date: "date"
    case .time: "time"
    case .email: "e-mail address"
    case .url: "web address"
    case .flag: "yes or no"
    case .code: "code"
    case .text: "text"
    }
  }

  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { unsafe CellKind($0) }
  }

  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let text = unsafe CellText(bytes)
    self =
      if text.isMissing {
        .blank
      } else if text.isDate {
        .date
      } else if text.isNumber {
        .number
      } else if text.isTime {
        .time
      } else if text.isFlag {
        .flag
      } else if text.isURL {
        .url
      } else if text.isEmail {
        .email
      } else if text.isCode {
        .code
      } else {
        .text
      }
  }
}

/// The bytes of a cell, white space around them dropped, and the questions asked of them.
///
/// Unsafe, and why it is sound: it lives within the call that has the bytes, and every index is
/// within `bytes`.
@safe private struct CellText {
  private static let longest = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private let count: Int

  init(_ all: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var end = all.count
    while start < end, unsafe all[start] <= 0x20 { start += 1 }
    while start < end, unsafe all[end - 1] <= 0x20 { end -= 1 }
    unsafe self.bytes = UnsafeBufferPointer(rebasing: all[start..<end])
    self.count = end - start
  }

  private func byte(_ index: Int) -> UInt8 { unsafe bytes[index] }

  private func isDigit(_ index: Int) -> Bool {
    index < count && (0x30...0x39).contains(byte(index))
  }

  /// In lower case, as far as ASCII goes; for short texts.
  private func isWord(_ words: [StaticString]) -> Bool {
    guard count <= 8 else { return false }
    return words.contains { word in
      guard word.utf8CodeUnitCount == count else { return false }
      return (0..<count).allSatisfy { index in
        let own = byte(index)
        let lower = (0x41...0x5A).contains(own) ? own | 0x20 : own
        return unsafe lower == word.utf8Start[index]
      }
    }
  }

  var isMissing: Bool {
    count == 0 || isWord(["-", "--", "n/a", "na", "null", "nan", "none", "\\n", "#n/a", "?"])
  }

  var isFlag: Bool { isWord(["true", "false", "yes", "no"]) }

  /// Digits with signs, separators of thousands and decimals, one currency or percent sign and an
  /// exponent; `1,234.50`, `-3 %`, `€ 1.234`, `(12)`, `< 3`, `1.2E+17`.
  var isNumber: Bool {
    guard count <= CellText.longest else { return false }
    var digits = 0
    var separators = 0
    var index = 0
    while index < count {
      let own = byte(index)
      switch own {
      case 0x30...0x39:
        digits += 1
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"):
        separators += 1
        if !isDigit(index + 1) { return false }
      case UInt8(ascii: " "):
        separators += 1
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        let isExponent = index > 0 && byte(index - 1) | 0x20 == UInt8(ascii: "e")
        if digits > 0, !isExponent { return false }
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let next = index + 1
        guard digits > 0, next < count else { return false }
        let isSigned = byte(next) == UInt8(ascii: "-") || byte(next) == UInt8(ascii: "+")
        guard isDigit(isSigned ? next + 1 : next) else { return false }
      case UInt8(ascii: "("), UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        if digits > 0 { return false }
      case UInt8(ascii: ")"), UInt8(ascii: "%"):
        if digits == 0 || index + 1 < count { return false }
      case 0xC2, 0xE2, 0xC3:
        guard let size = signSize(index) else { return false }
        index += size - 1
      default:
        return false
      }
      index += 1
    }
    return digits > 0 && separators <= digits
  }

  /// The size of a pound, yen or euro sign, or of a space that does not break.
  private func signSize(_ index: Int) -> Int? {
    if index + 1 < count, byte(index) == 0xC2, [0xA3, 0xA5, 0xA0].contains(byte(index + 1)) {
      return 2
    }
    if index + 2 < count, byte(index) == 0xE2,
      byte(index + 1) == 0x82 && byte(index + 2) == 0xAC
        || byte(index + 1) == 0x80 && (byte(index + 2) == 0xAF || byte(index + 2) == 0x89)
    {
      return 3
    }
    return nil
  }

  /// A day, with a time behind it or not: three runs of digits between `-`, `/` or `.`, or two
  /// and the English name of a month.
  var isDate: Bool {
    guard count >= 6, count <= CellText.longest else { return false }
    if let end = numericDayEnd { return isRestOfDate(from: end) }
    return isNamedMonth
  }

  private var numericDayEnd: Int? {
    var index = 0
    var sizes: [Int] = []
    var separator: UInt8 = 0
    while sizes.count < 3 {
      let start = index
      while isDigit(index), index - start < 5 { index += 1 }
      guard (1...4).contains(index - start) else { return nil }
      sizes.append(index - start)
      if sizes.count == 3 { break }
      guard index < count, [0x2D, 0x2F, 0x2E].contains(byte(index)) else { return nil }
      if separator != 0, byte(index) != separator { return nil }
      separator = byte(index)
      index += 1
    }
    let isYearFirst = sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2
    let isYearLast = sizes[0] <= 2 && sizes[1] <= 2 && (sizes[2] == 4 || sizes[2] == 2)
    return isYearFirst || isYearLast ? index : nil
  }

  private func isRestOfDate(from end: Int) -> Bool {
    guard end < count else { return true }
    let next = byte(end)
    guard next == 0x20 || next == UInt8(ascii: "T") || next == UInt8(ascii: ",") else {
      return false
    }
    var start = end + 1
    while start < count, byte(start) == 0x20 { start += 1 }
    return isTime(from: start)
  }

  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private var isNamedMonth: Bool {
    guard count <= 40 else { return false }
    var letters = 0
    var digits = 0
    var hasMonth = false
    var index = 0
    while index < count {
      let own = byte(index) | 0x20
      if (0x61...0x7A).contains(own) {
        let isStart = index == 0 || !(0x61...0x7A).contains(byte(index - 1) | 0x20)
        if isStart, isMonth(at: index) { hasMonth = true }
        letters += 1
      } else if isDigit(index) {
        digits += 1
      } else if byte(index) >= 0x80 {
        return false
      }
      index += 1
    }
    return hasMonth && (3...12).contains(digits) && letters <= 14
  }

  private func isMonth(at index: Int) -> Bool {
    guard index + 3 <= count else { return false }
    return CellText.months.contains { month in
      (0..<3).allSatisfy { unsafe byte(index + $0) | 0x20 == month.utf8Start[$0] }
    }
  }

  var isTime: Bool { isTime(from: 0) }

  /// `14:05`, `2:05:33.120 PM`, `14:05:00+01:00`, `14:05Z`.
  private func isTime(from start: Int) -> Bool {
    var index = start
    while isDigit(index), index - start < 3 { index += 1 }
    guard (1...3).contains(index - start), index < count, byte(index) == UInt8(ascii: ":"),
      isDigit(index + 1), isDigit(index + 2)
    else { return false }
    index += 3
    while index < count {
      switch byte(index) {
      case 0x30...0x39, 0x20, UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "Z"), UInt8(ascii: "A"), UInt8(ascii: "P"),
        UInt8(ascii: "M"), UInt8(ascii: "a"), UInt8(ascii: "p"), UInt8(ascii: "m"),
        UInt8(ascii: "U"), UInt8(ascii: "T"), UInt8(ascii: "C"):
        index += 1
      default:
        return false
      }
    }
    return index - start <= 32
  }

  private func hasPrefix(_ prefix: StaticString) -> Bool {
    guard count >= prefix.utf8CodeUnitCount else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy {
      unsafe byte($0) | 0x20 == prefix.utf8Start[$0] | 0x20
    }
  }

  /// With a scheme or `www.`, or a bare host name such as `acme.co.uk`.
  var isURL: Bool {
    if hasPrefix("http://") || hasPrefix("https://") || hasPrefix("www.") { return true }
    var dots = 0
    var labelSize = 0
    for index in 0..<count {
      switch byte(index) {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39, UInt8(ascii: "-"): labelSize += 1
      case UInt8(ascii: "."):
        if labelSize == 0 { return false }
        dots += 1
        labelSize = 0
      default: return false
      }
    }
    return dots > 0 && labelSize >= 2 && !isDigit(count - 1)
  }

  var isEmail: Bool {
    var ats = 0
    var hasDotAfter = false
    for index in 0..<count {
      let own = byte(index)
      if own <= 0x20 || own == UInt8(ascii: ",") || own == UInt8(ascii: ";") { return false }
      if own == UInt8(ascii: "@") {
        ats += 1
        if index == 0 { return false }
      }
      if own == UInt8(ascii: "."), ats > 0 { hasDotAfter = true }
    }
    return ats == 1 && hasDotAfter
  }

  var isCode: Bool {
    guard count <= 40 else { return false }
    var digits = 0
    for index in 0..<count {
      switch byte(index) {
      case 0x30...0x39: digits += 1
      case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"),
        UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "#"):
        break
      default: return false
      }
    }
    return digits > 0
  }
}
