import Foundation

/// The tables of Tests/Vectors.
enum VectorTable {
  /// The fields of every line that is no comment.
  static func lines(_ name: String) -> [[String]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text =
      (try? String(contentsOf: root.appending(path: "Vectors/\(name)"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }
}
