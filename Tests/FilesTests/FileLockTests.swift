import Files
import TestSupport
import Testing

@Suite struct FileLockTests {
  @Test func isHeldOnceAtATime() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/lock"
    var first = try FileLock(path: path)
    #expect(first != nil)
    #expect(try FileLock(path: path) == nil)
    #expect(try FileLock(path: "\(folder.path)/other") != nil)
    first = nil
    #expect(first == nil)
    #expect(try FileLock(path: path) != nil)
  }

  @Test func whatIsInTheFileStays() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("kept", to: "lock")
    #expect(try FileLock(path: path) != nil)
    #expect(try InputFile(path: path).readAll() == Array("kept".utf8))
  }

  /// Somebody took the file away, alone or with its folder, or put another one there.
  @Test func tellsWhenItGuardsNothingAnyMore() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/runs/lock"
    try Folder.make("\(folder.path)/runs")
    let lock = try FileLock(path: path)
    #expect(lock?.isInPlace == true)
    try Folder.rename("\(folder.path)/runs", to: "\(folder.path)/moved")
    #expect(lock?.isInPlace == false)
    try Folder.make("\(folder.path)/runs")
    let other = try FileLock(path: path)
    #expect(other?.isInPlace == true)
    #expect(lock?.isInPlace == false)
  }

  @Test func aMissingFolderIsAFault() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/none/lock"
    #expect(throws: FileFault(.missing, path: path)) { try FileLock(path: path) }
  }
}
