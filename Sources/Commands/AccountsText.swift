import Pipelines

/// What `accounts` found, for people.
enum AccountsText {
  static func text(_ check: AccountListCheck) -> String {
    var lines = check.findings.flatMap(AccountsText.lines)
    if let fault = check.fault {
      lines += ["Fault, which would end a run"] + AccountsText.lines(fault)
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(
      "\(count(check.accountCount, "account")), \(count(check.aliasCount, "alias", "aliases")): "
        + "\(count(check.findings.count, "finding")), \(check.fault == nil ? "no" : "1") fault")
    return lines.map { $0.onOnePlainLine + "\n" }.joined()
  }

  private static func lines(_ lint: Lint) -> [String] {
    [
      "\(lint.place): \(lint.message) (\(lint.kind))",
      "  to mend it: \(lint.remedy)",
    ]
  }

  /// Lines of an alias file, each below a comment that says why.
  static func aliasLines(_ suggestions: AliasSuggestions) -> String {
    suggestions.suggestions.map { why($0) + $0.aliasLine }.joined()
  }

  /// How many names of one company are shown; the rest are counted.
  private static let namedLimit = 3

  private static func why(_ suggestion: AliasSuggestions.Suggestion) -> String {
    let names = suggestion.names.prefix(namedLimit).joined(separator: " / ")
    let more = suggestion.names.count - namedLimit
    let said = [
      names + (more > 0 ? " and \(more) more" : ""), suggestion.domain, suggestion.linkedin,
    ].filter { !$0.isEmpty }
    let others =
      suggestion.others.isEmpty ? "" : "; near too: \(suggestion.others.joined(separator: ", "))"
    let why =
      "# \(suggestion.scoreText) \(said.joined(separator: " | ")) "
      + "(\(suggestion.sources.joined(separator: ", ")): "
      + "\(count(Int(suggestion.engagements), "engagement"))) is nearest to "
      + "\(suggestion.account_name)\(others)"
    // A quote would open a field of the file that the line is pasted into.
    return why.replacing("\"", with: "'").onOnePlainLine + "\n"
  }

  static func summary(_ suggestions: AliasSuggestions) -> String {
    let number = suggestions.suggestions.count
    return "\(count(number, "alias", "aliases")) suggested for "
      + "\(count(suggestions.unmatchedCount, "company", "companies")) without an account\n"
  }

  private static func count(_ number: Int, _ one: String, _ several: String? = nil) -> String {
    "\(number) \(number == 1 ? one : several ?? one + "s")"
  }
}
