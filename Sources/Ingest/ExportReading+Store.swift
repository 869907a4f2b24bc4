import Files

/// An export and where it comes from.
struct ReadExport: Sendable {
  var export: Export
  /// The file's stamp while it was read; nil when it did not stay the same.
  var stamp: FileStamp?
  /// Whether it was found in the store.
  var isKept = false

  init(kept export: Export) {
    self.export = export
    self.isKept = true
  }

  /// - Parameter file: what it was read from, still open.
  init(_ export: Export, of file: InputFile) throws(FileFault) {
    self.export = export
    self.stamp = try file.currentStamp() == file.stamp ? file.stamp : nil
  }
}

extension ExportReading {
  /// Keeps the exports that were read and not found in the store.
  static func keep(
    _ read: [ReadExport], _ requests: [Request], in store: any ExportStore, jobs: Int
  ) throws {
    let new = read.indices.filter { !read[$0].isKept }
    _ = try Parallel.map(new, jobs: jobs) { place, _ in
      guard let stamp = read[place].stamp else { return }
      let export = read[place].export
      let key = requests[place].key(content: export.digest)
      store.keep(export.bytes, under: key)
      store.note(stamp, shownPath: export.shownPath, key: key)
    }
  }
}

extension ExportStore {
  /// What is kept of a file as it lies there; nil when it is to be read.
  ///
  /// - Throws: `FileFault` when the file cannot be read.
  func export(of request: ExportReading.Request, _ file: InputFile) throws(FileFault) -> Export? {
    let shownPath = request.match.shownPath
    var digest = digest(of: file.stamp, shownPath: shownPath)
    if digest == nil { digest = try digestIfKnown(file) }
    guard let digest else { return nil }
    let key = request.key(content: digest)
    guard let kept = kept(under: key),
      let export = Export(
        bytes: kept.bytes, in: kept.range, of: request, digest: digest, byteCount: file.size)
    else { return nil }
    note(file.stamp, shownPath: shownPath, key: key)
    return export
  }

  /// The digest of a file that may have been read under another name, or with other times.
  private func digestIfKnown(_ file: InputFile) throws(FileFault) -> String? {
    guard knowsContent(ofByteCount: file.size) else { return nil }
    let digest = try Digest(of: file)
    // One that changes meanwhile is read, which tells what is to be told of that.
    return try file.currentStamp() == file.stamp ? digest.hex : nil
  }
}
