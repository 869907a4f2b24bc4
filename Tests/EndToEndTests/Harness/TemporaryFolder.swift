import Files
import Foundation

/// A folder of a test's own, removed with all in it when the test lets go of it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = FileManager.default.temporaryDirectory.path
    self.path = "\(parent)/adsegments-test-\(UUID().uuidString)"
    try Folder.make(path)
  }

  deinit {
    try? Folder.remove(path)
  }

  /// Writes a file and makes the folders it needs.
  func write(_ bytes: some Sequence<UInt8>, to relative: String) throws {
    let destination = "\(path)/\(relative)"
    try Folder.make(Path.parent(of: destination))
    try Data(bytes).write(to: URL(fileURLWithPath: destination))
  }

  func write(_ text: String, to relative: String) throws {
    try write(text.utf8, to: relative)
  }

  /// An empty file, open for writing.
  func newFile(_ relative: String) throws -> FileHandle {
    try write("", to: relative)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(path)/\(relative)"))
  }

  func bytes(of relative: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(relative)")))
  }

  /// The text of a file; bytes that are no UTF-8 become replacement characters.
  func text(of relative: String) throws -> String {
    String(decoding: try bytes(of: relative), as: UTF8.self)
  }
}
