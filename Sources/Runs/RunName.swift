package import AdModel

/// The name of a published run's folder: its as-of day, and `.2`, `.3`… for reruns of the day.
package struct RunName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let asOf: CalendarDay
  /// 1 for the first run of the day.
  package let rerun: Int

  package init(asOf: CalendarDay, rerun: Int = 1) {
    self.asOf = asOf
    self.rerun = rerun
  }

  /// Nil for a folder that is no run.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].utf8.count == 10,
      let day = CalendarDay(String(parts[0])), day.description == parts[0]
    else { return nil }
    var rerun = 1
    if parts.count == 2 {
      guard let number = Int(parts[1]), number >= 2, String(number) == parts[1] else { return nil }
      rerun = number
    }
    self.init(asOf: day, rerun: rerun)
  }

  package var description: String { rerun == 1 ? "\(asOf)" : "\(asOf).\(rerun)" }

  package static func < (left: RunName, right: RunName) -> Bool {
    (left.asOf, left.rerun) < (right.asOf, right.rerun)
  }
}
