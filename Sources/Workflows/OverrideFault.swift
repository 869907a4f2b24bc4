package import AdModel

/// A contradiction among the override lines that hold on the as-of day.
package enum OverrideFault: Hashable, Sendable {
  /// An account can stand on one rung of a ladder only. Segments as on the ladder.
  case pinsOnSeveralRungs(account: AccountIndex, segments: [SegmentID], lineNumbers: [Int])
  case pinAndBan(account: AccountIndex, segment: SegmentID, lineNumbers: [Int])
  /// The segment is made from a file in every run.
  case segmentFromFile(segment: SegmentID, lineNumber: Int)

  /// The lines of the overrides file at fault, ascending.
  package var lineNumbers: [Int] {
    switch self {
    case .pinsOnSeveralRungs(_, _, let lineNumbers), .pinAndBan(_, _, let lineNumbers):
      lineNumbers
    case .segmentFromFile(_, let lineNumber): [lineNumber]
    }
  }
}

/// Every contradiction of an overrides file, by the first line at fault.
package struct OverrideFaults: Error, Hashable, Sendable {
  package let faults: [OverrideFault]

  /// Looks for contradictions without a run; expired lines cause none.
  ///
  /// Lines of joined accounts count for the account they were joined to. Their segments must be
  /// the pipeline's.
  package static func check(
    _ overrides: [Override], asOf: CalendarDay, segments: [Segment], ladders: [[SegmentID]],
    joins: [AccountJoin] = []
  ) throws(OverrideFaults) {
    _ = try StandingOverrides(
      overrides, asOf: asOf, segments: SegmentNumbers(segments, ladders: ladders),
      succession: AccountSuccession(joins))
  }
}
