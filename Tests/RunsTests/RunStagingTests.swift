import CSV
import Files
import Runs
import TestSupport
import Testing

@Suite struct RunStagingTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
    try Folder.make("\(root.path)/runs")
  }

  private var place: String { "\(root.path)/runs/\(RunStaging.prefix)2026-11-20" }
  private var destination: String { "\(root.path)/runs/2026-11-20" }

  private func written() throws -> RunStaging {
    let staging = try RunStaging(path: place, jobs: 2)
    let tables = [
      OutputTable(path: "a/b/one.csv", header: ["x", "y"], rows: [["1", "2, 3"]]),
      OutputTable(path: "two.csv", header: ["z"], rows: []),
    ]
    staging.begin(tables)
    try staging.finishTables()
    try staging.writeUnlisted(Array("{}\n".utf8), to: "manifest.json")
    return staging
  }

  @Test func nothingIsInPlaceBeforeItIsPublished() throws {
    let staging = try written()
    #expect(Folder.kind(of: destination) == nil)
    try staging.publish(as: destination)
    #expect(try Folder.names(in: "\(root.path)/runs") == ["2026-11-20"])
    #expect(try Folder.names(in: destination) == ["a", "manifest.json", "two.csv"])
    let bytes = try InputFile(path: "\(destination)/a/b/one.csv").readAll()
    #expect(String(decoding: bytes, as: UTF8.self) == "x,y\n1,\"2, 3\"\n")
    // What is published stays.
    try staging.discard()
    #expect(try Folder.names(in: destination) == ["a", "manifest.json", "two.csv"])
  }

  @Test func outputsAreListedWithTheirDigests() throws {
    let staging = try written()
    let one = "x,y\n1,\"2, 3\"\n"
    #expect(
      staging.outputs == [
        .init(path: "a/b/one.csv", sha256: Digest(of: one).hex, bytes: one.utf8.count),
        .init(path: "two.csv", sha256: Digest(of: "z\n").hex, bytes: 2),
      ])
    try staging.discard()
  }

  @Test func discardLeavesNothing() throws {
    try written().discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == [])
  }

  /// What a crash left in its place is not mixed in.
  @Test func startsFromAnEmptyFolder() throws {
    _ = try written()
    let staging = try RunStaging(path: place)
    #expect(try Folder.names(in: place) == [])
    try staging.discard()
  }

  /// Where another process builds a run, and what it has built, nobody else builds one.
  @Test func aPlaceIsTakenOnce() throws {
    let staging = try written()
    #expect(throws: FileFault(.inUse, path: place)) { try RunStaging(path: place) }
    #expect(try Folder.names(in: place) == ["a", "manifest.json", "two.csv"])
    try staging.discard()
    try RunStaging(path: place).discard()
  }

  @Test func aFileIsWrittenOnce() throws {
    let staging = try written()
    staging.begin([OutputTable(path: "two.csv", header: ["z"], rows: [])])
    #expect(throws: FileFault.self) { try staging.finishTables() }
    try staging.discard()
  }

  /// A published run is never replaced.
  @Test func aFolderInItsPlaceIsAFault() throws {
    try written().publish(as: destination)
    let again = try written()
    #expect(throws: FileFault.self) { try again.publish(as: destination) }
    try again.discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == ["2026-11-20"])
  }

  @Test func leftoversOfACrashAreRemoved() throws {
    _ = try written()
    try Folder.make(destination)
    try Folder.make("\(root.path)/runs/.cache")
    try RunStaging.removeLeftovers(in: "\(root.path)/runs")
    #expect(try Folder.names(in: "\(root.path)/runs") == [".cache", "2026-11-20"])
  }

  /// A run with `--to` builds beside its place, which may be here, without the pipeline's lock; and
  /// what people name is theirs.
  @Test func whatIsUnderWayOrSomebodysIsNoLeftover() throws {
    let staging = try written()
    let names = ["review.new-1", "latest.new-1-2", ".told.json.new-1-2", ".staging-file"]
    for name in names { _ = try root.write("x", to: "runs/\(name)") }
    try RunStaging.removeLeftovers(in: "\(root.path)/runs")
    #expect(
      try Folder.names(in: "\(root.path)/runs") == [".staging-2026-11-20", "review.new-1"])
    #expect(try Folder.names(in: place) == ["a", "manifest.json", "two.csv"])
    try staging.discard()
  }

  /// A run without the link to it, which the disk had no room for, is none.
  @Test func aRunIsTakenBackWhenWhatBelongsToItFails() throws {
    let staging = try written()
    #expect(throws: FileFault(.diskFull, path: "latest")) {
      try staging.publish(as: destination) { () throws(FileFault) in
        throw FileFault(.diskFull, path: "latest")
      }
    }
    #expect(Folder.kind(of: destination) == nil)
    try staging.discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == [])
  }

  /// What a table throws while it is written ends the writing, of several the first one's.
  @Test(arguments: [1, 3])
  func whatATableThrowsIsThrown(jobs: Int) throws {
    struct Stop: Error, Equatable { var table: Int }
    let staging = try RunStaging(path: place, jobs: jobs)
    let tables = (0..<6).map { table in
      OutputTable(path: "\(table).csv", header: ["a"]) { _ in
        if table >= 2 { throw Stop(table: table) }
      }
    }
    for part in [tables[..<3], tables[3...]] { staging.begin(Array(part)) }
    #expect(throws: Stop(table: 2)) { try staging.finishTables() }
    #expect(staging.outputs.isEmpty)
    try staging.discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == [])
  }

  /// A long table is the same whoever encodes its stretches, also where one is longer than what a
  /// writer keeps.
  @Test(arguments: [1, 2, 5])
  func stretchesStandInTheirOrder(jobs: Int) throws {
    let staging = try RunStaging(path: place, jobs: jobs)
    let lengths = (0..<40).map { ($0 * 7919) % 30_000 }
    @Sendable func text(_ stretch: Int, _ row: Int) -> String { "stretch \(stretch), row \(row)" }
    let tables = (0..<3).map { table in
      OutputTable(path: "\(table).csv", header: ["a", "b"], stretches: Array(lengths.indices)) {
        stretch, writer in
        for row in 0..<lengths[stretch] { try writer.row(["\(table)", text(stretch, row)]) }
      }
    }
    for table in tables { staging.begin([table]) }
    try staging.finishTables()
    for table in tables.indices {
      let rows = lengths.indices.flatMap { stretch in
        (0..<lengths[stretch]).map { "\(table),\"\(text(stretch, $0))\"\n" }
      }
      let expected = Array(("a,b\n" + rows.joined()).utf8)
      #expect(try InputFile(path: "\(place)/\(table).csv").readAll() == expected)
      #expect(staging.outputs[table].sha256 == Digest(of: expected).hex)
      #expect(staging.outputs[table].bytes == expected.count)
    }
    try staging.discard()
  }

  /// Whichever stretch fails first by the clock.
  @Test(arguments: [1, 4])
  func theFirstStretchThatFailsIsTold(jobs: Int) throws {
    struct Stop: Error, Equatable { var table, stretch: Int }
    let staging = try RunStaging(path: place, jobs: jobs)
    staging.begin(
      (0..<4).map { table in
        OutputTable(path: "\(table).csv", header: ["a"], stretches: Array(0..<30)) {
          stretch, writer in
          if table >= 1, stretch % 10 == 9 { throw Stop(table: table, stretch: stretch) }
          try writer.row(["\(stretch)"])
        }
      })
    #expect(throws: Stop(table: 1, stretch: 9)) { try staging.finishTables() }
    try staging.discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == [])
  }

  /// What was begun and is not wanted any more is not waited for, and nothing of it stays.
  @Test(arguments: [1, 3])
  func whatIsDiscardedWhileItIsWrittenIsGone(jobs: Int) throws {
    let staging = try RunStaging(path: place, jobs: jobs)
    staging.begin(
      (0..<8).map { table in
        OutputTable(path: "a/\(table).csv", header: ["a"], stretches: Array(0..<1000)) {
          stretch, writer in
          for _ in 0..<1000 { try writer.row(["\(stretch)"]) }
        }
      })
    try staging.discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == [])
  }

  /// Whoever moves a folder above it does not keep what is not published.
  @Test func whatWasMovedAwayIsDiscardedThere() throws {
    let staging = try written()
    try Folder.rename("\(root.path)/runs", to: "\(root.path)/moved")
    try staging.discard()
    #expect(try Folder.names(in: "\(root.path)/moved") == [])
  }
}
