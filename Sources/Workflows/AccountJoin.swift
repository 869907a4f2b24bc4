package import AdModel

/// An account id that another one took over: an alias of kind `id`.
package struct AccountJoin: Hashable, Sendable {
  package let old: AccountIndex
  package let new: AccountIndex

  package init(old: AccountIndex, new: AccountIndex) {
    self.old = old
    self.new = new
  }
}

/// Where each joined account went in the end.
struct AccountSuccession {
  /// Old accounts and their last successor, by old account.
  let joins: [AccountJoin]
  private let successors: [AccountIndex: AccountIndex]

  /// - Parameter joins: in any order, chains included; of two for one old account the first counts.
  init(_ joins: [AccountJoin]) {
    var next: [AccountIndex: AccountIndex] = [:]
    for join in joins where next[join.old] == nil { next[join.old] = join.new }
    var successors: [AccountIndex: AccountIndex] = [:]
    for old in next.keys {
      var account = old
      // As many steps as there are joins: enough for any chain, and an end to a circle.
      for _ in 0..<next.count {
        guard let further = next[account] else { break }
        account = further
      }
      if account != old { successors[old] = account }
    }
    self.successors = successors
    self.joins = successors.map { AccountJoin(old: $0.key, new: $0.value) }
      .sorted { $0.old < $1.old }
  }

  func successor(of account: AccountIndex) -> AccountIndex { successors[account] ?? account }
}
