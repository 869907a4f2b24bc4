import Files
import TestSupport
import Testing

@Suite struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  @Test func writesBytesAndTheirDigest() throws {
    let path = "\(folder.path)/out"
    let file = try OutputFile(path: path)
    for part in ["ab", "", "c"] { try file.write(Array(part.utf8)) }
    #expect(file.byteCount == 3)
    let digest = try file.finish()
    #expect(digest == Digest(of: "abc"))
    #expect(try InputFile(path: path).readAll() == Array("abc".utf8))
  }

  /// Nothing that is there is ever written over.
  @Test func refusesWhatExists() throws {
    let path = try folder.write("old", to: "a")
    try Folder.link("\(folder.path)/link", to: "a")
    try Folder.link("\(folder.path)/broken", to: "none")
    for taken in [path, "\(folder.path)/link", "\(folder.path)/broken", folder.path] {
      #expect(throws: FileFault.self) { try OutputFile(path: taken) }
    }
    #expect(try InputFile(path: path).readAll() == Array("old".utf8))
    #expect(Folder.kind(of: "\(folder.path)/none") == nil)
  }

  @Test func aMissingFolderIsAFault() {
    let path = "\(folder.path)/none/out"
    #expect(throws: FileFault(.missing, path: path)) { try OutputFile(path: path) }
  }
}
