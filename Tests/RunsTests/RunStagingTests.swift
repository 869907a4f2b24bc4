import CSV
import Files
import Runs
import TestSupport
import Testing

@Suite struct RunStagingTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  private var place: String { "\(root.path)/runs/\(RunStaging.prefix)2026-11-20" }
  private var destination: String { "\(root.path)/runs/2026-11-20" }

  private func written() throws -> RunStaging {
    let staging = try RunStaging(path: place)
    try staging.write(OutputTable(path: "a/b/one.csv", header: ["x", "y"], rows: [["1", "2, 3"]]))
    try staging.write(OutputTable(path: "two.csv", header: ["z"], rows: []))
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

  @Test func aFileIsWrittenOnce() throws {
    let staging = try written()
    #expect(throws: FileFault.self) {
      try staging.write(OutputTable(path: "two.csv", header: ["z"], rows: []))
    }
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

  /// What a table throws while it is written ends the writing.
  @Test func whatATableThrowsIsThrown() throws {
    struct Stop: Error {}
    let staging = try RunStaging(path: place)
    #expect(throws: Stop.self) {
      try staging.write(OutputTable(path: "x.csv", header: ["a"]) { _ in throw Stop() })
    }
    try staging.discard()
    #expect(try Folder.names(in: "\(root.path)/runs") == [])
  }
}
