import AdModel
import Files
import Runs

/// Whether a run is what its recorded inputs give, byte for byte.
package struct RunVerification: Encodable, Sendable {
  package struct Finding: Encodable, Sendable, Equatable {
    /// `input_changed`, `input_gone`, `base_gone`, `output_changed`, `output_missing`,
    /// `output_unlisted`, `replay_differs`, or the kind of the failure that ended the replay.
    package var kind: String
    /// A path of the run, or of an input as the pipeline file writes it.
    package var place: String
    package var message: String
  }

  package let schema_version = 1
  /// The name of its folder.
  package let run: String
  package let as_of: String
  /// Whether the run is exactly what its inputs give.
  package var is_verified: Bool { findings.isEmpty }
  /// Whether all inputs were there, so that the run was made again.
  package private(set) var is_replayed = false
  /// Whether stage tables were dropped by `prune`; what they held is compared by digest.
  package let is_pruned: Bool
  /// How many files were compared.
  package private(set) var file_count = 0
  /// The first difference is the first finding of its kind.
  package private(set) var findings: [Finding] = []
  /// What differs from when the run was made without being an input: the program's version.
  package private(set) var notes: [String] = []

  private enum CodingKeys: CodingKey {
    case schema_version, run, as_of, is_verified, is_replayed, is_pruned, file_count, findings
    case notes
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(schema_version, forKey: .schema_version)
    try fields.encode(run, forKey: .run)
    try fields.encode(as_of, forKey: .as_of)
    try fields.encode(is_verified, forKey: .is_verified)
    try fields.encode(is_replayed, forKey: .is_replayed)
    try fields.encode(is_pruned, forKey: .is_pruned)
    try fields.encode(file_count, forKey: .file_count)
    try fields.encode(findings, forKey: .findings)
    try fields.encode(notes, forKey: .notes)
  }

  private init(_ folder: RunFolder) {
    self.run = folder.name
    self.as_of = folder.manifest.as_of
    self.is_pruned = folder.isPruned
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }
}

extension RunVerification {
  /// Makes a run again from what its manifest records, without any cache, and compares.
  ///
  /// - Parameters:
  ///   - path: the run's folder.
  ///   - pipelinePath: the pipeline file; nil for the one that publishes where the run lies.
  ///   - basePath: the folder of its base; nil for where the history has it.
  ///   - scratch: a folder to make the run in; the caller makes and removes it.
  /// - Throws: `FileFault` and `RunFailure` when there is no run to verify.
  package static func verify(
    path: String, pipelinePath: String?, basePath: String?, scratch: String, jobs: Int,
    _ surroundings: RunSurroundings
  ) throws -> RunVerification {
    let folder = try RunFolder(path: path)
    guard !folder.manifest.outputs.isEmpty else { throw RunFailure.notAWholeRun(path) }
    let pipeline = try RunLookup(pipelinePath: pipelinePath).pipeline(of: folder)
    let reading = HistoryReading(ofRunAt: path)
    defer { withExtendedLifetime(reading) {} }
    var verification = RunVerification(folder)
    try verification.findChangedOutputs(folder)
    do {
      var replay = try RunReplay(folder, pipelinePath: pipeline, basePath: basePath)
      verification.noteTool(folder)
      let changed = try replay.changedInputs()
      verification.findings += changed.map(Finding.init)
      guard changed.isEmpty else { return verification }
      let again = "\(scratch)/\(folder.name)"
      _ = try PipelineRun.write(
        replay.request(jobs: jobs, to: again), surroundings, replay.text,
        inputs: replay.recordedInputs)
      verification.is_replayed = true
      try verification.compare(folder, with: try RunFolder(path: again))
    } catch {
      // A full disk says nothing of the run.
      guard let failure = RunFailure(any: error), failure.remedy == .change else { throw error }
      verification.findings.append(Finding(failure))
    }
    return verification
  }

  private mutating func noteTool(_ folder: RunFolder) {
    let made = folder.manifest.tool.version
    guard made != AdSegmentsVersion.current else { return }
    notes.append(
      "version \(made) of adsegments made the run, and this is \(AdSegmentsVersion.current)")
  }

  // MARK: - What lies there

  private mutating func findChangedOutputs(_ folder: RunFolder) throws {
    let listed = folder.manifest.outputs
    for output in listed {
      let path = "\(folder.path)/\(output.path)"
      guard Folder.kind(of: path) == .file else {
        if folder.isPruned && RunPruning.drops(output.path) { continue }
        findings.append(
          Finding(kind: "output_missing", place: output.path, message: "it has gone from the run"))
        continue
      }
      if try Digest(of: InputFile(path: path)).hex != output.sha256 {
        findings.append(
          Finding(
            kind: "output_changed", place: output.path,
            message: "it was changed after the run was published"))
      }
    }
    let known = Set(listed.map(\.path) + RunFolder.unlistedFiles)
    for path in try Folder.files(in: folder.path) where !known.contains(path) {
      findings.append(
        Finding(
          kind: "output_unlisted", place: path, message: "the run did not write this file"))
    }
  }

  // MARK: - What comes of it

  private mutating func compare(_ folder: RunFolder, with again: RunFolder) throws {
    let remade = Dictionary(
      again.manifest.outputs.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    for output in folder.manifest.outputs {
      file_count += 1
      guard let other = remade[output.path] else {
        differ(output.path, "made again, the run does not have it")
        continue
      }
      let path = "\(folder.path)/\(output.path)"
      if output.sha256 == other.sha256 {
        // Changed bytes were found already; where is worth knowing.
        try locateChange(of: output.path, path, "\(again.path)/\(output.path)")
      } else if Folder.kind(of: path) == .file {
        let difference = try FirstDifference(path, "\(again.path)/\(output.path)")
        differ(
          output.path, difference?.text ?? "made again it has other bytes", line: difference?.line)
      } else {
        differ(output.path, "made again it has other bytes than the manifest records")
      }
    }
    let recorded = Set(folder.manifest.outputs.map(\.path))
    for output in again.manifest.outputs where !recorded.contains(output.path) {
      differ(output.path, "made again, the run has this file too")
    }
    compareManifests(folder.manifest, again.manifest)
  }

  private mutating func locateChange(
    of place: String, _ path: String, _ again: String
  ) throws {
    guard
      let index = findings.firstIndex(where: { $0.kind == "output_changed" && $0.place == place }),
      let difference = try FirstDifference(path, again)
    else { return }
    findings[index].place = "\(place):\(difference.line)"
    findings[index].message += ": \(difference.text)"
  }

  /// The manifests but for the program's version, which is noted, and the outputs.
  private mutating func compareManifests(_ recorded: Manifest, _ again: Manifest) {
    let (old, new) = (recorded, again)
    for (was, data) in zip(old.reference_data, new.reference_data) where was != data {
      differ("manifest.json", "reference data '\(was.name)' has changed since")
    }
    func plain(_ manifest: Manifest) -> Manifest {
      var manifest = manifest
      manifest.tool = new.tool
      manifest.outputs = []
      manifest.reference_data = []
      return manifest
    }
    if plain(old) != plain(new) || old.reference_data.count != new.reference_data.count {
      differ("manifest.json", "made again, it says something else of inputs, base or lag")
    }
  }

  private mutating func differ(_ place: String, _ message: String, line: Int? = nil) {
    findings.append(
      Finding(
        kind: "replay_differs", place: line.map { "\(place):\($0)" } ?? place, message: message))
  }
}

extension RunVerification.Finding {
  fileprivate init(_ failure: RunFailure) {
    self.init(kind: failure.kind, place: failure.place, message: failure.what)
  }
}
