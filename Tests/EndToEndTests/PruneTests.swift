import Files
import Testing

/// `adsegments prune`: what goes and what stays.
@Suite("prune") struct PruneTests {
  private static let dropped = [
    "1-ingest/exports.csv", "1-ingest/rejects.csv", "2-normalize/identities.csv",
    "2-normalize/unmatched.csv", "3-aggregate/daily.csv", "3-aggregate/windows.csv",
    "4-apply/decisions.csv",
  ]

  private func published() throws -> NightlyPipeline {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17", "17", "18", "20"] { try pipeline.run(day) }
    return pipeline
  }

  @Test("stage tables of old runs go; manifests, memberships, changes and uploads stay")
  func prune() throws {
    let pipeline = try published()
    let before = try FileTree(of: pipeline.path("runs"))
    let result = try pipeline.command("prune", "pipeline.yaml", "--keep-days", "2")
    #expect(result.exitCode == 0)
    let old = ["2026-11-16", "2026-11-17", "2026-11-17.2"]
    let freed = old.reduce(0) { sum, run in
      sum
        + PruneTests.dropped.reduce(0) { sum, path in
          if case .file(let bytes)? = before.entries["\(run)/\(path)"] {
            sum + bytes.count
          } else {
            sum
          }
        }
    }
    #expect(
      result.standardOutput
        == "Dropped the stage tables of \(old.joined(separator: ", ")): \(freed) bytes\n")
    let gone = Set(old.flatMap { run in PruneTests.dropped.map { "\(run)/\($0)" } })
    let expected = before.filter { !gone.contains($0) }
    let after = try FileTree(of: pipeline.path("runs"))
    #expect(
      after.filter { !$0.hasSuffix("/.pruned") }.difference(from: expected) == nil)
    #expect(after.paths.filter { $0.hasSuffix("/.pruned") } == old.map { "\($0)/.pruned" }.sorted())
    #expect(Folder.kind(of: pipeline.path("runs/2026-11-16/1-ingest")) == nil)

    let twice = try pipeline.command("prune", "pipeline.yaml", "--keep-days", "2")
    #expect(twice.standardOutput == "Nothing to drop\n")
    #expect(
      try pipeline.command("runs", "pipeline.yaml").standardOutput.contains("replaced, pruned\n"))
  }

  @Test("a pruned run is a base, is verified, and an edited one is found out") func stillOfUse()
    throws
  {
    let pipeline = try published()
    let pruned = try pipeline.command("prune", "pipeline.yaml", "--keep-days", "0")
    #expect(pruned.standardOutput.hasPrefix("Dropped the stage tables of 2026-11-16, "))
    #expect(!pruned.standardOutput.contains("2026-11-20"))
    try pipeline.run("19")
    #expect(try pipeline.members("2026-11-19") == "low: cedar; medium: alder, birch")
    let verified = try pipeline.command("verify", "runs/2026-11-18")
    #expect(verified.exitCode == 0)
    #expect(
      verified.standardOutput.lines.last
        == "  its stage tables were dropped by prune; they were compared by digest")
    try Folder.remove(pipeline.path("runs/2026-11-18/4-apply/changes.csv"))
    #expect(
      try pipeline.command("verify", "runs/2026-11-18").standardOutput.contains(
        "4-apply/changes.csv: it has gone from the run"))
  }

  @Test("before the first run, and with a wrong number") func nothing() throws {
    let pipeline = try NightlyPipeline()
    let result = try pipeline.command("prune", "pipeline.yaml", "--keep-days", "30")
    #expect(result.exitCode == 0 && result.standardOutput == "Nothing to drop\n")
    #expect(Folder.kind(of: pipeline.path("runs")) == nil)
    #expect(try pipeline.command("prune", "pipeline.yaml", "--keep-days", "-1").exitCode == 64)
    #expect(
      try pipeline.command("runs", "pipeline.yaml").standardOutput
        == "No runs of pipeline.yaml yet\n")
  }

  @Test("a table that is left from a prune that was killed goes the next time") func resumed()
    throws
  {
    let pipeline = try published()
    let table = try pipeline.place.bytes(of: "runs/2026-11-16/4-apply/decisions.csv")
    _ = try pipeline.command("prune", "pipeline.yaml", "--keep-days", "3")
    try pipeline.place.write(table, to: "runs/2026-11-16/4-apply/decisions.csv")
    let result = try pipeline.command("prune", "pipeline.yaml", "--keep-days", "3")
    #expect(
      result.standardOutput
        == "Dropped the stage tables of 2026-11-16: \(table.count) bytes\n")
  }
}
