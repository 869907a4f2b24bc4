import AdModel
import Files
import Ingest
import Runs

/// A run with all it was made from: its pipeline file, its inputs and its base, as its manifest
/// records them, so that it can be decided again.
struct RunReplay {
  let run: RunFolder
  let text: PipelineText
  /// By role; files that have changed or gone among them.
  private(set) var inputs: [InputRole: [RunInputs.Recorded]]
  /// Nil when it started from empty segments, or from initial members.
  let base: BaseRun?

  /// - Parameters:
  ///   - pipelinePath: the pipeline file, whose folder the recorded paths are relative to; its text
  ///     is the recorded one.
  ///   - basePath: the folder of the run it started from; nil for where the history has it.
  /// - Throws: `FileFault`; `RunFailure` when its pipeline can no longer be read, or its base is not
  ///   there or another.
  init(_ run: RunFolder, pipelinePath: String, basePath: String? = nil) throws {
    self.run = run
    let record = run.manifest.pipeline
    do {
      self.text = try PipelineText(
        path: Path.join(Path.parent(of: pipelinePath), record.file), text: record.text)
    } catch let faults as PipelineFileError {
      throw RunFailure.recordedPipelineBroken(run, faults.faults[0])
    }
    self.inputs = RunReplay.located(run.manifest.inputs, text)
    self.base = try RunReplay.base(of: run, text, basePath)
  }

  /// What the run read, as it was.
  var recordedInputs: RunInputs { RunInputs(of: text, recorded: inputs) }

  /// The request that made the run.
  ///
  /// - Parameter to: where to write it again; nil when it is only decided.
  func request(jobs: Int, to: String? = nil) -> RunRequest {
    var request = RunRequest(
      pipelinePath: text.path, asOf: run.asOf, jobs: jobs, to: to,
      until: Stage(rawValue: run.manifest.until) ?? .export,
      acceptedGuards: run.manifest.accepted_guards)
    request.base = .given(base, isPicked: run.manifest.base_picked ?? false)
    return request
  }

  // MARK: - Where things are

  /// A copy in the archive is what was read; a file in its place may have changed.
  static func located(
    _ inputs: [Manifest.Input], _ text: PipelineText
  ) -> [InputRole: [RunInputs.Recorded]] {
    let archive = text.pipeline.archive.map { InputArchive(folder: text.resolve($0)) }
    var located: [InputRole: [RunInputs.Recorded]] = [:]
    for input in inputs {
      guard let role = InputRole(rawValue: input.role) else { continue }
      let path = archive?.path(of: input.sha256) ?? text.resolve(input.path)
      located[role, default: []].append(.init(input: input, path: path))
    }
    return located
  }

  private static func base(
    of run: RunFolder, _ text: PipelineText, _ basePath: String?
  ) throws -> BaseRun? {
    guard let record = run.manifest.base else { return nil }
    let runs = text.resolve(text.pipeline.runsFolder)
    let beside = Path.parent(of: Path.real(run.path) ?? run.path)
    let isInHistory = Path.real(runs) == beside
    let places =
      basePath.map { [$0] }
      ?? (isInHistory ? [runs] : [runs, beside]).map { "\($0)/\(record.run)" }
    for place in places {
      if let folder = try? RunFolder(path: place), folder.manifestDigest == record.sha256 {
        return try BaseRun(folder, jobs: 1)
      }
    }
    throw RunFailure.recordedBaseGone(run, record, places)
  }

  // MARK: - What has changed

  /// The inputs that are not as the run read them, in the manifest's order. Where a copy of the
  /// archive is broken and the input is not, the input is read from here on.
  ///
  /// - Parameters:
  ///   - readsExports: whether bytes of exports are compared too; what reads them all the same can
  ///     tell by their digests then, and only their sizes are looked at.
  ///   - readsContacts: whether contacts have a say; no copy is kept of them, so theirs may be gone.
  mutating func changedInputs(
    readsExports: Bool = true, readsContacts: Bool = true
  ) throws -> [RunFailure] {
    var changed: [RunFailure] = []
    for input in run.manifest.inputs {
      guard let role = InputRole(rawValue: input.role), role != .contacts || readsContacts,
        let index = inputs[role]?.firstIndex(where: { $0.input == input }),
        let place = inputs[role]?[index].path
      else { continue }
      let readsBytes = role != .export || readsExports
      guard let failure = try failure(of: input, at: place, readsBytes) else { continue }
      let own = text.resolve(input.path)
      if place != own, try self.failure(of: input, at: own, readsBytes) == nil {
        inputs[role]?[index].path = own
      } else {
        changed.append(failure)
      }
    }
    return changed
  }

  private func failure(
    of input: Manifest.Input, at place: String, _ readsBytes: Bool
  ) throws -> RunFailure? {
    let isPersonal = input.role == InputRole.contacts.rawValue
    guard let file = try? InputFile(path: place) else {
      return isPersonal ? .contactsGone(input.path) : .inputGone(input.path)
    }
    if file.size == input.bytes {
      guard readsBytes, try Digest(of: file).hex != input.sha256 else { return nil }
    }
    return isPersonal ? .contactsChanged(input.path) : changedInput(input, at: place)
  }

  private func changedInput(_ input: Manifest.Input, at place: String) -> RunFailure {
    place == text.resolve(input.path)
      ? .inputChanged(input.path) : .archivedInputChanged(input.path, copy: place)
  }
}

extension RunFailure {
  static func recordedPipelineBroken(_ run: RunFolder, _ fault: PipelineFault) -> RunFailure {
    RunFailure(
      kind: "recorded_pipeline_broken", place: "\(run.path)/manifest.json",
      what: "this program can no longer read the pipeline file it records: \(fault.message)",
      mend: "use version \(run.manifest.tool.version) of adsegments, which made the run")
  }

  static func recordedBaseGone(
    _ run: RunFolder, _ base: Manifest.Base, _ places: [String]
  ) -> RunFailure {
    RunFailure(
      kind: "base_gone", place: run.path,
      what:
        "the run it started from, \(base.run), is not at \(places.joined(separator: " or ")), or "
        + "is another one now",
      mend: "bring it back, or say where it is with --base")
  }
}
