import TestSupport
import Testing

@testable import Pipelines

@Suite("Lints of what cannot be reached") struct ReachLintsTests {
  private static let toLow = Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}")
  private static let toMedium = Checked.rule(
    "to-medium", "3+ Consideration in 7", "move: {from: [low], to: [medium]}")
  private static let toHigh = Checked.rule(
    "to-high", "5+ Decision in 3", "move: {from: [low, medium], to: [high]}")

  private func ladder(_ workflows: String...) -> Checked {
    Checked(ladders: Checked.ladder, workflows: workflows)
  }

  @Test("a ladder whose every rung is filled")
  func reached() throws {
    #expect(try ladder(Self.toHigh, Self.toMedium, Self.toLow).kinds() == [])
  }

  @Test("a Low that Awareness never fills takes the whole ladder with it, with the root cause")
  func chain() throws {
    let misspelled = Checked.rule("to-low", "1+ Awarenes in 7", "add: {to: [low]}")
    let check = try ladder(misspelled, Self.toMedium, Self.toHigh).check()
    #expect(
      check.lints.map { "\($0.kind) \($0.place)" } == [
        "campaign_unknown workflow 'to-low'", "nothing_in_from workflow 'to-medium'",
        "nothing_in_from workflow 'to-high'", "unreachable_rung segment 'low'",
        "unreachable_rung segment 'medium'", "unreachable_rung segment 'high'",
      ])
    #expect(
      check.lints[1].message == "it takes accounts from 'low', which nothing fills (in the end "
        + "because no export mentions 'Awarenes'), so it never acts")
    #expect(
      check.lints[5].message
        == "nothing fills this rung: workflow 'to-high' leads to 'high', and it "
        + "takes accounts from 'low', 'medium', which nothing fills (in the end because no "
        + "export mentions 'Awarenes')")
    #expect(
      check.lints[3].message == "nothing fills this rung: workflow 'to-low' leads to 'low', and no "
        + "export mentions 'Awarenes'")
    #expect(
      check.lints.map(\.remedy).allSatisfy {
        $0 == "correct 'campaign' in the 'when' of workflow 'to-low'; the closest are 'Awareness'"
      })
  }

  @Test("no workflow leads to what a move takes accounts from")
  func noWay() throws {
    let check = try ladder(Self.toMedium, Self.toHigh).check()
    #expect(
      check.lints[0].message == "it takes accounts from 'low', which nothing fills (in the end "
        + "because no workflow leads to 'low'), so it never acts")
    #expect(check.lints[2].message == "nothing fills this rung: no workflow leads to 'low'")
    let remedy = "write a workflow that leads to 'low', or take 'low' out of the file"
    #expect(check.lints.map(\.remedy).allSatisfy { $0 == remedy })
  }

  @Test("moves that fill only each other are reported, and end")
  func eachOther() throws {
    let check = try ladder(
      Self.toLow, Checked.rule("up", "1+ Decision in 7", "move: {from: [medium], to: [high]}"),
      Checked.rule("down", "<1 Decision in 7", "move: {from: [high], to: [medium]}")
    ).check()
    #expect(
      check.lints.map { "\($0.kind) \($0.place)" } == [
        "nothing_in_from workflow 'up'", "nothing_in_from workflow 'down'",
        "unreachable_rung segment 'medium'", "unreachable_rung segment 'high'",
      ])
    #expect(check.lints[1].message.hasSuffix("so no account ever comes down by it"))
  }

  @Test("initial members, pins and members of the base fill a segment")
  func filledBefore() throws {
    var checked = ladder(Self.toMedium, Self.toHigh)
    checked.segments[0] = "{id: low, initial: low.csv}"
    checked.files["low.csv"] = "account_id\ndomain:alder.example\n"
    #expect(try checked.kinds() == [])
    checked.files["low.csv"] = "account_id\n"
    #expect(try checked.kinds().first == "nothing_in_from workflow 'to-medium'")
    checked = ladder(Self.toMedium, Self.toHigh)
    checked.more = "overrides: overrides.csv"
    let header = "account,segment,action,until,reason\n"
    checked.files["overrides.csv"] = header + "domain:alder.example,low,pin,2026-11-20,\n"
    #expect(try checked.kinds() == [])
    checked.files["overrides.csv"] = header + "domain:alder.example,low,pin,2026-11-19,\n"
    #expect(try checked.kinds().first == "nothing_in_from workflow 'to-medium'")
  }

  @Test("members of the base fill a segment, whatever filled it")
  func base() throws {
    let folder = try TemporaryFolder()
    var checked = ladder(Self.toLow, Self.toMedium, Self.toHigh)
    checked.asOf = november(19)
    #expect(try checked.check(in: folder).lints == [])
    _ = try PipelineRun.execute(
      RunRequest(pipelinePath: "\(folder.path)/pipeline.yaml", asOf: november(19)), .ofTests)
    checked.asOf = november(20)
    checked.workflows.removeFirst()
    // The run left its one account in Medium.
    #expect(
      try checked.check(in: folder).lints.map(\.place) == [
        "workflow 'to-medium'", "segment 'low'",
      ])
    #expect(
      try checked.check().lints.map(\.place) == [
        "workflow 'to-medium'", "workflow 'to-high'", "segment 'low'", "segment 'medium'",
        "segment 'high'",
      ])
  }

  @Test("a workflow that is switched off fills nothing")
  func inactive() throws {
    let off = Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}", "active: false")
    let lint = try #require(try ladder(off, Self.toMedium, Self.toHigh).check().lints.first)
    #expect(lint.message.contains("(in the end because workflow 'to-low' is switched off)"))
    #expect(lint.remedy.hasPrefix("take 'active: false' out of workflow 'to-low'"))
  }

  @Test("not_in that covers every from, or only_in on another rung, always narrows out")
  func narrowedOut() throws {
    let notIn = Checked.rule(
      "down", "<1 Decision in 7", "move: {from: [high], to: [medium]}", "not_in: [high]")
    var lint = try #require(
      try ladder(Self.toLow, Self.toMedium, Self.toHigh, notIn).lints("always_narrowed_out").first)
    #expect(
      lint.message == "its 'not_in' names 'high', the only place it finds accounts in, so no "
        + "account ever comes down by it")
    let onlyIn = Checked.rule(
      "down", "<1 Decision in 7", "move: {from: [high], to: [medium]}", "only_in: [low]")
    lint = try #require(
      try ladder(Self.toLow, Self.toMedium, Self.toHigh, onlyIn).lints("always_narrowed_out").first)
    #expect(
      lint.message == "no account can be in 'high' and, as its 'only_in' wants, in 'low' at once, "
        + "so no account ever comes down by it")
  }

  @Test("not_in of one from of two, only_in of the from itself or off the ladder are fine")
  func narrowed() throws {
    let rules = [
      Checked.rule(
        "a", "5+ Decision in 3", "move: {from: [low, medium], to: [high]}", "not_in: [low]"),
      Checked.rule(
        "b", "5+ Decision in 3", "move: {from: [low], to: [high]}", "only_in: [low]"),
      Checked.rule(
        "c", "5+ Decision in 3", "move: {from: [low], to: [high]}", "only_in: [deals]"),
    ]
    var checked = Checked(ladders: Checked.ladder, workflows: [Self.toLow, Self.toMedium] + rules)
    checked.segments.append(
      "{id: deals, from: {file: deals.csv, columns: {domain: Domain}, may_be_empty: true}}")
    checked.files["deals.csv"] = "Domain\n"
    #expect(try checked.kinds() == [])
  }

  @Test("only_in of a segment that nothing fills")
  func emptyOnlyIn() throws {
    let rule = Checked.rule("a", "1+ Decision in 7", "add: {to: [high]}", "only_in: [medium]")
    let lint = try #require(try ladder(Self.toLow, rule).lints("nothing_in_only_in").first)
    #expect(
      lint.message
        == "it acts only on accounts in 'medium', which nothing fills (in the end because "
        + "no workflow leads to 'medium'), so it never acts")
  }

  @Test("however long the chain, the root cause is told once")
  func longChain() throws {
    let rungs = (1...12).map { "s\($0)" }
    var checked = Checked(
      segments: rungs.map { "{id: \($0)}" },
      workflows: zip(rungs, rungs.dropFirst()).map { from, to in
        Checked.rule("to-\(to)", "1+ Decision in 7", "move: {from: [\(from)], to: [\(to)]}")
      }, more: "")
    checked.workflows.append(Checked.rule("to-s1", "1+ Awarenes in 7", "add: {to: [s1]}"))
    let lint = try #require(try checked.check().lints.last { $0.kind == "unreachable_segment" })
    #expect(
      lint.message == "nothing fills it: workflow 'to-s12' leads to 's12', and it takes accounts "
        + "from 's11', which nothing fills (in the end because no export mentions 'Awarenes')")
    #expect(
      lint.remedy
        == "correct 'campaign' in the 'when' of workflow 'to-s1'; the closest are 'Awareness'")
  }

  @Test("of several rungs only the highest is entered, unless somebody is banned from it")
  func highestRung() throws {
    let both = Checked.rule("both", "1+ Awareness in 7", "add: {to: [low, high]}")
    var checked = ladder(both, Self.toMedium)
    #expect(
      try checked.kinds() == [
        "nothing_in_from workflow 'to-medium'", "unreachable_rung segment 'low'",
        "unreachable_rung segment 'medium'",
      ])
    let lints = try checked.check().lints
    #expect(
      lints.map(\.message) == [
        "it takes accounts from 'low', which nothing fills (in the end because workflow 'both' "
          + "also leads to 'high', a higher rung, so nobody stays in 'low'), so it never acts",
        "nothing fills this rung: workflow 'both' leads to 'low', and it also leads to 'high', a "
          + "higher rung, so nobody stays in 'low'",
        "nothing fills this rung: workflow 'to-medium' leads to 'medium', and it takes accounts "
          + "from 'low', which nothing fills (in the end because workflow 'both' also leads to "
          + "'high', a higher rung, so nobody stays in 'low')",
      ])
    let remedy = "take 'high' or 'low' out of the 'to' of workflow 'both'"
    #expect(lints.map(\.remedy).allSatisfy { $0 == remedy })
    checked.more += "\noverrides: overrides.csv"
    checked.files["overrides.csv"] =
      "account,segment,action,until,reason\ndomain:alder.example,high,ban,,\n"
    #expect(try checked.kinds() == [])
  }
}
