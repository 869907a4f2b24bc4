import AdModel
import Testing

@testable import Normalize

@Suite struct AccountAliasesTests {
  private func failure(reading text: String) throws -> RunFailure? {
    var failure: RunFailure?
    try Reference.withFile(text) { path in
      failure = #expect(throws: RunFailure.self) { try AccountAliases.read(path: path) }
    }
    return failure
  }

  @Test func readsEveryKind() throws {
    let text =
      "value,Note,account_id,kind\nAcme,,A1,name\nacme.com,,A1,Domain\n"
      + "company/acme,,A1,linkedin\nold,,A1,id\n"
    try Reference.withFile(text) { path in
      let aliases = try AccountAliases.read(path: path)
      #expect(aliases.entries.map(\.kind) == [.name, .domain, .linkedIn, .id])
      #expect(aliases.entries.map(\.value) == ["Acme", "acme.com", "company/acme", "old"])
      #expect(aliases.entries.map(\.lineNumber) == [2, 3, 4, 5])
      #expect(aliases.entries.allSatisfy { $0.account == AccountID("A1") })
    }
  }

  @Test func aHeaderAloneIsFine() throws {
    try Reference.withFile("account_id,kind,value\n") { path in
      let aliases = try AccountAliases.read(path: path)
      #expect(aliases.entries.isEmpty)
    }
  }

  @Test func anUnknownKindNamesTheKinds() throws {
    let failure = try failure(reading: "account_id,kind,value\nA1,nmae,Acme\n")
    #expect(failure?.kind == "alias_kind_unknown")
    #expect(failure?.place.hasSuffix(":2") == true)
    #expect(
      failure?.what == "'nmae' is no kind of alias; the kinds are: name, domain, linkedin, id")
    #expect(failure?.mend == "did you mean 'name'?")
  }

  @Test(arguments: [",name,Acme", "A1,name,"])
  func aBlankField(row: String) throws {
    #expect(try failure(reading: "account_id,kind,value\n\(row)\n")?.kind == "alias_blank")
  }

  @Test func aMissingColumn() throws {
    let failure = try failure(reading: "account,kind,value\nA1,name,Acme\n")
    #expect(failure?.kind == "column_missing")
    #expect(failure?.what.contains("'account_id'") == true)
  }
}
