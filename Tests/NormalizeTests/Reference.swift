import Foundation

@testable import Normalize

/// The reference data as it ships, and a folder for lists that tests write.
enum Reference {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let rules: KeyRules = {
    do {
      return try KeyRules.builtIn()
    } catch {
      fatalError("\(error)")
    }
  }()

  static func path(_ name: String) -> String {
    root.appending(path: "data/reference/\(name)").path(percentEncoded: false)
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  static func cleaned(_ name: String) -> String? {
    CleanedName(name, legalForms: rules.legalForms)?.text
  }

  /// Writes a list and hands its path to the test.
  static func withFile(_ text: String, _ test: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    try test(url.path(percentEncoded: false))
  }
}
