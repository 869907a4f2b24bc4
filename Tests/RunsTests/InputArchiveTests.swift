import Files
import Runs
import TestSupport
import Testing

@Suite struct InputArchiveTests {
  private let root: TemporaryFolder
  private let archive: InputArchive

  init() throws {
    self.root = try TemporaryFolder()
    self.archive = InputArchive(folder: "\(root.path)/archive")
  }

  private func keep(_ text: String, as digest: Digest? = nil) throws {
    let path = try root.write(text, to: "input")
    try archive.keep([(path: path, sha256: (digest ?? Digest(of: text)).hex)])
  }

  @Test func keepsEachInputOnceByItsDigest() throws {
    for text in ["a", "b", "a"] { try keep(text) }
    let names = ["a", "b"].map { Digest(of: $0).hex }
    #expect(
      try Folder.files(in: archive.folder) == names.map { "\($0.prefix(2))/\($0)" }.sorted())
    let path = try #require(archive.path(of: names[0]))
    #expect(try InputFile(path: path).readAll() == Array("a".utf8))
    #expect(archive.path(of: Digest(of: "c").hex) == nil)
  }

  /// What was read must be what is kept.
  @Test func bytesThatHaveChangedSinceAreNotKept() throws {
    #expect(throws: FileFault(.changedWhileRead, path: "\(root.path)/input")) {
      try keep("after", as: Digest(of: "before"))
    }
    #expect(try Folder.files(in: archive.folder) == [])
  }

  /// Half a copy that a killed process left goes, unless somebody may be at work on it.
  @Test func leftoversGoWithTheNextCopy() throws {
    try keep("a")
    let folder = "\(archive.folder)/\(Digest(of: "a").hex.prefix(2))"
    let half = "archive/\(Path.name(of: folder))/\(Digest(of: "b").hex).new-7-9"
    _ = try root.write("half", to: half)
    var other = try FolderLock(path: archive.folder, isShared: true)
    try keep("b")
    #expect(Folder.kind(of: "\(root.path)/\(half)") == .file)
    #expect(other != nil)
    other = nil
    try keep("c")
    #expect(Folder.kind(of: "\(root.path)/\(half)") == nil)
  }
}
