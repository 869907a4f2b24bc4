import Pipelines
import Testing

/// Several faults at once, and how they are shown.
@Suite struct PipelineFileErrorTests {
  @Test func reportsTenFaultsOfAFileThatHasTen() {
    let text = """
      version: 2
      name: [ladder]
      time_zone: Europe/
      runs:
      sources:
        - name: dsp
          platform: generik
          files: dsp.csv
          lag_days: 8
      segmnts:
        - {id: low, name: Low}
      workflows:
        - name: Add
          when: {enagements: 1, campaign: A, within_days: 91}
          add: {}
      """
    #expect(
      SamplePipelines.faultLines(text) == [
        "1:10: version 2 is not supported; this program reads version 1",
        "2:7: 'name' must be a text, not a list",
        "3:12: 'time_zone' must be a name such as 'Europe/Berlin' or 'UTC', not 'Europe/'",
        "4:1: 'runs' is empty",
        "7:15: unknown platform 'generik'; did you mean 'generic'?",
        "9:15: 'lag_days' must be a whole number from 0 to 7, not 8",
        "10:1: unknown key 'segmnts'; did you mean 'segments'?",
        "14:12: unknown key 'enagements' in 'when'; did you mean 'engagements'?",
        "14:53: 'within_days' must be a whole number from 0 to 90, not 91",
        "15:10: 'add' has no keys",
      ])
  }

  @Test func showsFaultsAsCompilersDo() {
    let text = SamplePipelines.full(line: 32, "engagements:", "enagements:")
    #expect {
      try SamplePipelines.read(text)
    } throws: { error in
      "\(error)"
        == "p.yaml:32:12: unknown key 'enagements' in 'when'; did you mean 'engagements'?"
    }
  }

  @Test func showsOneFaultALine() {
    let text = SamplePipelines.full(line: 1, "1", "2\nnaem: x")
    #expect {
      try SamplePipelines.read(text)
    } throws: { error in
      let lines = "\(error)".split(separator: "\n")
      return lines.count == 2 && lines.allSatisfy { $0.hasPrefix("p.yaml:") }
    }
  }

  @Test func givesSuggestionsForPrograms() {
    let text = SamplePipelines.full(line: 33, "[low]", "[lwo]")
    #expect(
      SamplePipelines.faults(text) == [
        PipelineFault(
          line: 33, column: 16, kind: .unknownName,
          message: "unknown segment 'lwo'; did you mean 'low'?", suggestions: ["low"])
      ])
  }

  @Test func refusesANameOfSeveralSegments() {
    let text = SamplePipelines.full(line: 24, "Ad: High", "Ad: Low")
      .replacing("add: {to: [low]}", with: "add: {to: [\"Ad: Low\"]}")
    #expect(
      SamplePipelines.faultLines(text) == [
        "33:16: 'Ad: Low' may be any of the segments 'low' and 'high'; use an id that is nobody's "
          + "name"
      ])
    #expect(SamplePipelines.faults(text).map(\.kind) == [.ambiguousName])
  }

  @Test func refusesAnIDThatIsAnotherSegmentsName() {
    let text = SamplePipelines.full(line: 24, "\"Ad: High\"", "low")
    let places = SamplePipelines.faults(text).map { "\($0.line):\($0.column)" }
    #expect(places == ["29:6", "33:16", "36:19", "40:31", "45:16"])
    #expect(SamplePipelines.faults(text).allSatisfy { $0.kind == .ambiguousName })
  }

  @Test func aMisspelledKeyIsNotMissingToo() {
    let text = SamplePipelines.full(line: 26, "name:", "naem:")
    #expect(
      SamplePipelines.faultLines(text)
        == ["26:5: unknown key 'naem' in 'segments'; did you mean 'name'?"])
  }

  @Test func segmentsThatCannotBeReadMakeNoReferenceUnknown() {
    let text = SamplePipelines.full(line: 22, "segments:", "segments: low\nsegmentsOfOld:")
    let faults = SamplePipelines.faultLines(text)
    #expect(faults.first == "22:11: 'segments' must be a list, not 'low'")
    #expect(faults.count == 2 && faults[1].hasPrefix("23:1: unknown key 'segmentsOfOld'; the keys"))
  }

  @Test func keepsMessagesOnOneLine() {
    let text = SamplePipelines.full(line: 33, "low", "\"\\tl\\no\\u0007w\"")
    #expect(
      SamplePipelines.faultLines(text) == [
        "33:16: an item of 'to' holds a line break or another control character: "
          + "'\\tl\\no\\u{07}w'"
      ])
  }
}
