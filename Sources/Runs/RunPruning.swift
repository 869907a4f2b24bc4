import Files

/// What `prune` drops of old runs, and how it is known afterwards.
package enum RunPruning {
  /// A run that lacks stage tables because they were dropped has this file.
  static let mark = ".pruned"

  /// Whether a file of a run is one that `prune` drops: a stage table that no later run starts from
  /// and that tells no change.
  package static func drops(_ path: String) -> Bool {
    switch path {
    case "2-normalize/accounts.csv", "4-apply/changes.csv", "4-apply/membership.csv": false
    default:
      ["1-ingest/", "2-normalize/", "3-aggregate/", "4-apply/"].contains(where: path.hasPrefix)
    }
  }

  /// Drops stage tables of a run.
  ///
  /// The mark comes first, so that a run is never incomplete without a word; a second call goes on
  /// where one that was killed stopped.
  ///
  /// - Returns: the bytes that were freed.
  package static func prune(_ run: RunFolder) throws -> Int {
    let paths = run.manifest.outputs.map(\.path).filter(drops)
      .filter { Folder.kind(of: "\(run.path)/\($0)") != nil }
    if !paths.isEmpty && !run.isPruned {
      _ = try OutputFile.write([], to: "\(run.path)/\(mark)")
      try Folder.sync(run.path)
    }
    var freed = 0
    for path in paths {
      freed += try InputFile(path: "\(run.path)/\(path)").size
      try Folder.remove("\(run.path)/\(path)")
    }
    for folder in ["1-ingest", "3-aggregate"]
    where run.isPruned && Folder.kind(of: "\(run.path)/\(folder)") == .folder {
      if try Folder.names(in: "\(run.path)/\(folder)").isEmpty {
        try Folder.remove("\(run.path)/\(folder)")
      }
    }
    return freed
  }
}

extension RunFolder {
  /// Whether stage tables of it were dropped.
  package var isPruned: Bool { Folder.kind(of: "\(path)/\(RunPruning.mark)") != nil }

  /// Files of a run that its manifest does not list.
  package static let unlistedFiles = [
    "manifest.json", "run_results.json", "report.html", RunPruning.mark,
  ]
}
