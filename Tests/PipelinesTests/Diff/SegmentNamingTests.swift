import AdModel
import Testing

@testable import Pipelines

@Suite("What segments of one pipeline are called in another") struct SegmentNamingTests {
  private func pipeline(_ segments: [(id: String, was: [String])]) -> Pipeline {
    Pipeline(
      name: "p",
      segments: segments.map { entry in
        var segment = Segment(id: SegmentID(entry.id), name: entry.id)
        segment.was = entry.was.map { SegmentID($0) }
        return segment
      })
  }

  @Test("by 'was' of the newer one, whichever comes first") func both() {
    let old = pipeline([("low", []), ("warm", []), ("x", [])])
    let new = pipeline([("aware", ["low", "warm"]), ("x", [])])
    let forward = SegmentNaming(of: old, in: new)
    #expect(["low", "warm", "x"].map { forward[SegmentID($0)].text } == ["aware", "aware", "x"])
    let back = SegmentNaming(of: new, in: old)
    #expect(["aware", "x"].map { back[SegmentID($0)].text } == ["low", "x"])
  }

  @Test("an id that is there again is itself") func usedAgain() {
    let old = pipeline([("low", [])])
    let new = pipeline([("aware", ["low"]), ("low", [])])
    #expect(SegmentNaming(of: old, in: new)[SegmentID("low")].text == "low")
  }

  @Test("nothing is known of plain folders") func folders() {
    let naming = SegmentNaming(of: nil, in: nil)
    #expect(naming[SegmentID("low")].text == "low")
  }
}
