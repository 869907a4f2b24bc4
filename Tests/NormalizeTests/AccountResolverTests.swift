import AdModel
import Testing

@testable import Normalize

@Suite struct AccountResolverTests {
  static let accounts = [
    Account("A1", "Acme, Inc.", domain: "https://www.acme.com", page: "company/acme"),
    Account("A2", "Brenn GmbH", domain: "brenn.de", page: "company/4529857", country: "DE"),
    Account("A3", "Brenn S.r.l.", domain: "it.brenn.de", country: "IT"),
    Account("A4", "Ahrend", domain: "gmx.de"),
    Account("A5", "Beacon Systems", domain: "beacon.co.uk", country: "GB"),
    Account("A6", "Beacon Systems", domain: "beacon.example", country: "US"),
  ]

  @Test(arguments: [
    (RawIdentity(listID: "A1"), "A1 id"),
    (RawIdentity(domain: "acme.com"), "A1 host"),
    (RawIdentity(domain: "https://shop.acme.com/x"), "A1 domain"),
    (RawIdentity(domain: "jane@acme.com"), "A1 host"),
    (RawIdentity(linkedIn: "https://de.linkedin.com/company/ACME/about"), "A1 linkedin"),
    (RawIdentity(domain: "linkedin.com/company/acme"), "A1 linkedin"),
    (RawIdentity(linkedIn: "urn:li:organization:4529857"), "A2 linkedin"),
    (RawIdentity(name: "acme corp"), "A1 name"),
    (RawIdentity(domain: "brenn.de"), "A2 host"),
    (RawIdentity(domain: "it.brenn.de"), "A3 host"),
  ])
  func findsByEachKey(identity: RawIdentity, expected: String) throws {
    #expect(try Listed.resolver(Self.accounts).told(identity) == expected)
  }

  @Test func theFirstKeyThatFindsDecides() throws {
    let resolver = try Listed.resolver(Self.accounts)
    let identity = RawIdentity(
      listID: "A5", domain: "brenn.de", linkedIn: "company/acme", name: "Acme")
    #expect(resolver.told(identity) == "A5 id")
    #expect(resolver.told(RawIdentity(listID: "??", domain: "brenn.de")) == "A2 host")
    #expect(
      resolver.told(RawIdentity(domain: "acme.com", linkedIn: "company/4529857")) == "A1 host")
    #expect(resolver.told(RawIdentity(linkedIn: "company/acme", name: "Ahrend")) == "A1 linkedin")
  }

  @Test func laterKeysOnlyChoose() throws {
    let resolver = try Listed.resolver(Self.accounts)
    // fr.brenn.de finds the two Brenns by their domain, and nothing else may add to them.
    #expect(resolver.told(RawIdentity(domain: "fr.brenn.de")) == "ambiguous A2,A3")
    #expect(
      resolver.told(RawIdentity(domain: "fr.brenn.de", linkedIn: "company/4529857"))
        == "A2 domain")
    #expect(
      resolver.told(RawIdentity(domain: "fr.brenn.de", linkedIn: "company/acme"))
        == "ambiguous A2,A3")
    #expect(
      resolver.told(RawIdentity(domain: "fr.brenn.de", name: "Acme", country: "it"))
        == "A3 domain")
    #expect(
      resolver.told(RawIdentity(domain: "fr.brenn.de", country: "FR")) == "ambiguous A2,A3")
  }

  @Test func theCountryChoosesBetweenNames() throws {
    let resolver = try Listed.resolver(Self.accounts)
    #expect(resolver.told(RawIdentity(name: "Beacon Systems Ltd")) == "ambiguous A5,A6")
    #expect(resolver.told(RawIdentity(name: "Beacon Systems Ltd", country: "us")) == "A6 name")
  }

  @Test func theCountryAloneFindsNobody() throws {
    #expect(try Listed.resolver(Self.accounts).told(RawIdentity(country: "IT")) == "no_key")
  }

  @Test func mailProvidersFindNobodyAndTheNameStillDoes() throws {
    let resolver = try Listed.resolver(Self.accounts)
    #expect(resolver.told(RawIdentity(domain: "gmx.de")) == "no_key")
    #expect(resolver.told(RawIdentity(domain: "gmx.de", name: "Ahrend")) == "A4 name")
  }

  @Test(arguments: ["localhost", "10.0.0.1", "co.uk", "github.io", "n/a"])
  func noDomainIsNoKey(domain: String) throws {
    #expect(try Listed.resolver(Self.accounts).told(RawIdentity(domain: domain)) == "no_key")
  }

  @Test func nobodyInTheList() throws {
    let resolver = try Listed.resolver(Self.accounts)
    #expect(resolver.told(RawIdentity(domain: "other.com")) == "not_in_list")
    #expect(resolver.told(RawIdentity(listID: "A9")) == "not_in_list")
    #expect(resolver.told(RawIdentity()) == "no_key")
  }

  @Test func theDomainDecidesAgainstTheNameAndItIsReported() throws {
    let resolver = try Listed.resolver(Self.accounts)
    let resolution = resolver.resolve([
      [RawIdentity(domain: "acme.com", name: "Acme Corp")],
      [
        RawIdentity(domain: "acme.com", name: "Unheard Of"),
        RawIdentity(domain: "acme.com", name: "Beacon Systems"),
        RawIdentity(listID: "A1", domain: "brenn.de", name: "Brenn"),
      ],
    ])
    let indices = ["A1", "A5", "A6"].compactMap { resolution.table.index(of: AccountID($0)) }
    #expect(
      resolution.conflicts == [
        NameConflict(batch: 1, identity: 1, account: indices[0], named: Array(indices[1...]))
      ])
    // The list's word on the account stays.
    #expect(Array(resolution.table.accounts) == Self.accounts.sorted { $0.id.text < $1.id.text })
  }

  @Test func twoAccountsWithOneDomain() throws {
    let resolver = try Listed.resolver([
      Account("A1", "Acme Cloud", domain: "acme.com"),
      Account("A2", "Acme Steel", domain: "acme.com"),
      Account("A3", "Acme Rail"),
    ])
    #expect(resolver.told(RawIdentity(domain: "acme.com")) == "ambiguous A1,A2")
    #expect(resolver.told(RawIdentity(domain: "acme.com", name: "Acme Steel AG")) == "A2 host")
    #expect(
      resolver.told(RawIdentity(domain: "acme.com", name: "Acme Rail")) == "ambiguous A1,A2")
  }

  @Test func theTableHoldsTheWholeListSortedByBytes() throws {
    let resolution = try Listed.resolver([Account("b"), Account("a"), Account("Z")]).resolve([])
    #expect(resolution.toldTable() == ["Z", "a", "b"])
  }

  @Test func accountsGoneFromTheListStayInactive() throws {
    let resolver = try Listed.resolver(
      Self.accounts,
      base: [Account("A1", "Old name"), Account("A0", "Gone Ltd", domain: "gone.com")])
    let resolution = resolver.resolve([
      [RawIdentity(domain: "gone.com"), RawIdentity(listID: "A0"), RawIdentity(name: "Gone")]
    ])
    #expect(resolution.told() == ["not_in_list", "not_in_list", "not_in_list"])
    #expect(resolution.toldTable() == ["(A0)", "A1", "A2", "A3", "A4", "A5", "A6"])
    #expect(resolution.table[AccountIndex(0)].name == "Gone Ltd")
    #expect(resolution.table[AccountIndex(1)].name == "Acme, Inc.")
  }

  /// The domain of a host that several accounts go by says nothing that the host does not.
  @Test func anAliasForAnothersHostIsAmbiguous() throws {
    let resolver = try Listed.resolver(
      [Account("A", domain: "sub.acme.com"), Account("B", "Beta")],
      aliases: [("B", .domain, "sub.acme.com")])
    #expect(resolver.told(RawIdentity(domain: "sub.acme.com")) == "ambiguous A,B")
    #expect(resolver.told(RawIdentity(domain: "sub.acme.com", name: "Beta")) == "B alias:host")
  }

  /// Below such a host each name is another company's.
  @Test func namesBelowAHostOfPagesAreApart() throws {
    let resolver = try Listed.resolver(
      [Account("A", domain: "acme.substack.com")], aliases: [("A", .domain, "facebook.com/acme")])
    #expect(resolver.told(RawIdentity(domain: "https://acme.substack.com/about")) == "A host")
    #expect(resolver.told(RawIdentity(domain: "beta.substack.com")) == "not_in_list")
    #expect(resolver.told(RawIdentity(domain: "business.facebook.com")) == "not_in_list")
    #expect(resolver.told(RawIdentity(domain: "facebook.com")) == "not_in_list")
  }

  @Test func pagesOnASharedHostAreNotTheHost() throws {
    let resolver = try Listed.resolver([
      Account("M", "Meta", domain: "facebook.com"),
      Account("B", "Acme Bakery", domain: "https://www.facebook.com/acmebakery"),
    ])
    #expect(resolver.told(RawIdentity(domain: "facebook.com")) == "M host")
    #expect(resolver.told(RawIdentity(domain: "facebook.com/bobbikes")) == "no_key")
    #expect(
      resolver.told(RawIdentity(domain: "facebook.com/acmebakery", name: "Acme Bakery")) == "B name"
    )
  }
}
