import AdModel
import Testing

@testable import Normalize

@Suite struct RollUpTests {
  static let accounts = [
    Account("C1", "Acme Italia", domain: "acme.it", country: "IT", parent: "C2"),
    Account("C2", "Acme Europe", domain: "eu.acme.com", parent: "P"),
    Account("P", "Acme", domain: "acme.com", parent: "P"),
    Account("X", "Acme Italia", domain: "acme-italia.it"),
  ]

  @Test func companiesCountAsTheTopOfTheirGroup() throws {
    let resolver = try Listed.resolver(Self.accounts, rollUp: .parent)
    #expect(resolver.told(RawIdentity(domain: "acme.it")) == "P host")
    #expect(resolver.told(RawIdentity(listID: "C2")) == "P id")
    #expect(resolver.told(RawIdentity(domain: "shop.acme.com")) == "P domain")
    #expect(resolver.told(RawIdentity(name: "Acme Italia")) == "ambiguous P,X")
    #expect(resolver.told(RawIdentity(name: "Acme Italia", country: "IT")) == "P name")
  }

  @Test func withoutItTheyCountForThemselves() throws {
    let resolver = try Listed.resolver(Self.accounts)
    #expect(resolver.told(RawIdentity(domain: "acme.it")) == "C1 host")
    #expect(resolver.told(RawIdentity(domain: "shop.acme.com")) == "ambiguous C2,P")
  }

  @Test func membershipsOfTheGroupUnite() throws {
    let resolver = try Listed.resolver(
      Self.accounts, rollUp: .parent, base: [Account("C1"), Account("X"), Account("P")])
    let resolution = resolver.resolve([])
    let top = try #require(resolution.table.index(of: AccountID("P")))
    #expect(resolution.joins == [AccountJoin(old: AccountID("C1"), new: top)])
    #expect(resolution.index(of: AccountID("C2")) == top)
  }

  @Test func aNameWithinTheGroupIsNoConflict() throws {
    let resolver = try Listed.resolver(Self.accounts, rollUp: .parent)
    let identity = RawIdentity(domain: "acme.com", name: "Acme Europe")
    #expect(resolver.resolve([[identity]]).conflicts.isEmpty)
  }

  @Test func aCircleOfParents() throws {
    let accounts = [
      Account("A0", parent: "A2"), Account("A3", parent: "A1"), Account("A1", parent: "A2"),
      Account("A2", parent: "A3"),
    ]
    // A broken list, whether or not groups count as one account.
    for rollUp in [AccountListSettings.RollUp.parent, nil] {
      let failure = #expect(throws: RunFailure.self) {
        try Listed.resolver(accounts, rollUp: rollUp)
      }
      #expect(failure?.kind == "circle_of_parents")
      #expect(failure?.place == "accounts.csv:4")
      #expect(failure?.what.contains("A1 -> A2 -> A3 -> A1") == true)
    }
    #expect(throws: Never.self) { try Listed.resolver([Account("A1", parent: "A1")]) }
  }

  @Test func aJoinAgainstAParentIsACircleToo() throws {
    let failure = #expect(throws: RunFailure.self) {
      try Listed.resolver(
        [Account("C", parent: "P"), Account("P")], aliases: [("C", .id, "P")], rollUp: .parent)
    }
    #expect(failure?.kind == "circle_of_parents")
  }

  @Test func aParentOutsideTheListIsReported() throws {
    let resolution = try Listed.resolver(
      [Account("A"), Account("B", parent: "Q"), Account("C", parent: "Q")], rollUp: .parent
    ).resolve([[RawIdentity(listID: "B")]])
    #expect(resolution.told() == ["B id"])
    #expect(resolution.warnings.map(\.place) == ["accounts.csv:3"])
    #expect(resolution.warnings.first?.message.hasPrefix("2 accounts") == true)
  }
}
