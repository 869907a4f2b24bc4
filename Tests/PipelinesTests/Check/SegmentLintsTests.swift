import Testing

@testable import Pipelines

@Suite("Lints of segments that nothing uses") struct SegmentLintsTests {
  private func checked(_ more: String = "") -> Checked {
    var checked = Checked(
      segments: ["{id: low}", "{id: spare}"],
      workflows: [Checked.rule("a", "1+ Awareness in 7", "add: {to: [low]}")], more: more)
    checked.files["overrides.csv"] =
      "account,segment,action,until,reason\ndomain:alder.example,spare,pin,,\n"
    return checked
  }

  @Test("named by nothing") func unused() throws {
    #expect(try checked().kinds() == ["unused_segment segment 'spare'"])
  }

  @Test("named by an inactive workflow, a ladder, exclude, an upload, a pin")
  func used() throws {
    var checked = checked()
    checked.workflows.append(
      Checked.rule("b", "1+ Awareness in 7", "add: {to: [low]}", "not_in: [spare], active: false"))
    #expect(try checked.lints("unused_segment") == [])
    for more in [
      "ladders: [[low, spare]]", "exclude: [spare]",
      "exports: [{segment: spare, format: linkedin-company-list}]", "overrides: overrides.csv",
    ] {
      #expect(try self.checked(more).lints("unused_segment") == [], "\(more)")
    }
  }
}
