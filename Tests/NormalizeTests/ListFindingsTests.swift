import AdModel
import Testing

@testable import Normalize

@Suite struct ListFindingsTests {
  /// Findings as `kind text: id id`.
  private func findings(
    _ accounts: [Account], rollUp: AccountListSettings.RollUp? = nil
  ) throws -> [String] {
    try Listed.list(accounts).findings(rules: Reference.rules, rollUp: rollUp, jobs: 2).map {
      "\($0.kind.rawValue) \($0.text): \($0.accounts.map(\.text).joined(separator: " "))"
    }
  }

  @Test func tellsWhatSeveralAccountsGoBy() throws {
    let found = try findings([
      Account("A1", "Acme, Inc.", domain: "acme.com", page: "acme"),
      Account("A2", "ACME", domain: "https://www.acme.com/", page: "linkedin.com/company/acme"),
      Account("A3", "Other", domain: "other.com", page: "other"),
    ])
    #expect(
      found == [
        "same_domain acme.com: A1 A2", "same_linkedin acme: A1 A2", "same_name acme: A1 A2",
      ])
  }

  @Test func tellsSeveralHostsOfOneDomain() throws {
    #expect(
      try findings([
        Account("A1", domain: "us.acme.com"), Account("A2", domain: "eu.acme.com"),
        Account("A3", domain: "us.other.com"), Account("A4", domain: "eu.other.com"),
        Account("A5", domain: "other.com"),
      ]) == [
        "same_registrable_domain acme.com: A1 A2", "same_registrable_domain other.com: A3 A4 A5",
      ])
    #expect(
      try findings([Account("A1", domain: "us.acme.com"), Account("A2", domain: "us.acme.com")])
        == ["same_domain us.acme.com: A1 A2"])
  }

  @Test func tellsNamesThatAreNearlyTheSameButForNumbers() throws {
    let found = try findings([
      Account("A1", "Brennfeldt Antriebe GmbH"), Account("A2", "Brennfeld Antriebe"),
      Account("A3", "Growth Fund V"), Account("A4", "Growth Fund VI"),
      Account("A5", "Studio 54 Berlin"), Account("A6", "Studio 55 Berlin"),
    ])
    #expect(found == ["near_name 967: A1 A2"])
  }

  @Test func tellsWhatIdentifiesNobody() throws {
    #expect(
      try findings([
        Account("A1", "Acme", domain: "gmail.com"), Account("A2", "Beta", domain: "n/a"),
        Account("A3", "Gamma", page: "https://www.linkedin.com/in/jane"), Account("A4"),
        Account("A5", "Delta", parent: "A9"),
        Account("A6", "Epsilon", domain: "https://www.linkedin.com/company/epsilon"),
      ]) == [
        "domain_of_nobody gmail.com: A1", "domain_of_nobody n/a: A2",
        "no_linkedin_page https://www.linkedin.com/in/jane: A3", "no_key : A4",
        "parent_unknown A9: A5",
      ])
  }

  @Test func companiesOfOneGroupAreNoDoublesWhereGroupsCountAsOne() throws {
    let accounts = [
      Account("A1", domain: "acme.com"), Account("A2", domain: "acme.com", parent: "A1"),
      Account("A3", domain: "acme.com", parent: "A2"),
    ]
    #expect(try findings(accounts) == ["same_domain acme.com: A1 A2 A3"])
    #expect(try findings(accounts, rollUp: .parent) == [])
    // A group whose top has a parent that nobody knows is one all the same.
    #expect(
      try findings(
        [
          Account("A1", domain: "acme.com", parent: "A2"),
          Account("A2", domain: "acme.com", parent: "A9"),
        ], rollUp: .parent) == ["parent_unknown A9: A2"])
    #expect(
      try findings(accounts + [Account("A4", domain: "acme.com")], rollUp: .parent)
        == ["same_domain acme.com: A1 A2 A3 A4"])
  }

  @Test func orderOfTheListChangesNothingButTheLines() throws {
    let accounts = [
      Account("A1", "Acme, Inc.", domain: "acme.com"), Account("A2", "Acme", domain: "acme.com"),
      Account("A3", "Zebra", domain: "gmail.com"), Account("A4", "Acne", domain: "acne.com"),
    ]
    let forward = try findings(accounts).map { Set($0.split(separator: " ")) }
    let backward = try findings(accounts.reversed()).map { Set($0.split(separator: " ")) }
    #expect(Set(forward) == Set(backward))
  }

  @Test func tellsAliasesThatDecideNothing() throws {
    let lines: [(account: String, kind: AccountAlias.Kind, value: String)] = [
      ("A1", .name, "Akme"), ("A1", .domain, "gmail.com"), ("A1", .domain, "acme.com"),
      ("A1", .linkedIn, "beta"), ("A1", .id, "X9"), ("A2", .name, "Beta Ltd"),
    ]
    let resolver = try Listed.resolver(
      [Account("A1", "Acme", domain: "acme.com"), Account("A2", "Beta", page: "beta")],
      aliases: lines)
    let found = resolver.aliasFindings(Listed.aliases(lines).entries)
    #expect(
      found.map { "\($0.kind.rawValue) \($0.alias.value) \($0.others.map(\.text))" } == [
        "alias_without_effect gmail.com []", "alias_needless acme.com []",
        "alias_ambiguous beta [\"A2\"]", "alias_needless Beta Ltd []",
      ])
  }
}
