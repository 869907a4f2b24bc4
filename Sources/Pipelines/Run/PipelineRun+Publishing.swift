import AdModel
import CSV
import Files
import Runs

/// How a run gets to its place, and what one that failed leaves behind.
extension PipelineRun {
  /// Takes the place where the run is built.
  func beginWriting(_ lineage: Lineage, runs: String) throws -> RunWriting {
    if request.to == nil { try checkInPlace(runs) }
    return try RunWriting(to: request.to ?? "\(runs)/\(lineage.name)", jobs: request.jobs)
  }

  /// - Returns: the results with what publishing had to say.
  func publish(
    _ writing: RunWriting, _ manifest: Manifest, _ results: RunResults, _ lineage: Lineage,
    runs: String, daily: DailyEngagements?
  ) throws -> RunResults {
    try keepInputs(manifest)
    if request.to == nil { try checkInPlace(runs) }
    do {
      let staging = try writing.staging()
      var manifest = manifest
      var results = results
      try staging.finishTables()
      let package = DataPackage(
        titled: pipeline.name, of: writing.tables, files: staging.outputs)
      try staging.write(try RunJSON.bytes(package), to: "datapackage.json")
      manifest.outputs = staging.outputs.sorted { $0.path.precedesInBytes($1.path) }
      let bytes = try RunJSON.bytes(manifest)
      try staging.writeUnlisted(bytes, to: "manifest.json")
      if request.to == nil {
        results.warnings += leftBehind(lineage, manifest: bytes)
        results.warnings += uploadsReplaced(lineage, manifest)
      }
      try staging.writeUnlisted(try RunJSON.bytes(results), to: "run_results.json")
      // Last, since it is made from all of these.
      if let page = try surroundings.page(staging.path, daily) {
        try staging.writeUnlisted(page, to: "report.html")
      }
      try staging.publish(as: writing.destination) { () throws(FileFault) in
        if request.to == nil { try pointLatest(lineage, runs: runs) }
      }
      return results
    } catch {
      try checkInPlace(runs)
      throw error
    }
  }

  /// Refuses to go on when the `runs` folder is no longer the one that is locked.
  private func checkInPlace(_ runs: String) throws(RunFailure) {
    if let lock, !lock.isInPlace { throw .runsFolderGone(runs) }
  }

  /// A warning about later runs that started from the one this run takes the place of.
  private func leftBehind(_ lineage: Lineage, manifest: [UInt8]) -> [RunResults.Message] {
    if let last = request.lastRemade, lineage.name.asOf < last { return [] }
    let runs = lineage.history.runsLeftBehind(
      by: lineage.name, manifestDigest: Digest(of: manifest).hex)
    return [RunWarning.runsLeftBehind(runs, pipeline: request.pipelinePath)].compactMap(\.self)
      .map { .init(kind: $0.kind, place: $0.place, message: $0.message) }
  }

  /// Puts copies of the inputs into the archive, if there is to be one.
  private func keepInputs(_ manifest: Manifest) throws {
    guard let folder = pipeline.archive, !inputs.isRecorded else { return }
    // One file can be read for several things.
    let personal = Set(
      manifest.inputs.filter { InputRole(rawValue: $0.role)?.isArchived == false }.map(\.sha256))
    let files = try manifest.inputs.compactMap { input -> (path: String, sha256: String)? in
      guard let role = InputRole(rawValue: input.role), !personal.contains(input.sha256),
        input.path != pipeline.contacts?.file
      else { return nil }
      return (path: try inputs.path(of: input.path, role), sha256: input.sha256)
    }
    try InputArchive(folder: text.resolve(folder)).keep(files)
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

  func pointLatest(_ lineage: Lineage, runs: String) throws(FileFault) {
    let latest = "\(runs)/latest"
    let previous = Folder.linkTarget(of: latest)
    let newest = (lineage.history.runs + [lineage.name]).max() ?? lineage.name
    try Folder.link(latest, to: newest.description)
    do throws(FileFault) {
      try Folder.sync(runs)
    } catch {
      // The run is taken back, and so is the link to it.
      if let previous { try? Folder.link(latest, to: previous) } else { try? Folder.remove(latest) }
      throw error
    }
  }

  /// What ended the run, with manifest, results and rejects left in `failed/`; a fault in that is
  /// not worth hiding the first one for.
  func failed(_ error: any Error, in runs: String) -> FailedRun {
    let failure = RunFailure(any: error)
    let asOf = asOf ?? (try? statedAsOf())
    let results = RunResults(
      status: "failed", run: "", as_of: asOf?.description, base: base?.name,
      seconds: log.elapsedSeconds, stages: log.allStages(failed: true), left_out: leftOut,
      workflows: [], segments: [], warnings: messages,
      failure: failure.map { .init(kind: $0.kind, place: $0.place, message: $0.what) })
    var failed = FailedRun(error: error, results: results)
    if failure != nil, lock?.isInPlace ?? true {
      var manifest = manifest(nil, nil)
      manifest.as_of = asOf?.description ?? ""
      try? failed.leave(
        in: runs, day: asOf, manifest: manifest,
        rejects: IngestTables.rejects(rejects))
    }
    return failed
  }
}
