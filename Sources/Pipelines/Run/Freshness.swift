import AdModel

/// Holds the newest covered day of each source against the age it may have.
enum Freshness {
  /// - Parameter coverage: one per source.
  /// - Throws: `RunFailure` for the first source that is older than its `error_days`.
  static func warnings(
    _ sources: [Source], _ coverage: [Coverage], asOf: CalendarDay
  ) throws(RunFailure) -> [RunWarning] {
    var warnings: [RunWarning] = []
    for (source, coverage) in zip(sources, coverage) {
      let newest = coverage.lanes.compactMap(\.days.last).max()
      let age = newest.map { $0.distance(to: asOf) } ?? Int.max
      if let limit = source.freshness.errorDays, age > limit {
        throw .stale(source.name, newest: newest, asOf: asOf, limit: limit)
      }
      if let limit = source.freshness.warnDays, age > limit {
        warnings.append(.stale(source.name, newest: newest, asOf: asOf, limit: limit))
      }
    }
    return warnings
  }

  fileprivate static func what(_ newest: CalendarDay?, _ asOf: CalendarDay) -> String {
    guard let newest else { return "no export speaks for any day up to \(asOf)" }
    let age = newest.distance(to: asOf)
    return "its newest day is \(newest), \(age) day\(age == 1 ? "" : "s") before \(asOf)"
  }
}

extension RunFailure {
  static func stale(
    _ source: SourceName, newest: CalendarDay?, asOf: CalendarDay, limit: Int
  ) -> RunFailure {
    RunFailure(
      kind: "stale_source", place: "source '\(source)'",
      what: "\(Freshness.what(newest, asOf)), more than 'error_days: \(limit)' allows",
      mend: "download newer exports, or raise 'error_days' in its 'freshness'")
  }
}

extension RunWarning {
  static func stale(
    _ source: SourceName, newest: CalendarDay?, asOf: CalendarDay, limit: Int
  ) -> RunWarning {
    RunWarning(
      kind: "stale_source", place: "source '\(source)'",
      message: "\(Freshness.what(newest, asOf)), more than 'warn_days: \(limit)'")
  }
}
