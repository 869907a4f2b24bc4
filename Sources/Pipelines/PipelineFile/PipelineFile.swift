package import AdModel

/// The YAML file that describes a pipeline: read and checked as far as that goes without looking
/// at any other file.
package enum PipelineFile {
  /// Reads the text of a pipeline file (YAML 1.2, `version: 1`).
  ///
  /// Not checked here: whether files, columns and the time zone exist, what a preset platform
  /// needs of its source, whether the workflows' order is free of circles.
  /// - Parameters:
  ///   - shownPath: what messages call the file.
  ///   - knownPlatforms: names of the platform presets, `generic` among them.
  /// - Throws: all faults of the file at once.
  package static func read(
    text: String, shownPath: String, knownPlatforms: [String]
  ) throws(PipelineFileError) -> Pipeline {
    let faults = FaultLog()
    let reader = PipelineReader(knownPlatforms: knownPlatforms, faults: faults)
    let document = YAMLDocument.read(text, faults: faults)
    let pipeline = document.flatMap(reader.pipeline)
    guard let pipeline, faults.isEmpty else {
      throw PipelineFileError(shownPath: shownPath, faults: faults.sorted())
    }
    return pipeline
  }
}

/// Reads the sections of a pipeline file; each has a file of its own.
///
/// Readers give back something also where they found a fault, so that all faults are found; what
/// they give is used only when there was none.
struct PipelineReader {
  enum Key: String, CaseIterable {
    case version, name
    case timeZone = "time_zone"
    case asOf = "as_of"
    case asOfLagDays = "as_of_lag_days"
    case runs, accounts, sources, segments, ladders, workflows, exclude
    case onExclude = "on_exclude"
    case overrides, contacts, exports, guards, retired, archive
    case onSuccess = "on_success"
    case onFailure = "on_failure"
  }

  let knownPlatforms: [String]
  let faults: FaultLog

  func pipeline(from document: YAMLValue) -> Pipeline? {
    let root = Cursor(value: document, subject: "a pipeline file", key: nil, faults: faults)
    guard let fields = root.fields(Key.self) else { return nil }
    checkVersion(fields.required(.version))
    let name = fields.required(.name)?.text()
    let runsFolder = fields.required(.runs)?.text()
    let sources = sources(fields.required(.sources))
    let segments = segments(fields.required(.segments))
    let retired = retired(fields.optional(.retired))
    checkFormerIDs(segments, retired)
    let exports = exports(fields.optional(.exports), segments: segments.names)
    checkContacts(fields.optional(.contacts), exports)
    var pipeline = Pipeline(
      name: name ?? "",
      timeZone: timeZone(fields.optional(.timeZone)),
      asOf: asOf(fields),
      runsFolder: runsFolder ?? "",
      accounts: fields.optional(.accounts).flatMap(accounts),
      sources: sources.all,
      segments: segments.all,
      ladders: ladders(fields.optional(.ladders), segments: segments),
      workflows: workflows(
        fields.required(.workflows), segments: segments, sources: sources.names),
      exclude: segments.names.ids(fields.optional(.exclude)).map { SegmentID($0.value) },
      onExclude: onExclude(fields),
      overrides: fields.optional(.overrides)?.text(),
      exports: exports.uploads,
      guards: guards(fields.optional(.guards)))
    pipeline.uploadOptions = exports.options
    pipeline.contacts = fields.optional(.contacts).flatMap(contacts)
    pipeline.retired = retired.map { SegmentID($0.value) }
    pipeline.archive = fields.optional(.archive)?.text()
    pipeline.onSuccess = fields.optional(.onSuccess).map(command) ?? []
    pipeline.onFailure = fields.optional(.onFailure).map(command) ?? []
    return pipeline
  }

  private func checkVersion(_ cursor: Cursor?) {
    guard let cursor, let version = cursor.integer(in: 0...Int.max), version != 1 else { return }
    cursor.report(.unsupportedVersion(version))
  }

  private func onExclude(_ fields: Fields<Key>) -> Pipeline.ExclusionEffect {
    guard let cursor = fields.optional(.onExclude) else { return .hold }
    if !fields.isStated(.exclude) { cursor.report(.onExcludeAlone) }
    return cursor.choice() ?? .hold
  }
}
