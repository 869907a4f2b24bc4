import AdModel
import Testing

@testable import Normalize

/// An account is found by its id, else as an export's identity would be.
@Suite struct AccountFindingTests {
  private static let accounts = [
    Account("A1", "Acme GmbH", domain: "www.acme.de", page: "acme-group"),
    Account("A2", "Beacon Ltd", domain: "uk.beacon.example", page: "beacon-uk"),
    Account("A3", "Beacon", domain: "beacon.com", page: "oskamp"),
    Account("A4", "Oskamp", parent: "A1"),
  ]

  private func told(
    _ text: String, _ accounts: [Account]? = accounts,
    aliases: [(account: String, kind: AccountAlias.Kind, value: String)] = [],
    unmatched: AccountListSettings.Unmatched = .report,
    rollUp: AccountListSettings.RollUp? = nil, base: [Account] = [],
    identities: [RawIdentity] = []
  ) throws -> String {
    let resolver = try Listed.resolver(
      accounts, aliases: aliases, unmatched: unmatched, rollUp: rollUp, base: base)
    let resolution = resolver.resolve([identities])
    switch resolver.find(text, in: resolution) {
    case .one(let index, let by): return "\(resolution.table[index].id) \(by)"
    case .several(let indices):
      return "several " + indices.map { resolution.table[$0].id.text }.joined(separator: ",")
    case .none: return "none"
    }
  }

  @Test(arguments: [
    ("A1", "A1 id"), ("acme.de", "A1 host"), ("https://shop.acme.de/x", "A1 domain"),
    ("beacon.example", "A2 domain"), ("https://www.linkedin.com/company/beacon-uk/", "A2 linkedin"),
    ("beacon-uk", "A2 linkedin"), ("ACME", "A1 name"), ("Beacon", "several A2,A3"),
    ("Oskamp", "several A3,A4"), ("gmail.com", "none"), ("Becon", "none"), ("a1", "none"),
  ])
  func ofTheList(text: String, expected: String) throws {
    #expect(try told(text) == expected)
  }

  @Test(arguments: [
    ("Old Acme", "A1 alias:name"), ("old-acme.example", "A1 alias:host"), ("A9", "A1 alias:id"),
  ])
  func throughAliases(text: String, expected: String) throws {
    #expect(
      try told(
        text,
        aliases: [
          ("A1", .name, "Old Acme"), ("A1", .domain, "old-acme.example"), ("A1", .id, "A9"),
        ]) == expected)
  }

  @Test func aCompanyOfAGroupIsTheGroup() throws {
    #expect(try told("A4", rollUp: .parent) == "A1 id")
  }

  @Test func goneAccountsComeLast() throws {
    let base = [
      Account("G1", "Gone Ltd", domain: "gone.example", page: "gone"),
      Account("G2", "Acme", domain: "acme.de"),
    ]
    #expect(try told("G1", base: base) == "G1 id")
    #expect(try told("gone.example", base: base) == "G1 domain")
    #expect(try told("gone ltd", base: base) == "G1 name")
    #expect(try told("Acme", base: base) == "A1 name")
    #expect(try told("acme.de", base: base) == "A1 host")
  }

  @Test(arguments: [
    ("domain:nordwind.example", "domain:nordwind.example id"),
    ("www.nordwind.example", "domain:nordwind.example domain"),
    ("Nordwind", "domain:nordwind.example name"), ("Ilmatti Oy", "name:ilmatti name"),
    ("Valcombe", "several linkedin:valcombe,name:valcombe"), ("elsewhere.example", "none"),
    ("https://www.linkedin.com/company/valcombe/", "linkedin:valcombe linkedin"),
  ])
  func ofMadeAccounts(text: String, expected: String) throws {
    #expect(
      try told(
        text, nil, unmatched: .create,
        identities: [
          RawIdentity(domain: "nordwind.example", name: "Nordwind GmbH"),
          RawIdentity(name: "Ilmatti"), RawIdentity(name: "Valcombe"),
          RawIdentity(linkedIn: "valcombe"),
        ]) == expected)
  }
}
