import AdModel
import Testing

@testable import Normalize

/// What holds for every list and every identity, tried on generated ones.
@Suite struct ResolverLawTests {
  /// SplitMix64: the same numbers for the same seed on every machine.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// Few words, so that keys meet often.
  private struct Companies {
    var random: Seeded
    let words = ["Acme", "Brénn", "Co", "Delta", "J. P.", "AG", "SAS", "&", "The", "+", "Ø"]
    let forms = ["", " GmbH", ", Inc.", " S.A.", " Co., Ltd.", " & Co. KG", " AB", " (UG)"]
    let ends = ["com", "de", "co.uk", "github.io", "example"]

    mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }

    mutating func name() -> String {
      (0..<Int.random(in: 0...2, using: &random)).map { _ in pick(words) }
        .joined(separator: " ") + pick(forms)
    }

    mutating func domain() -> String {
      pick(["", "www.", "shop.", "https://it."]) + pick(["acme", "brenn", "delta", "gmx"]) + "."
        + pick(ends)
    }

    mutating func page() -> String { pick(["company/acme", "company/acme-", "4529857", ""]) }

    mutating func identity() -> RawIdentity {
      RawIdentity(
        listID: pick(["", "", "A3", "A99"]), domain: pick([domain(), "", ""]),
        linkedIn: pick([page(), ""]), name: pick([name(), ""]), country: pick(["", "DE", "US"]))
    }

    mutating func account(_ number: Int) -> Account {
      Account(
        "A\(number)", name(), domain: pick([domain(), ""]), page: page(),
        country: pick(["", "DE", "US"]))
    }
  }

  private static func made(_ seed: UInt64) -> (accounts: [Account], identities: [RawIdentity]) {
    var companies = Companies(random: Seeded(state: seed))
    return (
      (0..<12).map { companies.account($0) }, (0..<80).map { _ in companies.identity() }
    )
  }

  private static let aliases: [(account: String, kind: AccountAlias.Kind, value: String)] = [
    ("A1", .name, "Delta"), ("A2", .domain, "delta.de"), ("A4", .id, "A99"), ("A5", .id, "A6"),
  ]

  /// The short way for identities of a domain alone gives what the long way gives, or nothing.
  @Test(arguments: AccountListSettings.Unmatched.allCases)
  func theShortWayIsTheLongWay(mode: AccountListSettings.Unmatched) throws {
    var foundCount = 0
    for seed in UInt64(1)...400 {
      let (accounts, made) = Self.made(seed)
      let resolver = try Listed.resolver(
        accounts, aliases: Self.aliases, unmatched: mode, rollUp: seed % 2 == 0 ? .parent : nil)
      let identities =
        made
        + ["linkedin.com/company/acme", "www.linkedin.com", "gmx.de", "ACME.com", "co.uk"]
        .map { RawIdentity(domain: $0) }
      let stretch = IdentityStretch(identities)
      for (place, identity) in identities.enumerated() {
        guard
          let found = resolver.matchByHost(stretch.fields(of: place), resolver.directory.hosts)
        else { continue }
        foundCount += 1
        let match = resolver.match(identity)
        #expect(match.contradictingNames.isEmpty)
        guard case .found(let account, let by) = match.result else {
          Issue.record("\(identity) is found the short way alone")
          continue
        }
        #expect(found.place == account)
        #expect(found.by == by)
      }
    }
    #expect(foundCount > 100)
  }

  @Test(arguments: UInt64(1)...40)
  func theOrderOfTheListChangesNothing(seed: UInt64) throws {
    let (accounts, identities) = Self.made(seed)
    var random = Seeded(state: seed)
    for mode in AccountListSettings.Unmatched.allCases {
      let straight = try Listed.resolver(accounts, aliases: Self.aliases, unmatched: mode)
        .resolve([identities])
      let shuffled = try Listed.resolver(
        accounts.shuffled(using: &random), aliases: Self.aliases.shuffled(using: &random),
        unmatched: mode
      ).resolve([identities])
      #expect(straight.outcomes == shuffled.outcomes)
      #expect(Array(straight.table.accounts) == Array(shuffled.table.accounts))
      #expect(straight.conflicts == shuffled.conflicts)
      #expect(straight.probableDoubles == shuffled.probableDoubles)
    }
  }

  @Test(arguments: UInt64(1)...40)
  func anUnrelatedAccountChangesNoMatch(seed: UInt64) throws {
    let (accounts, identities) = Self.made(seed)
    let other = Account(
      "A50", "Zyx Works GmbH", domain: "zyx-works.net", page: "company/zyx-works", country: "DE")
    let without = try Listed.resolver(accounts, aliases: Self.aliases)
    let with = try Listed.resolver(accounts + [other], aliases: Self.aliases)
    #expect(without.resolve([identities]).told() == with.resolve([identities]).told())
  }

  /// What a run publishes of its accounts resolves to the same accounts the night after.
  @Test(arguments: UInt64(1)...40)
  func resolvingAgainFromItsOwnAccountsChangesNothing(seed: UInt64) throws {
    let (accounts, identities) = Self.made(seed)
    let first = try Listed.resolver(accounts, aliases: Self.aliases, unmatched: .create)
      .resolve([identities])
    let second = try Listed.resolver(
      accounts, aliases: Self.aliases, unmatched: .create, base: Array(first.table.accounts)
    ).resolve([identities])
    #expect(first.told() == second.told())
    #expect(first.toldTable() == second.toldTable())
    #expect(Array(first.table.accounts) == Array(second.table.accounts))
  }

  @Test(arguments: UInt64(1)...40)
  func aMadeIDMeansItself(seed: UInt64) throws {
    let resolver = try Listed.resolver(nil, unmatched: .create)
    let resolution = resolver.resolve([Self.made(seed).identities])
    for account in resolution.table.accounts {
      let again = resolver.told(RawIdentity(listID: account.id.text))
      #expect(again == "\(account.id) created")
    }
  }

  @Test(arguments: UInt64(1)...40)
  func cleaningACleanedNameChangesNothing(seed: UInt64) {
    var companies = Companies(random: Seeded(state: seed))
    for _ in 0..<50 {
      let name = companies.name() + companies.pick([" ", ".", " A/S", "+", "-"]) + companies.name()
      guard let once = Reference.cleaned(name) else { continue }
      #expect(Reference.cleaned(once) == once, "\(name)")
    }
  }

  @Test func batchesOfSourcesDoNotMix() throws {
    let (accounts, identities) = Self.made(7)
    let resolver = try Listed.resolver(accounts, unmatched: .create)
    let whole = resolver.resolve([identities])
    let parts = resolver.resolve([Array(identities[..<30]), [], Array(identities[30...])])
    #expect(parts.outcomes.flatMap { $0 } == whole.outcomes[0])
    #expect(parts.outcomes.map(\.count) == [30, 0, 50])
    #expect(Array(parts.table.accounts) == Array(whole.table.accounts))
  }
}
