package import AdModel
internal import Files

extension AccountList {
  /// What makes matching by this list worse than it need be, kind by kind, within one by line.
  ///
  /// - Parameters:
  ///   - rollUp: companies of a group that counts as one account are no doubles.
  ///   - jobs: number of threads, at least 1.
  package func findings(
    rules: KeyRules, rollUp: AccountListSettings.RollUp?, jobs: Int
  ) -> [ListFinding] {
    let seeker = ListFindingSeeker(self, rules: rules, isRolledUp: rollUp == .parent, jobs: jobs)
    return seeker.findings()
  }
}

/// Looks for what accounts of a list have in common that one of them alone should have.
private struct ListFindingSeeker {
  let list: AccountList
  let accounts: AccountRecords
  let keys: [AccountKeys]
  /// By place: the account at the top of its group, or itself.
  let tops: [UInt32]
  /// The places of accounts whose parent is not in the list.
  let orphans: [Int]
  let jobs: Int

  init(_ list: AccountList, rules: KeyRules, isRolledUp: Bool, jobs: Int) {
    let accounts = list.table.accounts
    self.list = list
    self.accounts = accounts
    self.keys = Parallel.map(upTo: accounts.count, jobs: jobs) { place in
      rules.keys(
        domain: accounts.text(.domain, of: place), linkedIn: accounts.text(.linkedIn, of: place),
        name: accounts.text(.name, of: place))
    }
    var groups = Successors()
    self.orphans = groups.putUnderParents(accounts) { list.table.index(of: $0)?.number }
    // A list with a circle of parents is broken and has no groups.
    let hasGroups = isRolledUp && groups.circle() == nil
    self.tops = accounts.indices.map { hasGroups ? groups.last(UInt32($0)).place : UInt32($0) }
    self.jobs = jobs
  }

  func findings() -> [ListFinding] {
    let hosts = keys.map { $0.domain?.host }
    let sameNames = shared(.sameName, keys.map(\.name))
    return [
      shared(.sameDomain, hosts), sameRegistrableDomain(),
      shared(.samePage, keys.map(\.linkedIn)), sameNames, nearNames(),
      single(.domainOfNobody) { place in
        accounts[place].domain.isEmpty || keys[place].domain != nil || keys[place].linkedIn != nil
          ? nil : accounts[place].domain
      },
      single(.noPage) { place in
        accounts[place].linkedIn.isEmpty || keys[place].linkedIn != nil
          ? nil : accounts[place].linkedIn
      },
      single(.noKey) { place in
        keys[place].domain == nil && keys[place].linkedIn == nil && keys[place].name == nil
          ? "" : nil
      },
      sorted(
        orphans.map { finding(.parentUnknown, accounts.text(.parentID, of: $0), [$0]) }),
    ].flatMap(\.self)
  }

  /// A finding for every key that several groups go by.
  private func shared(_ kind: ListFinding.Kind, _ keys: [String?]) -> [ListFinding] {
    var places: [String: [Int]] = [:]
    for (place, key) in keys.enumerated() {
      if let key { places[key, default: []].append(place) }
    }
    return sorted(
      places.compactMap { key, places in
        Set(places.map { tops[$0] }).count > 1 ? finding(kind, key, places) : nil
      })
  }

  private func sameRegistrableDomain() -> [ListFinding] {
    shared(.sameRegistrableDomain, keys.map { $0.domain?.registrable }).filter { finding in
      // Several accounts of one host are told as that.
      Set(
        finding.accounts.compactMap { list.table.index(of: $0) }
          .compactMap { keys[Int($0.number)].domain?.host }
      ).count > 1
    }
  }

  /// Pairs of accounts whose names are nearly the same, but for numbers: `Fund V` and `Fund VI`
  /// differ in all that matters.
  private func nearNames() -> [ListFinding] {
    let names = keys.map { ComparedTexts(name: $0.name ?? "", label: "") }
    let nearest = NearestAccounts(
      accountCount: names.count, jobs: jobs, leastScore: leastNearNameScore, comparisonLimit: 16
    ) { names[$0].isEmpty ? nil : names[$0] }.nearest(to: names)
    var findings: [ListFinding] = []
    for (place, others) in nearest.enumerated() {
      for other in others
      where other.place > place && tops[place] != tops[other.place]
        && keys[place].name != keys[other.place].name && !differInNumbers(place, other.place)
      {
        findings.append(finding(.nearName, "\(other.score)", [place, other.place]))
      }
    }
    return sorted(findings)
  }

  private let leastNearNameScore = 960

  private func differInNumbers(_ left: Int, _ right: Int) -> Bool {
    let words = [left, right].map { Set((keys[$0].name ?? "").split(separator: " ")) }
    let differing = words[0].symmetricDifference(words[1])
    return differing.allSatisfy { word in
      word.utf8.contains { isDigit($0) } || word.utf8.allSatisfy { "ivxlcdm".utf8.contains($0) }
    }
  }

  private func single(
    _ kind: ListFinding.Kind, _ text: (Int) -> String?
  ) -> [ListFinding] {
    sorted(accounts.indices.compactMap { place in text(place).map { finding(kind, $0, [place]) } })
  }

  private func finding(_ kind: ListFinding.Kind, _ text: String, _ places: [Int]) -> ListFinding {
    let places = places.sorted { list.lineNumbers[$0] < list.lineNumbers[$1] }
    return ListFinding(
      kind: kind, text: text, accounts: places.map { accounts[$0].id },
      lineNumbers: places.map { list.lineNumbers[$0] })
  }

  private func sorted(_ findings: [ListFinding]) -> [ListFinding] {
    findings.sorted {
      if $0.lineNumbers != $1.lineNumbers {
        return $0.lineNumbers.lexicographicallyPrecedes($1.lineNumbers)
      }
      return $0.text.precedesInBytes($1.text)
    }
  }
}
