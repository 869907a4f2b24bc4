import Files
import Foundation
import TestSupport
import Testing

@testable import Runs

/// What is found of what was kept, and what is not.
@Suite struct ExportCacheTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  private var folder: String { "\(root.path)/.cache" }

  private func cache(_ program: String? = "this build", isWritable: Bool = true) -> ExportCache {
    ExportCache(runs: root.path, isWritable: isWritable) { program }
  }

  /// A file that changed long ago.
  private static func stamp(_ byteCount: Int, modified: Int = 1, changed: Int = 1) -> FileStamp {
    FileStamp(byteCount: byteCount, modified: modified, changed: changed, inode: 1, device: 1)
  }

  /// Keeps bytes as what was made of a file of one's own bytes.
  private func keep(
    _ bytes: [UInt8], as content: String, in cache: ExportCache,
    stamp: FileStamp = ExportCacheTests.stamp(5)
  ) {
    _ = cache.content(of: stamp, shownPath: content)
    cache.keep(bytes, as: ExportCacheTests.entry(content))
    cache.note(
      stamp, shownPath: content, content: content, entry: ExportCacheTests.entry(content))
  }

  private static func entry(_ content: String) -> ExportCache.Entry {
    .init(content: content, reading: "r", part: "p")
  }

  private func found(_ content: String, in cache: ExportCache) -> [UInt8]? {
    cache.kept(ExportCacheTests.entry(content)).map { Array($0.bytes[$0.range]) }
  }

  private func entries() throws -> [String] {
    try Folder.names(in: folder).filter { $0.utf8.count == 64 }
  }

  @Test func whatWasKeptIsFound() {
    let first = cache()
    keep([1, 2, 3], as: "one", in: first)
    keep([], as: "two", in: first)
    first.finish()
    let second = cache(isWritable: false)
    #expect(found("one", in: second) == [1, 2, 3])
    #expect(found("two", in: second) == [])
    #expect(found("three", in: second) == nil)
    #expect(second.kept(.init(content: "one", reading: "other", part: "p")) == nil)
    #expect(second.kept(.init(content: "one", reading: "r", part: "other")) == nil)
    #expect(second.content(of: ExportCacheTests.stamp(5), shownPath: "one") == "one")
    #expect(second.knowsContent(ofByteCount: 5))
    #expect(!second.knowsContent(ofByteCount: 6))
  }

  @Test func anotherBuildFindsNothing() {
    let first = cache()
    keep([1], as: "one", in: first)
    first.finish()
    #expect(found("one", in: cache("another build")) == nil)
    #expect(found("one", in: cache(nil)) == nil)
    #expect(found("one", in: cache()) == [1])
  }

  @Test func whatMayNotBeChangedIsNot() throws {
    let reader = cache(isWritable: false)
    keep([1], as: "one", in: reader)
    reader.finish()
    #expect(Folder.kind(of: folder) == nil)
  }

  @Test func everyChangedByteIsNoticed() throws {
    let name = String(repeating: "a", count: 64)
    let sealed = SealedBytes.sealed([1, 2, 3], name: name)
    func read(_ bytes: [UInt8], _ name: String = name) throws -> SealedBytes? {
      SealedBytes.read(try InputFile(path: try root.write(bytes)), name: name)
    }
    #expect(try read(sealed).map { Array($0.bytes[$0.range]) } == [1, 2, 3])
    #expect(try read(sealed, String(repeating: "b", count: 64)) == nil)
    #expect(try read(sealed, "index") == nil)
    for place in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[place] ^= 1 << bit
        #expect(try read(changed) == nil)
      }
      #expect(try read(Array(sealed[..<place])) == nil)
      #expect(try read(Array(sealed[..<place]) + [UInt8](repeating: 0, count: 200)) == nil)
    }
    #expect(try read(sealed + [0]) == nil)
    #expect(try read([UInt8](repeating: 0, count: sealed.count)) == nil)
  }

  @Test func whatIsBrokenIsMadeAnew() throws {
    let first = cache()
    keep([1], as: "one", in: first)
    first.finish()
    let entry = "\(folder)/\(try #require(try entries().first))"
    let breaks: [() throws -> Void] = [
      { try Data("torn".utf8).write(to: URL(fileURLWithPath: entry)) },
      { try Folder.make("\(entry)/below") },
      { try Folder.link(entry, to: "nowhere") },
      { try Folder.link(entry, to: Path.name(of: entry)) },
    ]
    for breakEntry in breaks {
      try Folder.remove(entry)
      try breakEntry()
      let next = cache()
      #expect(found("one", in: next) == nil)
      keep([1], as: "one", in: next)
      next.finish()
      #expect(found("one", in: cache()) == [1])
    }
  }

  /// What was of no use is replaced once, by whoever found it so.
  @Test func anEntryIsWrittenOnceARun() throws {
    let cache = cache()
    keep([1], as: "one", in: cache)
    keep([2], as: "one", in: cache)
    #expect(found("one", in: cache) == [1])
  }

  /// Entries under each other's names are both refused.
  @Test func swappedEntriesAreNotFound() throws {
    let first = cache()
    keep([1], as: "one", in: first)
    keep([2], as: "two", in: first)
    first.finish()
    let names = try entries().map { "\(folder)/\($0)" }
    try Folder.rename(names[0], to: "\(folder)/x")
    try Folder.rename(names[1], to: names[0])
    try Folder.rename("\(folder)/x", to: names[1])
    #expect(found("one", in: cache()) == nil)
    #expect(found("two", in: cache()) == nil)
  }

  @Test func leftoversOfACrashAreRemoved() throws {
    _ = try Folder.make(folder)
    _ = try root.write("x", to: ".cache/.new-\(String(repeating: "a", count: 64))")
    _ = try root.write("x", to: ".cache/notes")
    _ = cache(isWritable: false)
    #expect(try Folder.names(in: folder).count == 2)
    let next = cache()
    keep([1], as: "one", in: next)
    next.finish()
    #expect(try Folder.names(in: folder).filter { $0.utf8.count < 64 } == ["index", "notes"])
  }

  /// Nothing that stands in the way of the cache is a fault.
  @Test func aFileInPlaceOfTheFolderIsLeftAlone() throws {
    _ = try root.write("mine", to: ".cache")
    let cache = cache()
    keep([1], as: "one", in: cache)
    cache.finish()
    #expect(found("one", in: cache) == nil)
    #expect(try InputFile(path: folder).readAll() == Array("mine".utf8))
  }
}

/// Which stamps are believed.
extension ExportCacheTests {
  @Test(
    arguments: [
      (modified: 0, changed: 0, isBelieved: true),
      (modified: -1, changed: -1, isBelieved: true),
      (modified: 1, changed: 0, isBelieved: false),
      (modified: 0, changed: 1, isBelieved: false),
      (modified: CacheIndex.doubtNanoseconds, changed: 0, isBelieved: false),
      (modified: 1 << 50, changed: 0, isBelieved: false),
    ])
  func aFileThatHadJustChangedIsDoubted(
    _ times: (modified: Int, changed: Int, isBelieved: Bool)
  ) {
    let hashed = 10 * CacheIndex.doubtNanoseconds
    // The last moment that is believed, and so many nanoseconds later.
    let last = hashed - CacheIndex.doubtNanoseconds - 1
    let stamp = ExportCacheTests.stamp(
      1, modified: last + times.modified, changed: last + times.changed)
    var index = CacheIndex()
    index.lines["a"] = .init(stamp: stamp, hashed: hashed, content: "c", entry: "e")
    #expect((index.line(of: "a", stamp) != nil) == times.isBelieved)
  }

  @Test func anotherStampIsNotBelieved() {
    let stamp = ExportCacheTests.stamp(5)
    var index = CacheIndex()
    index.lines["a"] = .init(stamp: stamp, hashed: .max, content: "c", entry: "e")
    var others = [FileStamp](repeating: stamp, count: 5)
    others[0].byteCount += 1
    others[1].modified -= 1
    others[2].changed -= 1
    others[3].inode += 1
    others[4].device += 1
    for other in others { #expect(index.line(of: "a", other) == nil) }
    #expect(index.line(of: "a", stamp)?.content == "c")
    #expect(index.line(of: "b", stamp) == nil)
    index.lines["a"]?.hashed = .min
    #expect(index.line(of: "a", stamp) == nil)
  }

  /// A file that was written just now is doubted by the next run and, hashed once more, believed.
  @Test func aDoubtedFileIsBelievedOnceItWasHashedLater() throws {
    let file = try InputFile(path: try root.write("x"))
    let first = cache()
    keep([1], as: "one", in: first, stamp: file.stamp)
    first.finish()
    let second = cache()
    #expect(second.content(of: file.stamp, shownPath: "one") == nil)
    var older = file.stamp
    older.modified -= 2 * CacheIndex.doubtNanoseconds
    older.changed = older.modified
    second.note(
      older, shownPath: "one", content: "one",
      entry: ExportCacheTests.entry("one"))
    second.finish()
    #expect(cache().content(of: older, shownPath: "one") == "one")
  }

  @Test func aBrokenIndexKnowsNothing() throws {
    let first = cache()
    keep([1], as: "one", in: first)
    first.finish()
    let whole = try InputFile(path: "\(folder)/index").readAll()
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 1
      _ = try root.write(changed, to: ".cache/index")
      #expect(CacheIndex(path: "\(folder)/index") == CacheIndex())
    }
    #expect(found("one", in: cache()) == [1])
  }

  @Test func anIndexThatSaysNothingNewIsNotWritten() throws {
    let first = cache()
    keep([1], as: "one", in: first)
    first.finish()
    let stamp = FileStamp(path: "\(folder)/index")
    let second = cache()
    #expect(second.content(of: ExportCacheTests.stamp(5), shownPath: "one") == "one")
    second.note(
      ExportCacheTests.stamp(5), shownPath: "one", content: "one",
      entry: ExportCacheTests.entry("one"))
    second.finish()
    #expect(FileStamp(path: "\(folder)/index") == stamp)
  }
}

/// How much room it takes.
extension ExportCacheTests {
  /// The oldest go first, by the time of their file; what was used stays.
  @Test func entriesWithoutUseAreDroppedOnceTheyTakeTooMuchRoom() throws {
    let first = cache()
    let names = ["one", "two", "three", "four"]
    for (place, name) in names.enumerated() {
      keep([UInt8](repeating: 0, count: 1000), as: name, in: first)
      let entry = try #require(
        try entries().first {
          FileStamp(path: "\(folder)/\($0)")?.modified ?? 0 > 1_000_000_000_000
        })
      // The second is the oldest, then the fourth, the first, the third.
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: [3, 1, 4, 2][place])],
        ofItemAtPath: "\(folder)/\(entry)")
    }
    first.finish()
    #expect(try entries().count == 4)
    func night(spare: Int) -> [String] {
      let cache = cache()
      cache.note(
        ExportCacheTests.stamp(5), shownPath: "one", content: "one",
        entry: ExportCacheTests.entry("one"))
      cache.finish(spareByteCount: spare)
      return names.filter { found($0, in: cache) != nil }
    }
    let size = SealedBytes.sealed(
      [UInt8](repeating: 0, count: 1000), name: String(repeating: "a", count: 64)
    ).count
    // Three without use beside one of use: one more is too many.
    #expect(night(spare: 2 * size) == ["one", "two", "three", "four"])
    #expect(night(spare: size) == ["one", "three", "four"])
    #expect(night(spare: 0) == ["one", "three"])
    #expect(CacheIndex(path: "\(folder)/index").lines.keys.sorted() == ["one", "three"])
  }

  /// What is said to be of use stays, whether it was looked at or not, and so does what was found.
  @Test func entriesOfUseThatWereNotWrittenStay() throws {
    let first = cache()
    for name in ["one", "two", "three", "four"] { keep([1], as: name, in: first) }
    first.finish()
    let second = cache()
    #expect(found("two", in: second) == [1])
    second.note(
      ExportCacheTests.stamp(5), shownPath: "one", content: "one",
      entry: ExportCacheTests.entry("one"), others: [ExportCacheTests.entry("three")])
    second.finish(spareByteCount: -1 << 20)
    #expect(
      ["one", "two", "three", "four"].filter { found($0, in: cache()) != nil }
        == ["one", "two", "three"])
    #expect(CacheIndex(path: "\(folder)/index").lines.keys.sorted() == ["one", "three", "two"])
  }
}
