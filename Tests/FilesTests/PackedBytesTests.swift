import TestSupport
import Testing

@testable import Files

/// Values as bytes, and back.
@Suite struct PackedBytesTests {
  private static let packed: PackedBytes = {
    var packed = PackedBytes()
    packed.append(-1)
    packed.append(true)
    packed.append("é\0")
    packed.append(Int?.none)
    packed.append("x" as String?)
    packed.append(["a", ""]) { $0.append($1) }
    packed.append(copying: [1, -2] as [Int32])
    return packed
  }()

  private func expectAll(_ reader: inout PackedReader) throws(PackedReader.Fault) {
    #expect(try reader.int() == -1)
    #expect(try reader.bool())
    #expect(try reader.text() == "é\0")
    #expect(try reader.optional { (from) throws(PackedReader.Fault) in try from.int() } == nil)
    #expect(try reader.optional { (from) throws(PackedReader.Fault) in try from.text() } == "x")
    #expect(
      try reader.list { (from) throws(PackedReader.Fault) in try from.text() } == ["a", ""])
    #expect(try reader.copied(Int32.self) == [1, -2])
  }

  @Test func whatWasWrittenIsRead() throws {
    let bytes = PackedBytesTests.packed.bytes
    var reader = PackedReader([9] + bytes + [9], in: 1..<bytes.count + 1)
    try expectAll(&reader)
    #expect(reader.isAtEnd)
  }

  @Test func numbersThatAreNoCountsAreRefused() {
    for count in [-1, Int.min, Int.max, 1 << 61, 9] {
      var packed = PackedBytes()
      packed.append(count)
      packed.append(0)
      #expect(throws: PackedReader.Fault.self) {
        var reader = PackedReader(packed.bytes)
        _ = try reader.text()
      }
      #expect(throws: PackedReader.Fault.self) {
        var reader = PackedReader(packed.bytes)
        _ = try reader.copied(Int.self)
      }
      #expect(throws: PackedReader.Fault.self) {
        var reader = PackedReader(packed.bytes)
        _ = try reader.list { (from) throws(PackedReader.Fault) in try from.int() }
      }
    }
  }

  @Test func bytesThatAreNoTextOrNoAnswerAreRefused() {
    #expect(throws: PackedReader.Fault.self) {
      var reader = PackedReader([1, 0, 0, 0, 0, 0, 0, 0, 0xE9])
      _ = try reader.text()
    }
    #expect(throws: PackedReader.Fault.self) {
      var reader = PackedReader([2])
      _ = try reader.bool()
    }
    #expect(throws: PackedReader.Fault.self) {
      var reader = PackedReader([])
      _ = try reader.bool()
    }
  }
}

/// Files that a crash may leave torn.
@Suite struct ScratchFileTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  private func write(_ bytes: [UInt8]) throws {
    try ScratchFile.write(bytes, to: "\(root.path)/it", through: "\(root.path)/new")
  }

  @Test func replacesWhatStandsThere() throws {
    let replaced: [() throws -> Void] = [
      {}, { _ = try root.write("old", to: "it") }, { try Folder.make("\(root.path)/it/below") },
      { try Folder.link("\(root.path)/it", to: "nowhere") },
    ]
    for lay in replaced {
      try Folder.remove("\(root.path)/it")
      try lay()
      try write([1, 2])
      #expect(try InputFile(path: "\(root.path)/it").readAll() == [1, 2])
      #expect(try Folder.names(in: root.path) == ["it"])
    }
  }

  @Test func aFaultLeavesWhatStandsThere() throws {
    try write([1])
    #expect(throws: FileFault.self) {
      try ScratchFile.write([2], to: "\(root.path)/no/it", through: "\(root.path)/new")
    }
    #expect(try Folder.names(in: root.path) == ["it"])
    _ = try root.write("another's", to: "new")
    #expect(throws: FileFault.self) { try write([2]) }
    #expect(try Folder.names(in: root.path) == ["it", "new"])
    #expect(try InputFile(path: "\(root.path)/it").readAll() == [1])
  }

  /// Files written before are not newer, files written after are not older.
  @Test func tellsTheTimeOfItsFileSystem() throws {
    let before = try InputFile(path: try root.write("a", to: "a")).stamp.modified
    let time = try ScratchFile.time(through: "\(root.path)/new")
    let after = try InputFile(path: try root.write("b", to: "b")).stamp.modified
    #expect(before <= time && time <= after)
    #expect(try Folder.names(in: root.path) == ["a", "b"])
  }
}
