import Foundation

/// The checkout that these tests stand in.
enum Repository {
  static let root = String(#filePath.dropLast(ownPath.utf8.count))
  private static let ownPath = "/Tests/EndToEndTests/Harness/Repository.swift"

  static func path(_ relative: String) -> String { "\(root)/\(relative)" }

  static func text(of relative: String) throws -> String {
    try String(contentsOfFile: path(relative), encoding: .utf8)
  }
}
