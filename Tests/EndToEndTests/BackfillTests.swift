import Files
import Testing

/// `adsegments backfill`, and what `runs` says before and after it.
@Suite("backfill") struct BackfillTests {
  private func backfill(
    _ pipeline: NightlyPipeline, _ from: String, _ to: String, _ more: String...
  ) throws -> ProgramResult {
    try Program.run(
      ["backfill", "pipeline.yaml", "--from", "2026-11-\(from)", "--to", "2026-11-\(to)"] + more,
      in: pipeline.place.path)
  }

  /// Every run folder that is there now, which nothing may touch.
  private func published(_ pipeline: NightlyPipeline) throws -> [String: Snapshot] {
    let names = try Folder.names(in: pipeline.path("runs")).filter { $0.hasPrefix("2026-") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Snapshot(of: pipeline.path("runs/\($0)"))) })
  }

  private func expectUntouched(
    _ before: [String: Snapshot], _ pipeline: NightlyPipeline,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (name, snapshot) in before {
      let now = try Snapshot(of: pipeline.path("runs/\(name)"))
      #expect(now.differences(from: snapshot) == [], "\(name)", sourceLocation: sourceLocation)
    }
  }

  @Test("days without a run are run, the others stand") func missingDays() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17"] { try pipeline.run(day) }
    let before = try published(pipeline)
    let result = try backfill(pipeline, "16", "19", "--quiet")
    #expect(result.exitCode == 0 && result.standardOutput == "" && result.standardError == "")
    #expect(try pipeline.members("2026-11-19") == "low: cedar; medium: alder, birch")
    try expectUntouched(before, pipeline)

    let again = try backfill(pipeline, "16", "19")
    #expect(
      again.standardOutput == """
        2026-11-16  2026-11-16 stands
        2026-11-17  2026-11-17 stands
        2026-11-18  2026-11-18 stands
        2026-11-19  2026-11-19 stands

        """)
    #expect(again.standardError == "")
    #expect(try pipeline.history().count == 4)
  }

  @Test("a rerun of an old day names the later runs; backfill makes them anew, and only them")
  func replacedBase() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17", "18", "19"] { try pipeline.run(day) }
    try pipeline.write(["Awareness,birch.example,1"], to: "17")
    let rerun = try pipeline.run("17")
    #expect(
      rerun.messages == [
        "warning: runs: 2 runs, 2026-11-18 to 2026-11-19, now rest on a replaced base; to make them "
          + "anew: adsegments backfill pipeline.yaml --from 2026-11-18 --to 2026-11-19",
        Self.uploadsDiffer("2026-11-17"),
      ])
    let list = try pipeline.command("runs", "pipeline.yaml")
    #expect(
      list.standardOutput == """
        Run           base        low  medium  warnings  status
        2026-11-16    -             1       0         0  current
        2026-11-17    2026-11-16    1       1         0  replaced
        2026-11-17.2  2026-11-16    2       0         2  current
        2026-11-18    2026-11-17    2       1         0  stale
        2026-11-19    2026-11-18    1       2         0  stale

        2026-11-17: 2026-11-17.2 took its place
        2026-11-18: it started from 2026-11-17; today it would start from 2026-11-17.2
        2026-11-19: the run it started from, 2026-11-18, is stale

        To make stale runs anew:
          adsegments backfill pipeline.yaml --from 2026-11-18 --to 2026-11-19

        """)

    let before = try published(pipeline)
    let result = try backfill(pipeline, "16", "20")
    #expect(result.exitCode == 0)
    #expect(
      result.standardOutput == """
        2026-11-16  2026-11-16 stands
        2026-11-17  2026-11-17.2 stands
        2026-11-18  2026-11-18.2 published, based on 2026-11-17.2: low 3, medium 0
        2026-11-19  2026-11-19.2 published, based on 2026-11-18.2: low 2, medium 1
        2026-11-20  2026-11-20 published, based on 2026-11-19.2: low 3, medium 1

        """)
    // Later days are run too, so that none of them is left behind.
    #expect(
      result.messages == [
        "run for 2026-11-18", Self.uploadsDiffer("2026-11-18"), "run for 2026-11-19",
        Self.uploadsDiffer("2026-11-19"), "run for 2026-11-20",
      ])
    try expectUntouched(before, pipeline)
    #expect(try pipeline.history().allSatisfy { !$0.hasSuffix("stale") })
    #expect(Folder.linkTarget(of: pipeline.path("runs/latest")) == "2026-11-20")
  }

  /// What a rerun of a day says whose files to upload are others than those it replaces.
  private static func uploadsDiffer(_ day: String) -> String {
    "warning: \(day).2: 6sense-accounts/low, 6sense-accounts/medium to upload are not as in \(day), "
      + "which this run replaces; if that was uploaded already, 'adsegments export \(day).2 --against "
      + "\(day).1 --pipeline pipeline.yaml --to DIR' writes the difference"
  }

  @Test("a day that is filled in makes the next one stale; runs with a picked base are not")
  func filledIn() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "18"] { try pipeline.run(day) }
    try pipeline.run("19", "--base", "none")
    try pipeline.run("20")
    let filled = try pipeline.run("17")
    #expect(
      filled.messages == [
        "warning: runs: run 2026-11-18 now rests on a replaced base; to make it anew: adsegments "
          + "backfill pipeline.yaml --from 2026-11-18 --to 2026-11-18"
      ])
    #expect(
      try pipeline.history() == [
        "2026-11-16  current", "2026-11-17 2026-11-16 current", "2026-11-18 2026-11-16 stale",
        "2026-11-19  current", "2026-11-20 2026-11-19 current",
      ])
    _ = try backfill(pipeline, "16", "20", "--again", "--quiet")
    #expect(
      try pipeline.history().filter { $0.hasSuffix("current") } == [
        "2026-11-16  current", "2026-11-17 2026-11-16 current",
        "2026-11-18.2 2026-11-17 current", "2026-11-19  current",
        "2026-11-20 2026-11-19 current",
      ])
  }

  @Test("--again runs the days anew whose pipeline file or inputs changed, and those after them")
  func again() throws {
    let pipeline = try NightlyPipeline()
    for day in ["18", "19", "20"] { try Folder.remove(pipeline.path("exports/\(day).csv")) }
    for day in ["16", "17"] { try pipeline.run(day) }
    try pipeline.write(["Awareness,cedar.example,1"], to: "18")
    try pipeline.run("18")
    // What came since for later days alone is no change of the days before.
    let none = try backfill(pipeline, "16", "18", "--again")
    #expect(
      none.standardOutput.lines == ["16", "17", "18"].map { "2026-11-\($0)  2026-11-\($0) stands" })

    try pipeline.write(["Awareness,birch.example,1"], to: "17")
    let without = try backfill(pipeline, "16", "18")
    #expect(without.standardOutput == none.standardOutput)
    let again = try backfill(pipeline, "17", "18", "--again")
    #expect(
      again.standardOutput == """
        2026-11-17  2026-11-17.2 published, based on 2026-11-16: low 2, medium 0
        2026-11-18  2026-11-18.2 published, based on 2026-11-17.2: low 3, medium 0

        """)

    try pipeline.place.write(pipeline.text("pipeline.yaml") + "# edited\n", to: "pipeline.yaml")
    let edited = try backfill(pipeline, "16", "18", "--again", "--quiet")
    #expect(edited.exitCode == 0)
    #expect(try pipeline.history().last == "2026-11-18.3 2026-11-17.3 current")
  }

  @Test("a day that fails ends it; the days before it are published, and it goes on from there")
  func failing() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.run("16")
    let good = try pipeline.place.bytes(of: "exports/18.csv")
    try pipeline.replace(
      "segments:\n", by: "guards: {max_removed: {percent: 60, at_least: 1}}\nsegments:\n")
    try pipeline.write(["Consideration,birch.example,1"], to: "18")
    let result = try backfill(pipeline, "16", "19", "--log-format", "json")
    #expect(result.exitCode == 1)
    #expect(
      result.standardOutput == """
        2026-11-16  2026-11-16 stands

        """)
    let last = try #require(result.standardError.lines.last)
    #expect(last.contains(#""kind":"guard_tripped""#) && last.contains("run_failed"), "\(last)")
    #expect(
      try pipeline.history() == [
        "2026-11-16  current", "failed/2026-11-17 2026-11-16 failed",
      ])

    try pipeline.place.write(good, to: "exports/18.csv")
    let rest = try backfill(pipeline, "16", "19", "--accept", "max_removed")
    #expect(rest.exitCode == 0, "\(rest)")
    #expect(try pipeline.members("2026-11-19") == "low: cedar; medium: alder, birch")
  }

  @Test("a broken run of a day is run anew; a broken base ends it") func broken() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    try pipeline.place.write("{", to: "runs/2026-11-17/manifest.json")
    let list = try pipeline.command("runs", "pipeline.yaml")
    #expect(
      list.standardOutput.lines.suffix(4) == [
        "2026-11-17: its manifest cannot be read",
        "2026-11-18: it started from 2026-11-17; today it would start from 2026-11-17, which is "
          + "broken",
        "To make stale runs anew:",
        "  adsegments backfill pipeline.yaml --from 2026-11-17 --to 2026-11-18",
      ])
    #expect(try backfill(pipeline, "18", "18").exitCode == 1)
    #expect(try backfill(pipeline, "17", "18").exitCode == 0)
    #expect(
      try pipeline.history().filter { $0.hasSuffix("current") } == [
        "2026-11-16  current", "2026-11-17.2 2026-11-16 current",
        // Made again the broken run is what it was, to the byte, so this one stands on it.
        "2026-11-18 2026-11-17 current",
      ])
  }

  @Test("wrong days are wrong usage") func usage() throws {
    let pipeline = try NightlyPipeline()
    for (from, to) in [("18", "17"), ("31", "17")] {
      #expect(try backfill(pipeline, from, to).exitCode == 64)
    }
    #expect(
      try Program.run(
        ["backfill", "pipeline.yaml", "--from", "2001-01-01", "--to", "2026-11-17"],
        in: pipeline.place.path
      ).exitCode == 64)
  }

  /// The highest rerun of each day, and of each its membership and segments.
  @Test(
    "an old day run again and the later ones filled in are the world run in order",
    arguments: [11, 42, 68, 99])
  func law(seed: Int) throws {
    let mended = try RandomCase(seed)
    try mended.runAllDays()
    let straight = try RandomCase(seed)
    let old = mended.days.count / 2
    let (first, last) = (mended.days[0], mended.days[mended.days.count - 1])
    try mended.run(mended.days[old])
    let backfill = try Program.run(
      ["backfill", "pipeline.yaml", "--from", mended.days[old], "--to", last, "--quiet"],
      in: mended.place.path)
    try #require(backfill.exitCode == 0, "seed \(seed): \(backfill)")

    let list = try Program.run(
      ["runs", "pipeline.yaml", "--format", "csv"], in: mended.place.path)
    let rows = CSVRows.of(list.standardOutput)
    #expect(rows.allSatisfy { $0["status"] == "current" || $0["status"] == "replaced" })
    let current = rows.filter { $0["status"] == "current" }.compactMap { $0["run"] }
    #expect(current.first == first)

    // The days before were run when their files had come; the others with the files of today.
    for day in straight.days.prefix(old) {
      try straight.arrive(on: day)
      try straight.run(day)
    }
    for day in straight.days.dropFirst(old) { try straight.arrive(on: day) }
    let left = try mended.runs()
    for run in current.dropFirst(old) {
      let day = String(run.prefix(10))
      try straight.run(day)
      let tree = try straight.runs()
      for part in ["segments", "4-apply", "uploads"] {
        #expect(
          left.below("\(run)/\(part)").difference(from: tree.below("\(day)/\(part)")) == nil,
          "seed \(seed), \(run), \(part)")
      }
    }
  }
}
