internal import AdModel

extension AccountAliases {
  /// The lines of kind `id`, by the id that is joined to another.
  ///
  /// - Throws: `RunFailure` for an id that is joined to two accounts.
  func joins() throws -> [String: AccountAlias] {
    var joins: [String: AccountAlias] = [:]
    for alias in entries where alias.kind == .id {
      if let first = joins[alias.value], first.account != alias.account {
        throw RunFailure.aliasIDTwice(alias, firstLineNumber: first.lineNumber, path: path)
      }
      if joins[alias.value] == nil { joins[alias.value] = alias }
    }
    return joins
  }

  /// - Throws: `RunFailure` for ids that are joined in a circle, at the first line that leads in.
  func checkCircles(in joins: [String: AccountAlias]) throws {
    for start in entries where start.kind == .id {
      var chain = [AccountID(start.value)]
      var next = start.account
      while let alias = joins[next.text], !chain.contains(next) {
        chain.append(next)
        next = alias.account
      }
      guard let entry = chain.firstIndex(of: next) else { continue }
      throw RunFailure.circleOfAliases(
        Array(chain[entry...]), path: path, lineNumber: start.lineNumber)
    }
  }
}
