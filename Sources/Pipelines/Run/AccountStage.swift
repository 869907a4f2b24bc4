import AdModel
import CSV
import Files
import Ingest
import Normalize
import Runs

/// The second stage: who the raw identities of exports and segment files are.
struct AccountStage {
  let resolution: AccountResolution
  /// Nil when nothing more is to be resolved.
  let resolver: AccountResolver?
  /// The ids of its table as tables write them, by index.
  let ids: FieldTable
  /// One per source of the pipeline, then one per segment file.
  let batches: [ResolvedBatch]
  /// One per identity of the standing counts.
  let accountOfIdentity: [AccountIndex?]
  /// By `from:` segment: its accounts, sorted.
  let fileMembers: [SegmentID: [AccountIndex]]
  /// Finds accounts near to identities that have none.
  let nearness: NearnessSeeker
  let warnings: [RunWarning]
  /// Accounts of the base that have gone from the list.
  let missingCount: Int
  /// The members the run starts from.
  var before: [Membership] = []
  var overrideFile: OverrideFile?

  /// What is resolved in one go.
  struct Input {
    var pipeline: Pipeline
    var inputs: RunInputs
    var counts: StandingCounts
    var segmentFiles: [(segment: SegmentID, file: SegmentFile)]
    var base: AccountRecords
    var extraIDs: [AccountID]
    /// Number of threads, at least 1.
    var jobs: Int
    /// The account list and the rules, where they were read ahead.
    var reading: Ahead<Reading>?
    /// Whether more is to be resolved later.
    var keepsResolver = false
  }

  /// What is read to resolve identities.
  struct Reading: Sendable {
    let rules: KeyRules
    /// Nil where the pipeline has none.
    let list: ReadList?
  }

  /// The account list, and what the manifest says of its file.
  struct ReadList: Sendable {
    let list: AccountList
    let input: Manifest.Input
  }

  /// - Throws: `FileFault` and `RunFailure` for broken lists.
  init(_ input: Input, log: inout RunLog) throws {
    let sources = input.pipeline.sources
    let ranges = AccountStage.ranges(input.counts.identitySources, sourceCount: sources.count)
    let exported = ranges.map { IdentityStretch(input.counts.identities, $0) }
    let resolver = try AccountStage.resolver(
      input.pipeline, input.inputs, base: input.base, jobs: input.jobs, ahead: input.reading,
      log: &log)
    let resolution = resolver.resolve(
      exported + input.segmentFiles.map(\.file.identities), extraIDs: input.extraIDs)
    self.resolution = resolution
    self.resolver = input.keepsResolver ? resolver : nil
    self.nearness = resolver.nearness
    let accounts = resolution.table.accounts
    self.ids = unsafe FieldTable(count: accounts.count) { unsafe accounts.bytes(.id, of: $0) }

    var batches: [ResolvedBatch] = []
    for (index, source) in sources.enumerated() {
      batches.append(
        ResolvedBatch(
          source: source.name.text, identities: exported[index],
          outcomes: resolution.outcomes[index],
          engagements: Array(input.counts.identityEngagements[ranges[index]])))
    }
    self.accountOfIdentity = batches.flatMap { $0.outcomes.map(AccountStage.account) }

    var fileMembers: [SegmentID: [AccountIndex]] = [:]
    for (place, entry) in input.segmentFiles.enumerated() {
      let outcomes = resolution.outcomes[sources.count + place]
      batches.append(
        ResolvedBatch(
          source: "segment:\(entry.segment)", identities: entry.file.identities,
          outcomes: outcomes,
          engagements: [Int64](repeating: 0, count: outcomes.count)))
      fileMembers[entry.segment] = Set(outcomes.compactMap(AccountStage.account)).sorted()
    }
    self.fileMembers = fileMembers
    self.batches = batches
    self.warnings =
      resolution.warnings + AccountStage.conflicts(resolution, batches)
      + AccountStage.doubles(resolution)
    let joined = Set(resolution.joins.map(\.old))
    self.missingCount = resolution.baseIndices.enumerated().count { place, index in
      index.map { !resolution.table.isActive($0) } ?? false
        && !joined.contains(input.base.id(of: place))
    }
  }

  /// Where the identities of each source stand: source after source.
  static func ranges(_ identitySources: [Int], sourceCount: Int) -> [Range<Int>] {
    var end = 0
    return (0..<sourceCount).map { source in
      let start = end
      while end < identitySources.count, identitySources[end] == source { end += 1 }
      return start..<end
    }
  }

  var table: AccountTable { resolution.table }

  /// By identity that the list has no account for: the accounts nearest to it, if any are near.
  func nearest() -> [RawIdentity: [NearestAccount]] {
    var wanted: [RawIdentity] = []
    var seen: Set<RawIdentity> = []
    for batch in batches {
      for (identity, outcome) in zip(batch.identities, batch.outcomes) {
        if case .unmatched(.notInList, _) = outcome, seen.insert(identity).inserted {
          wanted.append(identity)
        }
      }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(wanted, nearness.nearest(to: wanted, in: table)))
  }

  /// Accounts whose standing engagements add up to 1 or more; exports also name companies that saw
  /// an ad and did nothing.
  var engagedCount: Int {
    var engagements = [Int64](repeating: 0, count: table.count)
    for batch in batches {
      for (outcome, count) in zip(batch.outcomes, batch.engagements) {
        if let account = AccountStage.account(outcome) {
          engagements[Int(account.number)] += count
        }
      }
    }
    return engagements.count { $0 > 0 }
  }

  /// Reads the account list and the reference data.
  static func read(_ pipeline: Pipeline, _ inputs: RunInputs) throws -> Reading {
    let rules = try KeyRules.builtIn(sharedDomains: pipeline.accounts?.sharedDomains ?? [])
    guard let settings = pipeline.accounts, let file = settings.file else {
      return Reading(rules: rules, list: nil)
    }
    let path = try inputs.path(of: file, .accounts)
    let list = ReadList(
      list: try AccountList.read(path: path, columns: settings.columns),
      input: try inputs.record(file, .accounts))
    return Reading(rules: rules, list: list)
  }

  /// - Parameters:
  ///   - base: accounts of the run that this one starts from.
  ///   - ahead: what `read` gives, where that was done ahead.
  static func resolver(
    _ pipeline: Pipeline, _ inputs: RunInputs, base: AccountRecords, jobs: Int,
    ahead: Ahead<Reading>? = nil, log: inout RunLog
  ) throws -> AccountResolver {
    let settings = pipeline.accounts
    let read = if let ahead { try ahead.get() } else { try read(pipeline, inputs) }
    if let list = read.list { log.inputs.append(list.input) }
    var aliases: AccountAliases?
    if let file = settings?.aliases {
      aliases = try AccountAliases.read(path: try inputs.path(of: file, .aliases))
      log.inputs.append(try inputs.record(file, .aliases))
    }
    return try AccountResolver(
      list: read.list?.list, aliases: aliases, unmatched: settings?.unmatched ?? .create,
      rollUp: settings?.rollUp, rules: read.rules, base: base, jobs: jobs)
  }

  static func account(_ outcome: IdentityOutcome) -> AccountIndex? {
    if case .matched(let account, _) = outcome { account } else { nil }
  }

  /// How many conflicts and doubles are named; the rest are counted.
  private static let namedLimit = 20

  private static func conflicts(
    _ resolution: AccountResolution, _ batches: [ResolvedBatch]
  ) -> [RunWarning] {
    let named = resolution.conflicts.prefix(namedLimit).map { conflict in
      let identity = batches[conflict.batch].identities[conflict.identity]
      let others = conflict.named.map { "'\(resolution.table[$0].id)'" }.joined(separator: ", ")
      return RunWarning(
        kind: "name_conflict", place: batches[conflict.batch].source,
        message: "domain '\(identity.domain)' is account "
          + "'\(resolution.table[conflict.account].id)', but name '\(identity.name)' is \(others); "
          + "the domain decides")
    }
    return named + rest(resolution.conflicts.count, kind: "name_conflict", "name conflicts")
  }

  private static func doubles(_ resolution: AccountResolution) -> [RunWarning] {
    let named = resolution.probableDoubles.prefix(namedLimit).map { double in
      RunWarning(
        kind: "probable_double", place: "accounts",
        message: "created accounts "
          + double.accounts.prefix(5).map { "'\(resolution.table[$0].id)'" }
          .joined(separator: ", ")
          + (double.accounts.count > 5 ? " and \(double.accounts.count - 5) more" : "")
          + " are probably one (same \(double.key.rawValue)); an alias of kind id joins them")
    }
    return named
      + rest(resolution.probableDoubles.count, kind: "probable_double", "probable doubles")
  }

  private static func rest(_ count: Int, kind: String, _ what: String) -> [RunWarning] {
    count > namedLimit
      ? [
        RunWarning(
          kind: kind, place: "accounts", message: "and \(count - namedLimit) more \(what)")
      ] : []
  }
}
