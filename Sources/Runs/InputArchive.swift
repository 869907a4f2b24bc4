package import Files

/// A folder that keeps a copy of each input by its digest, so that a run can be replayed when its
/// inputs have been overwritten.
///
/// A copy lies at `<first two figures of the SHA-256>/<SHA-256>`, byte for byte as the input was.
package struct InputArchive: Sendable {
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// Where the copy of some bytes lies; nil when there is none.
  package func path(of sha256: String) -> String? {
    let path = place(of: sha256)
    return Folder.kind(of: path) == .file ? path : nil
  }

  /// Keeps a copy of each file of which there is none yet, or one that is not as long as the file.
  ///
  /// - Throws: `FileFault`; `changedWhileRead` when a file has other bytes than its digest says.
  package func keep(_ files: [(path: String, sha256: String)]) throws(FileFault) {
    let missing = files.filter { !isKept($0.path, $0.sha256) }
    guard !missing.isEmpty else { return }
    try Folder.make(folder)
    try removeLeftovers()
    let lock = try FolderLock(path: folder, isShared: true, waits: true)
    defer { withExtendedLifetime(lock) {} }
    for file in missing { try keep(file.path, file.sha256) }
    for folder in Set(missing.map { Path.parent(of: place(of: $0.sha256)) }).sorted() {
      try Folder.sync(folder)
    }
  }

  /// Removes what killed processes left, when no other one is at work in the archive.
  private func removeLeftovers() throws(FileFault) {
    guard let lock = try FolderLock(path: folder) else { return }
    defer { withExtendedLifetime(lock) {} }
    for name in try Folder.names(in: folder) where Folder.kind(of: "\(folder)/\(name)") == .folder {
      for file in try Folder.names(in: "\(folder)/\(name)") where Folder.isTemporary(file) {
        try Folder.remove("\(folder)/\(name)/\(file)")
      }
    }
  }

  /// Whether there is a copy; only its length is looked at, since old inputs are not read again.
  private func isKept(_ path: String, _ sha256: String) -> Bool {
    guard let copy = self.path(of: sha256).flatMap(FileStamp.init(path:)) else { return false }
    guard let file = FileStamp(path: path) else { return true }
    return copy.byteCount == file.byteCount
  }

  private func keep(_ path: String, _ sha256: String) throws(FileFault) {
    guard !isKept(path, sha256) else { return }
    let place = place(of: sha256)
    try Folder.make(Path.parent(of: place))
    let digest = try OutputFile.copy(InputFile(path: path), to: place) { $0.hex == sha256 }
    guard digest.hex == sha256 else { throw FileFault(.changedWhileRead, path: path) }
  }

  private func place(of sha256: String) -> String { "\(folder)/\(sha256.prefix(2))/\(sha256)" }
}
