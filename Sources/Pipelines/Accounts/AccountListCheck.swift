import AdModel
import CSV
import Normalize
import Runs

/// What `adsegments accounts check` finds in an account list and its aliases: what makes matching
/// worse than it need be, and what would end a run.
package struct AccountListCheck: Sendable {
  package let accountCount: Int
  package let aliasCount: Int
  /// By kind, within one by line.
  package let findings: [Lint]
  /// What would end a run; nil when nothing does.
  package let fault: Lint?

  /// Reads the account list and the aliases of a pipeline, and nothing else.
  ///
  /// - Parameter jobs: number of threads, at least 1.
  /// - Throws: `PipelineFileError`, `FileFault` or `RunFailure` when the pipeline file itself cannot
  ///   be read or names no list.
  package static func check(pipelinePath: String, jobs: Int) throws -> AccountListCheck {
    let text = try PipelineText(path: pipelinePath)
    guard let settings = text.pipeline.accounts, let file = settings.file else {
      throw RunFailure.noAccountList(pipeline: text.path)
    }
    let failures = FailureList()
    let rules = try KeyRules.builtIn(sharedDomains: settings.sharedDomains)
    let list = try failures.value {
      try AccountList.read(path: text.resolve(file), columns: settings.columns)
    }
    let aliases = try settings.aliases.flatMap { file in
      try failures.value { try AccountAliases.read(path: text.resolve(file)) }
    }
    var findings: [Lint] = []
    if let list, settings.aliases == nil || aliases != nil {
      findings = list.findings(rules: rules, rollUp: settings.rollUp, jobs: jobs)
        .map { Lint($0, path: list.path) }
      let resolver = try failures.value {
        try AccountResolver(
          list: list, aliases: aliases, unmatched: settings.unmatched, rollUp: settings.rollUp,
          rules: rules, jobs: jobs)
      }
      findings += (resolver?.aliasFindings(aliases?.entries ?? []) ?? []).map {
        Lint($0, path: aliases?.path ?? "")
      }
    }
    return AccountListCheck(
      accountCount: list?.table.count ?? 0, aliasCount: aliases?.entries.count ?? 0,
      findings: findings, fault: failures.failures.first.map { Lint($0) })
  }
}

extension RunFailure {
  static func noAccountList(pipeline: String) -> RunFailure {
    RunFailure(
      kind: "no_account_list", place: pipeline, what: "the pipeline has no account list",
      mend: "name one under 'accounts', 'file'")
  }
}

// MARK: - Wording

extension Lint {
  /// How many accounts are named; the rest are counted.
  private static let namedLimit = 5

  fileprivate init(_ finding: ListFinding, path: String) {
    let line = finding.lineNumbers.first ?? 1
    let named = zip(finding.accounts, finding.lineNumbers).prefix(Lint.namedLimit)
      .map { "'\($0)' (line \($1))" }.joined(separator: ", ")
    let more = finding.accounts.count - Lint.namedLimit
    let words = Lint.words(finding, accounts: named + (more > 0 ? " and \(more) more" : ""))
    self.init(
      kind: finding.kind.rawValue, place: "\(path):\(line)", message: words.message,
      remedy: words.remedy)
  }

  private static func words(
    _ finding: ListFinding, accounts: String
  ) -> (message: String, remedy: String) {
    let join =
      "where they are one company, take one out and join its id to the other's by an alias of kind "
      + "id; where one belongs to the other, state its parent and set 'roll_up: parent'"
    switch finding.kind {
    case .sameDomain:
      return (
        "domain '\(finding.text)' is that of \(accounts); exports that name it and nothing else "
          + "find all of them and count for none",
        "leave the domain on one of them; \(join)"
      )
    case .sameRegistrableDomain:
      return (
        "\(accounts) have hosts of domain '\(finding.text)'; exports that name another host of it "
          + "count for none of them",
        "give those hosts to the one that is meant by aliases of kind domain; where one belongs to "
          + "the other, state its parent and set 'roll_up: parent'"
      )
    case .samePage:
      return (
        "LinkedIn page '\(finding.text)' is that of \(accounts)",
        "leave the page on one of them; \(join)"
      )
    case .sameName:
      return (
        "\(accounts) are all called '\(finding.text)' once legal forms are dropped; exports that "
          + "know companies by name find all of them",
        join
      )
    case .nearName:
      return (
        "\(accounts) have nearly the same name (\(Lint.score(finding.text)))",
        "look whether they are one company; \(join)"
      )
    case .domainOfNobody:
      return (
        "domain '\(finding.text)' of \(accounts) identifies nobody: a provider's, a page on "
          + "a host of many, a public suffix, or no host name",
        "give the company's own domain, or leave the field blank"
      )
    case .noPage:
      return (
        "'\(finding.text)' of \(accounts) is no LinkedIn page",
        "write it like https://www.linkedin.com/company/acme, or leave the field blank"
      )
    case .noKey:
      return (
        "\(accounts) has no domain, page or name, so only exports with its id find it",
        "fill in what is known of it"
      )
    case .parentUnknown:
      return (
        "parent '\(finding.text)' of \(accounts) is not in the list",
        "add the parent or correct the id"
      )
    }
  }

  fileprivate init(_ finding: AliasFinding, path: String) {
    let alias = finding.alias
    let others = finding.others.prefix(Lint.namedLimit).map { "'\($0)'" }.joined(separator: ", ")
    let place = "\(path):\(alias.lineNumber)"
    let text = "\(alias.kind.rawValue) alias '\(alias.value)' of '\(alias.account)'"
    switch finding.kind {
    case .withoutEffect:
      self.init(
        kind: finding.kind.rawValue, place: place, message: "\(text) identifies nobody",
        remedy: "correct the value or take the line out")
    case .needless:
      self.init(
        kind: finding.kind.rawValue, place: place,
        message: "\(text) is what the account goes by anyway", remedy: "take the line out")
    case .ambiguous:
      self.init(
        kind: finding.kind.rawValue, place: place,
        message: "\(text) is what \(others) goes by too, so it finds both and decides nothing",
        remedy: "take the line out, or take the \(alias.kind.rawValue) from the other account")
    }
  }

  /// `0.962` for thousandths.
  private static func score(_ thousandths: String) -> String {
    Int(thousandths).map(\.asScore) ?? thousandths
  }
}

extension Int {
  /// `0.962` for 962: a share of one in thousandths.
  var asScore: String {
    let digits = String(self % 1000)
    return "\(self / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}

// MARK: - How it is written

extension AccountListCheck {
  private struct Report: Codable {
    var accounts: Int
    var aliases: Int
    var findings: [Lint]
    var fault: Lint?
  }

  /// Keys sorted, two spaces, LF at the end.
  package func json() throws -> [UInt8] {
    try RunJSON.bytes(
      Report(accounts: accountCount, aliases: aliasCount, findings: findings, fault: fault))
  }

  /// `kind,place,message,remedy`, the fault last with the kind it has.
  package func csv() -> [UInt8] {
    var csv = NormalizedCSV()
    csv.row(["kind", "place", "message", "remedy"])
    for lint in findings + [fault].compactMap(\.self) {
      csv.row([lint.kind, lint.place, lint.message, lint.remedy])
    }
    return csv.bytes
  }
}
