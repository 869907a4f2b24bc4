import Files
import Foundation
import TestSupport
import Testing

@Suite struct InputFileTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  /// The kind of fault that opening a path ends in.
  private func fault(_ path: String) -> FileFault.Kind? {
    do throws(FileFault) {
      _ = try InputFile(path: path)
      return nil
    } catch {
      #expect(error.path == path)
      return error.kind
    }
  }

  private func read(_ file: InputFile, at offset: Int, count: Int) throws -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { unsafe buffer.deallocate() }
    let read = try unsafe file.read(at: offset, into: buffer)
    return unsafe Array(buffer[..<read])
  }

  @Test func readsAtAnyOffset() throws {
    let file = try InputFile(path: try folder.write("0123456789"))
    #expect(file.size == 10)
    #expect(try read(file, at: 3, count: 4) == Array("3456".utf8))
    #expect(try read(file, at: 8, count: 4) == Array("89".utf8))
    #expect(try read(file, at: 10, count: 4) == [])
    #expect(try read(file, at: 99, count: 4) == [])
    #expect(try file.readAll() == Array("0123456789".utf8))
    #expect(try InputFile(path: try folder.write("", to: "empty")).readAll() == [])
  }

  @Test func aMissingFile() {
    #expect(fault("\(folder.path)/none.csv") == .missing)
    #expect(fault("\(folder.path)/none/none.csv") == .missing)
    #expect(fault("") == .missing)
  }

  @Test func aFileAsAFolder() throws {
    let path = try folder.write("x")
    #expect(fault("\(path)/inside.csv") == .missing)
  }

  @Test func aFolder() {
    #expect(fault(folder.path) == .isDirectory)
  }

  /// A pipe is refused, not waited for.
  @Test func aPipe() {
    let path = "\(folder.path)/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    #expect(fault(path) == .notARegularFile)
    #expect(fault("/dev/null") == .notARegularFile)
  }

  @Test func linksAreFollowedUnlessTheyGoRound() throws {
    _ = try folder.write("x", to: "file")
    try Folder.link("\(folder.path)/good", to: "file")
    try Folder.link("\(folder.path)/loop", to: "loop")
    try Folder.link("\(folder.path)/broken", to: "nowhere")
    #expect(try InputFile(path: "\(folder.path)/good").readAll() == [UInt8(ascii: "x")])
    #expect(fault("\(folder.path)/loop") == .tooManyLinks)
    #expect(fault("\(folder.path)/broken") == .missing)
  }

  @Test(.disabled(if: getuid() == 0, "root may read every file"))
  func aFileThatMayNotBeRead() throws {
    let path = try folder.write("x")
    #expect(unsafe chmod(path, 0) == 0)
    #expect(fault(path) == .permissionDenied)
  }

  // MARK: - Changes

  @Test func anUnchangedFileIsFine() throws {
    let file = try InputFile(path: try folder.write("x"))
    try file.checkUnchanged()
  }

  @Test func aFileThatGrewOrShrank() throws {
    for size in [0, 1, 9] {
      let path = try folder.write("12345", to: "\(size)")
      let file = try InputFile(path: path)
      #expect(unsafe truncate(path, off_t(size)) == 0)
      #expect(throws: FileFault(.changedWhileRead, path: path)) { try file.checkUnchanged() }
      if size < 5 {
        #expect(throws: FileFault(.changedWhileRead, path: path)) { try file.readAll() }
      }
    }
  }

  /// The same size at another time.
  @Test func aFileThatWasWrittenAgain() throws {
    let path = try folder.write("12345")
    let file = try InputFile(path: path)
    var times = [
      timespec(tv_sec: 1_700_000_000, tv_nsec: 1), timespec(tv_sec: 1_700_000_000, tv_nsec: 1),
    ]
    #expect(unsafe utimensat(AT_FDCWD, path, &times, 0) == 0)
    #expect(throws: FileFault(.changedWhileRead, path: path)) { try file.checkUnchanged() }
    let later = try InputFile(path: path)
    try later.checkUnchanged()
    times[1].tv_nsec = 2
    #expect(unsafe utimensat(AT_FDCWD, path, &times, 0) == 0)
    #expect(throws: FileFault(.changedWhileRead, path: path)) { try later.checkUnchanged() }
  }

  /// A file put in its place by a rename is another file: what was opened is still whole.
  @Test func aFileThatWasReplacedIsStillTheOldOne() throws {
    let path = try folder.write("old", to: "a")
    let file = try InputFile(path: path)
    try Folder.rename(try folder.write("newer", to: "b"), to: path)
    try file.checkUnchanged()
    #expect(try file.readAll() == Array("old".utf8))
  }

  @Test func faultsAreToldInWords() {
    let kinds: [FileFault.Kind] = [
      .missing, .isDirectory, .notARegularFile, .permissionDenied, .readOnly, .diskFull,
      .tooManyLinks, .changedWhileRead, .brokenCompression, .system(EIO),
    ]
    let words = kinds.map { FileFault($0, path: "x").description }
    #expect(Set(words).count == kinds.count)
    #expect(words.allSatisfy { !$0.isEmpty && !$0.contains("x/") })
  }
}
