import Testing

@testable import Pipelines

@Suite("Lints of sources") struct SourceLintsTests {
  private func checked(_ second: String, sources: String = "sources: all") -> Checked {
    Checked(
      workflows: [
        Checked.rule(
          "a", "1+ Awareness in 7", "add: {to: [low, medium, high]}", when: sources)
      ], sources: Checked.source("dsp") + second)
  }

  @Test("two sources that read one file and are added up")
  func samePath() throws {
    let second = Checked.source("again").replacing("again/*.csv", with: "dsp/*.csv")
    let lint = try #require(try checked(second).check().lints.first)
    #expect(lint.kind == "same_file_twice")
    #expect(lint.place == "source 'again'")
    #expect(
      lint.message == "it and source 'dsp' count the same clicks twice in 'a', which adds them up: "
        + "both read dsp/days.csv")
  }

  @Test("or the same bytes under two names")
  func sameBytes() throws {
    var checked = checked(Checked.source("again"))
    checked.files["again/copy.csv"] = Checked.everyDay
    let lint = try #require(try checked.check().lints.first)
    #expect(
      lint.message.hasSuffix("dsp/days.csv and again/copy.csv are the same file byte for byte"))
  }

  @Test("not when one is read, when they count other columns, or when the file has no row")
  func none() throws {
    let second = Checked.source("again").replacing("again/*.csv", with: "dsp/*.csv")
    #expect(try checked(second, sources: "sources: [dsp]").kinds() == [])
    let other = second.replacing("[Clicks]", with: "[Views]")
    var checked = checked(other)
    checked.files["dsp/days.csv"] =
      "Day,Campaign,Domain,Clicks,Views\n2026-11-20,Awareness,alder.example,1,2\n"
    #expect(try checked.kinds() == [])
    checked = self.checked(Checked.source("again"))
    checked.files["dsp/none.csv"] = Checked.header
    checked.files["again/none.csv"] = Checked.header
    #expect(try checked.kinds() == [])
  }

  @Test("a source without a file is a fault, or a lint where the pipeline lets it pass")
  func missing() throws {
    var checked = checked(Checked.source("none"))
    #expect(
      try checked.check().faults.map { "\($0.kind) \($0.place)" }
        == ["missing_source source 'none'"])
    checked.more += "\nguards: {missing_source: warn}"
    #expect(try checked.kinds() == ["missing_source source 'none'"])
  }
}
