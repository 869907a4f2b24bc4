import AdModel
import Export
import Files
import Normalize
import Runs
import Workflows

/// The last stage: segments, uploads, and how they moved.
extension PipelineRun {
  mutating func export(
    _ applied: ApplyStage, _ accounts: AccountStage, _ lineage: Lineage, _ ingested: IngestStage
  ) throws -> ExportStage {
    let contacts = contactBook(ingested.contacts, accounts)
    let plan = UploadPlan(
      pipeline, applied.output, applied.overrides, accounts.table, asOf: ingested.asOf,
      contacts: contacts, jobs: request.jobs)
    let movements = SegmentMovements(
      pipeline, before: accounts.before, after: applied.output.memberships)
    let joins = Dictionary(
      accounts.resolution.joins.map { ($0.old, $0.new) }, uniquingKeysWith: { first, _ in first })
    let (pipeline, table) = (pipeline, accounts.table)
    let (base, indices) = (lineage.base, accounts.resolution.baseIndices)
    let uploads = try Parallel.map(pipeline.exports, jobs: request.jobs) { upload, _ in
      let form = pipeline.form(of: upload)
      let before = try UploadBefore(upload, form, pipeline.options(of: upload), base, indices)
      return UploadContent(
        upload, form, plan.selections[upload], accounts: table, before: before)
    }
    let moved = base.map { _ in
      Parallel.map(uploads, jobs: request.jobs) { upload in
        PipelineRun.guarded(upload, plan, movements, table, contacts, joins: joins)
      }
    }
    let results = segmentResults(movements, plan, moved)
    for (upload, content) in zip(pipeline.exports, uploads)
    where ingested.contacts != nil || !pipeline.isOfContacts(upload) {
      log.warnings += RunWarning.of(
        content, plan.selections[upload], contactsPath: ingested.contacts?.shownPath)
    }
    return ExportStage(
      plan: plan, movements: movements, uploads: uploads, results: results,
      uploadResults: uploads.map { .init($0, plan.selections[$0.upload]) }, contacts: contacts)
  }

  /// The contacts of each account; nil when they were not read.
  private mutating func contactBook(
    _ file: ContactFile?, _ accounts: AccountStage
  ) -> ContactBook? {
    guard let file, let resolver = accounts.resolver else { return nil }
    let book = file.book(resolver, accounts.resolution)
    if book.contacts.isEmpty, !file.contacts.isEmpty {
      log.warnings.append(
        RunWarning(
          kind: "contacts_without_account", place: file.shownPath,
          message: "none of its \(file.contacts.count) contacts belongs to an account of the run"))
    }
    return book
  }

  /// How an upload moved, as the guards look at it: by accounts, one of domains or people by its rows;
  /// nil when they are not known.
  private static func guarded(
    _ content: UploadContent, _ plan: UploadPlan, _ movements: SegmentMovements,
    _ accounts: AccountTable, _ contacts: ContactBook?, joins: [AccountID: AccountIndex]
  ) -> GuardCheck.Movement? {
    let upload = content.upload
    guard case .records(let rows) = content.form.rows else {
      var movement = movements.guarded(
        upload, old: content.accountsBefore?.today(accounts, joins: joins) ?? ([], 0),
        new: plan.accounts(of: upload))
      // Accounts that stay may all have lost what the platform finds them by.
      if case .accounts(let removed) = content.removed, removed.count > movement.removed {
        let above = movements.membersAbove(upload.segment)
        let isAbove = accounts.indices(of: removed, 0..<removed.count).map { index in
          index.map { above.holds($0) } ?? false
        }
        movement.removed = max(movement.removed, isAbove.count { !$0 })
      }
      return movement
    }
    if case .contacts = rows.origin, contacts == nil { return nil }
    let above = movements.membersAbove(upload.segment)
    return content.movement {
      UploadSelection(content.form, members: above, accounts: accounts, contacts: contacts)
    }
  }

  /// Sizes and movements of every segment, each shown to the guards, and its uploads too.
  ///
  /// - Parameter ofUploads: one per upload; nil without a base.
  private mutating func segmentResults(
    _ movements: SegmentMovements, _ plan: UploadPlan, _ ofUploads: [GuardCheck.Movement?]?
  ) -> [RunResults.SegmentResult] {
    pipeline.segments.map { segment in
      let movement = movements[segment.id]
      if let ofUploads {
        guards.look(at: movement.guarded(segment.id))
        for (upload, movement) in zip(pipeline.exports, ofUploads)
        where upload.segment == segment.id {
          if let movement { guards.look(at: movement) }
        }
      }
      return RunResults.SegmentResult(
        id: segment.id.text, name: segment.name, before: movement.before,
        entered: movement.entered.count, movedIn: movement.movedInCount,
        left: movement.left.count, movedOut: movement.movedOutCount, after: movement.after,
        uploaded: plan.members[segment.id]?.count,
        held: plan.members[segment.id].map { movement.after - $0.count })
    }
  }

  /// A warning when a rerun of a day has other files to upload than the run whose place it takes:
  /// those may have been uploaded already.
  func uploadsReplaced(_ lineage: Lineage, _ manifest: Manifest) -> [RunResults.Message] {
    let earlier = lineage.history.runs.filter {
      $0.asOf == lineage.name.asOf && $0 < lineage.name
    }
    guard let replaced = earlier.max(),
      let old = try? RunFolder(path: lineage.history.path(of: replaced))
    else { return [] }
    let before = old.manifest.digestsOfUploads
    let now = manifest.digestsOfUploads
    let changed = Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }
      .map { "\($0.format)/\($0.segment)" }.sortedInBytes()
    guard !changed.isEmpty else { return [] }
    let shown = changed.prefix(5).joined(separator: ", ")
    let rest = changed.count > 5 ? " and \(changed.count - 5) more" : ""
    return [
      .init(
        kind: "uploads_differ", place: lineage.name.description,
        message: "\(shown)\(rest) to upload \(changed.count == 1 ? "is" : "are") not as in "
          + "\(replaced), which this run replaces; if that was uploaded already, 'adsegments export "
          + "\(lineage.name) --against \(PipelineRun.reference(to: replaced)) --pipeline "
          + "\(request.pipelinePath) --to DIR' writes the difference")
    ]
  }

  /// A name that means this run whatever reruns the day has.
  private static func reference(to run: RunName) -> String {
    run.rerun == 1 ? "\(run).1" : run.description
  }

  /// What the last stage counted.
  func exportCounts(
    _ exported: ExportStage, _ contacts: ContactFile?
  ) -> [(name: String, value: Int)] {
    var counts = [("held", exported.plan.holds.count), ("uploads", pipeline.exports.count)]
    if let contacts {
      let matched = exported.contacts?.contacts.values.reduce(0) { $0 + $1.count } ?? 0
      counts += [
        ("contacts", contacts.rowCount), ("contacts_rejected", contacts.rejectedCount),
        ("contacts_unmatched", contacts.contacts.count - matched),
      ]
    }
    return counts
  }
}

extension Pipeline {
  /// Whether the rows of an upload are people.
  func isOfContacts(_ upload: Upload) -> Bool {
    UploadFormat.of(upload, options(of: upload)).level == .contact
  }
}

extension UploadPlan {
  /// Who goes into the uploads after a pass.
  ///
  /// - Parameters:
  ///   - overrides: expired ones included.
  ///   - contacts: nil when they were not read.
  ///   - jobs: number of threads, at least 1.
  init(
    _ pipeline: Pipeline, _ applied: WorkflowEngine.Output, _ overrides: [Override],
    _ table: AccountTable, asOf: CalendarDay, contacts: ContactBook? = nil, jobs: Int = 1
  ) {
    var bans: [SegmentID: Set<AccountIndex>] = [:]
    for override in overrides where override.action == .ban && override.holds(on: asOf) {
      bans[override.segment, default: []].insert(override.account)
    }
    self.init(
      pipeline, memberships: applied.memberships, accounts: table,
      exclusions: Dictionary(
        applied.exclusionHolds.map { ($0.account, $0.segments) }, uniquingKeysWith: { $1 }),
      bans: bans, contacts: contacts, jobs: jobs)
  }
}

extension UploadContent {
  /// How an upload of rows that stand for themselves moved against the base's.
  ///
  /// - Parameter above: the rows of the accounts on higher rungs: moving up is no removal.
  fileprivate func movement(above: () -> UploadSelection) -> GuardCheck.Movement? {
    guard case .records(let rows) = form.rows, case .records(let records) = whole else {
      return nil
    }
    let moved = rows.movement(from: recordsBefore, to: records)
    var goneCount = moved.gone.count
    if goneCount > 0 {
      var known = RowSet(by: rows.toldBy, of: above().records ?? [])
      goneCount = moved.gone.count { !known.contains($0) }
    }
    return GuardCheck.Movement(
      segment: upload.segment, subject: "upload \(upload.format)/\(upload.segment).csv",
      before: incomparableRowCount ?? moved.before,
      added: incomparableRowCount == nil ? moved.added : 0,
      removed: incomparableRowCount.map { max(0, $0 - moved.after) } ?? goneCount,
      after: moved.after)
  }
}

extension UploadBefore {
  /// What the base's upload held.
  ///
  /// - Parameter indices: one per account of the base: its index in the table of today.
  /// - Throws: `FileFault`; `RunFailure` for a file that is not as the run wrote it.
  init(
    _ upload: Upload, _ form: UploadForm, _ options: UploadOptions, _ base: BaseRun?,
    _ indices: [AccountIndex?]
  ) throws {
    guard let base else {
      self = .none
      return
    }
    let records = base.uploads(upload)
    guard case .records(let rows) = form.rows else {
      let (places, unknown) = base.uploadedAccounts(upload)
      self = .accounts(
        EarlierAccounts(
          known: base.accounts, indices: indices, places: places, unknown: unknown))
      return
    }
    if records.isEmpty {
      self = .none
      return
    }
    let files = try base.files(of: records)
    var isAlike = true
    if case .contacts = rows.origin {
      isAlike = records.allSatisfy { $0.hashing == options.hashing.rawValue }
    }
    if isAlike, let old = form.records(in: files) {
      self = .records(old)
    } else {
      self = .incomparable(rowCount: form.rowCount(in: files))
    }
  }
}

extension Manifest {
  /// By upload: the digests of its files.
  fileprivate var digestsOfUploads: [Upload: [String]] {
    Dictionary(
      uploadRecords.map { ($0.upload, digests(of: $0)) }, uniquingKeysWith: { $1 })
  }
}
