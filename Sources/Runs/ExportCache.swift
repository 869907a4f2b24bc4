import AdModel
package import Files
import Synchronization

/// What runs keep of the export files they read, so that the next run reads new files alone: the
/// folder `.cache` of the lineage.
///
/// An entry is a file named by what it was made from (`Entry`); what is in it, its maker knows. An
/// export has two, its facts and its rows, and sums of many exports' rows one each.
///
/// Entries are sealed (`SealedBytes`) and come to their place by one rename: one that is torn,
/// changed, another's or another build's is not found, and made anew. Nothing here ever fails a
/// run: the cache saves time and has no say in any result.
package final class ExportCache: Sendable {
  private static let name = ".cache"
  /// Names of files that are being written begin with this, so that leftovers of a crash are known.
  private static let newPrefix = ".new-"
  /// How many bytes of entries are left that the last run had no use for, beside as many as it used.
  package static let spareByteCount = 64 << 20

  private let folder: String
  package let isWritable: Bool
  private let program: @Sendable () -> String?
  private let old: CacheIndex
  private let knownByteCounts: Set<Int>
  private let state = Mutex(State())

  private struct State {
    var noted: [String: CacheIndex.Line] = [:]
    /// Entries of this run: found, made, or said to be of use.
    var used: Set<String> = []
    var written: Set<String> = []
    /// The time before the first file was hashed; nil before that.
    var start: Int?
  }

  /// - Parameters:
  ///   - runs: the folder of the lineage's runs.
  ///   - isWritable: whether the caller holds the lineage's lock and may change the cache.
  ///   - program: what tells this build of the program from others; nil when that is not known,
  ///     and then nothing is found or kept.
  package init(runs: String, isWritable: Bool, program: @escaping @Sendable () -> String?) {
    self.folder = "\(runs)/\(ExportCache.name)"
    self.isWritable = isWritable
    self.program = program
    self.old = CacheIndex(path: "\(folder)/\(CacheIndex.name)")
    self.knownByteCounts = Set(old.lines.values.map(\.stamp.byteCount))
    if isWritable { removeLeftovers() }
  }

  // MARK: - Finding

  /// SHA-256 of the bytes of a file with a stamp, in hexadecimal; nil when it must be read to tell.
  package func content(of stamp: FileStamp, shownPath: String) -> String? {
    if let line = old.line(of: shownPath, stamp) { return line.content }
    if isWritable { state.withLock { $0.start = $0.start ?? time() } }
    return nil
  }

  /// The least there is when it cannot be told: then nothing is believed.
  private func time() -> Int {
    try? Folder.make(ExportCache.name, in: Path.parent(of: folder))
    return (try? ScratchFile.time(through: "\(folder)/\(ExportCache.newPrefix)time")) ?? .min
  }

  /// Whether a file of so many bytes was read before.
  package func knowsContent(ofByteCount byteCount: Int) -> Bool {
    knownByteCounts.contains(byteCount)
  }

  /// What was kept as an entry, and where in it the kept bytes lie.
  package func kept(_ entry: Entry) -> (bytes: [UInt8], range: Range<Int>)? {
    guard let name = name(of: entry),
      let file = try? InputFile(path: "\(folder)/\(name)"),
      let sealed = SealedBytes.read(file, name: name)
    else { return nil }
    if isWritable { state.withLock { _ = $0.used.insert(name) } }
    return (sealed.bytes, sealed.range)
  }

  /// What tells an entry from others.
  package struct Entry: Hashable, Sendable {
    /// The digest of the bytes it was made from.
    package var content: String
    /// The digest of all else that has a say in what is made of them.
    package var reading: String
    /// Which part of it this is.
    package var part: String

    package init(content: String, reading: String, part: String) {
      self.content = content
      self.reading = reading
      self.part = part
    }
  }

  /// SHA-256 over the program and what the entry was made from.
  private func name(of entry: Entry) -> String? {
    program().map { Digest(of: "\($0)\n\(entry.content)\n\(entry.reading)\n\(entry.part)\n").hex }
  }

  // MARK: - Keeping

  /// Notes which bytes a file has, that `content` was asked about before, and what was made of them.
  ///
  /// - Parameters:
  ///   - entry: without which the rest is of no use.
  ///   - others: what else is of use, there or not.
  package func note(
    _ stamp: FileStamp, shownPath: String, content: String, entry: Entry, others: [Entry] = []
  ) {
    guard isWritable, let name = name(of: entry) else { return }
    let known = old.line(of: shownPath, stamp).flatMap { $0.content == content ? $0 : nil }
    let otherNames = others.compactMap(self.name)
    state.withLock { state in
      state.noted[shownPath] = .init(
        stamp: stamp, hashed: known?.hashed ?? state.start ?? .min, content: content, entry: name)
      state.used.insert(name)
      state.used.formUnion(otherNames)
    }
  }

  /// Keeps bytes as an entry, once.
  package func keep(_ bytes: [UInt8], as entry: Entry) {
    guard isWritable, let name = name(of: entry),
      state.withLock({
        $0.used.insert(name)
        return $0.written.insert(name).inserted
      })
    else { return }
    write(bytes, name: name)
  }

  private func write(_ bytes: [UInt8], name: String) {
    guard (try? Folder.make(ExportCache.name, in: Path.parent(of: folder))) != nil else { return }
    try? ScratchFile.write(
      SealedBytes.sealed(bytes, name: name), to: "\(folder)/\(name)",
      through: "\(folder)/\(ExportCache.newPrefix)\(name)")
  }

  /// Writes the index when it has something new to say, and drops entries that nobody needed for
  /// longest once they take too much room. To be called once, when all was read and kept.
  package func finish(spareByteCount: Int = ExportCache.spareByteCount) {
    guard isWritable, Folder.kind(of: folder) == .folder else { return }
    let state = state.withLock { $0 }
    let left = sweep(used: state.used, spareByteCount: spareByteCount)
    var index = CacheIndex()
    index.lines = old.lines.filter { left.contains($0.value.entry) }
      .merging(state.noted) { $1 }
    if index != old { write(index.bytes, name: CacheIndex.name) }
  }

  // MARK: - Room

  private func removeLeftovers() {
    for name in (try? Folder.names(in: folder)) ?? [] where name.hasPrefix(ExportCache.newPrefix) {
      try? Folder.remove("\(folder)/\(name)")
    }
  }

  /// Removes entries that were not used, the oldest first, as long as they take more room than
  /// those that were and `spareByteCount`.
  ///
  /// - Returns: the entries that are left.
  private func sweep(used: Set<String>, spareByteCount: Int) -> Set<String> {
    let entries = ((try? Folder.names(in: folder)) ?? []).filter(ExportCache.isEntryName)
      .compactMap { name in FileStamp(path: "\(folder)/\(name)").map { (name: name, stamp: $0) } }
    let unused = entries.filter { !used.contains($0.name) }.sorted {
      ($0.stamp.modified, $0.name) < ($1.stamp.modified, $1.name)
    }
    let usedByteCount = entries.filter { used.contains($0.name) }.byteCount
    var excess = unused.byteCount - usedByteCount - spareByteCount
    var left = Set(entries.map(\.name))
    for entry in unused where excess > 0 {
      excess -= entry.stamp.byteCount
      left.remove(entry.name)
      try? Folder.remove("\(folder)/\(entry.name)")
    }
    return left
  }

  private static func isEntryName(_ name: String) -> Bool {
    name.utf8.count == 64
      && name.utf8.allSatisfy {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
      }
  }
}

extension [(name: String, stamp: FileStamp)] {
  fileprivate var byteCount: Int { reduce(0) { $0 + $1.stamp.byteCount } }
}
