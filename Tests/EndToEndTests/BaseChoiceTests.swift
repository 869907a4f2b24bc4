import Files
import Foundation
import Testing

/// Where runs start from: `--base`, `--catch-up`, gaps, reruns.
@Suite("The base of a run") struct BaseChoiceTests {
  private func manifest(_ pipeline: NightlyPipeline, _ run: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(
      with: Data(try pipeline.place.bytes(of: "\(run)/manifest.json")))
    return try #require(object as? [String: Any])
  }

  private func base(_ pipeline: NightlyPipeline, _ run: String) throws -> String? {
    (try manifest(pipeline, run)["base"] as? [String: String])?["run"]
  }

  @Test("--base none starts from empty segments, and says so in the manifest") func none() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17"] { try pipeline.run(day) }
    let result = try pipeline.run("18", "--base", "none")
    #expect(result.standardOutput.hasPrefix("As of 2026-11-18, starting from empty segments\n"))
    #expect(try pipeline.members("2026-11-18") == "low: cedar; medium: ")
    #expect(try manifest(pipeline, "runs/2026-11-18")["base_picked"] as? Bool == true)
    #expect(try base(pipeline, "runs/2026-11-18") == nil)
    #expect(
      try pipeline.history() == [
        "2026-11-16  current", "2026-11-17 2026-11-16 current", "2026-11-18  current",
      ])
    // The rule goes on from it.
    try pipeline.run("19")
    #expect(try base(pipeline, "runs/2026-11-19") == "2026-11-18")
    #expect(try manifest(pipeline, "runs/2026-11-19")["base_picked"] == nil)
  }

  @Test("--base names an earlier run: by day, by path, through a link") func named() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17"] { try pipeline.run(day) }
    let picked = try pipeline.run("18", "--base", "2026-11-16")
    #expect(
      picked.messages == [
        "warning: runs: the run of 2026-11-16 was picked as the base: what happened on 2026-11-17 "
          + "has no say"
      ])
    #expect(try pipeline.members("2026-11-18") == "low: alder, cedar; medium: ")
    #expect(try base(pipeline, "runs/2026-11-18") == "2026-11-16")

    let names = ["runs/2026-11-17", "runs/2026-11-17/", "previous", "./runs/latest"]
    for (place, name) in names.enumerated() {
      try pipeline.run("19", "--base", name, "--to", "review/\(place)")
      let expected = name == "./runs/latest" ? "2026-11-18" : "2026-11-17"
      #expect(try base(pipeline, "review/\(place)") == expected, "\(name)")
      #expect(try manifest(pipeline, "review/\(place)")["base_picked"] as? Bool == true)
      let verified = try pipeline.command(
        "verify", "review/\(place)", "--pipeline", "pipeline.yaml")
      #expect(verified.exitCode == 0, "\(verified)")
    }
  }

  @Test("a run outside the history can be picked; verify is told where it lies") func outside()
    throws
  {
    let pipeline = try NightlyPipeline()
    try pipeline.run("16", "--to", "trial/first")
    try pipeline.run("17", "--base", "trial/first")
    #expect(try base(pipeline, "runs/2026-11-17") == "first")
    #expect(try pipeline.members("2026-11-17") == "low: birch; medium: alder")
    let lost = try pipeline.command("verify", "runs/2026-11-17")
    #expect(lost.exitCode == 1)
    #expect(
      lost.standardOutput.lines.last
        == "  runs/2026-11-17: the run it started from, first, is not at runs/first, or is another "
        + "one now")
    let found = try pipeline.command("verify", "runs/2026-11-17", "--base", "trial/first")
    #expect(found.exitCode == 0, "\(found)")
  }

  @Test(
    "a base that is none is refused",
    arguments: [
      ("2026-11-19", "base_not_earlier"), ("2026-11-18", "base_not_earlier"),
      ("2026-11-15", "no_such_run"), ("runs/2026-11-15", "file_fault"),
      ("2026-11-16.3", "no_such_run"), ("./short", "base_stopped_early"),
      ("runs/failed/2026-11-17", "not_a_whole_run"),
    ])
  func refused(name: String, kind: String) throws {
    let pipeline = try NightlyPipeline()
    try pipeline.run("16")
    try pipeline.run("18")
    try pipeline.run("19")
    try pipeline.run("17", "--to", "short", "--until", "normalize")
    try pipeline.place.write("x", to: "exports/17.csv")
    let failed = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-17", "--quiet")
    #expect(failed.exitCode == 1)
    try pipeline.write([], to: "17")
    let result = try pipeline.command(
      "run", "pipeline.yaml", "--as-of", "2026-11-18", "--base", name, "--log-format", "json",
      "--quiet")
    #expect(result.exitCode == 1)
    #expect(result.standardError.contains("\"kind\":\"\(kind)\""), "\(result)")
    #expect(try pipeline.history().filter { $0.hasPrefix("2026-11-18") }.count == 1)
  }

  @Test("--catch-up runs the missing days first, and gives what every night would have")
  func catchUp() throws {
    let nightly = try NightlyPipeline()
    for day in ["16", "17", "18", "19", "20"] { try nightly.run(day) }
    let late = try NightlyPipeline()
    try late.run("16")
    let result = try late.run("20", "--catch-up")
    #expect(
      result.messages == [
        "run for 2026-11-17",
        "2026-11-17  2026-11-17 published, based on 2026-11-16: low 1, medium 1",
        "run for 2026-11-18",
        "2026-11-18  2026-11-18 published, based on 2026-11-17: low 2, medium 1",
        "run for 2026-11-19",
        "2026-11-19  2026-11-19 published, based on 2026-11-18: low 1, medium 2",
      ])
    #expect(result.standardOutput.hasPrefix("As of 2026-11-20, based on the run of 2026-11-19\n"))
    #expect(
      try FileTree(of: late.path("runs")).reproducible.difference(
        from: FileTree(of: nightly.path("runs")).reproducible) == nil)

    // Nothing to catch up: the day is run again, like without it.
    let again = try late.run("20", "--catch-up")
    #expect(again.messages == [])
    #expect(try late.history().last == "2026-11-20.2 2026-11-19 current")
  }

  @Test("--catch-up to the newest day that the exports know") func catchUpToNewestDay() throws {
    let pipeline = try NightlyPipeline("as_of: newest_day\n")
    try pipeline.run("16")
    let result = try pipeline.command("run", "pipeline.yaml", "--catch-up", "--quiet")
    #expect(result.exitCode == 0, "\(result)")
    #expect(
      try pipeline.history() == [
        "2026-11-16  current", "2026-11-17 2026-11-16 current", "2026-11-18 2026-11-17 current",
        "2026-11-19 2026-11-18 current", "2026-11-20 2026-11-19 current",
      ])
    // An old day that is run again leaves those after it behind; the days it catches up do not warn.
    try Folder.remove(pipeline.path("runs/2026-11-18"))
    let again = try pipeline.run("19", "--catch-up")
    #expect(
      again.messages == [
        "run for 2026-11-18",
        "2026-11-18  2026-11-18 published, based on 2026-11-17: low 2, medium 1",
      ])
  }

  @Test("--catch-up stops at a day that fails; the days before it are published")
  func catchUpStops() throws {
    let pipeline = try NightlyPipeline("guards:\n  max_removed: {percent: 60, at_least: 1}\n")
    try pipeline.run("17")
    // On the 18th birch is alone in low; on the 19th it moves on.
    try pipeline.write(["Awareness,alder.example,1"], to: "18")
    try pipeline.write(
      ["Consideration,alder.example,1", "Consideration,birch.example,1"], to: "19")
    let result = try pipeline.command(
      "run", "pipeline.yaml", "--as-of", "2026-11-20", "--catch-up", "--quiet")
    #expect(result.exitCode == 1)
    #expect(result.standardOutput == "")
    #expect(
      result.standardError.hasPrefix(
        "adsegments: max_removed:low: segment 'low' would lose 2 of 2; upload "))
    #expect(
      try pipeline.history() == [
        "2026-11-17  current", "2026-11-18 2026-11-17 current",
        "failed/2026-11-19 2026-11-18 failed",
      ])
    #expect(Folder.linkTarget(of: pipeline.path("runs/latest")) == "2026-11-18")

    // The guard accepted, it goes on from there.
    try pipeline.run("20", "--catch-up", "--accept", "max_removed:low")
    #expect(
      try pipeline.history().dropFirst(2).prefix(2) == [
        "2026-11-19 2026-11-18 current", "2026-11-20 2026-11-19 current",
      ])
  }

  @Test("--catch-up refuses a gap that is longer than any window") func longGap() throws {
    let pipeline = try NightlyPipeline()
    let first = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-08-20", "--quiet")
    #expect(first.exitCode == 0)
    let result = try pipeline.command(
      "run", "pipeline.yaml", "--as-of", "2026-11-20", "--catch-up", "--quiet")
    #expect(result.exitCode == 1)
    #expect(
      result.standardError == """
        adsegments: --catch-up: 91 days are missing, 2026-08-21 to 2026-11-19: more than any window \
        is long
          to mend it: run them with backfill, or leave --catch-up out

        """)
    #expect(
      try pipeline.history() == ["2026-08-20  current", "failed/2026-11-20  failed"])
  }

  @Test("a run of another pipeline in the folder is warned of") func otherPipeline() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.run("16")
    try pipeline.replace("name: nightly", by: "name: other")
    #expect(
      try pipeline.run("17").messages == [
        "warning: runs: the run of 2026-11-16 that this one starts from was made by pipeline "
          + "'nightly'; give each pipeline a 'runs' folder of its own"
      ])
  }

  @Test("latest points to the newest day's highest rerun, whatever was run last") func latest()
    throws
  {
    let pipeline = try NightlyPipeline()
    for day in ["18", "16", "18", "17"] { try pipeline.run(day) }
    #expect(Folder.linkTarget(of: pipeline.path("runs/latest")) == "2026-11-18.2")
  }

  @Test("a run that fails before anything is read leaves results under its day")
  func failedEarly() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.replace("name: nightly", by: "name: nightly\ntime_zone: Mars/Olympus")
    let zone = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-16", "--quiet")
    #expect(zone.exitCode == 1)
    let unknown = try pipeline.command("run", "pipeline.yaml", "--quiet")
    #expect(unknown.exitCode == 1)
    try pipeline.replace("time_zone: Mars/Olympus", by: "as_of: newest_day")
    try pipeline.replace("    add: {to: [low]}", by: "    after: [to-medium]\n    add: {to: [low]}")
    try pipeline.replace("  - id: to-medium\n", by: "  - id: to-medium\n    after: [to-low]\n")
    let circle = try pipeline.command("run", "pipeline.yaml", "--quiet")
    #expect(circle.exitCode == 1)
    #expect(circle.standardError.contains("circle"))
    let failures = [
      "2026-11-16": "time_zone_unknown", "undated": "time_zone_unknown",
      "undated.2": "workflow_circle",
    ]
    for (name, kind) in failures {
      let results = try pipeline.text("runs/failed/\(name)/run_results.json")
      #expect(results.contains("\"kind\" : \"\(kind)\""), "\(name): \(results)")
      #expect(results.contains("\"status\" : \"failed\""))
    }
    #expect(
      try pipeline.history() == [
        "failed/2026-11-16  failed", "failed/undated  failed", "failed/undated.2  failed",
      ])
  }

  @Test("--wait waits while another run is under way; without it the exit code is 75")
  func waiting() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.run("16")
    // `flock` holds the lock for a second, as another run would.
    let script = """
      flock runs/.lock sleep 1 & sleep 0.3
      '\(try Program.path())' run pipeline.yaml --as-of 2026-11-17 --quiet; echo $?
      '\(try Program.path())' run pipeline.yaml --as-of 2026-11-17 --quiet --wait; echo $?
      wait
      """
    let result = try Program.run("/bin/sh", ["-c", script], in: pipeline.place.path)
    #expect(result.standardOutput == "75\n0\n", "\(result)")
    #expect(
      result.standardError == """
        adsegments: runs: another run of this pipeline is under way
          to mend it: try again when it has ended

        """)
  }
}
