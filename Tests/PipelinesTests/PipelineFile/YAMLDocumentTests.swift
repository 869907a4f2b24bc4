import AdModel
import Pipelines
import Testing

/// What the YAML of a pipeline file may be, and how texts come out of it.
@Suite struct YAMLDocumentTests {
  @Test(arguments: [
    (
      "a: [1, 2",
      "1:9: this is not YAML: did not find expected ',' or ']', while parsing a flow sequence from "
        + "line 1"
    ),
    (
      "a: 1\nname: \"open",
      "2:12: this is not YAML: found unexpected end of stream, while scanning a quoted scalar from "
        + "line 2"
    ),
    (
      "{",
      "1:2: this is not YAML: did not find expected node content, while parsing a flow node from line 1"
    ),
    ("name: a: b", "1:8: this is not YAML: mapping values are not allowed in this context"),
    (
      "a: 1\n\tb: 2",
      "2:1: this is not YAML: found a tab character that violates indentation, while scanning a "
        + "plain scalar from line 1"
    ),
    ("a: *b", "1:4: this is not YAML: found undefined alias"),
    ("a: 1\nb: \u{7}", "2:4: this is not YAML: control characters are not allowed"),
    (
      "a: 1\n---\nb: 2",
      "2:1: this is not YAML: expected a single document in the stream but found another document"
    ),
  ])
  func saysWhereTheSyntaxIsBroken(text: String, fault: String) {
    #expect(SamplePipelines.faultLines(text) == [fault])
    #expect(SamplePipelines.faults(text).map(\.kind) == [.syntax])
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "\u{FEFF}", "   \n\n"])
  func reportsAFileWithNothingInIt(text: String) {
    #expect(SamplePipelines.faultLines(text).count == 1)
    #expect(SamplePipelines.faults(text).first?.kind == .emptyValue)
  }

  @Test func reportsAFileThatIsNoMapping() {
    #expect(
      SamplePipelines.faultLines("- version: 1")
        == ["1:1: a pipeline file must be a mapping of keys to values, not a list"])
  }

  @Test func findsEveryDuplicateKey() {
    let text = SamplePipelines.full(line: 5, "runs: runs", "runs: runs\nname: other\n\"name\": x")
      .replacing("percent: 30,", with: "percent: 30, 'percent': 40,")
      .replacing("missing_source: warn", with: "missing_source: warn\n  nonsense: 1")
    #expect(
      SamplePipelines.faultLines(text).map { $0.prefix(60) } == [
        "6:1: the key 'name' is there already, on line 2",
        "7:1: the key 'name' is there already, on line 2",
        "49:30: the key 'percent' is there already, on line 49",
        "51:3: unknown key 'nonsense' in 'guards'; the keys here are ",
      ])
  }

  @Test(arguments: ["{\"\": 1, \"\": 2}", "&a k: 1\n&b k: 2", "? |\n k\n: 1\n? |\n k\n: 2"])
  func findsDuplicateKeysOfUncommonForms(text: String) {
    #expect(SamplePipelines.faults(text).map(\.kind) == [.duplicateKey])
  }

  @Test func reportsWhatIsMissingAtTheBeginningOfTheFile() {
    #expect(
      SamplePipelines.faultLines("name: a\nname: b") == [
        "1:1: 'version' is missing", "1:1: 'runs' is missing", "1:1: 'sources' is missing",
        "1:1: 'segments' is missing", "1:1: 'workflows' is missing",
        "2:1: the key 'name' is there already, on line 1",
      ])
  }

  @Test func findsDuplicateHeaders() {
    let text = SamplePipelines.full(line: 27, "[Won]", "[Won], Größe: [a], Größe: [b]")
    #expect(
      SamplePipelines.faultLines(text)
        == ["27:103: the key 'Größe' is there already, on line 27"])
  }

  @Test func followsAnchorsAndAliases() throws {
    let text = SamplePipelines.full(line: 33, "[low]", "&entry [low]")
      .replacing("move: {from: [high], to: [low]}", with: "move: {from: [high], to: *entry}")
    let workflows = try SamplePipelines.read(text).workflows
    #expect(workflows[2].action.to == workflows[0].action.to)
  }

  @Test func reportsAFaultBehindAnAliasOnceWhereItStands() {
    let text = SamplePipelines.full(line: 33, "[low]", "&entry [lwo]")
      .replacing("move: {from: [high], to: [low]}", with: "move: {from: [high], to: *entry}")
    #expect(
      SamplePipelines.faultLines(text) == ["33:23: unknown segment 'lwo'; did you mean 'low'?"])
  }

  @Test func refusesMergeKeys() {
    let text = SamplePipelines.full(line: 32, "{engagements", "&base {engagements")
      .replacing("when: {fewer_than: 1, campaign", with: "when: {<<: *base, campaign")
    #expect(
      SamplePipelines.faultLines(text) == [
        "39:11: one of 'engagements' and 'fewer_than' is missing in 'when'",
        "39:12: merge keys ('<<') are no part of YAML 1.2; write the keys out",
      ])
  }

  @Test func refusesTagsButThatOfATextAndKeysThatAreNone() throws {
    let tagged = SamplePipelines.full(line: 4, "1", "!!int 1")
    #expect(
      SamplePipelines.faultLines(tagged)
        == ["4:17: the tag 'tag:yaml.org,2002:int' is not supported; leave it out"])
    let text = SamplePipelines.full(line: 2, "ladder", "!!str null")
    #expect(try SamplePipelines.read(text).name == "null")
    let key = SamplePipelines.full(line: 27, "{Stage: [Won]}", "{[Stage]: [Won], Size: [1]}")
    #expect(SamplePipelines.faultLines(key) == ["27:77: a key must be a text"])
  }

  @Test func boundsWhatAliasesStandFor() {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(aliases)]")
    }
    let faults = SamplePipelines.faults(lines.joined(separator: "\n"))
    #expect(faults.map(\.kind) == [.syntax])
    #expect(faults[0].message == "the aliases of this file repeat too much")
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func standsDeepNesting(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(SamplePipelines.faults(text).map(\.kind) == [.syntax])
  }

  @Test(arguments: [
    ("2026", "2026"), ("Yes", "Yes"), ("off", "off"), ("0x1F", "0x1F"), ("1_000", "1_000"),
    ("1e3", "1e3"), ("007", "007"), ("12:30:45", "12:30:45"), ("2026-11-20", "2026-11-20"),
    (".inf", ".inf"), ("true", "true"), ("'null'", "null"), ("\"~\"", "~"),
    ("1+ clicks, a lot", "1+ clicks, a lot"), ("Größe 大", "Größe 大"), ("\"a\\u00e9\"", "aé"),
    ("'it''s'", "it's"), ("\" x \"", " x "),
  ])
  func keepsTextsAsTheyAreWritten(written: String, text: String) throws {
    let campaign = SamplePipelines.full(line: 32, "Awareness", quotedForFlow(written))
    #expect(try SamplePipelines.read(campaign).workflows[0].trigger.campaign.patterns == [text])
    let stage = SamplePipelines.full(
      line: 27, "{Stage: [Won]}", "{Stage: [\(quotedForFlow(written))]}")
    #expect(try SamplePipelines.read(stage).segments[2].origin?.conditions[0].values == [text])
    let name = SamplePipelines.full(line: 2, "ladder", written)
    #expect(try SamplePipelines.read(name).name == text)
  }

  @Test func keepsHeadersThatLookLikeOtherValues() throws {
    let text = SamplePipelines.full(
      line: 27, "{Stage: [Won]}", "{2026: [1], Yes: [No], null: [x], 'a: b': [c]}")
    let conditions = try SamplePipelines.read(text).segments[2].origin?.conditions
    #expect(conditions?.map(\.column) == ["2026", "Yes", "null", "a: b"])
    #expect(conditions?.map(\.values) == [["1"], ["No"], ["x"], ["c"]])
  }

  @Test func readsByteOrderMarksAndWindowsLines() throws {
    let text = "\u{FEFF}" + SamplePipelines.full.replacing("\n", with: "\r\n")
    #expect(try SamplePipelines.read(text).workflows.count == 3)
    let wrong = text.replacing("enga", with: "ena", maxReplacements: 1)
      .replacing("time_zone", with: "time_zoen")
    #expect(
      SamplePipelines.faults(wrong).map { "\($0.line):\($0.column)" } == ["3:1", "21:5"])
  }
}

/// Plain texts with a comma need quotes inside brackets.
private func quotedForFlow(_ written: String) -> String {
  written.contains(",") ? "'\(written)'" : written
}
