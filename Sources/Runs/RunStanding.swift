package import AdModel

/// Where a published run stands in its history.
package enum RunStanding: Sendable, Equatable {
  /// The highest rerun of its day, started from the run it would start from today.
  case current
  /// A higher rerun of its day took its place.
  case replaced(by: RunName)
  /// It started from another run than it would today, or from one that does not stand itself.
  case stale(StaleReason)
  /// Its manifest cannot be read.
  case broken
}

/// Why a run is stale.
package enum StaleReason: Sendable, Equatable {
  /// It would start from this run.
  case otherBase(RunName)
  /// It would start from empty segments.
  case noBase
  /// The run it started from has another manifest now.
  case baseChanged(RunName)
  case baseIsStale(RunName)
  case baseIsBroken(RunName)
}

/// A published run and where it stands.
package struct RunRecord: Sendable {
  package let name: RunName
  /// Nil when its manifest cannot be read.
  package let folder: RunFolder?
  package let standing: RunStanding
}

extension RunHistory {
  /// All published runs, oldest first, each with where it stands.
  ///
  /// A run whose base was picked on the command line stands on it whatever the rule says.
  package func records() -> [RunRecord] {
    let newest = Dictionary(newestOfEachDay.map { ($0.asOf, $0) }, uniquingKeysWith: { $1 })
    var before: RunRecord?
    return runs.map { name in
      let folder = try? RunFolder(path: path(of: name))
      if let by = newest[name.asOf], by != name {
        return RunRecord(
          name: name, folder: folder, standing: folder == nil ? .broken : .replaced(by: by))
      }
      let record = RunRecord(
        name: name, folder: folder, standing: RunHistory.standing(of: folder, after: before))
      before = record
      return record
    }
  }

  private static func standing(of folder: RunFolder?, after before: RunRecord?) -> RunStanding {
    guard let folder else { return .broken }
    if folder.manifest.base_picked == true { return .current }
    guard let before else { return folder.manifest.base == nil ? .current : .stale(.noBase) }
    switch before.standing {
    case .broken: return .stale(.baseIsBroken(before.name))
    case .stale
    where folder.manifest.base?.run == before.name.description
      || folder.manifest.base?.sha256 == before.folder?.manifestDigest:
      return .stale(.baseIsStale(before.name))
    default: break
    }
    if folder.manifest.base?.sha256 == before.folder?.manifestDigest { return .current }
    let isSameName = folder.manifest.base?.run == before.name.description
    return .stale(isSameName ? .baseChanged(before.name) : .otherBase(before.name))
  }

  /// The runs of later days that will rest on a replaced base once a run is published, oldest first.
  ///
  /// - Parameter manifestDigest: of the run that is to be published.
  package func runsLeftBehind(by name: RunName, manifestDigest: String) -> [RunName] {
    var days = newestOfEachDay.filter { $0.asOf > name.asOf }
    guard let first = days.first, let folder = try? RunFolder(path: path(of: first)) else {
      return []
    }
    if folder.manifest.base?.sha256 == manifestDigest { return [] }
    // Those from the first with a base of its own choice on rest on nothing that changes.
    if let free = days.firstIndex(where: {
      (try? RunFolder(path: path(of: $0)))?.manifest.base_picked == true
    }) {
      days = Array(days[..<free])
    }
    return days
  }
}

extension RunWarning {
  /// That a run leaves later ones behind, and what mends it.
  package static func runsLeftBehind(_ runs: [RunName], pipeline: String) -> RunWarning? {
    guard let first = runs.first, let last = runs.last else { return nil }
    let shown =
      runs.count == 1
      ? "run \(first) now rests" : "\(runs.count) runs, \(first) to \(last), now rest"
    return RunWarning(
      kind: "runs_left_behind", place: "runs",
      message: "\(shown) on a replaced base; to make \(runs.count == 1 ? "it" : "them") anew: "
        + "adsegments backfill \(pipeline) "
        + "--from \(first.asOf) --to \(last.asOf)")
  }
}
