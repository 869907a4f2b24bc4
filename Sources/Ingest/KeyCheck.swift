import AdModel
import CSV

/// Looks at a key once, when it is new: is it text, does it say anything.
enum KeyCheck {
  /// What is wrong with a key of fields joined by NUL, or nil.
  ///
  /// - Parameters:
  ///   - separators: how many NULs join its fields; more of them stand inside a field.
  ///   - blank: the reason when the counted fields are blank.
  ///   - countedFields: how many fields from the first on must say something together.
  static func fault(
    _ key: UnsafeBufferPointer<UInt8>, separators: Int, blank: Reject.Reason,
    countedFields: Int = .max
  ) -> Reject.Reason? {
    if separators == 0, countedFields > 0, unsafe saysSomethingPlain(key) { return nil }
    let isText = unsafe String(validating: key, as: UTF8.self) != nil
    guard isText, unsafe key.count(where: { $0 == 0 }) == separators else {
      return .invalidEncoding
    }
    let fields = unsafe texts(key).prefix(countedFields)
    return fields.allSatisfy(\.isEmpty) ? blank : nil
  }

  /// Appends the key of an identity with all five fields, white space around them dropped.
  ///
  /// - Parameter columns: which of the five the key has.
  static func appendCanonicalIdentity(
    _ key: UnsafeBufferPointer<UInt8>, _ columns: [Int?], to bytes: inout [UInt8]
  ) {
    var start = 0
    for (place, column) in columns.enumerated() {
      if place > 0 { bytes.append(0) }
      guard column != nil, start <= key.count else { continue }
      var end = start
      while end < key.count, unsafe key[end] != 0 { end += 1 }
      // Sound: both are places of the key, the first not behind the second.
      let field = unsafe UnsafeBufferPointer(rebasing: key[start..<end])
      if unsafe field.isEmpty || saysSomethingPlain(field) {
        unsafe bytes.append(contentsOf: field)
      } else {
        unsafe bytes += said(String(decoding: field, as: UTF8.self)).utf8
      }
      start = end + 1
    }
  }

  /// Whether a field is ASCII without NUL that neither begins nor ends with white space, and says
  /// something for sure: most are, and need no closer look.
  private static func saysSomethingPlain(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe field.first, let last = unsafe field.last, first > 0x20,
      last > 0x20, last < 0x7F, first != UInt8(ascii: "-")
    else { return false }
    var isPlain = true
    for place in 0..<field.count {
      let byte = unsafe field[place]
      isPlain = isPlain && byte != 0 && byte < 0x80
    }
    return isPlain
  }

  /// Whether a text is a number that a spreadsheet wrote as `1.20253E+17`.
  static func isRoundedID(_ text: some StringProtocol) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].first == "+", Int(parts[1].dropFirst()) != nil else {
      return false
    }
    return !parts[0].isEmpty
      && parts[0].allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
  }

  /// What a field says, without white space around it; `-` and `--` say nothing, as in counts.
  static func said(_ field: some StringProtocol) -> String {
    let text = String(field).trimmingWhiteSpace()
    return text == "-" || text == "--" ? "" : text
  }

  private static func texts(_ key: UnsafeBufferPointer<UInt8>) -> [String] {
    unsafe key.split(separator: 0, omittingEmptySubsequences: false).map {
      unsafe said(String(decoding: $0, as: UTF8.self))
    }
  }
}
