/// The offsets of a time zone from UTC, as a table that needs no library to look things up in.
package struct ZoneTable: Hashable, Sendable {
  /// IANA name.
  package let name: String
  /// Seconds since 1970-01-01 00:00 UTC at which the offset changes, ascending.
  package let transitions: [Int64]
  /// Seconds east of UTC: before the first transition, then from each one on.
  package let offsets: [Int64]

  package static let utc = ZoneTable(name: "UTC", transitions: [], offsets: [0])

  /// - Parameter offsets: one more than there are transitions.
  package init(name: String, transitions: [Int64], offsets: [Int64]) {
    precondition(offsets.count == transitions.count + 1, "an offset before and after each change")
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
  }

  /// The day of this zone's calendar at an instant in seconds since 1970-01-01 00:00 UTC.
  package func day(at instant: Int64) -> CalendarDay {
    let local = instant + offset(at: instant)
    return CalendarDay(number: Int32(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
  }

  /// Seconds east of UTC at an instant.
  package func offset(at instant: Int64) -> Int64 {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    return offsets[low]
  }

  /// The instant at which this zone's clocks show a time, given as if it were UTC. A time that
  /// they show twice is the first of the two; one that they skip is read with the offset before.
  package func instant(ofLocal local: Int64) -> Int64 {
    // No offset is larger than a day, so the change in question is near.
    let before = offset(at: local - 86_400)
    let first = local - before
    if offset(at: first) == before { return first }
    let after = offset(at: local + 86_400)
    let second = local - after
    return offset(at: second) == after ? second : first
  }
}

/// How times of day are put on days.
package struct DayZones: Hashable, Sendable {
  /// The zone whose days count.
  package var pipeline: ZoneTable
  /// The zone of times that state none; nil when they are the pipeline's.
  package var source: ZoneTable?

  package init(pipeline: ZoneTable = .utc, source: ZoneTable? = nil) {
    self.pipeline = pipeline
    self.source = source
  }

  /// The day of a time.
  ///
  /// - Parameters:
  ///   - day: as written.
  ///   - second: since midnight, as written.
  ///   - offset: seconds east of UTC that the text states; nil when it states none.
  package func day(of day: CalendarDay, second: Int64, offset: Int64?) -> CalendarDay {
    let local = Int64(day.number) * 86_400 + second
    if let offset { return pipeline.day(at: local - offset) }
    guard let source, source != pipeline else { return day }
    return pipeline.day(at: source.instant(ofLocal: local))
  }
}
