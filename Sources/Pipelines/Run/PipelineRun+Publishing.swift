import AdModel
import CSV
import Files
import Runs

/// How a run gets to its place, and what one that failed leaves behind.
extension PipelineRun {
  func publish(
    _ tables: [OutputTable], _ manifest: Manifest, _ results: RunResults, _ lineage: Lineage,
    runs: String
  ) throws -> String {
    let destination = request.to ?? "\(runs)/\(lineage.name)"
    try PipelineRun.checkFree(destination)
    try keepInputs(manifest)
    let folder = Path.parent(of: destination)
    let staging = try RunStaging(
      path: "\(folder)/\(RunStaging.prefix)\(Path.name(of: destination))")
    do {
      var manifest = manifest
      for table in tables { try staging.write(table) }
      manifest.outputs = staging.outputs.sorted { $0.path.precedesInBytes($1.path) }
      try staging.writeUnlisted(try RunJSON.bytes(manifest), to: "manifest.json")
      try staging.writeUnlisted(try RunJSON.bytes(results), to: "run_results.json")
      try staging.publish(as: destination)
    } catch {
      try staging.discard()
      throw error
    }
    if request.to == nil { try pointLatest(lineage, runs: runs) }
    return destination
  }

  /// Puts copies of the inputs into the archive, if there is to be one.
  private func keepInputs(_ manifest: Manifest) throws {
    guard let folder = pipeline.archive, !inputs.isRecorded else { return }
    let archive = InputArchive(folder: text.resolve(folder))
    for input in manifest.inputs {
      guard let role = InputRole(rawValue: input.role) else { continue }
      try archive.keep(try inputs.path(of: input.path, role), sha256: input.sha256)
    }
  }

  /// Refuses a destination that later runs would take for a run of the lineage.
  static func checkOutside(_ destination: String?, runs: String) throws {
    guard let destination, RunName(Path.name(of: destination)) != nil else { return }
    let folder = Path.parent(of: destination)
    if Path.simplified(folder) == Path.simplified(runs) || Folder.kind(of: "\(folder)/.lock") != nil
    {
      throw RunFailure.destinationInLineage(destination)
    }
  }

  /// Refuses a destination that holds something already.
  static func checkFree(_ destination: String) throws {
    guard let kind = Folder.kind(of: destination) else { return }
    guard kind == .folder, try Folder.names(in: destination).isEmpty else {
      throw RunFailure.destinationTaken(destination)
    }
  }

  /// Refuses a lineage whose `latest` is something else than a link, which no rename replaces.
  static func checkLatest(in runs: String) throws {
    let latest = "\(runs)/latest"
    guard Folder.kind(of: latest) == nil || Folder.linkTarget(of: latest) != nil else {
      throw RunFailure.latestIsNoLink(latest)
    }
  }

  func pointLatest(_ lineage: Lineage, runs: String) throws {
    let newest = (lineage.history.runs + [lineage.name]).max() ?? lineage.name
    try Folder.link("\(runs)/latest", to: newest.description)
    try Folder.sync(runs)
  }

  /// Leaves manifest, results and rejects of a run that failed; a fault in that is not worth
  /// hiding the first one for.
  func leaveFailure(_ error: any Error, in runs: String) {
    guard let failure = RunFailure(any: error) else { return }
    let results = RunResults(
      status: "failed", run: "", as_of: asOf?.description, base: base?.name,
      seconds: log.elapsedSeconds, stages: log.allStages(failed: true), left_out: leftOut,
      workflows: [], segments: [], warnings: messages,
      failure: .init(kind: failure.kind, place: failure.place, message: failure.what))
    try? FailedRun.leave(
      in: "\(runs)/failed", day: asOf, manifest: manifest(nil, nil), results: results,
      rejects: IngestTables.rejects(rejects))
  }
}
