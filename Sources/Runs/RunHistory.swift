package import AdModel
package import Files

/// The published runs of one pipeline: the folders below its `runs` folder.
package struct RunHistory: Sendable {
  package let folder: String
  /// Oldest first.
  package let runs: [RunName]

  /// - Parameter folder: one that is not there yet has no runs.
  package init(folder: String) throws(FileFault) {
    self.folder = folder
    switch Folder.kind(of: folder) {
    case nil: self.runs = []
    case .folder?:
      self.runs = try Folder.names(in: folder).compactMap { RunName($0) }
        .filter { Folder.kind(of: "\(folder)/\($0)/manifest.json") == .file }.sorted()
    case .file?, .other?: throw FileFault(.notAFolder, path: folder)
    }
  }

  /// The newest run of an earlier day: of that day, the highest rerun.
  package func base(for asOf: CalendarDay) -> RunName? {
    runs.last { $0.asOf < asOf }
  }

  /// The name a new run of a day gets.
  package func nextName(for asOf: CalendarDay) -> RunName {
    let last = runs.last { $0.asOf == asOf }
    return RunName(asOf: asOf, rerun: (last?.rerun ?? 0) + 1)
  }

  package func path(of run: RunName) -> String { "\(folder)/\(run)" }
}
