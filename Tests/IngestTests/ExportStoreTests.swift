import AdModel
import Files
import Synchronization
import Testing

@testable import Ingest

/// Reading with a store: what is found there is not read again, and makes no difference.
@Suite struct ExportStoreTests {
  private static let header = "Day,Campaign,Company,Domain,Clicks\n"

  /// Three files, the last of several pieces.
  private func folder() throws -> ExportFolder {
    let folder = try ExportFolder()
    try folder.write(
      ExportStoreTests.header + "2026-11-19,A,N,,1\n2026-11-19,A,M,,x\n", to: "a.csv")
    try folder.write(ExportStoreTests.header, to: "b.csv")
    let rows = (0..<2000).map { "2026-11-19,A,N \($0 % 50),n\($0 % 7).example,1\n" }
    try folder.write(ExportStoreTests.header + rows.joined(), to: "c.csv")
    return folder
  }

  private func read(
    _ folder: ExportFolder, _ store: MemoryStore?, jobs: Int = 2, _ source: Source = .daily("*.csv")
  ) throws -> (exports: [Export], progress: Int) {
    let progress = Atomic(0)
    let exports = try ExportReading.read(
      folder.requests(source), jobs: jobs, pieceSizeBytes: 1 << 12, store: store
    ) { progress.add($0, ordering: .relaxed) }
    return (exports, progress.load(ordering: .relaxed))
  }

  @Test(arguments: [1, 3])
  func whatIsKeptMakesNoDifference(jobs: Int) throws {
    let folder = try folder()
    let store = MemoryStore()
    let plain = try read(folder, nil, jobs: jobs).exports
    #expect(try read(folder, store, jobs: jobs).exports == plain)
    for _ in 0..<2 {
      let found = try read(folder, store, jobs: jobs)
      #expect(found.exports == plain)
      #expect(found.progress == plain.reduce(0) { $0 + $1.byteCount })
      #expect(store.keptCount == 6)
    }
  }

  /// With bytes of another export under each key it is those that are found.
  @Test func whatIsKeptIsNotRead() throws {
    let folder = try folder()
    let store = MemoryStore()
    let first = try read(folder, store).exports
    store.replaceAll(with: first[0])
    let second = try read(folder, store).exports
    #expect(second.map(\.partial) == first.map { _ in first[0].partial })
    #expect(second.map(\.digest) == first.map(\.digest))
    #expect(second.map(\.shownPath) == ["a.csv", "b.csv", "c.csv"])
    #expect(store.keptCount == 6)
  }

  /// A folder that was downloaded again has the same bytes with other times.
  @Test func bytesAreKnownByTheirDigestToo() throws {
    let store = MemoryStore()
    let first = try read(try folder(), store).exports
    let again = try folder()
    for _ in 0..<2 {
      #expect(try read(again, store).exports == first)
      #expect(store.keptCount == 6)
    }
  }

  @Test func whatIsNoExportIsReadAndKeptAgain() throws {
    let folder = try folder()
    let store = MemoryStore()
    let first = try read(folder, store).exports
    store.spoil(.facts)
    #expect(try read(folder, store).exports == first)
    #expect(store.keptCount == 12)
    #expect(try read(folder, store).exports == first)
    #expect(store.keptCount == 12)
  }

  /// Rows are looked at when they are asked for.
  @Test func rowsThatAreNoneAreReadAndKeptAgainOnceTheyAreAskedFor() throws {
    let folder = try folder()
    let store = MemoryStore()
    let first = try read(folder, store).exports
    store.spoil(.rows)
    let second = try read(folder, store).exports
    #expect(second.map(\.series) == first.map(\.series))
    #expect(store.keptCount == 6)
    #expect(try second[2].counts.partial() == first[2].counts.partial())
    #expect(store.keptCount == 7)
    #expect(try second[2].counts.partial() == first[2].counts.partial())
    #expect(store.keptCount == 7)
    #expect(second == first)
    #expect(store.keptCount == 9)
  }

  @Test func rowsAreNotReadOfOtherBytes() throws {
    let folder = try folder()
    let store = MemoryStore()
    _ = try read(folder, store)
    store.spoil(.rows)
    let exports = try read(folder, store).exports
    try folder.write(ExportStoreTests.header + "2026-11-19,A,N,,1\n", to: "a.csv")
    let error = #expect(throws: FileFault.self) { try exports[0].counts.partial() }
    #expect(error?.kind == .changedWhileRead)
    #expect(try exports[1].counts.partial().rows == [])
    #expect(store.keptCount == 7)
  }

  @Test func changedBytesAreReadAgain() throws {
    let folder = try folder()
    let store = MemoryStore()
    _ = try read(folder, store)
    try folder.write(
      ExportStoreTests.header + "2026-11-19,A,N,,2\n2026-11-19,A,M,,x\n", to: "a.csv")
    #expect(try read(folder, store).exports == (try read(folder, nil).exports))
    #expect(store.keptCount == 8)
  }

  @Test func nothingIsKeptWhenAFileCannotBeRead() throws {
    let folder = try folder()
    try folder.write("Else\n1\n", to: "d.csv")
    let store = MemoryStore()
    #expect(throws: RunFailure.self) { try read(folder, store) }
    #expect(store.keptCount == 0)
  }

  @Test func nothingIsKeptWhereNothingMayBe() throws {
    let store = MemoryStore(isWritable: false)
    _ = try read(try folder(), store)
    #expect(store.keptCount == 0)
  }

  /// A file that was found is held to its source's grain as one that was read.
  @Test func whatIsKeptIsOfOneGrainWithTheRest() throws {
    var source = Source(name: SourceName("ads"), platform: "microsoft-ads", files: ["*.csv"])
    source.accountText = .init(column: "AdGroupName", pattern: "ABM - (?<name>.+)")
    let row = "CampaignName,AdGroupName,Clicks\n2026-11-15,Awareness,ABM - Seerose AG,3\n"
    let folder = try ExportFolder("days.csv", "TimePeriod," + row)
    let store = MemoryStore()
    _ = try read(folder, store, source)
    #expect(store.keptCount == 2)
    try folder.write("WeekStartDate," + row, to: "weeks.csv")
    for _ in 0..<2 {
      let error = #expect(throws: RunFailure.self) { try read(folder, store, source) }
      #expect(error?.kind == "mixed_grain")
      #expect(store.keptCount == 2)
    }
  }
}

/// A store in memory that believes every stamp.
final class MemoryStore: ExportStore {
  let isWritable: Bool
  private let state = Mutex(State())

  private struct State {
    var digests: [String: (stamp: FileStamp, digest: String)] = [:]
    var kept: [ExportKey: [UInt8]] = [:]
    var keptCount = 0
  }

  init(isWritable: Bool = true) { self.isWritable = isWritable }

  /// How often something was kept.
  var keptCount: Int { state.withLock { $0.keptCount } }

  /// Puts an export's bytes under every key.
  func replaceAll(with export: Export) {
    let (facts, rows) = (export.bytes, export.partial.bytes)
    state.withLock { state in
      for key in state.kept.keys { state.kept[key] = key.part == .facts ? facts : rows }
    }
  }

  /// Puts bytes that are nothing in the place of one part of everything.
  func spoil(_ part: ExportKey.Part) {
    state.withLock { state in
      for key in state.kept.keys where key.part == part { state.kept[key] = [1, 2, 3] }
    }
  }

  /// The keys of the sums that are kept.
  var sums: Set<ExportKey> { state.withLock { Set($0.kept.keys.filter { $0.part == .sums }) } }

  func digest(of stamp: FileStamp, shownPath: String) -> String? {
    state.withLock { state in
      state.digests[shownPath].flatMap { $0.stamp == stamp ? $0.digest : nil }
    }
  }

  func knowsContent(ofByteCount byteCount: Int) -> Bool {
    state.withLock { $0.digests.values.contains { $0.stamp.byteCount == byteCount } }
  }

  func kept(under key: ExportKey) -> (bytes: [UInt8], range: Range<Int>)? {
    state.withLock { $0.kept[key] }.map { ($0, 0..<$0.count) }
  }

  func note(_ stamp: FileStamp, shownPath: String, key: ExportKey) {
    state.withLock { $0.digests[shownPath] = (stamp, key.content) }
  }

  func keep(_ bytes: [UInt8], under key: ExportKey) {
    state.withLock { state in
      state.kept[key] = bytes
      state.keptCount += 1
    }
  }
}
