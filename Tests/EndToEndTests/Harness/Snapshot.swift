import Foundation
import Glibc
import Testing

/// Everything below a folder down to its modification times, to tell that nothing was touched.
struct Snapshot: Equatable {
  private var entries: [String: Entry] = [:]

  private struct Entry: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let inode: UInt
    let bytes: Data?
  }

  /// - Parameter folder: one that is missing holds nothing.
  init(of folder: String) throws {
    let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder)
    for path in [""] + (paths ?? []) {
      let whole = path.isEmpty ? folder : "\(folder)/\(path)"
      var status = stat()
      guard unsafe lstat(whole, &status) == 0 else { continue }
      let isFile = status.st_mode & S_IFMT == S_IFREG
      entries[path] = Entry(
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, inode: status.st_ino,
        bytes: isFile ? try Data(contentsOf: URL(fileURLWithPath: whole)) : nil)
    }
  }

  /// Paths that are there, no longer there, or other than in an earlier snapshot.
  func differences(from earlier: Snapshot) -> [String] {
    Set(entries.keys).union(earlier.entries.keys).filter { entries[$0] != earlier.entries[$0] }
      .sorted()
  }
}
