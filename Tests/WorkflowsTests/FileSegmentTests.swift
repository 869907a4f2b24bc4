import AdModel
import Testing

@testable import Workflows

@Suite("Segments read from files, and exclusions") struct FileSegmentTests {
  private func scenario(_ open: [UInt32], won: [UInt32] = []) -> Scenario {
    var scenario = Scenario()
    scenario.segments = [
      segment("won", isFromFile: true), segment("x"), segment("open", isFromFile: true),
      segment("y"),
    ]
    scenario.fileMembers = [
      "open": open.map { AccountIndex($0) }, "won": won.map { AccountIndex($0) },
    ]
    return scenario
  }

  @Test("they are made anew, with no workflow and since carried over")
  func madeAnew() throws {
    var scenario = scenario([0, 1], won: [2])
    scenario.base = [
      member(0, "open", since: 20, by: nil), member(2, "open", by: nil), member(3, "open", by: nil),
    ]
    let output = try scenario.run()
    #expect(output.historyLines == ["open #0 20 100 -", "open #1 100 100 -", "won #2 100 100 -"])
    #expect(
      output.changeLines == [
        "0 (file) #1 enter >open", "0 (file) #2 enter >won", "0 (file) #2 leave open>",
        "0 (file) #3 leave open>",
      ])
  }

  @Test("a segment that used to be filled by workflows has none once a file makes it")
  func formerlyByWorkflow() throws {
    var scenario = scenario([0])
    scenario.base = [member(0, "open", by: "old")]
    #expect(try scenario.run().historyLines == ["open #0 50 100 -"])
  }

  @Test("workflows see tonight's members")
  func seenByWorkflows() throws {
    var scenario = scenario([0])
    scenario.base = [member(1, "open", by: nil)]
    scenario.workflows = [rule("a", .add(to: ["x"]), notIn: ["open"])]
    scenario.counts = ["a": [0: 1, 1: 1]]
    #expect(try scenario.run().outcomes == ["narrowed_out", "added"])
  }

  @Test("excluded accounts are listed with the segments that exclude them; membership stays")
  func hold() throws {
    var scenario = scenario([0, 1], won: [1])
    scenario.exclude = ["open", "won", "y"]
    scenario.base = [member(0, "x"), member(1, "x"), member(2, "x"), member(3, "y")]
    let output = try scenario.run()
    #expect(
      output.exclusionHolds == [
        ExclusionHold(account: AccountIndex(0), segments: ["open"]),
        ExclusionHold(account: AccountIndex(1), segments: ["won", "open"]),
        ExclusionHold(account: AccountIndex(3), segments: ["y"]),
      ])
    #expect(output.memberLines.suffix(4) == ["x #0", "x #1", "x #2", "y #3"])
  }

  @Test("on_exclude: remove ends membership in all but the excluding and the file segments")
  func remove() throws {
    var scenario = scenario([0], won: [0, 1])
    scenario.exclude = ["open"]
    scenario.onExclude = .remove
    scenario.workflows = [rule("a", .add(to: ["y"]))]
    scenario.counts = ["a": [0: 1, 1: 1]]
    scenario.base = [member(0, "x"), member(1, "x")]
    let output = try scenario.run()
    #expect(output.memberLines == ["open #0", "won #0", "won #1", "x #1", "y #1"])
    #expect(output.changeLines.last == "3 (exclusion) #0 leave x,y>")
    #expect(output.exclusionHolds.map(\.account.number) == [0])
  }

  @Test("an exclusion beats a pin")
  func removeBeatsPin() throws {
    var scenario = scenario([0])
    scenario.exclude = ["open"]
    scenario.onExclude = .remove
    scenario.overrides = [override(.pin, 0, "x")]
    scenario.base = [member(0, "x")]
    let output = try scenario.run()
    #expect(output.memberLines == ["open #0"])
    #expect(
      output.warnings == [.pinBeatenByExclusion(account: AccountIndex(0), segments: ["x"])])
  }
}

@Suite("Joined accounts") struct JoinedAccountTests {
  @Test("memberships unite: earliest since with its workflow, latest qualified_on")
  func unite() throws {
    var scenario = Scenario(base: [
      member(0, "x", since: 10, qualified: 60, by: "first"),
      member(2, "x", since: 20, qualified: 70, by: "second"),
      member(0, "y", since: 30, qualified: 80, by: "third"), member(2, "low"),
    ])
    scenario.joins = [join(0, to: 2)]
    let output = try scenario.run()
    #expect(
      output.historyLines == ["low #2 50 90 old", "x #2 10 70 first", "y #2 30 80 third"])
    #expect(output.changeLines == ["0 (alias) #0 leave x,y>", "0 (alias) #2 enter >y"])
  }

  @Test("on a ladder the highest rung of both is kept, with its own days")
  func highestRung() throws {
    var scenario = Scenario(
      ladders: Scenario.ladder,
      base: [
        member(0, "high", since: 40), member(1, "low", since: 10), member(2, "low"),
        member(3, "medium", since: 60),
      ])
    scenario.joins = [join(0, to: 1), join(2, to: 3)]
    let output = try scenario.run()
    #expect(output.historyLines == ["high #1 40 90 old", "medium #3 60 90 old"])
    #expect(
      output.changeLines == [
        "0 (alias) #0 leave high>", "0 (alias) #1 move low>high", "0 (alias) #2 leave low>",
      ])
  }

  @Test("chains and several accounts joined to one end at the last")
  func chain() throws {
    var scenario = Scenario(base: [member(0, "x", since: 9), member(1, "y"), member(3, "x")])
    scenario.joins = [join(1, to: 2), join(3, to: 1), join(0, to: 3)]
    let output = try scenario.run()
    #expect(output.historyLines == ["x #2 9 90 old", "y #2 50 90 old"])
    #expect(output.changeLines.last == "0 (alias) #3 leave x>")
    #expect(output.changeLines.contains("0 (alias) #2 enter >x,y"))
  }

  @Test("deals under the old id count for the account it was joined to")
  func fileMembers() throws {
    var scenario = Scenario()
    scenario.segments = [segment("deals", isFromFile: true)]
    scenario.joins = [join(2, to: 0)]
    scenario.fileMembers = ["deals": [AccountIndex(1), AccountIndex(2)]]
    scenario.base = [member(2, "deals", since: 5, by: nil)]
    let output = try scenario.run()
    #expect(output.historyLines == ["deals #0 5 100 -", "deals #1 100 100 -"])
  }

  @Test("a join of an account that holds nothing changes nothing")
  func nothingHeld() throws {
    var scenario = Scenario(base: [member(1, "x")])
    scenario.joins = [join(0, to: 1)]
    #expect(try scenario.run().changes.isEmpty)
  }
}
