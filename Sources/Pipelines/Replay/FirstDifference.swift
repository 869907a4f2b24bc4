import Files

/// Where two files begin to differ.
struct FirstDifference {
  /// How much of a line is shown.
  private static let shownCharacters = 120

  /// From 1.
  let line: Int
  /// From 0.
  let byte: Int
  /// Both lines, for people.
  let text: String

  /// Nil when the files have the same bytes.
  init?(_ published: String, _ again: String) throws {
    let old = try InputFile(path: published).readAll()
    let new = try InputFile(path: again).readAll()
    let shared = zip(old, new).prefix { $0 == $1 }.count
    guard shared < max(old.count, new.count) else { return nil }
    self.byte = shared
    self.line = old[..<shared].count { $0 == UInt8(ascii: "\n") } + 1
    let start = old[..<shared].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    self.text =
      "byte \(shared) differs: the run has \(FirstDifference.line(of: old, from: start)), made "
      + "again it is \(FirstDifference.line(of: new, from: start))"
  }

  private static func line(of bytes: [UInt8], from start: Int) -> String {
    guard start < bytes.count else { return "no such line" }
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
    let text = String(decoding: line, as: UTF8.self)
    return "'\(text.prefix(shownCharacters))\(text.count > shownCharacters ? "…" : "")'"
  }
}
