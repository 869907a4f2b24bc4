import AdModel
import Ingest

/// The guards: limits that stop a run before it is published.
struct GuardCheck {
  /// A guard that tripped.
  struct Trip: Equatable {
    /// `max_removed`, `became_empty`…
    var name: String
    /// The segment or source it looks at.
    var subject: String
    var what: String

    /// `max_removed:low`, as `--accept` takes it.
    var shown: String { "\(name):\(subject)" }
  }

  /// What `max_missing_accounts` looks at, as `--accept` takes it.
  static let accountsSubject = "accounts"

  /// What `max_rejected_rows` calls the file of contacts.
  static let contactsSubject = "contacts"

  private(set) var trips: [Trip] = []
  /// Accepted guards that did trip, as they are recorded.
  private(set) var accepted: [String] = []
  private let guards: Guards
  private let acceptedNames: [String]

  init(_ guards: Guards, accepted: [String]) {
    self.guards = guards
    self.acceptedNames = accepted
  }

  private mutating func trip(_ name: String, _ subject: String, _ what: String) {
    let trip = Trip(name: name, subject: subject, what: what)
    if acceptedNames.contains(name) || acceptedNames.contains(trip.shown) {
      if !accepted.contains(trip.shown) { accepted.append(trip.shown) }
    } else if !trips.contains(trip) {
      trips.append(trip)
    }
  }

  /// - Throws: all guards that tripped and were not accepted, as one failure.
  func check() throws(RunFailure) {
    if !trips.isEmpty { throw .guardsTripped(trips) }
  }

  // MARK: - Inputs

  mutating func look(at exports: [Export], sources: [Source]) {
    for export in exports {
      let kept = export.recordCount - export.rejectedCount
      let keptRowBytes = max(1, (export.textByteCount - export.rejectedByteCount) / max(1, kept))
      // A rejected record may stand for many rows, when a quote swallowed them.
      let rows = max(export.rejectedCount, export.rejectedByteCount / keptRowBytes)
      let limit = guards.maxRejectedRows
      guard rows * 100 > limit.percent * max(1, kept + rows), rows >= limit.atLeast else {
        continue
      }
      trip(
        "max_rejected_rows", sources[export.source].name.text,
        "\(export.rejectedCount) of \(export.recordCount) rows of \(export.shownPath) were "
          + "rejected")
    }
  }

  mutating func look(at file: SegmentFile, of segment: SegmentID) {
    lookAtRejected(
      file.rejectedCount, of: file.rowCount, file.shownPath, subject: segment.text,
      use: "segment '\(segment)' is made from")
  }

  mutating func look(at file: ContactFile) {
    lookAtRejected(
      file.rejectedCount, of: file.rowCount, file.shownPath, subject: GuardCheck.contactsSubject,
      use: "uploads of people are made from")
  }

  /// Looks at the rows of a list, of which each rejected one is one.
  private mutating func lookAtRejected(
    _ count: Int, of rowCount: Int, _ shownPath: String, subject: String, use: String
  ) {
    let limit = guards.maxRejectedRows
    guard count * 100 > limit.percent * rowCount, count >= limit.atLeast else { return }
    trip(
      "max_rejected_rows", subject,
      "\(count) of \(rowCount) rows of \(shownPath) were rejected, which \(use)")
  }

  mutating func look(atMissing sources: [SourceName]) {
    for source in sources where guards.missingSource == .error {
      trip("missing_source", source.text, "no file was found for source '\(source)'")
    }
  }

  mutating func look(at drops: [Restatement.Drop]) {
    guard let limit = guards.maxRestatedDrop else { return }
    for drop in drops {
      let lost = drop.companiesBefore - drop.companiesAfter
      guard lost * 100 > limit.percent * drop.companiesBefore, lost >= limit.atLeast else {
        continue
      }
      trip("max_restated_drop", drop.source.text, GuardCheck.text(drop))
    }
  }

  private static func text(_ drop: Restatement.Drop) -> String {
    let companies = "\(drop.companiesAfter) compan\(drop.companiesAfter == 1 ? "y" : "ies")"
    let part = drop.part.map { " of part '\($0)'" } ?? ""
    let hint =
      drop.part == nil ? "; if these are two parts of one report, put {part} into 'files'" : ""
    return "\(drop.newerPath) names \(companies) for campaign '\(drop.campaign)'\(part) "
      + "on \(drop.day), where \(drop.olderPath) named \(drop.companiesBefore)\(hint)"
  }

  /// - Parameters:
  ///   - missing: accounts of the base that are no longer in the list.
  ///   - known: accounts of the base.
  mutating func look(atMissingAccounts missing: Int, of known: Int) {
    guard let limit = guards.maxMissingAccounts, missing * 100 > limit.percent * known,
      missing >= limit.atLeast
    else { return }
    trip(
      "max_missing_accounts", GuardCheck.accountsSubject,
      "\(missing) of \(known) accounts of the base run are no longer in the account list")
  }

  // MARK: - Membership and uploads

  /// The size of a segment or an upload before and after.
  struct Movement {
    /// For `--accept`.
    var segment: SegmentID
    /// For people: `segment 'low'`.
    var subject: String
    var before: Int
    var added: Int
    /// Without those that moved up the ladder.
    var removed: Int
    var after: Int
  }

  mutating func look(at movement: Movement) {
    let segment = movement.segment.text
    if movement.before >= guards.becameEmptyAtLeast, movement.after == 0 {
      trip("became_empty", segment, "\(movement.subject) had \(movement.before) and has none now")
    }
    let removed = guards.maxRemoved
    if movement.removed * 100 > removed.percent * movement.before,
      movement.removed >= removed.atLeast
    {
      trip(
        "max_removed", segment,
        "\(movement.subject) would lose \(movement.removed) of \(movement.before)")
    }
    if let added = guards.maxAdded, movement.added * 100 > added.percent * movement.before,
      movement.added >= added.atLeast
    {
      trip(
        "max_added", segment,
        "\(movement.subject) would gain \(movement.added) on \(movement.before)")
    }
  }
}
