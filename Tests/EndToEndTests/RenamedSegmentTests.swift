import Files
import Testing

/// Segments that earlier runs had under another id, or that are kept no longer.
@Suite("Segments renamed and retired") struct RenamedSegmentTests {
  /// `low` becomes `interested`.
  private func rename(_ pipeline: NightlyPipeline, was: String = "was: low, ") throws {
    try pipeline.replace("{id: low, name: Low}", by: "{id: interested, \(was)name: Low}")
    try pipeline.replace("add: {to: [low]}", by: "add: {to: [interested]}")
    try pipeline.replace("move: {from: [low]", by: "move: {from: [interested]")
    try pipeline.replace("segment: [low,", by: "segment: [interested,")
  }

  @Test("a renamed segment keeps its members with their days, and its uploads their changes")
  func renamed() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    try rename(pipeline)
    let result = try pipeline.run("19")
    #expect(result.messages == [])
    #expect(
      try pipeline.text("runs/2026-11-19/4-apply/membership.csv") == """
        segment,account_id,since,qualified_on,workflow
        interested,domain:cedar.example,2026-11-18,2026-11-18,to-low
        medium,domain:alder.example,2026-11-17,2026-11-17,to-medium
        medium,domain:birch.example,2026-11-19,2026-11-19,to-medium

        """)
    // Birch went on to medium; cedar was in the upload of low and is nothing new.
    let uploads = "runs/2026-11-19/uploads/6sense-accounts"
    #expect(try pipeline.text("\(uploads)/interested.added.csv").lines.count == 1)
    #expect(try pipeline.text("\(uploads)/interested.removed.csv").contains("birch.example"))
    #expect(try pipeline.text("\(uploads)/interested.removed.csv").lines.count == 2)
    // Nothing entered or left under a new name.
    #expect(
      try pipeline.text("runs/2026-11-19/4-apply/changes.csv").lines.dropFirst()
        == ["2,to-medium,domain:birch.example,move,interested,medium,1"])

    // The line may stay when the base has the new id.
    try pipeline.run("20")
    #expect(
      try pipeline.text("runs/2026-11-20/segments/interested.csv").contains("cedar.example"))
    #expect(try pipeline.command("verify", "latest", "--pipeline", "pipeline.yaml").exitCode == 0)
  }

  @Test("two segments become one: the earliest since with its workflow, the latest qualified_on")
  func united() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.write(["Awareness,birch.example,1", "Awareness,alder.example,1"], to: "18")
    try pipeline.replace(
      "move: {from: [low], to: [medium]}", by: "add: {to: [medium]}")
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    #expect(try pipeline.members("2026-11-18") == "low: alder, birch; medium: alder")
    try pipeline.replace(
      "  - {id: low, name: Low}\n  - {id: medium, name: Medium}\n",
      by: "  - {id: all, name: All, was: [medium, low]}\n")
    try pipeline.replace("add: {to: [low]}", by: "add: {to: [all]}")
    try pipeline.replace("add: {to: [medium]}", by: "add: {to: [all]}\n    active: false")
    try pipeline.replace("segment: [low, medium]", by: "segment: all")
    try pipeline.run("19")
    #expect(
      try pipeline.text("runs/2026-11-19/4-apply/membership.csv") == """
        segment,account_id,since,qualified_on,workflow
        all,domain:alder.example,2026-11-16,2026-11-18,to-low
        all,domain:birch.example,2026-11-17,2026-11-18,to-low

        """)
    let uploads = "runs/2026-11-19/uploads/6sense-accounts"
    for change in ["added", "removed"] {
      #expect(try pipeline.text("\(uploads)/all.\(change).csv").lines.count == 1, "\(change)")
    }
  }

  @Test("guards see a renamed segment, and its upload, lose members") func guarded() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    try rename(pipeline)
    try pipeline.replace(
      "segments:\n", by: "guards: {max_removed: {percent: 10, at_least: 1}}\nsegments:\n")
    let result = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet")
    #expect(result.exitCode == 1)
    #expect(
      result.standardError.lines.first
        == "adsegments: max_removed:interested: segment 'interested' would lose 1 of 2; upload "
        + "6sense-accounts/interested.csv would lose 1 of 2")
  }

  @Test("a segment that is gone ends the run, with both ways out") func gone() throws {
    let pipeline = try NightlyPipeline()
    try pipeline.run("16")
    try rename(pipeline, was: "")
    let refused = try pipeline.command(
      "run", "pipeline.yaml", "--as-of", "2026-11-17", "--quiet")
    #expect(refused.exitCode == 1)
    #expect(
      refused.standardError == """
        adsegments: pipeline.yaml: run 2026-11-16 has the segment 'low' (1 member), which the \
        pipeline no longer names
          to mend it: if it has another id now, say so with 'was: low' on the segment of today; to \
        let the members go, write 'retired: [low]'

        """)
    // One without members as well: what a run does depends on the file, not on who is in it.
    try pipeline.replace("segments:\n", by: "retired: low\nsegments:\n")
    try pipeline.replace("  - {id: medium, name: Medium}\n", by: "  - {id: high, name: High}\n")
    try pipeline.replace("to: [medium]", by: "to: [high]")
    try pipeline.replace(", medium]", by: ", high]")
    let again = try pipeline.command("run", "pipeline.yaml", "--as-of", "2026-11-17", "--quiet")
    #expect(
      again.standardError.hasPrefix(
        "adsegments: pipeline.yaml: run 2026-11-16 has the segment 'medium' (0 members), which the "
      ))
  }

  @Test("members of a retired segment are let go, with a warning") func retired() throws {
    let pipeline = try NightlyPipeline()
    for day in ["16", "17"] { try pipeline.run(day) }
    try rename(pipeline, was: "")
    try pipeline.replace("segments:\n", by: "retired: [low, never-there]\nsegments:\n")
    let result = try pipeline.run("18")
    #expect(
      result.messages == [
        "warning: segment 'low': it is retired; its 1 member in run 2026-11-17 is let go"
      ])
    #expect(
      try pipeline.text("runs/2026-11-18/4-apply/membership.csv") == """
        segment,account_id,since,qualified_on,workflow
        interested,domain:cedar.example,2026-11-18,2026-11-18,to-low
        medium,domain:alder.example,2026-11-17,2026-11-17,to-medium

        """)
    // The next base has no such segment, and the warning is gone.
    #expect(try pipeline.run("19").messages == [])
  }

  @Test("ladders, overrides and segments from files go by the id of today") func everywhere() throws
  {
    let pipeline = try NightlyPipeline(
      """
      ladders:
        - [low, medium]
      overrides: overrides.csv

      """)
    try pipeline.place.write("account,segment,action,until,reason\n", to: "overrides.csv")
    try pipeline.place.write("Domain\nalder.example\n", to: "deals.csv")
    try pipeline.replace(
      "  - {id: medium, name: Medium}\n",
      by: """
          - {id: medium, name: Medium}
          - {id: deals, name: Deals, from: {file: deals.csv, columns: {domain: Domain}}}

        """)
    for day in ["16", "17", "18"] { try pipeline.run(day) }
    try rename(pipeline)
    try pipeline.replace("  - [low, medium]", by: "  - [interested, medium]")
    try pipeline.replace("{id: deals, name: Deals", by: "{id: open, was: [deals], name: Deals")
    try pipeline.place.write(
      "account,segment,action,until,reason\ndomain:cedar.example,interested,ban,,\n",
      to: "overrides.csv")
    try pipeline.run("19")
    #expect(
      try pipeline.text("runs/2026-11-19/4-apply/membership.csv") == """
        segment,account_id,since,qualified_on,workflow
        medium,domain:alder.example,2026-11-17,2026-11-17,to-medium
        medium,domain:birch.example,2026-11-19,2026-11-19,to-medium
        open,domain:alder.example,2026-11-16,2026-11-19,

        """)
    #expect(
      try pipeline.text("runs/2026-11-19/4-apply/changes.csv").lines.dropFirst() == [
        "0,(override),domain:cedar.example,leave,interested,,",
        "2,to-medium,domain:birch.example,move,interested,medium,1",
      ])
  }
}

extension String {
  /// Without the empty one behind the last line's end.
  var lines: [String] { split(separator: "\n").map(String.init) }
}
