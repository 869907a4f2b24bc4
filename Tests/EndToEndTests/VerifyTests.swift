import Files
import Foundation
import Testing

/// `adsegments verify`: runs made again from what they record.
@Suite("verify") struct VerifyTests {
  private struct Verification: Decodable {
    struct Finding: Decodable {
      let kind: String
      let place: String
      let message: String
    }
    let schema_version: Int
    let run: String
    let as_of: String
    let is_verified: Bool
    let is_replayed: Bool
    let is_pruned: Bool
    let file_count: Int
    let findings: [Finding]
    let notes: [String]

    /// `kind place` of each finding.
    var found: [String] { findings.map { "\($0.kind) \($0.place)" } }
  }

  /// Verifies a run, which must change nothing.
  private func verify(
    _ pipeline: NightlyPipeline, _ run: String, _ more: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Verification {
    let before = try Snapshot(of: pipeline.place.path)
    let scratch = try TemporaryFolder()
    let result = try Program.run(
      "/usr/bin/env",
      ["TMPDIR=\(scratch.path)", try Program.path(), "verify", run, "--format", "json"] + more,
      in: pipeline.place.path)
    #expect(
      try Snapshot(of: pipeline.place.path).differences(from: before) == [],
      sourceLocation: sourceLocation)
    #expect(try Folder.names(in: scratch.path) == [], sourceLocation: sourceLocation)
    #expect(result.standardError == "", sourceLocation: sourceLocation)
    let verification = try JSONDecoder().decode(
      Verification.self, from: Data(result.standardOutput.utf8))
    #expect(
      result.exitCode == (verification.is_verified ? 0 : 1), sourceLocation: sourceLocation)
    return verification
  }

  private func published() throws -> NightlyPipeline {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    return pipeline
  }

  /// On cases of many platforms, encodings, compressions, zones, overrides and segment files.
  @Test("every run of a world of nights is what its inputs give", arguments: [11, 42, 68, 99])
  func law(seed: Int) throws {
    let world = try RandomCase(seed)
    for day in world.days {
      try world.arrive(on: day)
      try world.run(day)
      // Later files overwrite some of these, so each is verified in its night.
      let result = try Program.run(["verify", "runs/\(day)"], in: world.place.path)
      #expect(result.exitCode == 0, "seed \(seed), \(day): \(result.standardOutput) \(result)")
    }
  }

  @Test("an untouched run agrees, under every name") func agreement() throws {
    let pipeline = try published()
    let verification = try verify(pipeline, "runs/2026-11-17")
    #expect(verification.is_verified && verification.is_replayed && !verification.is_pruned)
    #expect(verification.schema_version == 1)
    #expect(verification.run == "2026-11-17" && verification.as_of == "2026-11-17")
    let files = try FileTree(of: pipeline.path("runs/2026-11-17")).paths
    #expect(
      verification.file_count == files.count - 3,
      "but manifest.json, run_results.json, report.html")
    #expect(verification.findings.isEmpty && verification.notes.isEmpty)
    for name in ["latest", "previous", "2026-11-16"] {
      let named = try verify(pipeline, name, "--pipeline", "pipeline.yaml")
      #expect(named.is_verified, "\(name)")
    }
    #expect(try verify(pipeline, "runs/latest").run == "2026-11-18")
  }

  @Test("an output that was edited, with the line") func editedOutput() throws {
    let pipeline = try published()
    let path = "runs/2026-11-18/segments/low.csv"
    let text = try pipeline.text(path)
    try pipeline.place.write(text.replacing("cedar", with: "ceder"), to: path)
    let verification = try verify(pipeline, "latest", "--pipeline", "pipeline.yaml")
    #expect(verification.found == ["output_changed segments/low.csv:3"])
    let line = try #require(text.lines.dropFirst(2).first)
    #expect(
      verification.findings.first?.message
        == "it was changed after the run was published: byte \(text.utf8Offset(of: "ar.example")) "
        + "differs: the run has '\(line.replacing("cedar", with: "ceder"))', made again it is "
        + "'\(line)'")
  }

  @Test("an output that is gone, and a file that the run did not write") func otherFiles() throws {
    let pipeline = try published()
    try Folder.remove(pipeline.path("runs/2026-11-18/4-apply/changes.csv"))
    try pipeline.place.write("x", to: "runs/2026-11-18/segments/notes.txt")
    #expect(
      try verify(pipeline, "runs/2026-11-18").found == [
        "output_missing 4-apply/changes.csv", "output_unlisted segments/notes.txt",
      ])
  }

  @Test("an output and its digest that were edited together") func forgedManifest() throws {
    let pipeline = try published()
    let path = "runs/2026-11-18/segments/low.csv"
    let old = try Digest(of: InputFile(path: pipeline.path(path))).hex
    let text = try pipeline.text(path).replacing("cedar", with: "ceder")
    try pipeline.place.write(text, to: path)
    let new = try Digest(of: InputFile(path: pipeline.path(path))).hex
    let manifest = try pipeline.text("runs/2026-11-18/manifest.json")
    try pipeline.place.write(
      manifest.replacing(old, with: new), to: "runs/2026-11-18/manifest.json")
    let verification = try verify(pipeline, "runs/2026-11-18")
    #expect(verification.found == ["replay_differs segments/low.csv:3"])
  }

  @Test("an input that was edited or is gone") func inputs() throws {
    let pipeline = try published()
    try pipeline.write(["Awareness,cedar.example,2"], to: "18")
    try Folder.remove(pipeline.path("exports/17.csv"))
    let verification = try verify(pipeline, "runs/2026-11-18")
    #expect(
      verification.found == ["input_gone exports/17.csv", "input_changed exports/18.csv"])
    #expect(!verification.is_replayed)
    #expect(verification.file_count == 0)
  }

  @Test("exports that came since and a pipeline file edited since have no say") func later() throws
  {
    let pipeline = try published()
    try pipeline.place.write("no report at all", to: "exports/00-new.csv")
    try pipeline.replace("engagements: 1, campaign: Awareness", by: "engagements: 9, campaign: X")
    try pipeline.replace("runs: runs", by: "runs: elsewhere")
    #expect(try verify(pipeline, "runs/2026-11-17").is_verified)
    // Not even one that is broken, as long as it lies where it lay.
    try pipeline.place.write("version: [", to: "pipeline.yaml")
    #expect(try verify(pipeline, "runs/2026-11-17").is_verified)
  }

  @Test("a base that is gone, replaced, or edited") func base() throws {
    let pipeline = try published()
    let membership = "runs/2026-11-17/4-apply/membership.csv"
    let text = try pipeline.text(membership)
    try pipeline.place.write(text + "low,x,2026-11-17,2026-11-17,\n", to: membership)
    #expect(
      try verify(pipeline, "runs/2026-11-18").found
        == ["broken_run runs/2026-11-17/4-apply/membership.csv"])

    try pipeline.place.write(text, to: membership)
    let manifest = try pipeline.text("runs/2026-11-17/manifest.json")
    try pipeline.place.write(
      manifest.replacing("\"version\" : \"", with: "\"version\" : \"9"),
      to: "runs/2026-11-17/manifest.json")
    #expect(try verify(pipeline, "runs/2026-11-18").found == ["base_gone runs/2026-11-18"])

    try Folder.remove(pipeline.path("runs/2026-11-17"))
    #expect(try verify(pipeline, "runs/2026-11-18").found == ["base_gone runs/2026-11-18"])
  }

  @Test("another version of the program is a note, not a difference") func version() throws {
    let pipeline = try published()
    let path = "runs/2026-11-16/manifest.json"
    let manifest = try pipeline.text(path)
    let version = try Program.run(["--version"], in: pipeline.place.path).standardOutput.lines[0]
    try pipeline.place.write(
      manifest.replacing("\"version\" : \"\(version)\"", with: "\"version\" : \"0.0.9\""), to: path)
    let verification = try verify(pipeline, "runs/2026-11-16")
    #expect(verification.is_verified)
    #expect(
      verification.notes
        == ["version 0.0.9 of adsegments made the run, and this is \(version)"])
  }

  @Test("other reference data is named, and so is anything else the manifest says otherwise")
  func otherManifest() throws {
    let pipeline = try published()
    let path = "runs/2026-11-16/manifest.json"
    let manifest = try pipeline.text(path)
    let digest = try #require(
      manifest.firstMatch(of: /"name" : "([^"]+)",\n +"sha256" : "([0-9a-f]{64})"/))
    try pipeline.place.write(
      manifest.replacing(digest.2, with: String(repeating: "0", count: 64)), to: path)
    #expect(try verify(pipeline, "runs/2026-11-16").found == ["replay_differs manifest.json"])
    try pipeline.place.write(
      manifest.replacing("\"lag_days_used\" : 0", with: "\"lag_days_used\" : 1"), to: path)
    let verification = try verify(pipeline, "runs/2026-11-16")
    #expect(
      verification.findings.map(\.message)
        == ["made again, it says something else of inputs, base or lag"])
  }

  @Test("runs elsewhere, stopped early, from a picked base, past a guard")
  func unusualRuns() throws {
    let pipeline = try published()
    let stages = ["ingest", "normalize", "aggregate", "apply", "export"]
    for stage in stages {
      try pipeline.run("19", "--to", "review/\(stage)", "--until", stage)
      let verification = try verify(
        pipeline, "review/\(stage)", "--pipeline", "pipeline.yaml")
      #expect(verification.is_verified, "\(stage)")
    }
    let unknown = try pipeline.command("verify", "review/export")
    #expect(unknown.exitCode == 1)
    #expect(
      unknown.standardError == """
        adsegments: review/export: nothing says which pipeline file this run belongs to
          to mend it: give it with --pipeline

        """)

    try pipeline.run("19", "--base", "none")
    try pipeline.run("19", "--base", "2026-11-16")
    #expect(try verify(pipeline, "runs/2026-11-19").is_verified)
    #expect(try verify(pipeline, "runs/2026-11-19.2").is_verified)

    try pipeline.replace(
      "segments:\n", by: "guards: {max_removed: {percent: 10, at_least: 1}}\nsegments:\n")
    let stopped = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet")
    #expect(stopped.exitCode == 1)
    try pipeline.run("19", "--accept", "max_removed:low")
    #expect(try verify(pipeline, "runs/2026-11-19.3").is_verified)
    #expect(
      try pipeline.command("verify", "runs/failed/2026-11-19").standardError == """
        adsegments: runs/failed/2026-11-19: this run failed or stopped early: its manifest lists no \
        membership
          to mend it: name a run that was published, or written whole with --to

        """)
  }

  @Test(
    "gzip, zones, one file in two sources, the newest file of a segment, and one that is missing")
  func unusualInputs() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.replace("name: nightly", by: "name: nightly\ntime_zone: America/New_York")
    try pipeline.replace("files: exports/*.csv", by: "files: [exports/*.csv, exports/*.csv.gz]")
    try pipeline.replace(
      "segments:\n",
      by: """
          - name: again
            platform: generic
            files: exports/1*.csv
            columns: {date: Day, campaign: Campaign, account_domain: Domain}
            engagements: [Clicks]
            time_zone: Europe/Berlin
        segments:
          - id: deals
            name: Deals
            from: {file: "deals-{last_day}.csv", columns: {domain: Domain}}
          - id: lost
            name: Lost
            from: {file: lost.csv, columns: {domain: Domain}, may_be_empty: true}

        """)
    try pipeline.place.write(
      pipeline.text("pipeline.yaml").replacing(
        "within_days: 0}", with: "within_days: 0, sources: all}"), to: "pipeline.yaml")
    try pipeline.place.write("Domain\nelm.example\n", to: "deals-2026-11-15.csv")
    try pipeline.place.write("Domain\nfir.example\n", to: "deals-2026-11-18.csv")
    try pipeline.place.write(
      "Day,Campaign,Domain,Clicks\n2026-11-17T23:30:00,Awareness,elm.example,1\n",
      to: "exports/1-times.csv")
    try pipeline.place.write(
      "Day,Campaign,Domain,Clicks\n2026-11-17,Awareness,fir.example,1\n", to: "exports/more.csv")
    let packed = try Program.run("gzip", ["-n", "exports/more.csv"], in: pipeline.place.path)
    #expect(packed.exitCode == 0)
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    // What came or is picked later has no say in earlier runs.
    try pipeline.place.write("Domain\noak.example\n", to: "deals-2026-11-17.csv")
    try pipeline.place.write("Domain\noak.example\n", to: "lost.csv")
    for day in ["16", "17", "18"] {
      let verification = try verify(pipeline, "runs/2026-11-\(day)")
      #expect(verification.is_verified, "\(day): \(verification.found)")
    }
  }

  @Test("text for people") func text() throws {
    let pipeline = try published()
    try pipeline.place.write("x", to: "runs/2026-11-18/notes.txt")
    let result = try pipeline.command("verify", "runs/2026-11-18")
    #expect(
      result.standardOutput == """
        Run 2026-11-18, as of 2026-11-18: not verified; made again
          notes.txt: the run did not write this file

        """)
  }
}

extension String {
  /// The offset in bytes of the first character in which `cedar` and `ceder` differ.
  fileprivate func utf8Offset(of text: String) -> Int {
    guard let range = firstRange(of: "ced" + text) else { return -1 }
    return self[..<range.lowerBound].utf8.count + 3
  }
}
