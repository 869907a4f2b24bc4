import AdModel
import TestSupport
import Testing

@testable import Normalize

@Suite struct NearestAccountsTests {
  private static func seek(_ names: [String], for wanted: String) -> [[NearAccount]] {
    NearestAccounts(accountCount: names.count, jobs: 1) { place in
      names[place].isEmpty ? nil : ComparedTexts(name: names[place], label: "")
    }.nearest(to: [ComparedTexts(name: wanted, label: "")])
  }

  private func places(_ names: [String], for wanted: String) -> [Int] {
    Self.seek(names, for: wanted)[0].map(\.place)
  }

  @Test(arguments: [
    ("two letters in another order", "micorsoft", "microsoft"),
    ("a word more", "acme deutschland", "acme"),
    ("a letter less", "brennfeldt antribe", "brennfeldt antriebe"),
    ("spaces left out", "deltafaucet", "delta faucet"),
    ("another ending", "northwind trading", "northwind traders"),
    ("a letter more", "phillips", "philips"),
    ("a letter less in a short name", "simens", "siemens"),
    ("a letter less at the start", "amzon", "amazon"),
    ("a letter less at the end", "nesle", "nestle"),
    ("a letter changed", "halermann", "hallermann"),
    ("two letters swapped", "fnekikar", "fenkikar"),
    ("a letter changed in the middle", "boxing", "boeing"),
  ])
  func findsWhatDiffersByLittle(kind: String, wanted: String, account: String) {
    let names = ["contoso", account, "", "zebra"]
    #expect(places(names, for: wanted) == [1], "\(kind)")
  }

  @Test func tellsTheNearestFirstAndThreeAtMost() {
    let names = ["acme one", "acme", "acme two", "acme on", "acme", "other"]
    let found = Self.seek(names, for: "acme")[0]
    #expect(found.map(\.place) == [1, 4, 3])
    #expect(found.map(\.score) == [1000, 1000, 914])
  }

  @Test func tellsNothingThatIsFar() {
    #expect(places(["delta faucet", "zebra"], for: "delta air lines") == [])
    #expect(places([], for: "acme") == [])
    #expect(Self.seek(["acme"], for: "") == [[]])
  }

  /// A word of many accounts alone makes nobody near; a rarer one beside it does.
  @Test func wordsOfManyAccountsAreNotLookedAt() {
    let common = (0..<200).map { "global services a\($0)x" }
    #expect(places(common, for: "global services") == [])
    #expect(places(common + ["global services quartz"], for: "global servicos quartz") == [200])
  }

  /// By domain, and by a domain that is written like the name of another account.
  @Test func labelsMeetLabelsAndNames() {
    let texts = [
      ComparedTexts(name: "", label: "acmecorp"), ComparedTexts(name: "acme corp", label: ""),
      ComparedTexts(name: "zebra", label: "zebra"),
    ]
    let seeker = NearestAccounts(accountCount: texts.count, jobs: 1) { texts[$0] }
    let found = seeker.nearest(to: [ComparedTexts(name: "", label: "acmecorp")])
    #expect(found[0] == [NearAccount(place: 0, score: 1000), NearAccount(place: 1, score: 1000)])
  }

  /// Where no block is too large, nothing else than looking at every account is found by blocks that
  /// share one; threads change nothing.
  @Test(arguments: UInt64(0)..<8)
  func agreesWithLookingAtAllThatShareABlock(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let syllables = ["ba", "ko", "rin", "tel", "mar", "sig", "o", "ver"]
    func text() -> ComparedTexts {
      func word() -> String {
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          syllables.randomElement(using: &generator) ?? ""
        }.joined()
      }
      let name = (0..<Int.random(in: 0...2, using: &generator)).map { _ in word() }
      return ComparedTexts(
        name: name.joined(separator: " "), label: Bool.random(using: &generator) ? word() : "")
    }
    let accounts = (0..<60).map { _ in text() }
    let wanted = (0..<40).map { _ in text() }
    let expected = wanted.map { wanted -> [NearAccount] in
      var near: [NearAccount] = []
      for (place, account) in accounts.enumerated()
      where !Set(account.blocks).isDisjoint(with: wanted.blocks) {
        let score = Int((1000 * wanted.score(account)).rounded())
        if score >= 850 { near.append(NearAccount(place: place, score: score)) }
      }
      near.sort { $0.score == $1.score ? $0.place < $1.place : $0.score > $1.score }
      return Array(near.prefix(3))
    }
    for jobs in [1, 3] {
      let seeker = NearestAccounts(accountCount: accounts.count, jobs: jobs) { accounts[$0] }
      #expect(seeker.nearest(to: wanted) == expected)
    }
  }

  @Test func seekerComparesWhatIdentitiesAndAccountsSay() throws {
    let resolver = try Listed.resolver([
      Account("A1", "Müllersgrund Fördertechnik GmbH"), Account("A2", domain: "https://acme.com"),
      Account("A3", page: "linkedin.com/company/contoso-labs"), Account("A4", domain: "gmail.com"),
    ])
    let identities = [
      RawIdentity(name: "Muellersgrund Foerdertechnik"), RawIdentity(domain: "acme.de"),
      RawIdentity(name: "Contoso Labs Inc."), RawIdentity(domain: "gmail.com"), RawIdentity(),
    ]
    let table = resolver.resolve([identities]).table
    let found = resolver.nearness.nearest(to: identities, in: table)
    #expect(found.map { $0.map { table[$0.account].id.text } } == [["A1"], ["A2"], ["A3"], [], []])
    #expect(found[1][0].score == 1000)
  }

  @Test func aliasTakesTheFirstKeyThatIdentifies() throws {
    let nearness = try Listed.resolver([Account("A1", "Acme")]).nearness
    func told(_ identity: RawIdentity) -> String {
      nearness.alias(for: identity).map { "\($0.kind.rawValue) \($0.value)" } ?? "none"
    }
    #expect(
      told(RawIdentity(domain: "https://WWW.Acme.de/x", linkedIn: "acme", name: "Acme"))
        == "domain acme.de")
    #expect(
      told(RawIdentity(domain: "gmail.com", linkedIn: "company/acme-gmbh", name: "Acme"))
        == "linkedin acme-gmbh")
    #expect(told(RawIdentity(name: "Acme (Berlin)")) == "name Acme (Berlin)")
    #expect(told(RawIdentity(domain: "gmail.com")) == "none")
  }

  /// What is found for one does not depend on who else is looked for: of the companies that share
  /// either word only those of one can be compared.
  @Test func othersHaveNoSay() {
    let others = ["ink", "ore", "rye", "tea", "gin", "oak"]
    let names = others.map { "amber \($0)" } + others.map { "cobalt \($0)" }
    let search = NearestAccounts(
      accountCount: names.count, jobs: 1, leastScore: 0, comparisonLimit: 8
    ) { ComparedTexts(name: names[$0], label: "") }
    func found(_ wanted: String...) -> [Int] {
      search.nearest(to: wanted.map { ComparedTexts(name: $0, label: "") }).last?.map(\.place) ?? []
    }
    let alone = found("amber cobalt")
    #expect(alone.count == 3)
    #expect(found("amber zzz", "amber cobalt") == alone)
    #expect(found("cobalt zzz", "amber cobalt") == alone)
  }
}
