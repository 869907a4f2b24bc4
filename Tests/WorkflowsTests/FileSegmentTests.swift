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
