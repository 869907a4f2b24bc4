import AdModel
import Files

/// An export and where it comes from.
struct ReadExport: Sendable {
  var export: Export
  /// The file's stamp while it was read; nil when it did not stay the same.
  var stamp: FileStamp?

  /// - Parameter file: what it was read from, still open.
  init(_ export: Export, of file: InputFile) throws(FileFault) {
    self.export = export
    self.stamp = try file.currentStamp() == file.stamp ? file.stamp : nil
  }
}

extension ExportReading {
  /// What a store has of each request's file as it lies there; nil for what is to be read.
  ///
  /// A file that cannot be opened is to be read, which tells what is to be told of it.
  ///
  /// - Parameter readings: by request.
  static func kept(
    of requests: [Request], _ readings: [String], in store: any ExportStore, jobs: Int,
    _ progress: @escaping @Sendable (Int) -> Void
  ) throws -> [Export?] {
    try Parallel.map(Array(requests.indices), jobs: jobs) { place, _ in
      guard let file = try? InputFile(path: requests[place].path),
        let kept = try? store.export(of: requests[place], file, reading: readings[place])
      else { return nil }
      progress(file.size)
      return kept
    }
  }

  /// Keeps exports that were read.
  ///
  /// - Returns: them, each with its key.
  static func keep(
    _ read: [ReadExport], _ readings: [String], in store: any ExportStore, jobs: Int
  ) throws -> [Export] {
    try Parallel.map(Array(zip(read, readings)), jobs: jobs) { entry, _ in
      var export = entry.0.export
      let key = ExportKey(content: export.digest, reading: entry.1)
      export.key = key
      guard store.isWritable, let stamp = entry.0.stamp else { return export }
      store.keep(export.bytes, under: key)
      store.keep(try export.counts.partial().bytes, under: key.of(.rows))
      store.note(stamp, shownPath: export.shownPath, key: key)
      return export
    }
  }

  /// What a file counts that was found in a store and is not there whole: read again, and kept.
  fileprivate static func countsReadAgain(
    _ request: Request, _ key: ExportKey, _ store: any ExportStore
  ) throws -> ExportPartial {
    let read = try ExportReading.read([request], jobs: 1)[0]
    guard read.digest == key.content else {
      throw FileFault(.changedWhileRead, path: request.path)
    }
    let partial = try read.counts.partial()
    if store.isWritable { store.keep(partial.bytes, under: key.of(.rows)) }
    return partial
  }
}

extension ExportStore {
  /// What is kept of a file as it lies there; nil when it is to be read.
  ///
  /// - Throws: `FileFault` when the file cannot be read.
  fileprivate func export(
    of request: ExportReading.Request, _ file: InputFile, reading: String
  ) throws(FileFault) -> Export? {
    let shownPath = request.match.shownPath
    var digest = digest(of: file.stamp, shownPath: shownPath)
    if digest == nil { digest = try digestIfKnown(file) }
    guard let digest else { return nil }
    let key = ExportKey(content: digest, reading: reading)
    guard let kept = kept(under: key),
      var export = Export(
        bytes: kept.bytes, in: kept.range, of: request, digest: digest, byteCount: file.size,
        open: { try self.partial(of: request, key, $0) })
    else { return nil }
    export.key = key
    note(file.stamp, shownPath: shownPath, key: key)
    return export
  }

  /// What was kept of a file's identities and rows, else what the file holds.
  private func partial(
    of request: ExportReading.Request, _ key: ExportKey, _ outline: ExportCounts.Outline
  ) throws -> ExportPartial {
    if let kept = kept(under: key.of(.rows)),
      let partial = ExportPartial(bytes: kept.bytes, in: kept.range, of: outline)
    {
      return partial
    }
    return try ExportReading.countsReadAgain(request, key, self)
  }

  /// The digest of a file that may have been read under another name, or with other times.
  private func digestIfKnown(_ file: InputFile) throws(FileFault) -> String? {
    guard knowsContent(ofByteCount: file.size) else { return nil }
    let digest = try Digest(of: file)
    // One that changes meanwhile is read, which tells what is to be told of that.
    return try file.currentStamp() == file.stamp ? digest.hex : nil
  }
}
