import AdModel
import Files
import Foundation
import TestSupport
import Testing

@testable import Pipelines

@Suite("Checking a pipeline") struct PipelineCheckTests {
  private static let toLow = Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}")

  @Test("the pipeline of the design has no lint and no fault")
  func design() throws {
    let folder = try TemporaryFolder()
    let days = (-10...20).map { day in
      ["Consideration", "Decision"].map { "\(november(day)),\($0),Alder,alder.example,1,0\n" }
        .joined()
    }.joined()
    let files = [
      "pipelines/ladder.yaml": engagementLadder,
      "data/accounts.csv":
        "Account ID,Account Name,Website,LinkedIn Page,Country,Parent Account ID\n"
        + "A-1,Alder,alder.example,,DE,\n",
      "data/account-aliases.csv": "account_id,kind,value\n",
      "data/overrides.csv": "account,segment,action,until,reason\n",
      "data/crm/opportunities.csv":
        "Account ID,Stage,Close Date\nA-1,Discovery,2026-12-01\nA-1,Closed Lost,2026-11-01\n",
      "data/exports/dsp/days.csv":
        "Day,Campaign,Company,Domain,Clicks,Video Completions\n" + days,
      "data/exports/linkedin/Awareness-2026-11-19.csv": """
      Professional Demographics Report (in UTC)
      "Report Start: November 13, 2026, 12:00 AM"
      "Report End: November 19, 2026, 11:59 PM"
      "Date Generated: November 20, 2026, 7:05 AM"

      Company Name Segment\tImpressions\t% of Impressions\tClicks\t% of Clicks\tClick Through Rate
      Alder\t10\t100%\t1\t100%\t10%

      """,
    ]
    for (name, text) in files {
      try Folder.make(Path.parent(of: "\(folder.path)/\(name)"))
      _ = try folder.write(text, to: name)
    }
    let check = try PipelineCheck.check(
      RunRequest(pipelinePath: "\(folder.path)/pipelines/ladder.yaml", asOf: november(20)),
      .ofTests)
    #expect(check.lints == [])
    #expect(check.faults == [])
    #expect(
      check.order.map(\.name) == [
        "No Decision engagement in 30 days, back to Medium",
        "1+ Awareness engagements in 7 days, add to Low",
        "3+ Consideration engagements in 7 days, move to Medium",
        "5+ Decision engagements in 3 days, move to High",
      ])
  }

  @Test("every fault is listed, one per file, also where lints can still be told")
  func allFaults() throws {
    var checked = Checked(
      workflows: [
        Self.toLow, Checked.rule("a", "1+ [Awareness, Decisions] in 7", "add: {to: [high]}"),
      ],
      sources: Checked.source("dsp") + Checked.source("good"), zone: "Europe/Berln")
    checked.segments.append(
      "{id: deals, from: {file: deals.csv, columns: {id: Account ID}}}")
    checked.more += "\nexclude: [deals]\noverrides: overrides.csv"
    checked.files = [
      "dsp/days.csv": "Day,Campaign,Domains,Clicks\n", "dsp/more.csv": "",
      "good/days.csv": Checked.header + Checked.rows("Decision", 14...20),
      "overrides.csv": "account,segment,action,until,reason\nA-1,hi,pin,,\n",
    ]
    checked.workflows.append(
      Checked.rule("b", "1+ Decision in 7", "add: {to: [medium]}", when: "sources: [good]"))
    let check = try checked.check()
    #expect(
      check.faults.map { "\($0.kind) \($0.place.split(separator: "/").last ?? "")" } == [
        "time_zone_unknown pipeline.yaml", "columns_missing days.csv:1", "empty_file more.csv",
        "file_fault deals.csv", "override_segment_unknown overrides.csv:2",
      ])
  }

  @Test("each circle is a fault that names all of its workflows, and lints are told all the same")
  func circles() throws {
    let check = try Checked(
      workflows: [
        Checked.rule("a", "1+ Awareness in 7", "move: {from: [low], to: [medium]}"),
        Checked.rule("b", "1+ Decision in 7", "move: {from: [medium], to: [low]}"),
        Checked.rule("c", "1+ Decision in 7", "add: {to: [low]}", "after: [d]"),
        Checked.rule("d", "1+ Decision in 7", "add: {to: [high]}", "after: [c]"),
      ]
    ).check()
    #expect(
      check.faults.map(\.message) == [
        "workflows wait for each other in a circle: 'a' -> 'b' -> 'a'",
        "workflows wait for each other in a circle: 'c' -> 'd' -> 'c'",
      ])
    #expect(check.order.isEmpty)
    #expect(check.edges.map { "\($0.earlier.id)>\($0.later.id)" } == ["a>b", "b>a", "c>d", "d>c"])
    #expect(check.lints.contains { $0.kind == "undo_each_other" })
  }

  @Test("ids that nobody has, in overrides and initial members, each by its line")
  func unknownAccounts() throws {
    var checked = Checked(workflows: [Self.toLow])
    checked.more = "overrides: overrides.csv\naccounts: {file: accounts.csv, columns: {id: ID}}"
    checked.segments = ["{id: low, initial: low.csv}"]
    checked.files["accounts.csv"] = "ID\nA-1\n"
    checked.files["low.csv"] = "account_id\nA-1\nA-7\n"
    checked.files["overrides.csv"] = """
      account,segment,action,until,reason
      A-8,low,pin,,
      A-1,low,pin,,
      A-9,low,ban,2026-11-19,over
      A-1,low,ban,,

      """
    #expect(
      try checked.check().faults.map { "\($0.kind) \($0.place)" } == [
        "initial_account_unknown low.csv:3", "override_account_unknown overrides.csv:2",
        "overrides_contradict overrides.csv:3",
      ])
  }

  @Test("mixed grains, exports that overlap where they may not, and the newest day of nothing")
  func betweenFiles() throws {
    var checked = Checked(
      workflows: [Checked.rule("a", "1+ Awareness in 7", "add: {to: [low, medium, high]}")],
      sources: Checked.source("dsp", "overlap: error"), asOf: nil)
    checked.files["dsp/again.csv"] = Checked.header + Checked.rows("Awareness", 19...20)
    #expect(try checked.check().faults.map(\.kind) == ["exports_overlap"])
    checked.files = ["dsp/days.csv": Checked.header]
    #expect(try checked.check().faults.map(\.kind) == ["no_days"])
  }

  @Test("a check leaves every byte and every time of the folder as it was")
  func writesNothing() throws {
    let folder = try TemporaryFolder()
    let checked = Checked(ladders: Checked.ladder, workflows: [Self.toLow])
    _ = try checked.check(in: folder)
    _ = try PipelineRun.execute(
      RunRequest(pipelinePath: "\(folder.path)/pipeline.yaml", asOf: november(19)), .ofTests)
    let before = try Stamp.all(below: folder.path)
    _ = try PipelineCheck.check(
      RunRequest(pipelinePath: "\(folder.path)/pipeline.yaml", asOf: november(20)), .ofTests)
    #expect(try Stamp.all(below: folder.path) == before)
    #expect(before.keys.contains("runs/2026-11-19/manifest.json"))
  }
}

/// A file or folder as it lies there.
private struct Stamp: Equatable {
  var bytes: Data?
  var modified: Date?

  static func all(below folder: String) throws -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder) + ["."]
    for name in names {
      let path = "\(folder)/\(name)"
      let facts = try FileManager.default.attributesOfItem(atPath: path)
      stamps[name] = Stamp(
        bytes: FileManager.default.contents(atPath: path),
        modified: facts[.modificationDate] as? Date)
    }
    return stamps
  }
}
