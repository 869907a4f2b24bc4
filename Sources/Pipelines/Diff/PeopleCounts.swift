import AdModel
import Export
import Runs

extension RunDiff.PeopleCounts {
  /// The uploads of people that both runs have in one form and whose rows are others.
  ///
  /// - Parameter naming: what the segments of the first one are called in the second.
  /// - Throws: `FileFault`; `RunFailure` for a file that is not as the run wrote it.
  static func list(
    from first: DiffSide, to second: DiffSide, _ naming: SegmentNaming
  ) throws -> [RunDiff.PeopleCounts] {
    guard let old = first.run, let new = second.run else { return [] }
    var counts: [RunDiff.PeopleCounts] = []
    for record in new.manifest.uploadRecords where record.hashing != nil {
      let before = old.manifest.uploadRecords.filter {
        naming[$0.upload] == record.upload && $0.hashing == record.hashing
      }
      guard !before.isEmpty,
        before.flatMap(old.manifest.digests) != new.manifest.digests(of: record),
        let form = second.pipeline?.form(of: record.upload), case .records(let rows) = form.rows,
        let oldRows = form.records(in: try before.flatMap(\.files).map(old.rowsOfUpload)),
        let newRows = form.records(in: try record.files.map(new.rowsOfUpload))
      else { continue }
      counts.append(
        .init(
          format: record.format, segment: record.segment, before: oldRows.count,
          added: rows.added(newRows, to: oldRows).count,
          removed: rows.removed(oldRows, without: newRows).count, after: newRows.count))
    }
    return counts.filter { $0.added + $0.removed > 0 }.sorted { left, right in
      left.format == right.format
        ? left.segment.precedesInBytes(right.segment) : left.format.precedesInBytes(right.format)
    }
  }
}
