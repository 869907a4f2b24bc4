import AdModel
import CSV
import Export
import Files
package import Runs

/// Files to upload that are made from a published run, without running anything again: its own ones,
/// another format, or the difference to another run's.
package struct RunUploads {
  /// The name of the run.
  package let run: String
  /// That of the run the difference is to.
  package let against: String?
  package private(set) var warnings: [RunResults.Message] = []
  private var made: [UploadTable] = []
  private let jobs: Int
  /// Where the run lies.
  private let runs: String

  /// - Throws: `FileFault`; `RunFailure` for runs, segments and formats that are not there, and for
  ///   inputs that are needed and have changed since.
  package init(_ request: UploadRequest, _ surroundings: RunSurroundings) throws {
    let lookup = RunLookup(pipelinePath: request.pipelinePath)
    let path = try lookup.path(of: request.run, beside: request.against)
    let run = try PublishedRun(RunFolder(path: path))
    let other = try request.against.map {
      try PublishedRun(RunFolder(path: lookup.path(of: $0, beside: request.run)))
    }
    self.run = run.folder.shownName
    self.against = other?.folder.shownName
    self.jobs = request.jobs
    self.runs = Path.parent(of: Path.real(path) ?? path)
    let wanted = try WantedUploads(request, run)
    let reading =
      try wanted.needsContacts
      ? ContactReading(run, lookup, jobs: request.jobs, surroundings) : nil
    var warnings = reading?.warnings ?? []
    for upload in wanted.uploads {
      let form = wanted.form(of: upload)
      var before = UploadBefore.none
      if let other {
        guard let known = try wanted.before(upload, form, other) else {
          // One of several is left out; one that was asked for is refused.
          if request.format != nil { throw RunFailure.uploadNotPublished(upload, other) }
          warnings.append(.notCompared(upload, with: other))
          continue
        }
        before = known
      }
      let selection = try wanted.selection(of: upload, form, reading?.book)
      let content = UploadContent(
        upload, form, selection, accounts: run.accounts, before: before)
      made += try content.tables(
        run.accounts, in: "", files: other == nil ? [.whole] : [.added, .removed])
      if other == nil {
        warnings += RunWarning.of(content, selection, contactsPath: reading?.shownPath)
        warnings += RunWarning.leftOut(selection, of: upload)
      }
    }
    self.warnings = warnings.map {
      .init(kind: $0.kind, place: $0.place, message: $0.message)
    }
  }

  /// Refuses a folder beside published runs or in one: those are never changed.
  private static func checkOutsideRuns(_ destination: String) throws {
    var folder = Path.parent(of: destination)
    while Folder.kind(of: folder) == nil, folder != Path.parent(of: folder) {
      folder = Path.parent(of: folder)
    }
    guard var place = Path.real(folder) else { return }
    let isBesideRuns = Folder.kind(of: "\(place)/.lock") != nil
    while true {
      if isBesideRuns || Folder.kind(of: "\(place)/manifest.json") == .file {
        throw RunFailure.destinationInLineage(destination)
      }
      if place == Path.parent(of: place) { return }
      place = Path.parent(of: place)
    }
  }

  /// Relative to where they will be, with the number of their rows.
  package var files: [(path: String, rowCount: Int)] {
    made.map { ($0.table.path, $0.rowCount) }
  }

  /// What is written, when that is one file.
  ///
  /// - Throws: `RunFailure` when it is several.
  package func onlyFile() throws -> String {
    guard made.count == 1 else { throw RunFailure.severalUploads(made.map(\.table.path)) }
    let table = made[0].table
    let writer = CSVWriter()
    let sink = ByteCollector()
    for stretch in 0..<table.stretchCount {
      writer.begin(sink, columnCount: table.header.count, dialect: table.dialect)
      try table.write(stretch: stretch, to: writer)
      try writer.end()
    }
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// Writes all files below a folder, which appears whole or not at all.
  ///
  /// - Throws: `FileFault`; `RunFailure` when something is there already, or runs are.
  package func write(to destination: String) throws {
    try PipelineRun.checkOutside(destination, runs: runs)
    try RunUploads.checkOutsideRuns(destination)
    try PipelineRun.checkFree(destination)
    let writing = try RunWriting(to: destination, jobs: jobs)
    defer { writing.discard() }
    writing.begin(made.map(\.table))
    let staging = try writing.staging()
    try staging.finishTables()
    try staging.publish(as: destination)
  }
}

/// Keeps the bytes that are written.
private final class ByteCollector: ByteSink {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes.append(contentsOf: bytes)
  }
}

extension RunWarning {
  fileprivate static func notCompared(_ upload: Upload, with other: PublishedRun) -> RunWarning {
    RunWarning(
      kind: "upload_not_compared", place: "uploads/\(upload.format)/\(upload.segment).csv",
      message: "the run \(other.folder.shownName) has no such upload of this form, and who its "
        + "contacts were is not kept; no difference is written of it")
  }

  /// Members that the format cannot use.
  fileprivate static func leftOut(_ selection: UploadSelection, of upload: Upload) -> [RunWarning] {
    guard !selection.lacks.isEmpty else { return [] }
    let counts = selection.lacks.reduce(into: [String: Int]()) { $0[$1.what, default: 0] += 1 }
    let shown = counts.sorted { $0.key.precedesInBytes($1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return [
      RunWarning(
        kind: "members_left_out", place: "uploads/\(upload.format)/\(upload.segment).csv",
        message: "members that it has no row of: \(shown)")
    ]
  }
}

extension RunFailure {
  fileprivate static func uploadNotPublished(
    _ upload: Upload, _ run: PublishedRun
  ) -> RunFailure {
    RunFailure(
      kind: "upload_not_published", place: run.folder.path,
      what: "this run has no upload \(upload.format)/\(upload.segment) of this form, and who its "
        + "contacts were is not kept",
      mend: "compare with a run that has it")
  }

  fileprivate static func severalUploads(_ paths: [String]) -> RunFailure {
    RunFailure(
      kind: "several_uploads", place: paths.isEmpty ? "uploads" : paths[0],
      what: paths.isEmpty
        ? "there is no file to write" : "these are \(paths.count) files, and stdout takes one",
      mend: "name a folder with --to, or one segment and one format with --segment and --format")
  }
}
