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
  /// Held as long as this process builds the run.
  private let lock: FolderLock

  /// - Parameter path: a folder whose parent is made when missing; what a crashed run left there is
  ///   removed.
  /// - Throws: `FileFault`; `inUse` when another process is building a run there.
  package init(path: String) throws(FileFault) {
    try Folder.make(Path.parent(of: path))
    if Folder.kind(of: path) != nil {
      guard try FolderLock(path: path) != nil else { throw FileFault(.inUse, path: path) }
      try Folder.remove(path)
    }
    UnfinishedPaths.add(path)
    try Folder.make(Path.name(of: path), in: Path.parent(of: path))
    guard let lock = try FolderLock(path: path) else { throw FileFault(.inUse, path: path) }
    self.path = path
    self.lock = lock
  }

  /// Removes staging folders that a crashed run left in a folder, and links that it did not put in
  /// place; the caller holds its lock.
  package static func removeLeftovers(in folder: String) throws(FileFault) {
    for name in try Folder.names(in: folder)
    where name.hasPrefix(prefix) || name.contains(".new-") {
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

  /// Writes a file that is no table and that the manifest lists all the same.
  package func write(_ bytes: [UInt8], to name: String) throws {
    let digest = try OutputFile.write(bytes, to: try place(name))
    outputs.append(.init(path: name, sha256: digest.hex, bytes: bytes.count))
  }

  /// Writes a file that the manifest does not list: the manifest itself, the results.
  package func writeUnlisted(_ bytes: [UInt8], to name: String) throws {
    _ = try OutputFile.write(bytes, to: try place(name))
  }

  /// Syncs all folders and moves the run to its place by one rename.
  ///
  /// - Parameter then: what belongs to it, such as a link to the new run; a process that is told to
  ///   stop does that too.
  package func publish(
    as destination: String, then: () throws(FileFault) -> Void = {}
  ) throws(FileFault) {
    for folder in folders.sorted(by: >) { try Folder.sync("\(path)/\(folder)") }
    try Folder.sync(path)
    try UnfinishedPaths.finishing(path) { () throws(FileFault) in
      try Folder.rename(path, to: destination)
      isPublished = true
      try Folder.sync(Path.parent(of: destination))
      try then()
    }
  }

  /// Removes what was built, unless it was published.
  package func discard() throws(FileFault) {
    if !isPublished { try Folder.remove(path) }
    UnfinishedPaths.remove(path)
  }

  private func place(_ relative: String) throws(FileFault) -> String {
    // One after the other, so that a staging folder that was taken away is not made again.
    var made = ""
    for name in relative.split(separator: "/").dropLast() {
      let folder = made.isEmpty ? String(name) : "\(made)/\(name)"
      if folders.insert(folder).inserted {
        try Folder.make(String(name), in: made.isEmpty ? path : "\(path)/\(made)")
      }
      made = folder
    }
    return "\(path)/\(relative)"
  }
}
