import Files
import Runs
import TestSupport
import Testing

@Suite struct PipelinePointerTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
    try Folder.make("\(root.path)/data/runs")
    try Folder.make("\(root.path)/pipelines")
    _ = try root.write("", to: "pipelines/p.yaml")
  }

  @Test func movesWithTheFolderWhenThePipelineFileSaysSo() throws {
    let runs = "\(root.path)/data/runs"
    #expect(PipelinePointer.pipeline(of: runs) == nil)
    try PipelinePointer.note("\(root.path)/pipelines/p.yaml", in: runs, isRelative: true)
    #expect(
      try InputFile(path: "\(runs)/.pipeline").readAll() == Array("../../pipelines/p.yaml\n".utf8))
    #expect(PipelinePointer.pipeline(of: runs) == "\(root.path)/pipelines/p.yaml")
  }

  @Test func isFromTheRootOtherwise() throws {
    let runs = "\(root.path)/data/runs"
    try PipelinePointer.note("\(root.path)/pipelines/p.yaml", in: runs, isRelative: false)
    let real = try #require(Path.real("\(root.path)/pipelines/p.yaml"))
    #expect(PipelinePointer.pipeline(of: runs) == real)
  }

  /// `..` behind a link leads elsewhere than its text says.
  @Test func holdsThroughALink() throws {
    try PipelinePointer.note(
      "\(root.path)/pipelines/p.yaml", in: "\(root.path)/data/runs", isRelative: true)
    try Folder.make("\(root.path)/x/y/z")
    try Folder.link("\(root.path)/x/y/z/runs", to: "../../../data/runs")
    let found = try #require(PipelinePointer.pipeline(of: "\(root.path)/x/y/z/runs"))
    #expect(Path.real(found) == Path.real("\(root.path)/pipelines/p.yaml"))
  }
}
