import AdModel
import Export
import Runs

/// The uploads that are to be made from a published run, and how.
struct WantedUploads {
  /// In the order of the run's pipeline file.
  let uploads: [Upload]
  private let options: [Upload: UploadOptions]
  private let run: PublishedRun
  private let jobs: Int

  /// - Throws: `RunFailure` for a segment without uploads, for a format that is not there, and for
  ///   a hashing that it does not take.
  init(_ request: UploadRequest, _ run: PublishedRun) throws {
    self.run = run
    self.jobs = request.jobs
    let segments = try WantedUploads.segments(request, run)
    guard let name = request.format else {
      if request.hashing != nil { throw RunFailure.hashingWithoutFormat() }
      self.uploads = run.uploads.filter { segments.contains($0.segment) }
      self.options = Dictionary(
        uploads.map { ($0, run.pipeline.options(of: $0)) }, uniquingKeysWith: { $1 })
      return
    }
    var ofFormat = UploadOptions()
    if let own = run.uploads.first(where: { $0.format == name }) {
      ofFormat.layout = run.pipeline.options(of: own).layout
    }
    let format = ofFormat.layout == nil ? UploadFormat.named(name) : .custom
    guard let format, format.options.contains(.layout) == (ofFormat.layout != nil) else {
      throw RunFailure.formatUnknown(name, run)
    }
    if let hashing = request.hashing, !format.hashings.contains(hashing) {
      throw RunFailure.hashingNotTaken(hashing, by: format)
    }
    self.uploads = segments.map { Upload(segment: $0, format: name) }
    var options: [Upload: UploadOptions] = [:]
    for upload in uploads {
      options[upload] = run.pipeline.uploadOptions[upload] ?? ofFormat
      if let hashing = request.hashing { options[upload]?.hashing = hashing }
    }
    self.options = options
  }

  /// Those that are wanted of the segments with uploads, in the order of the run's pipeline file.
  private static func segments(
    _ request: UploadRequest, _ run: PublishedRun
  ) throws -> [SegmentID] {
    var there: [SegmentID] = []
    for upload in run.uploads where !there.contains(upload.segment) {
      there.append(upload.segment)
    }
    guard !request.segments.isEmpty else { return there }
    let wanted = try request.segments.map { text in
      let segment = run.pipeline.segments.first { $0.id.text == text || $0.name == text }
      guard let segment else { throw RunFailure.segmentUnknown(text, run) }
      guard there.contains(segment.id) else { throw RunFailure.segmentNotUploaded(segment.id, run) }
      return segment.id
    }
    return there.filter(wanted.contains)
  }

  private func options(of upload: Upload) -> UploadOptions { options[upload] ?? UploadOptions() }

  private func format(of upload: Upload) -> UploadFormat {
    UploadFormat.of(upload, options(of: upload))
  }

  func form(of upload: Upload) -> UploadForm {
    run.pipeline.form(of: upload, options(of: upload))
  }

  /// Whether there is an upload of people that the run did not publish as it is wanted.
  var needsContacts: Bool {
    uploads.contains { format(of: $0).level == .contact && !isPublished($0, as: $0, in: run) }
  }

  /// Whether a run published an upload in the form that is wanted of one here.
  private func isPublished(_ old: Upload, as upload: Upload, in run: PublishedRun) -> Bool {
    run.folder.manifest.uploadRecord(of: old) != nil
      && (format(of: upload).level == .account
        || run.hashing(of: old) == options(of: upload).hashing.rawValue)
  }

  /// - Parameter contacts: nil when they are not needed.
  func selection(
    of upload: Upload, _ form: UploadForm, _ contacts: ContactBook?
  ) throws -> UploadSelection {
    if case .records = form.rows, isPublished(upload, as: upload, in: run),
      let records = try run.records(of: upload, form)
    {
      return UploadSelection(records: records)
    }
    return UploadSelection(
      form, members: run.members(of: upload.segment), keptOut: run.keptOut(of: upload.segment),
      accounts: run.accounts, contacts: contacts, jobs: jobs)
  }

  /// What another run held of an upload, by whatever id the segment had then.
  ///
  /// - Returns: nil for an upload of people that it did not publish.
  func before(
    _ upload: Upload, _ form: UploadForm, _ other: PublishedRun
  ) throws -> UploadBefore? {
    let ids = [upload.segment] + (run.pipeline.segment(upload.segment)?.was ?? [])
    if case .records = form.rows {
      let old = ids.map { Upload(segment: $0, format: upload.format) }
        .filter { isPublished($0, as: upload, in: other) }
      let records = try old.compactMap { try other.records(of: $0, form) }
      if !old.isEmpty, records.count == old.count { return .records(records.flatMap(\.self)) }
      if format(of: upload).level == .contact { return nil }
    }
    let uploaded = Set(other.uploads.map(\.segment))
    let there = ids.filter(uploaded.contains)
    let selection = UploadSelection(
      form, members: Set(there.flatMap(other.members)).sorted(),
      keptOut: Set(there.flatMap(other.keptOut)).sorted(), accounts: other.accounts, contacts: nil)
    if let records = selection.records { return .records(records) }
    let known = other.accounts.accounts
    return .accounts(
      EarlierAccounts(
        known: known, indices: run.accounts.indices(of: known, 0..<known.count),
        places: selection.accounts.map { Int($0.number) }))
  }
}

extension RunFailure {
  fileprivate static func hashingWithoutFormat() -> RunFailure {
    RunFailure(
      kind: "hashing_without_format", place: "--hashing",
      what: "it says how personal data stands in another format, and none is named",
      mend: "name one with --format, or leave it out")
  }

  fileprivate static func hashingNotTaken(
    _ hashing: Hashing, by format: UploadFormat
  ) -> RunFailure {
    RunFailure(
      kind: "hashing_not_taken", place: "--hashing",
      what: "the format '\(format.name)' takes no personal data as '\(hashing.rawValue)'",
      mend: format.hashings.isEmpty
        ? "leave it out: there is no personal data in it"
        : "it takes " + format.hashings.map(\.rawValue).joined(separator: " and "))
  }

  fileprivate static func formatUnknown(_ name: String, _ run: PublishedRun) -> RunFailure {
    let known =
      UploadFormat.all.filter { !$0.options.contains(.layout) }.map(\.name)
      + Set(run.uploads.filter { run.pipeline.options(of: $0).layout != nil }.map(\.format))
      .sortedInBytes()
    let near = nearestNames(to: name, among: known).first.map { "; did you mean '\($0)'?" } ?? ""
    return RunFailure(
      kind: "format_unknown", place: "--format",
      what: "there is no format '\(name)', nor does the run's pipeline describe it\(near)",
      mend: "'adsegments formats' lists them")
  }

  fileprivate static func segmentUnknown(_ name: String, _ run: PublishedRun) -> RunFailure {
    let known = run.pipeline.segments.flatMap { [$0.id.text, $0.name] }
    let near = nearestNames(to: name, among: known).first.map { "; did you mean '\($0)'?" } ?? ""
    return RunFailure(
      kind: "segment_unknown", place: "--segment",
      what: "the pipeline of this run has no segment '\(name)'\(near)",
      mend: "name a segment by its id or its name")
  }

  fileprivate static func segmentNotUploaded(
    _ segment: SegmentID, _ run: PublishedRun
  ) -> RunFailure {
    RunFailure(
      kind: "segment_not_uploaded", place: "--segment",
      what:
        "the run \(run.folder.shownName) has no upload of segment '\(segment)', so nobody looked "
        + "at who is to be kept out of one",
      mend: "add the segment to 'exports', and run the day again")
  }
}
