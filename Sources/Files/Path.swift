import Glibc

/// Paths as text, taken apart and joined without asking the file system.
package enum Path {
  /// A path as seen from a folder: absolute ones stay, others are appended.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// The path without `.` and without names that a following `..` takes back.
  ///
  /// Only the text is looked at: where a folder is a symbolic link, `..` behind it may lead
  /// elsewhere, so this is for showing paths, not for opening them.
  package static func simplified(_ path: String) -> String {
    var names: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name == "..", let last = names.last, last != ".." {
        names.removeLast()
      } else {
        names.append(name)
      }
    }
    let text = names.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
  }

  /// The folder a path stands in; `.` for a bare name, `/` for the root.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The part after the last slash.
  package static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// A path without symbolic links, from the root; nil when there is nothing at it.
  package static func real(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// A path as seen from a folder; both from the root and without symbolic links.
  package static func relative(_ path: String, from folder: String) -> String {
    let names = path.split(separator: "/")
    let start = folder.split(separator: "/")
    let shared = zip(names, start).prefix { $0 == $1 }.count
    let up = start.dropFirst(shared).map { _ in ".." }
    return (up + names.dropFirst(shared).map(String.init)).joined(separator: "/")
  }
}
