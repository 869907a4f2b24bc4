import AdModel
import Testing

@testable import Normalize

@Suite struct AliasTests {
  static let accounts = [
    Account("A1", "Acme", domain: "acme.com", page: "company/acme"),
    Account("A2", "Brenn", domain: "brenn.de"),
  ]

  @Test(
    arguments: [
      ((.name, "Ackme GmbH"), RawIdentity(name: "ACKME Ltd."), "A1 alias:name"),
      ((.domain, "acme.de"), RawIdentity(domain: "www.acme.de"), "A1 alias:host"),
      ((.domain, "acme.de"), RawIdentity(domain: "shop.acme.de"), "A1 alias:domain"),
      ((.linkedIn, "4529857"), RawIdentity(linkedIn: "company/4529857"), "A1 alias:linkedin"),
      ((.id, "old-1"), RawIdentity(listID: "old-1"), "A1 alias:id"),
    ] as [((AccountAlias.Kind, String), RawIdentity, String)])
  func eachKindFinds(
    alias: (AccountAlias.Kind, String), identity: RawIdentity, expected: String
  ) throws {
    let resolver = try Listed.resolver(Self.accounts, aliases: [("A1", alias.0, alias.1)])
    #expect(resolver.told(identity) == expected)
  }

  @Test func aHostAsAliasMeansNoOtherHost() throws {
    let resolver = try Listed.resolver(
      Self.accounts, aliases: [("A1", .domain, "acme.myshop.com")])
    #expect(resolver.told(RawIdentity(domain: "acme.myshop.com")) == "A1 alias:host")
    #expect(resolver.told(RawIdentity(domain: "other.myshop.com")) == "not_in_list")
  }

  @Test func anAliasForAnotherAccountsKeyIsAmbiguous() throws {
    let resolver = try Listed.resolver(Self.accounts, aliases: [("A2", .domain, "acme.com")])
    #expect(resolver.told(RawIdentity(domain: "acme.com")) == "ambiguous A1,A2")
    #expect(resolver.told(RawIdentity(domain: "acme.com", name: "Brenn")) == "A2 alias:host")
    #expect(resolver.told(RawIdentity(domain: "acme.com", name: "Acme")) == "A1 host")
  }

  @Test func anAliasForOnesOwnKeyAddsNothing() throws {
    let resolver = try Listed.resolver(Self.accounts, aliases: [("A1", .name, "ACME Inc.")])
    #expect(resolver.told(RawIdentity(name: "Acme")) == "A1 name")
  }

  @Test(
    arguments: [(.domain, "gmail.com"), (.domain, "localhost"), (.linkedIn, "x y")]
      as [(AccountAlias.Kind, String)])
  func anAliasThatIdentifiesNobodyIsReported(kind: AccountAlias.Kind, value: String) throws {
    let resolution = try Listed.resolver(Self.accounts, aliases: [("A1", kind, value)]).resolve([])
    #expect(resolution.warnings.map(\.kind) == ["alias_without_effect"])
    #expect(resolution.warnings.map(\.place) == ["aliases.csv:2"])
  }

  @Test func anUnknownAccount() throws {
    let failure = #expect(throws: RunFailure.self) {
      try Listed.resolver(
        Self.accounts, aliases: [("A1", .name, "x"), ("A9", .name, "Ackme")])
    }
    #expect(failure?.kind == "alias_account_unknown")
    #expect(failure?.place == "aliases.csv:3")
    #expect(failure?.what.contains("'A9'") == true)
  }

  @Test func anAccountThatHasGoneIsKnownAndFindsNobody() throws {
    let resolver = try Listed.resolver(
      Self.accounts, aliases: [("A0", .name, "Ackme")], base: [Account("A0")])
    #expect(resolver.told(RawIdentity(name: "Ackme")) == "not_in_list")
  }

  // MARK: Joined ids

  @Test func aJoinedAccountsKeysFindTheOther() throws {
    let resolver = try Listed.resolver(
      Self.accounts, aliases: [("A1", .id, "A2"), ("A2", .name, "Brenn Old")],
      base: [Account("A2"), Account("A1")])
    let resolution = resolver.resolve([
      [
        RawIdentity(domain: "brenn.de"), RawIdentity(listID: "A2"), RawIdentity(name: "Brenn Old"),
        RawIdentity(domain: "acme.com", name: "Brenn"),
      ]
    ])
    #expect(
      resolution.told() == ["A1 alias:host", "A1 alias:id", "A1 alias:name", "A1 host"])
    #expect(resolution.conflicts.isEmpty)
    let index = try #require(resolution.table.index(of: AccountID("A1")))
    #expect(resolution.joins == [AccountJoin(old: AccountID("A2"), new: index)])
    #expect(resolution.index(of: AccountID("A2")) == index)
  }

  @Test func joinsAreFollowedToTheEnd() throws {
    let resolver = try Listed.resolver(
      Self.accounts,
      aliases: [("old-2", .id, "old-1"), ("A1", .id, "old-2"), ("old-1", .name, "Ackme")],
      base: [Account("old-1"), Account("old-2")])
    let resolution = resolver.resolve([[RawIdentity(listID: "old-1"), RawIdentity(name: "Ackme")]])
    #expect(resolution.told() == ["A1 alias:id", "A1 alias:name"])
    #expect(resolution.joins.map(\.old.text) == ["old-1", "old-2"])
    #expect(resolution.toldTable() == ["A1", "A2", "(old-1)", "(old-2)"])
  }

  @Test func oneIDJoinedTwice() throws {
    let failure = #expect(throws: RunFailure.self) {
      try Listed.resolver(Self.accounts, aliases: [("A1", .id, "old"), ("A2", .id, "old")])
    }
    #expect(failure?.kind == "alias_id_twice")
    #expect(failure?.place == "aliases.csv:3")
    #expect(
      try Listed.resolver(Self.accounts, aliases: [("A1", .id, "old"), ("A1", .id, "old")])
        .told(RawIdentity(listID: "old")) == "A1 alias:id")
  }

  @Test func aCircleOfJoins() throws {
    let failure = #expect(throws: RunFailure.self) {
      try Listed.resolver(
        Self.accounts, aliases: [("A1", .name, "x"), ("A1", .id, "A2"), ("A2", .id, "A1")])
    }
    #expect(failure?.kind == "circle_of_aliases")
    #expect(failure?.place == "aliases.csv:3")
    #expect(failure?.what.contains("A2 -> A1 -> A2") == true)
    #expect(throws: RunFailure.self) {
      try Listed.resolver(Self.accounts, aliases: [("A1", .id, "A1")])
    }
  }
}
