import Files
import Foundation

/// A folder of one test's own, removed with the value.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    self.path = Path.join(NSTemporaryDirectory(), "adsegments-\(UUID().uuidString)")
    try Folder.make(path)
  }

  deinit {
    try? Folder.remove(path)
  }

  /// Writes a file and gives its path.
  package func write(_ bytes: [UInt8], to name: String = "file.csv") throws -> String {
    let path = "\(path)/\(name)"
    try Folder.remove(path)
    _ = try OutputFile.write(bytes, to: path)
    return path
  }

  package func write(_ text: String, to name: String = "file.csv") throws -> String {
    try write(Array(text.utf8), to: name)
  }
}
