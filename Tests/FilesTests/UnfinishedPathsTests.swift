import Files
import TestSupport
import Testing

/// The list of paths is the process's own: each test uses names of its own and takes them off.
@Suite struct UnfinishedPathsTests {
  @Test func whatGoesThroughGivesItsResult() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/staging"
    let names = try UnfinishedPaths.starting(path) { () throws(FileFault) in
      try Folder.make("staging", in: folder.path)
      return try Folder.names(in: folder.path)
    }
    #expect(names == ["staging"])
    let finished = try UnfinishedPaths.finishing(path) { () throws(FileFault) in
      try Folder.rename(path, to: "\(folder.path)/run")
      return true
    }
    #expect(finished)
  }

  @Test func faultsAreThrown() {
    let fault = FileFault(.diskFull, path: "a")
    #expect(throws: fault) {
      try UnfinishedPaths.starting("a") { () throws(FileFault) in throw fault }
    }
    #expect(throws: fault) {
      try UnfinishedPaths.finishing("a") { () throws(FileFault) in throw fault }
    }
  }
}
