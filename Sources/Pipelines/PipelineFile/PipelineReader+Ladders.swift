import AdModel

/// The `ladders` section: segments in order, lowest first.
extension PipelineReader {
  func ladders(_ cursor: Cursor?, segments: SegmentSection) -> [[SegmentID]] {
    var linesOfRungs: [String: Int] = [:]
    var ladders: [[SegmentID]] = []
    for item in cursor?.items() ?? [] {
      if item.isOneText { item.report(.oneRung) }
      let rungs = segments.names.ids(item)
      for rung in rungs {
        if segments.readFromFile.contains(rung.value) {
          faults.add(.fileSegmentOnLadder(rung.value), at: rung.place)
        }
        if let line = linesOfRungs[rung.value] {
          faults.add(.twoLadders(rung.value, firstLine: line), at: rung.place)
        }
        linesOfRungs[rung.value] = rung.place.line
      }
      ladders.append(rungs.map { SegmentID($0.value) })
    }
    return ladders
  }
}
