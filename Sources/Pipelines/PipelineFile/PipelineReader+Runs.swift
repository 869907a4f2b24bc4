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
    let words =
      if case .list = cursor.value.content {
        cursor.items().compactMap { $0.placedText() }
      } else {
        cursor.texts()
      }
    for word in words { checkPlaceholders(of: word) }
    return words.map(\.value)
  }

  /// Braces that hold no lower-case name are text: an argument may be JSON.
  private func checkPlaceholders(of word: Placed<String>) {
    let known = HookPlaceholder.allCases.map(\.rawValue)
    for match in word.value.matches(of: /\{([a-z_]+)\}/) where !known.contains(String(match.1)) {
      faults.add(.unknownPlaceholder(String(match.1), known: known), at: word.place)
    }
  }
}
