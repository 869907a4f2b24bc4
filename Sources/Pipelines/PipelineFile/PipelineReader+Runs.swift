import AdModel

/// What carries over from run to run, and who is told of them.
extension PipelineReader {
  /// Segments of earlier runs that are kept no longer.
  func retired(_ cursor: Cursor?) -> [Placed<String>] {
    cursor?.texts() ?? []
  }

  /// An id of earlier runs may stand once, and be no segment's own.
  func checkFormerIDs(_ segments: SegmentSection, _ retired: [Placed<String>]) {
    let ids = Set(segments.all.map(\.id.text))
    var seen: Set<String> = []
    for former in segments.formerIDs + retired {
      if ids.contains(former.value) {
        faults.add(.formerIDInUse(former.value), at: former.place)
      } else if !seen.insert(former.value).inserted {
        faults.add(.formerIDTwice(former.value), at: former.place)
      }
    }
  }

  /// A program and its arguments, which no shell looks at.
  func command(_ cursor: Cursor) -> [String] {
    if let word = cursor.isOneText ? cursor.texts().first : nil { return [word.value] }
    return cursor.items().compactMap { $0.text() }
  }
}
