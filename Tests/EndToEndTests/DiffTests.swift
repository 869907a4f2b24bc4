import Files
import Testing

@Suite("diff") struct DiffTests {
  @Test("a run and itself: nothing, and exit code 0 also when changes are asked for")
  func itself() throws {
    let world = try SmallWorld()
    try world.run("2026-11-18")
    let result = try world.diff("latest", "runs/2026-11-18", "--detailed-exitcode")
    #expect(result.exitCode == 0, "\(result)")
    #expect(
      result.standardOutput
        == "From run 2026-11-18 to run 2026-11-18: nobody entered, left or moved (3 segments)\n")
  }

  @Test(
    "changes exit with 2 when asked for, whatever the format", arguments: ["text", "json", "csv"])
  func exitCode(format: String) throws {
    let world = try SmallWorld()
    try world.run("2026-11-17")
    try world.run("2026-11-18")
    try world.place.write("Account\nA1\n", to: "deals.csv")
    try world.run("2026-11-19")
    let asked = try world.diff("previous", "latest", "--format", format, "--detailed-exitcode")
    #expect(asked.exitCode == 2, "\(asked)")
    #expect(try world.diff("previous", "latest", "--format", format).exitCode == 0)
  }

  @Test("over several nights a change names the night that made it, and the rows it counted there")
  func severalNights() throws {
    let world = try SmallWorld()
    try world.export(1, "2026-11-16,Awareness,alder.example,1")
    try world.run("2026-11-16")
    try world.export(2, "2026-11-17,Consideration,birch.example,3")
    try world.run("2026-11-17")
    try world.export(3, "2026-11-18,Awareness,cedar.example,2")
    try world.run("2026-11-18")
    #expect(
      try world.changes("2026-11-16", "2026-11-18") == [
        "membership,,A2,Birch,enter,,medium,base,2026-11-17,consideration,3,1,",
        "membership,,A3,Cedar,enter,,low,new_data,2026-11-18,awareness,2,1,",
      ])
    let told = try JSON(
      world.diff("2026-11-16", "2026-11-18", "--format", "json").standardOutput)
    let row = told["changes"].list.first?["rows"].list.first
    #expect(row?["file"].text == "exports/2.csv")
    #expect(row?["line"].number == 2)
    #expect(row?["status"].text == "new")
  }

  @Test("where the ways of two runs part, the nights since then made the change") func parted()
    throws
  {
    let world = try SmallWorld()
    try world.export(1, "2026-11-16,Awareness,alder.example,1")
    try world.run("2026-11-16")
    try world.export(2, "2026-11-17,Consideration,birch.example,3")
    try world.run("2026-11-17")
    try world.run("2026-11-20", "--base", "2026-11-16")
    try world.run("2026-11-20", "--base", "2026-11-17")
    #expect(
      try world.changes("runs/2026-11-20", "2026-11-20") == [
        "membership,,A2,Birch,enter,,medium,base,2026-11-17,consideration,3,1,"
      ])
  }

  @Test("a renamed segment loses nobody; a retired one loses all") func renamedAndRetired() throws {
    let world = try SmallWorld()
    try world.run("2026-11-18")
    try world.replace("{id: low, name: Low}", by: "{id: aware, name: Aware, was: [low]}")
    try world.replace("  - {id: medium, name: Medium}\n", by: "")
    try world.replace("ladders:\n  - [low, medium]\n", by: "retired: [medium]\n")
    try world.replace("{to: [low]}", by: "{to: [aware]}")
    try world.replace("{to: [medium]}", by: "{to: [aware]}")
    try world.replace("segment: [low, medium]", by: "segment: aware")
    try world.run("2026-11-18")
    // Birch's rule leads to the one segment now.
    #expect(
      try world.changes("runs/2026-11-18", "2026-11-18") == [
        "membership,,A2,Birch,enter,,aware,pipeline,2026-11-18.2,consideration,3,1,",
        "membership,,A2,Birch,leave,medium,,pipeline,,,,0,",
      ])
    // The other way round the segments have their old names.
    #expect(
      try world.changes("2026-11-18", "runs/2026-11-18").map { $0.prefix(41) } == [
        "membership,,A2,Birch,move,low,medium,pipe"
      ])
  }

  @Test("an exclusion that comes and goes moves uploads and no membership of theirs")
  func exclusion() throws {
    let world = try SmallWorld()
    try world.run("2026-11-16")
    try world.place.write("Account\nA1\n", to: "deals.csv")
    try world.run("2026-11-17")
    try world.place.write("Account\n", to: "deals.csv")
    try world.run("2026-11-18")
    func uploads(_ first: String, _ second: String) throws -> [String] {
      try world.diff(first, second, "--format", "csv").standardOutput
        .split(separator: "\n").map(String.init).filter {
          $0.contains("upload:") && $0.contains("A1")
        }
    }
    #expect(
      try uploads("2026-11-16", "2026-11-17") == [
        "upload:linkedin-company-list,low,A1,Alder,leave,,,override_or_exclusion,,,,,excluded:deals"
      ])
    #expect(
      try uploads("2026-11-17", "2026-11-18") == [
        "upload:linkedin-company-list,low,A1,Alder,enter,,,override_or_exclusion,,,,,excluded:deals"
      ])
  }

  @Test("an input that was overwritten: who moved, and which input keeps the causes back")
  func overwritten() throws {
    let world = try SmallWorld()
    try world.replace("archive: archive\n", by: "")
    try world.export(1, "2026-11-17,Consideration,birch.example,2")
    try world.run("2026-11-18")
    try world.export(1, "2026-11-17,Consideration,birch.example,3")
    try world.run("2026-11-18")
    let result = try world.diff("runs/2026-11-18", "2026-11-18", "--format", "json")
    #expect(result.exitCode == 0, "\(result)")
    let told = try JSON(result.standardOutput)
    #expect(told["no_causes"].text == "exports/1.csv: it has other bytes than when the run read it")
    #expect(told["changes"].list.map { $0["account_id"].text } == ["A2"])
    #expect(told["changes"].list.first?["cause"].text == nil)
    #expect(told["changes"].list.first?["made_by"].list.first?["workflow"].text == "consideration")
    try world.place.write("Account,More\n", to: "deals.csv")
    #expect(
      try world.diff("runs/2026-11-18", "2026-11-18").standardOutput.contains(
        "\n\nNo causes: deals.csv: it has other bytes than when the run read it\n"))
  }

  @Test("an input that has gone, and a base that has gone") func gone() throws {
    let world = try SmallWorld()
    try world.replace("archive: archive\n", by: "")
    try world.run("2026-11-17")
    try world.run("2026-11-18")
    func reason() throws -> String? {
      try JSON(world.diff("previous", "latest", "--format", "json").standardOutput)["no_causes"]
        .text
    }
    try world.place.write("Account\nA1\n", to: "other.csv")
    try world.replace("file: deals.csv", by: "file: other.csv")
    try world.run("2026-11-19")
    #expect(try reason() == nil)
    try Folder.rename("\(world.place.path)/other.csv", to: "\(world.place.path)/gone.csv")
    #expect(try reason() == "other.csv: it is no longer where the run read it")
    try Folder.rename("\(world.place.path)/gone.csv", to: "\(world.place.path)/other.csv")
    try Folder.remove("\(world.place.path)/runs/2026-11-17")
    #expect(
      try reason()
        == "2026-11-18: the run it started from, 2026-11-17, is no longer there, or is another one "
        + "now")
  }

  @Test("a table of changes that was dropped since: causes, and no rule") func dropped() throws {
    let world = try SmallWorld()
    try world.export(1, "2026-11-17,Awareness,alder.example,1")
    try world.run("2026-11-17")
    try world.export(2, "2026-11-18,Awareness,cedar.example,1")
    try world.run("2026-11-18")
    try Folder.remove("\(world.place.path)/runs/2026-11-18/4-apply/changes.csv")
    #expect(
      try world.changes("previous", "latest") == ["membership,,A3,Cedar,enter,,low,new_data,,,,0,"])
  }

  @Test("a table that somebody changed is told") func tampered() throws {
    let world = try SmallWorld()
    try world.run("2026-11-17")
    try world.run("2026-11-18")
    let table = "runs/2026-11-18/4-apply/membership.csv"
    try world.place.write(
      try world.place.text(of: table).replacing("low,A1", with: "low,A3"), to: table)
    let result = try world.diff("previous", "latest")
    #expect(result.exitCode == 1)
    #expect(
      result.standardError.contains("membership.csv: the published run has other bytes"),
      "\(result)")
  }

  @Test("what was overwritten and archived is replayed") func archived() throws {
    let world = try SmallWorld()
    try world.export(1, "2026-11-17,Consideration,birch.example,2")
    try world.run("2026-11-18")
    try world.export(1, "2026-11-17,Consideration,birch.example,3")
    try world.run("2026-11-18")
    #expect(
      try world.changes("runs/2026-11-18", "2026-11-18") == [
        "membership,,A2,Birch,enter,,medium,restated,2026-11-18.2,consideration,3,2,"
      ])
  }

  @Test("it writes nothing", arguments: ["text", "json", "csv"]) func writesNothing(format: String)
    throws
  {
    let world = try SmallWorld()
    try world.run("2026-11-17")
    try world.export(2, "2026-11-18,Awareness,cedar.example,1")
    try world.run("2026-11-18")
    let before = try Snapshot(of: world.place.path)
    let result = try world.diff("previous", "latest", "--format", format)
    #expect(result.exitCode == 0, "\(result)")
    #expect(try Snapshot(of: world.place.path).differences(from: before) == [])
  }

  @Test("what it cannot compare") func refused() throws {
    let world = try SmallWorld()
    try world.run("2026-11-18")
    try world.run("2026-11-19", "--to", "early", "--until", "aggregate")
    try world.place.write("nothing\n", to: "empty/notes.txt")
    for (arguments, message) in [
      (
        ["latest", "2026-11-17"],
        "there is no run '2026-11-17'; the only day with a run is 2026-11-18"
      ),
      (["latest", "early"], "early: this run has no membership"),
      (["latest", "./empty"], "./empty: it is no run, and there is no CSV in it"),
      (["latest", "./nowhere"], "./nowhere: no such file or folder"),
    ] {
      let result = try Program.run(
        ["diff", "--pipeline", "pipeline.yaml"] + arguments, in: world.place.path)
      #expect(result.exitCode == 1, "\(result)")
      #expect(result.standardOutput == "")
      #expect(result.standardError.contains(message), "\(result)")
    }
  }

  @Test("a run that went as far as apply has memberships and causes, and no uploads")
  func untilApply() throws {
    let world = try SmallWorld()
    try world.run("2026-11-17")
    try world.place.write("Account\nA1\n", to: "deals.csv")
    try world.run("2026-11-18", "--to", "early", "--until", "apply")
    let told = try JSON(
      world.diff("latest", "./early", "--format", "json")
        .standardOutput)
    #expect(told["no_causes"].text == nil)
    #expect(
      told["changes"].list.map { "\($0["account_id"].text ?? "") \($0["cause"].text ?? "")" }
        == ["A1 override_or_exclusion"])
    #expect(told["uploads"].list.isEmpty)
    // The run that was written elsewhere is of the pipeline of the other one.
    let found = try Program.run(
      ["diff", "runs/latest", "./early", "--format", "csv"], in: world.place.path)
    #expect(
      found.standardOutput.contains(",A1,Alder,enter,,deals,override_or_exclusion,"), "\(found)")
  }
}
