import AdModel
import Files
import Runs

/// Where a run starts from and where it goes: its base, its name, its warnings about both.
struct Lineage {
  let history: RunHistory
  let name: RunName
  let base: BaseRun?

  /// - Throws: `FileFault`; `RunFailure` for a broken base, or one with a segment that is gone.
  init(_ text: PipelineText, asOf: CalendarDay, history: RunHistory) throws {
    self.history = history
    self.name = history.nextName(for: asOf)
    self.base = try history.base(for: asOf).map { try BaseRun(history: history, name: $0) }
    if let base {
      let segments = Set(text.pipeline.segments.map(\.id))
      if let gone = base.members.first(where: { !segments.contains($0.segment) }) {
        throw RunFailure.segmentGone(
          gone.segment, base: base.name.description, pipeline: text.path)
      }
    }
  }

  /// A warning that names the days without a run between base and as-of day.
  var warnings: [RunWarning] {
    guard let base, base.name.asOf.distance(to: name.asOf) > 1 else { return [] }
    let first = base.name.asOf.advanced(by: 1)
    let last = name.asOf.advanced(by: -1)
    let days = first == last ? "\(first)" : "\(first) to \(last)"
    return [
      RunWarning(
        kind: "days_missing", place: "runs",
        message: "no run for \(days): rules that would have matched on those days alone did not")
    ]
  }
}
