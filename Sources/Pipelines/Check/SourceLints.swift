import AdModel
import Aggregate
import Ingest

/// Sources that count the same clicks twice, and sources without a file.
///
/// - `same_file_twice`: two sources read one file, by its path or byte for byte, and a workflow adds
///   both up. Not for files without rows, and not when both name their own `engagements` and no
///   column is in both lists.
/// - `missing_source`: a source without a file, where `missing_source: warn` lets a run go on.
enum SourceLints {
  static func lints(_ night: CheckedNight) -> [Lint] {
    sharing(night)
      + night.inputs.exports.emptySources.map { name in
        Lint(
          kind: "missing_source", place: "source '\(name)'", message: "no export file was found",
          remedy: "put exports in place, or correct its 'files'")
      }
  }

  private static func sharing(_ night: CheckedNight) -> [Lint] {
    let sources = night.pipeline.sources
    return sources.indices.flatMap { one in
      sources.indices.dropFirst(one + 1).compactMap { other in
        guard !countsOtherColumns(sources[one], sources[other]) else { return nil }
        return lint(one, other, night)
      }
    }
  }

  private static func countsOtherColumns(_ one: Source, _ other: Source) -> Bool {
    !one.engagements.isEmpty && !other.engagements.isEmpty
      && Set(one.engagements).isDisjoint(with: other.engagements)
  }

  private static func lint(_ one: Int, _ other: Int, _ night: CheckedNight) -> Lint? {
    let shared = sharedFiles(one, other, night)
    let workflows = night.active.filter { workflow in
      let read = night.readings[workflow.id]?.sources ?? []
      return read.contains(one) && read.contains(other)
        && shared.contains { $0.mentions(workflow.trigger.campaign) }
    }
    guard let first = shared.first, !workflows.isEmpty else { return nil }
    let sources = night.pipeline.sources
    let more = shared.count > 1 ? " and \(shared.count - 1) more" : ""
    let files =
      first.one.shownPath == first.other.shownPath
      ? "both read \(first.one.shownPath)\(more)"
      : "\(first.one.shownPath) and \(first.other.shownPath) are the same file byte for byte\(more)"
    return Lint(
      kind: "same_file_twice", place: sources[other].place,
      message: "it and \(sources[one].place) count the same clicks twice in "
        + "\(workflows.quotedNames), which add\(workflows.count == 1 ? "s" : "") them up: \(files)",
      remedy: "correct 'files' of one of them, or name one in the 'sources' of the rule")
  }

  /// A file as each of two sources reads it.
  private struct SharedFile {
    var one: Export
    var other: Export

    func mentions(_ campaign: CampaignSelector) -> Bool {
      [one, other].allSatisfy { $0.series.contains { campaign.matches($0.campaign) } }
    }
  }

  private static func sharedFiles(
    _ one: Int, _ other: Int, _ night: CheckedNight
  ) -> [SharedFile] {
    let exports = night.inputs.exports.downloaded.filter { $0.recordCount > 0 }
    return exports.filter { $0.source == one }.compactMap { export in
      exports.first { $0.source == other && $0.digest == export.digest }
        .map { SharedFile(one: export, other: $0) }
    }
  }
}
