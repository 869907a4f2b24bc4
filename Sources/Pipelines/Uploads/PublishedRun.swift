import AdModel
import Export
import Runs

/// A published run as uploads are made from it: its pipeline, its accounts, and who of each segment
/// nothing held from uploads.
struct PublishedRun {
  let folder: RunFolder
  /// As the run recorded it.
  let pipeline: Pipeline
  let accounts: AccountTable
  private let tables: RunTables

  /// - Throws: `FileFault`; `RunFailure` for a run without uploads, one that was changed, or one
  ///   whose pipeline file this program can no longer read.
  init(_ folder: RunFolder) throws {
    self.folder = folder
    let record = folder.manifest.pipeline
    do {
      self.pipeline = try PipelineText(path: record.file, text: record.text).pipeline
    } catch let faults as PipelineFileError {
      throw RunFailure.recordedPipelineBroken(folder, faults.faults[0])
    }
    self.tables = try RunTables(of: folder)
    guard tables.uploads != nil else { throw RunFailure.runWithoutUploads(folder) }
    self.accounts = AccountTable(tables.accounts.map { ($0, true) })
  }

  /// In the order of its pipeline file.
  var uploads: [Upload] { folder.manifest.uploadRecords.map(\.upload) }

  /// Members of a segment that nothing held from all uploads, sorted.
  func members(of segment: SegmentID) -> [AccountIndex] {
    let holds = tables.holds[segment] ?? [:]
    let free = tables.members.accounts(in: segment).filter { account in
      let reasons = HoldReason.list(holds[account] ?? "")
      return reasons.allSatisfy { if case .lacking = $0 { true } else { false } }
    }
    return Set(free.compactMap(accounts.index)).sorted()
  }

  /// Accounts that no upload of a segment may reach, sorted: those that an excluding segment holds,
  /// and those with a ban.
  func keptOut(of segment: SegmentID) -> [AccountIndex] {
    var ids = (tables.holds[segment] ?? [:])
      .filter { HoldReason.list($0.value).contains(.banned) }.map(\.key)
    if !pipeline.exclude.contains(segment) {
      ids += pipeline.exclude.flatMap(tables.members.accounts)
    }
    return Set(ids.compactMap(accounts.index)).sorted()
  }

  /// The rows of an upload's published files; nil when it has none such, or of another form.
  ///
  /// - Throws: `FileFault`; `RunFailure` for a file that is not as the run wrote it.
  func records(of upload: Upload, _ form: UploadForm) throws -> [[String]]? {
    guard let record = folder.manifest.uploadRecord(of: upload) else { return nil }
    return form.records(in: try record.files.map(folder.rowsOfUpload))
  }

  /// How personal data stands in an upload; nil where there is none, or no such upload.
  func hashing(of upload: Upload) -> String? {
    folder.manifest.uploadRecord(of: upload)?.hashing
  }
}

extension RunFailure {
  fileprivate static func runWithoutUploads(_ run: RunFolder) -> RunFailure {
    RunFailure(
      kind: "run_without_uploads", place: run.path,
      what: "this run has no uploads: it stopped after stage '\(run.manifest.until)'",
      mend: "name a run that was published, or written whole with --to")
  }
}
