package import CSV
package import Files

/// A run's folder while it is built, beside its place, until one rename publishes it whole.
package final class RunStaging {
  /// Names of staging folders begin with this, so that leftovers of a crash are known.
  package static let prefix = ".staging-"

  package let path: String
  private var folders: Set<String> = []
  /// Every file written so far: its path in the run, its size and its digest.
  package private(set) var outputs: [Manifest.Output] = []
  private var isPublished = false

  /// - Parameter path: a folder that must not be there yet; its parent is made when missing.
  package init(path: String) throws(FileFault) {
    try Folder.make(Path.parent(of: path))
    try Folder.remove(path)
    try Folder.make(path)
    self.path = path
  }

  /// Removes staging folders that a crashed run left in a folder; the caller holds its lock.
  package static func removeLeftovers(in folder: String) throws(FileFault) {
    for name in try Folder.names(in: folder) where name.hasPrefix(prefix) {
      try Folder.remove("\(folder)/\(name)")
    }
  }

  package func write(_ table: OutputTable) throws {
    let file = try OutputFile(path: try place(table.path))
    let writer = try CSVWriter(file, header: table.header)
    try table.writeRows(writer)
    let digest = try writer.finish()
    outputs.append(.init(path: table.path, sha256: digest.hex, bytes: file.byteCount))
  }

  /// Writes a file that the manifest does not list: the manifest itself, the results.
  package func writeUnlisted(_ bytes: [UInt8], to name: String) throws {
    _ = try OutputFile.write(bytes, to: try place(name))
  }

  /// Syncs all folders and moves the run to its place by one rename.
  package func publish(as destination: String) throws(FileFault) {
    for folder in folders.sorted(by: >) { try Folder.sync("\(path)/\(folder)") }
    try Folder.sync(path)
    try Folder.rename(path, to: destination)
    isPublished = true
    try Folder.sync(Path.parent(of: destination))
  }

  /// Removes what was built, unless it was published.
  package func discard() throws(FileFault) {
    if !isPublished { try Folder.remove(path) }
  }

  private func place(_ relative: String) throws(FileFault) -> String {
    var folder = Path.parent(of: relative)
    if folder != "." {
      try Folder.make("\(path)/\(folder)")
      while folder != ".", folders.insert(folder).inserted { folder = Path.parent(of: folder) }
    }
    return "\(path)/\(relative)"
  }
}
