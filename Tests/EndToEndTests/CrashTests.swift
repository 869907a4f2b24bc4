import Files
import Testing

@Suite("Killed at any moment") struct CrashTests {
  /// `scripts/crash-test` kills a thousand; here a few, so that it and the laws stay in order.
  @Test("the laws of a run hold") func laws() throws {
    let result = try Program.run(
      "/usr/bin/python3",
      [
        "-B", Repository.path("scripts/crash-test"), "16", "--seed", "1", "--binary",
        Program.path(),
      ],
      in: Repository.root)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardOutput.hasPrefix("16 kills of seed 1, every law holds\n"))
  }

  /// It was killed after the last table and before the folder, which is empty now.
  @Test("a prune goes on where it was killed") func prune() throws {
    let pipeline = try SpoiltPipeline()
    let next = try pipeline.run("2026-11-19", "--quiet")
    try #require(next.exitCode == 0, "\(next)")
    let command = ["prune", "pipeline.yaml", "--keep-days", "0"]
    let folder = "\(pipeline.place.path)/runs/2026-11-18"
    #expect(try Program.run(command, in: pipeline.place.path).exitCode == 0)
    #expect(
      try Folder.names(in: folder).filter { !$0.contains(".") }
        == ["2-normalize", "4-apply", "segments", "uploads"])
    try Folder.make("\(folder)/1-ingest")
    let again = try Program.run(command, in: pipeline.place.path)
    #expect(again.standardOutput == "Nothing to drop\n", "\(again)")
    #expect(Folder.kind(of: "\(folder)/1-ingest") == nil)
  }
}
