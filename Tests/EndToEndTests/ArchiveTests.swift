import Files
import Testing

/// `archive`: a copy of each input by its digest.
@Suite("archive") struct ArchiveTests {
  private func digest(_ pipeline: NightlyPipeline, _ path: String) throws -> String {
    try Digest(of: InputFile(path: pipeline.path(path))).hex
  }

  private func place(_ digest: String) -> String { "copies/\(digest.prefix(2))/\(digest)" }

  private func pipeline() throws -> NightlyPipeline {
    let pipeline = try NightlyPipeline("archive: copies\noverrides: overrides.csv\n")
    try pipeline.place.write("account,segment,action,until,reason\n", to: "overrides.csv")
    return pipeline
  }

  @Test("one copy of each content, byte for byte, and old ones are left alone") func copies() throws
  {
    let pipeline = try pipeline()
    try pipeline.place.write(
      pipeline.place.bytes(of: "exports/16.csv"), to: "exports/16-again.csv")
    try pipeline.run("16")
    let files = ["overrides.csv"] + ["16", "17", "18", "19", "20"].map { "exports/\($0).csv" }
    let expected = try files.map { place(try digest(pipeline, $0)).dropFirst("copies/".count) }
    #expect(
      try FileTree(of: pipeline.path("copies")).paths == expected.map(String.init).sorted())
    for file in files {
      let copy = place(try digest(pipeline, file))
      #expect(try pipeline.place.bytes(of: copy) == pipeline.place.bytes(of: file))
    }

    let before = try Snapshot(of: pipeline.path("copies"))
    try pipeline.run("16")
    _ = try pipeline.command("plan", "pipeline.yaml", "--as-of", "2026-11-17")
    _ = try pipeline.command("verify", "runs/2026-11-16")
    #expect(try Snapshot(of: pipeline.path("copies")).differences(from: before) == [])
  }

  @Test("exports that are overwritten each night: old runs are made again from the copies")
  func overwritten() throws {
    let pipeline = try pipeline()
    try pipeline.run("16")
    try pipeline.write(["Awareness,elm.example,5"], to: "16")
    try pipeline.run("16")
    try pipeline.run("17", "--to", "review")
    try pipeline.write(["Awareness,oak.example,5"], to: "16")
    try Folder.remove(pipeline.path("exports/17.csv"))
    for arguments in [
      ["runs/2026-11-16"], ["runs/2026-11-16.2"], ["review", "--pipeline", "pipeline.yaml"],
    ] {
      let result = try Program.run(["verify"] + arguments, in: pipeline.place.path)
      #expect(result.exitCode == 0, "\(result.standardOutput)")
    }
  }

  @Test("a copy that is broken is noticed") func broken() throws {
    let pipeline = try pipeline()
    let copy = place(try digest(pipeline, "exports/16.csv"))
    try pipeline.run("16")
    let whole = try pipeline.text(copy)
    try pipeline.place.write("Day\n", to: copy)
    // The input itself is whole, so it proves the run; the next run makes the copy anew.
    #expect(try pipeline.command("verify", "runs/2026-11-16").exitCode == 0)
    try pipeline.run("17")
    #expect(try pipeline.text(copy) == whole)

    try pipeline.place.write("Day\n", to: copy)
    try pipeline.place.write("Day\n", to: "exports/16.csv")
    let result = try pipeline.command("verify", "runs/2026-11-16")
    #expect(result.exitCode == 1)
    #expect(
      result.standardOutput == """
        Run 2026-11-16, as of 2026-11-16: not verified; could not be made again
          exports/16.csv: its copy in the archive, \(copy), has other bytes than when the run read it

        """)
    try pipeline.place.write(whole, to: copy)
    #expect(try pipeline.command("verify", "runs/2026-11-16").exitCode == 0)
  }

  @Test("no run is published whose inputs could not be kept") func unwritable() throws {
    let pipeline = try pipeline()
    try pipeline.place.write("x", to: "copies")
    let result = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-16", "--quiet")
    #expect(result.exitCode == 1)
    #expect(try pipeline.history() == ["failed/2026-11-16  failed"])
  }
}
