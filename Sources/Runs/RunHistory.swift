package import AdModel
package import Files

/// The published runs of one pipeline: the folders below its `runs` folder.
package struct RunHistory: Sendable {
  package let folder: String
  /// Oldest first.
  package let runs: [RunName]
  /// Everything that has the name of a run, whether it is one or not.
  private let taken: [RunName]

  /// - Parameter folder: one that is not there yet has no runs.
  package init(folder: String) throws(FileFault) {
    self.folder = folder
    switch try Folder.checkedKind(of: folder) {
    case nil:
      self.runs = []
      self.taken = []
    case .folder?:
      self.taken = try Folder.names(in: folder).compactMap { RunName($0) }.sorted()
      var runs: [RunName] = []
      // A run that may not be read is no run less: a later one would start from the wrong base.
      for name in taken
      where try Folder.checkedKind(of: "\(folder)/\(name)/manifest.json") == .file {
        runs.append(name)
      }
      self.runs = runs
    case .file?, .other?: throw FileFault(.notAFolder, path: folder)
    }
  }

  /// The newest run of an earlier day: of that day, the highest rerun.
  package func base(for asOf: CalendarDay) -> RunName? {
    runs.last { $0.asOf < asOf }
  }

  /// The name a new run of a day gets.
  package func nextName(for asOf: CalendarDay) -> RunName {
    let last = taken.last { $0.asOf == asOf }
    return RunName(asOf: asOf, rerun: (last?.rerun ?? 0) + 1)
  }

  package func path(of run: RunName) -> String { "\(folder)/\(run)" }
}
