import AdModel
import Testing

@testable import Workflows

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
