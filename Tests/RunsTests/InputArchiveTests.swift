import Files
import Runs
import TestSupport
import Testing

@Suite struct InputArchiveTests {
  private let root: TemporaryFolder
  private let archive: InputArchive

  init() throws {
    self.root = try TemporaryFolder()
    self.archive = InputArchive(folder: "\(root.path)/a/copies")
  }

  /// SHA-256 of `abc` (FIPS 180-2, appendix B.1).
  private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func keepsOneCopyOfEachContent() throws {
    let first = try root.write("abc", to: "first")
    let second = try root.write("abc", to: "second")
    #expect(archive.path(of: InputArchiveTests.abc) == nil)
    try archive.keep([(first, InputArchiveTests.abc), (second, InputArchiveTests.abc)])
    let copy = "\(archive.folder)/ba/\(InputArchiveTests.abc)"
    #expect(archive.path(of: InputArchiveTests.abc) == copy)
    #expect(try Folder.files(in: archive.folder) == ["ba/\(InputArchiveTests.abc)"])
    #expect(try InputFile(path: copy).readAll() == Array("abc".utf8))
    // A copy is enough: the file may be gone.
    try Folder.remove(first)
    try archive.keep([(first, InputArchiveTests.abc)])
  }

  @Test func aFileWithOtherBytesThanWereReadIsNotKept() throws {
    let path = try root.write("abcd", to: "file")
    #expect(throws: FileFault(.changedWhileRead, path: path)) {
      try archive.keep([(path, InputArchiveTests.abc)])
    }
    #expect(try Folder.files(in: archive.folder) == [])
  }

  @Test func whatAKilledProcessLeftIsRemoved() throws {
    let path = try root.write("abc", to: "file")
    try Folder.make("\(archive.folder)/ba")
    _ = try root.write("ab", to: "a/copies/ba/\(InputArchiveTests.abc).new-77")
    try archive.keep([(path, InputArchiveTests.abc)])
    #expect(try Folder.files(in: archive.folder) == ["ba/\(InputArchiveTests.abc)"])
  }
}
