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
  private let writing: TableWriting

  /// - Parameters:
  ///   - path: a folder in one that is there; what a crashed run left in it is removed.
  ///   - jobs: number of threads that write tables, at least 1.
  /// - Throws: `FileFault`; `inUse` when another process is building a run there.
  package init(path: String, jobs: Int = 1) throws(FileFault) {
    self.path = path
    self.writing = TableWriting(jobs: jobs)
    self.lock = try UnfinishedPaths.starting(path) { () throws(FileFault) in
      try RunStaging.claim(path)
    }
    for name in try Folder.names(in: path) { try Folder.remove("\(path)/\(name)") }
  }

  /// Makes the folder, unless it is there, and locks it.
  private static func claim(_ path: String) throws(FileFault) -> FolderLock {
    while true {
      try Folder.make(Path.name(of: path), in: Path.parent(of: path))
      do throws(FileFault) {
        guard let lock = try FolderLock(path: path) else { throw FileFault(.inUse, path: path) }
        // Who held it before may have published or removed it since it was opened.
        if lock.isInPlace { return lock }
      } catch {
        // Removed between the two: once more.
        guard error.kind == .missing else { throw error }
      }
    }
  }

  /// Removes staging folders that a crashed run left in a folder, and what it did not put in place;
  /// the caller holds its lock.
  package static func removeLeftovers(in folder: String) throws(FileFault) {
    for name in try Folder.names(in: folder) {
      let path = "\(folder)/\(name)"
      if name.hasPrefix(prefix) {
        // A run with --to may be building here and needs no lock of the pipeline.
        let lock = Folder.kind(of: path) == .folder ? try FolderLock(path: path) : nil
        if lock == nil && Folder.kind(of: path) == .folder { continue }
        try withExtendedLifetime(lock) { () throws(FileFault) in try Folder.remove(path) }
      } else if Folder.isTemporary(name), name.hasPrefix(".") || name.hasPrefix("latest.") {
        try Folder.remove(path)
      }
    }
  }

  /// Has tables written by other threads; with one job they are written by `finishTables`.
  package func begin(_ tables: [OutputTable]) {
    writing.begin(
      tables.map { table in
        (table, Result { () throws(FileFault) in try place(table.path) })
      })
  }

  /// Waits until all tables that were begun are written; they are listed in that order.
  ///
  /// - Throws: what the first of them, in that order, could not be written for.
  package func finishTables() throws {
    outputs += try writing.finish()
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
  ///   stop does that too, and when it fails the run is taken back.
  package func publish(
    as destination: String, then: () throws(FileFault) -> Void = {}
  ) throws(FileFault) {
    for folder in folders.sorted(by: >) { try Folder.sync("\(path)/\(folder)") }
    try Folder.sync(path)
    try UnfinishedPaths.finishing(path) { () throws(FileFault) in
      try Folder.rename(path, to: destination)
      do throws(FileFault) {
        try Folder.sync(Path.parent(of: destination))
        try then()
        isPublished = true
      } catch {
        try? Folder.rename(destination, to: path)
        throw error
      }
    }
  }

  /// Removes what was built, unless it was published, wherever it was moved to meanwhile.
  package func discard() throws(FileFault) {
    writing.giveUp()
    if !isPublished { try Folder.remove(lock.placeNow ?? path) }
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
