package import AdModel
import Files

/// What people call a run: `latest`, `previous`, a day, the name of its folder, or a path.
package enum RunReference: Hashable, Sendable {
  /// The newest day's highest rerun.
  case latest
  /// The highest rerun of the newest day before the latest run's.
  case previous
  /// The highest rerun of a day.
  case day(CalendarDay)
  /// A run by its number: `2026-11-20.2`; the first of a day is `2026-11-20.1`.
  case run(RunName)
  case path(String)

  /// A text with a slash is a path, as is one that is nothing else.
  package init(_ text: String) {
    if text == "latest" {
      self = .latest
    } else if text == "previous" {
      self = .previous
    } else if let name = RunName(text) {
      self = name.rerun == 1 ? .day(name.asOf) : .run(name)
    } else if text.hasSuffix(".1"), let name = RunName(String(text.dropLast(2))), name.rerun == 1 {
      self = .run(name)
    } else {
      self = .path(text)
    }
  }

  /// Whether it takes a history to know which run is meant.
  package var isInHistory: Bool {
    if case .path = self { false } else { true }
  }
}

extension RunHistory {
  /// The highest rerun of each day, oldest first: the runs that later ones start from.
  package var newestOfEachDay: [RunName] {
    runs.enumerated().filter { place, name in
      place + 1 == runs.count || runs[place + 1].asOf != name.asOf
    }.map(\.element)
  }

  /// The folder of the run that is meant; a path is taken as it is.
  ///
  /// - Throws: `RunFailure` when the history has no such run.
  package func path(of reference: RunReference) throws(RunFailure) -> String {
    if case .path(let path) = reference { return path }
    let days = newestOfEachDay
    let found: RunName? =
      switch reference {
      case .path: nil
      case .latest: days.last
      case .previous: days.dropLast().last
      case .day(let day): days.last { $0.asOf == day }
      case .run(let name): runs.first { $0 == name }
      }
    guard let found else { throw .noSuchRun(reference, self) }
    return path(of: found)
  }
}

extension RunReference: CustomStringConvertible {
  package var description: String {
    switch self {
    case .latest: "latest"
    case .previous: "previous"
    case .day(let day): day.description
    case .run(let name): name.rerun == 1 ? "\(name).1" : name.description
    case .path(let path): path
    }
  }
}

extension RunFailure {
  static func noSuchRun(_ reference: RunReference, _ history: RunHistory) -> RunFailure {
    let days = history.newestOfEachDay
    let there: String =
      switch (days.first, days.last) {
      case (let first?, let last?) where first != last:
        "the runs there go from \(first) to \(last)"
      case (let only?, _): "the only day with a run is \(only.asOf)"
      case (nil, _): "no run is published there yet"
      }
    return RunFailure(
      kind: "no_such_run", place: history.folder, what: "there is no run '\(reference)'; \(there)",
      mend: "name a run that is there, or give the path of its folder")
  }
}
