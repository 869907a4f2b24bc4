import Testing

@testable import Pipelines

@Suite("Lints of a not_in that looks too early") struct NarrowingLintsTests {
  private static let toMedium = Checked.rule("to-medium", "3+ Decision in 7", "add: {to: [medium]}")

  private func kinds(_ more: String, _ later: String = NarrowingLintsTests.toMedium) throws
    -> [String]
  {
    var checked = Checked(
      segments: ["{id: low}", "{id: medium}"],
      workflows: [Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}", more), later])
    checked.more = ""
    return try checked.kinds()
  }

  @Test("a segment that a later workflow adds accounts to")
  func early() throws {
    #expect(try kinds("not_in: [medium]") == ["not_in_filled_later workflow 'to-low'"])
  }

  @Test("not with after, without not_in, nor when the later one moves or looks itself")
  func none() throws {
    #expect(try kinds("not_in: [medium], after: [to-medium]") == [])
    #expect(try kinds("") == [])
    let move = Checked.rule("to-medium", "3+ Decision in 7", "move: {from: [low], to: [medium]}")
    #expect(try kinds("not_in: [medium]", move) == [])
    let looks = Checked.rule(
      "to-medium", "3+ Decision in 7", "add: {to: [medium]}", "not_in: [low]")
    #expect(try kinds("not_in: [medium]", looks) == [])
  }

  @Test("not when the later one finds accounts only where the earlier one does not look")
  func findsNone() throws {
    let checked = Checked(workflows: [
      Checked.rule("to-low", "1+ Awareness in 7", "add: {to: [low]}", "not_in: [medium, high]"),
      Checked.rule("to-medium", "3+ Decision in 7", "move: {from: [low], to: [medium]}"),
      Checked.rule("to-high", "5+ Decision in 7", "move: {from: [medium], to: [high]}"),
    ])
    #expect(try checked.kinds() == [])
  }
}
