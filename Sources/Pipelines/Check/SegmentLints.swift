import AdModel

/// `unused_segment`: a segment that no workflow, inactive ones included, no ladder, no `exclude` and no
/// upload names. One that people pin accounts into is theirs to use, and is left alone.
enum SegmentLints {
  static func lints(_ night: CheckedNight) -> [Lint] {
    night.pipeline.segments.filter { isUnused($0.id, night) }.map { segment in
      Lint(
        kind: "unused_segment", place: segment.place,
        message: "no workflow, ladder, 'exclude' or upload names it",
        remedy: segment.origin == nil
          ? "name it where it is to be used, or take it out of 'segments'"
          : "name it in 'exclude' or in a workflow's 'only_in' or 'not_in', or take it out of "
            + "'segments'")
    }
  }

  static func isUnused(_ segment: SegmentID, _ night: CheckedNight) -> Bool {
    let pipeline = night.pipeline
    let isNamed =
      pipeline.ladders.contains { $0.contains(segment) } || pipeline.exclude.contains(segment)
      || pipeline.exports.contains { $0.segment == segment }
      || pipeline.workflows.contains { $0.segmentsNamed.contains(segment) }
      || night.standingPins.contains { $0.segment == segment }
    return !isNamed
  }
}

extension Workflow {
  /// Every segment it names, also to narrow itself.
  fileprivate var segmentsNamed: [SegmentID] {
    action.from + action.to + (onlyIn ?? []) + notIn
  }
}
