import AdModel
import CSV
import Normalize
import Runs

/// Aliases that would give companies of the exports an account: suggestions for a person to look at,
/// which no run decides anything by.
package struct AliasSuggestions: Sendable {
  package struct Suggestion: Codable, Hashable, Sendable {
    package var account_id: String
    package var account_name: String
    /// `domain`, `linkedin` or `name`.
    package var kind: String
    package var value: String
    /// 0 to 1, with three decimals.
    package var score: Double
    /// What exports say of the company; the line matches all these names. None or blank where they
    /// say nothing.
    package var names: [String]
    package var domain: String
    package var linkedin: String
    /// Standing engagements that have no account now.
    package var engagements: Int64
    package var sources: [String]
    /// Other accounts that it may be.
    package var others: [String]
  }

  /// Companies with most engagements first.
  package let suggestions: [Suggestion]
  /// Companies of the exports that have no account, with a suggestion or without.
  package let unmatchedCount: Int

  /// - Parameter leastScore: in thousandths; nearness below it suggests nothing.
  /// - Throws: what a run throws that decides nothing, and `RunFailure` for a pipeline without list.
  package static func make(
    _ request: RunRequest, _ surroundings: RunSurroundings, leastScore: Int
  ) throws -> AliasSuggestions {
    let resolved = try PipelineRun.resolveAccounts(request, surroundings)
    guard resolved.pipeline.accounts?.file != nil else {
      throw RunFailure.noAccountList(pipeline: request.pipelinePath)
    }
    return AliasSuggestions(resolved.accounts, leastScore: leastScore)
  }

  init(_ accounts: AccountStage, leastScore: Int) {
    let unmatched = accounts.nearest()
    let nearest = unmatched.filter { ($0.value.first?.score ?? 0) >= leastScore }
    // By line: what the companies are nearest to that it would match, nil for one near to none.
    var meant: [AliasLine: Set<AccountIndex?>] = [:]
    for identity in unmatched.keys where !identity.name.isEmpty {
      guard let line = AliasLine(accounts.nearness.alias(for: identity)) else { continue }
      meant[line, default: []].insert(nearest[identity]?.first?.account)
    }
    var companies: [AliasLine: Company] = [:]
    for batch in accounts.batches {
      for (place, outcome) in batch.outcomes.enumerated() {
        guard case .unmatched(.notInList, _) = outcome else { continue }
        let identity = batch.identities[place]
        guard let near = nearest[identity],
          var line = AliasLine(accounts.nearness.alias(for: identity))
        else { continue }
        // A domain of several companies: their names tell them apart.
        if (meant[line]?.count ?? 0) > 1 {
          guard
            let named = AliasLine(accounts.nearness.alias(for: RawIdentity(name: identity.name)))
          else { continue }
          line = named
        }
        companies[line, default: Company(identity: identity, near: near)]
          .add(identity, near, batch.engagements[place], from: batch.source)
      }
    }
    self.unmatchedCount = unmatched.count
    self.suggestions = companies.map { line, company in
      Suggestion(line, company, accounts.table)
    }.sorted()
  }
}

/// What an alias file would say of some account. One line for all that it would match: two for two
/// accounts would decide nothing.
private struct AliasLine: Hashable {
  let kind: AccountAlias.Kind
  let value: String

  init?(_ alias: (kind: AccountAlias.Kind, value: String)?) {
    guard let alias else { return nil }
    (kind, value) = alias
  }
}

/// Identities that one alias line would give an account.
private struct Company {
  /// The one to show: the first by what it says.
  var identity: RawIdentity
  var near: [NearestAccount]
  var engagements: Int64 = 0
  var sources: Set<String> = []
  /// All that exports call it.
  var names: Set<String> = []
  /// What else its identities are nearest to.
  var rivals: Set<AccountIndex> = []

  mutating func add(
    _ other: RawIdentity, _ otherNear: [NearestAccount], _ count: Int64, from source: String
  ) {
    engagements = engagements.addingWithinRange(count)
    sources.insert(source)
    if !other.name.isEmpty { names.insert(other.name) }
    rivals.formUnion(otherNear.map(\.account))
    let isFurther = otherNear[0].score > near[0].score
    let isSooner =
      otherNear[0].score == near[0].score
      && (other.name.isEmpty == identity.name.isEmpty
        ? other.precedes(identity) : identity.name.isEmpty)
    if isFurther || isSooner { (identity, near) = (other, otherNear) }
  }
}

extension RawIdentity {
  /// By the bytes of what it says, name first.
  fileprivate func precedes(_ other: RawIdentity) -> Bool {
    let pairs = [
      (name, other.name), (domain, other.domain), (linkedIn, other.linkedIn),
      (listID, other.listID), (country, other.country),
    ]
    return pairs.first { !$0.hasBytes(of: $1) }.map { $0.precedesInBytes($1) } ?? false
  }
}

extension AliasSuggestions.Suggestion: Comparable {
  fileprivate init(_ line: AliasLine, _ company: Company, _ table: AccountTable) {
    self.init(
      account_id: table[company.near[0].account].id.text,
      account_name: table[company.near[0].account].name,
      kind: line.kind.rawValue, value: line.value, score: Double(company.near[0].score) / 1000,
      names: company.names.sortedInBytes(), domain: company.identity.domain,
      linkedin: company.identity.linkedIn, engagements: company.engagements,
      sources: company.sources.sortedInBytes(),
      others: company.rivals.subtracting([company.near[0].account]).sorted()
        .map { table[$0].id.text })
  }

  /// More engagements first, then nearer ones, then by what the line says.
  package static func < (left: Self, right: Self) -> Bool {
    if left.engagements != right.engagements { return left.engagements > right.engagements }
    if left.score != right.score { return left.score > right.score }
    for (one, other) in [
      (left.account_id, right.account_id), (left.kind, right.kind), (left.value, right.value),
    ] where !one.hasBytes(of: other) {
      return one.precedesInBytes(other)
    }
    return false
  }
}

// MARK: - How it is written

extension AliasSuggestions.Suggestion {
  /// `0.962`.
  package var scoreText: String { Int((score * 1000).rounded()).asScore }

  /// A line of an alias file, LF at its end.
  package var aliasLine: String {
    var line = NormalizedCSV()
    line.row([account_id, kind, value])
    let text = String(decoding: line.bytes, as: UTF8.self)
    // Without the quotes the line would be a comment.
    return account_id.hasPrefix("# ") && !text.hasPrefix("\"")
      ? "\"\(account_id)\"\(text.dropFirst(account_id.count))" : text
  }
}

extension AliasSuggestions {
  /// Keys sorted, two spaces, LF at the end.
  package func json() throws -> [UInt8] { try RunJSON.bytes(suggestions) }
}
