import AdModel
import Testing

@testable import Normalize

@Suite struct OutsideListTests {
  @Test(arguments: [
    (
      RawIdentity(domain: "https://shop.acme.co.uk", linkedIn: "acme", name: "Acme"),
      "domain:acme.co.uk created"
    ),
    (
      RawIdentity(domain: "gmail.com", linkedIn: "company/Acme-", name: "Acme"),
      "linkedin:acme- created"
    ),
    (RawIdentity(name: "ACME, Inc."), "name:acme created"),
    (RawIdentity(listID: "77", name: "ACME, Inc."), "name:acme created"),
    (RawIdentity(listID: "domain:acme.com"), "domain:acme.com created"),
    (RawIdentity(listID: "domain:www.acme.com", name: "Acme"), "name:acme created"),
    (RawIdentity(listID: "77"), "not_in_list"),
    (RawIdentity(domain: "gmail.com", country: "DE"), "no_key"),
  ])
  func createsAnAccount(identity: RawIdentity, expected: String) throws {
    #expect(try Listed.resolver(nil, unmatched: .create).told(identity) == expected)
  }

  @Test func createsOnlyWhatTheListDoesNotHold() throws {
    let resolver = try Listed.resolver(
      [
        Account("A1", "Acme", domain: "acme.com"), Account("A2", "Beacon"),
        Account("A3", "Beacon"),
      ], unmatched: .create)
    #expect(resolver.told(RawIdentity(domain: "acme.com")) == "A1 host")
    #expect(resolver.told(RawIdentity(domain: "acme.de", name: "Acme")) == "A1 name")
    #expect(resolver.told(RawIdentity(name: "Beacon")) == "ambiguous A2,A3")
    #expect(resolver.told(RawIdentity(name: "Brenn")) == "name:brenn created")
  }

  @Test func whatItIsCalledDoesNotDependOnTheOrder() throws {
    let identities = [
      RawIdentity(domain: "acme.com", name: "acme"),
      RawIdentity(domain: "shop.acme.com", name: "Acme", country: "US"),
      RawIdentity(domain: "acme.com", linkedIn: "company/acme"),
    ]
    let resolver = try Listed.resolver(nil, unmatched: .create)
    let expected = Account(
      "domain:acme.com", "Acme", domain: "acme.com", page: "company/acme", country: "US")
    #expect(Array(resolver.resolve([identities]).table.accounts) == [expected])
    #expect(Array(resolver.resolve([identities.reversed()]).table.accounts) == [expected])
  }

  @Test func createdAccountsOfTheBaseAreCarriedOver() throws {
    let base = [
      Account("domain:acme.com", "Acme Base", domain: "acme.com"), Account("A9", "Gone"),
    ]
    let resolution = try Listed.resolver(nil, unmatched: .create, base: base).resolve([
      [RawIdentity(domain: "acme.com", name: "ACME", country: "US")]
    ])
    #expect(resolution.toldTable() == ["(A9)", "domain:acme.com"])
    #expect(
      resolution.table[AccountIndex(1)]
        == Account("domain:acme.com", "Acme Base", domain: "acme.com", country: "US"))
  }

  @Test func createdAccountsAreHeldOnceTheListAloneCounts() throws {
    let resolution = try Listed.resolver(
      [Account("A1")], base: [Account("domain:acme.com", domain: "acme.com")]
    ).resolve([[RawIdentity(domain: "acme.com")]])
    #expect(resolution.told() == ["not_in_list"])
    #expect(resolution.toldTable() == ["A1", "(domain:acme.com)"])
  }

  @Test func whatPeopleWroteDownGetsAnAccountWhenItCould() throws {
    let ids = ["domain:acme.com", "domain:www.acme.com", "name:Acme Inc", "A9", "domain:gmx.de"]
      .map(AccountID.init)
    let created = try Listed.resolver(nil, unmatched: .create).resolve([], extraIDs: ids)
    #expect(created.toldTable() == ["domain:acme.com"])
    #expect(created.index(of: ids[0]) == AccountIndex(0))
    #expect(created.index(of: ids[3]) == nil)
    let reported = try Listed.resolver([Account("A1")]).resolve([], extraIDs: ids)
    #expect(reported.toldTable() == ["A1"])
  }

  @Test func probableDoublesAreReported() throws {
    let resolution = try Listed.resolver(nil, unmatched: .create).resolve([
      [
        RawIdentity(domain: "acme.com", linkedIn: "acme", name: "Acme, Inc."),
        RawIdentity(domain: "acme.de", name: "Acme GmbH"),
        RawIdentity(linkedIn: "company/acme"), RawIdentity(name: "ACME"),
        RawIdentity(name: "Brenn"),
      ]
    ])
    #expect(
      resolution.toldTable() == [
        "domain:acme.com", "domain:acme.de", "linkedin:acme", "name:acme", "name:brenn",
      ])
    #expect(
      resolution.probableDoubles == [
        ProbableDouble(accounts: [0, 1, 3].map(AccountIndex.init), key: .name),
        ProbableDouble(accounts: [0, 2].map(AccountIndex.init), key: .linkedIn),
      ])
  }

  @Test func aCreatedAccountThatTheListHoldsNowIsReported() throws {
    let resolution = try Listed.resolver(
      [Account("A1", "Acme", domain: "acme.com")], unmatched: .create,
      base: [Account("domain:acme.com", "Acme", domain: "acme.com")]
    ).resolve([])
    #expect(
      resolution.probableDoubles == [
        ProbableDouble(accounts: [0, 1].map(AccountIndex.init), key: .host)
      ])
  }

  @Test func aCreatedIDCanBeJoined() throws {
    let resolver = try Listed.resolver(
      nil, aliases: [("domain:acme.com", .id, "name:acme")], unmatched: .create,
      base: [Account("name:acme", "Acme")])
    let resolution = resolver.resolve([[RawIdentity(name: "ACME")]])
    #expect(resolution.told() == ["domain:acme.com alias:created"])
    #expect(resolution.toldTable() == ["domain:acme.com", "(name:acme)"])
    #expect(resolution.joins == [AccountJoin(old: AccountID("name:acme"), new: AccountIndex(0))])
    #expect(resolver.resolve([]).joins.count == 1)
  }

  @Test func aCreatedIDCanBeJoinedToTheList() throws {
    let resolver = try Listed.resolver(
      [Account("A1", "Acme")], aliases: [("A1", .id, "domain:acme.com")], unmatched: .create)
    #expect(resolver.told(RawIdentity(domain: "acme.com")) == "A1 alias:created")
  }

  @Test func anAliasMayMeanAnAccountThatIsCreated() throws {
    let resolver = try Listed.resolver(
      nil, aliases: [("domain:acme.com", .name, "Ackme")], unmatched: .create)
    #expect(resolver.told(RawIdentity(name: "Ackme Ltd")) == "domain:acme.com alias:name")
    #expect(throws: RunFailure.self) {
      try Listed.resolver(nil, aliases: [("domain:gmx.de", .name, "x")], unmatched: .create)
    }
  }
}
