import AdModel
import Normalize

/// Finds the account that a person's text means.
struct AccountQuery {
  /// How many candidates are named; the rest are counted.
  private static let namedLimit = 10
  /// How much longer or shorter a name may get by folding.
  private static let foldingSlack = 2

  let text: String
  let run: DecidedRun
  let resolver: AccountResolver

  /// - Throws: `RunFailure` when it means several accounts or none.
  func account() throws(RunFailure) -> (index: AccountIndex, foundBy: String) {
    switch resolver.find(text, in: run.accounts.resolution) {
    case .one(let index, let by): return (index, by)
    case .several(let accounts): throw .accountAmbiguous(text, candidates(accounts))
    case .none: throw .accountUnknown(text, nearest: nearest(), isUnmatched: isUnmatched)
    }
  }

  private func candidates(_ accounts: [AccountIndex]) -> String {
    let more = accounts.count - AccountQuery.namedLimit
    return accounts.prefix(AccountQuery.namedLimit).map { shown(run.table[$0]) }
      .joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  private func shown(_ account: Account) -> String {
    let name = account.name.isEmpty ? account.domain : account.name
    return "'\(account.id)'" + (name.isEmpty ? "" : " (\(name))")
  }

  /// Accounts that go by something most like the text.
  private func nearest() -> [String] {
    var accounts: [String: Account] = [:]
    var texts: [String] = []
    let length = text.unicodeScalars.count
    for account in run.table.accounts {
      for candidate in resolver.texts(of: account) where accounts[candidate] == nil {
        let other = candidate.unicodeScalars.count
        // Others are too far off, and a million names take their time.
        guard abs(other - length) <= max(1, max(other, length) / 3) + AccountQuery.foldingSlack
        else { continue }
        accounts[candidate] = account
        texts.append(candidate)
      }
    }
    var shown: [String] = []
    for text in nearestNames(to: text, among: texts) {
      guard let account = accounts[text].map(self.shown), !shown.contains(account) else { continue }
      shown.append(account)
    }
    return shown
  }

  /// Whether exports name a company like this that has no account.
  private var isUnmatched: Bool {
    let wanted = FoldedText(text)
    return run.accounts.batches.contains { batch in
      zip(batch.identities, batch.outcomes).contains { identity, outcome in
        guard case .unmatched = outcome else { return false }
        return [identity.name, identity.domain, identity.linkedIn, identity.listID]
          .contains { !$0.isEmpty && FoldedText($0) == wanted }
      }
    }
  }
}

extension RunFailure {
  static func accountAmbiguous(_ text: String, _ candidates: String) -> RunFailure {
    RunFailure(
      kind: "account_ambiguous", place: "'\(text)'",
      what: "several accounts go by this: \(candidates)", mend: "give the id of the one you mean")
  }

  static func accountUnknown(
    _ text: String, nearest: [String], isUnmatched: Bool
  ) -> RunFailure {
    let what =
      isUnmatched
      ? "exports name this company, but no account goes by it, so nothing it did counts"
      : "no account goes by this"
    let near =
      nearest.isEmpty
      ? "" : "; the closest \(nearest.count == 1 ? "is" : "are") \(nearest.joined(separator: ", "))"
    return RunFailure(
      kind: "account_unknown", place: "'\(text)'", what: what + near,
      mend: isUnmatched
        ? "add it to the account list, or an alias that says which account it is"
        : "give an account's id, name, domain or LinkedIn page")
  }
}
