import AdModel
import Testing

@testable import Export

@Suite struct MicrosoftCustomerMatchTests {
  private let format = UploadFormat.microsoftCustomerMatch
  private let contacts = [
    Contact.with { $0.email = "Test@contoso.com " },
    Contact.with { $0.email = "demo@segment.com" },
    Contact.with { $0.phone = "+49 30 123456" },
  ]

  /// The file as Microsoft's pages "Customer List" and "Customer List Item" describe it; both digests
  /// are published ones.
  private static let head = """
    \u{FEFF}Type,Status,Id,Parent Id,Client Id,Modified Time,Name,Description,Scope,Audience,\
    Action Type,Sub Type,Text
    Format Version,,,,,,6.0,,,,,,

    """

  private static func items(of parent: String) -> String {
    """
    Customer List Item,,,\(parent),,,,,,,,Email,\
    f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101
    Customer List Item,,,\(parent),,,,,,,,Email,\
    5a95f052958dac8ed1d66d74eb481b3ccdbbc953b583c5ff0325be6b091d6281

    """
  }

  @Test func aNewList() throws {
    #expect(
      try format.text(.whole, format.form(), contacts)
        == Self.head + "Customer List,Active,-1,,,,,,Customer,Ad Engaged: High,Add,,\n"
        + Self.items(of: "-1"))
    #expect(
      try format.text(.whole, format.form(audience: "Hot"), [])
        == Self.head + "Customer List,Active,-1,,,,,,Customer,Hot,Add,,\n")
  }

  @Test(arguments: [
    (UploadFile.whole, "Replace"), (UploadFile.added, "Add"), (UploadFile.removed, "Remove"),
  ])
  func aListThatIsThere(file: UploadFile, action: String) throws {
    #expect(
      try format.text(file, format.form(audienceID: 811), contacts)
        == Self.head + "Customer List,,811,,,,,,Customer,,\(action),,\n" + Self.items(of: "811"))
    #expect(
      format.form(audience: "Hot", audienceID: 811).lead(file, false)[1].joined(separator: ",")
        == "Customer List,,811,,,,,,Customer,Hot,\(action),,")
  }

  /// Without an id a file of changes names no list, so that it makes no second one.
  @Test(arguments: [(UploadFile.added, "Add"), (UploadFile.removed, "Remove")])
  func changesOfAListWithoutAnID(file: UploadFile, action: String) {
    #expect(
      format.form().lead(file, false)[1].joined(separator: ",")
        == "Customer List,,,,,,,,Customer,,\(action),,")
  }

  /// The file that made the list did not know its id yet; people who leave are removed by it.
  @Test func aRowOfAnEarlierFileNamesTheList() throws {
    guard case .records(let before) = format.form().rows, case .contacts(let row) = before.origin,
      case .records(let now) = format.form(audienceID: 811).rows
    else {
      Issue.record("rows are contacts")
      return
    }
    let old = try #require(row(contacts[0], Account(id: AccountID("A1"))).fields)
    let renewed = now.renewed(old)
    #expect(old[3] == "-1" && renewed[3] == "811")
    var known = RowSet(by: before.toldBy, of: [old])
    let isKnown = known.contains(renewed)
    #expect(renewed[12] == old[12] && isKnown)
  }

  @Test func leadAndRowsAreAsWideAsTheHeader() {
    for file in UploadFile.allCases {
      #expect(format.form().lead(file, false).allSatisfy { $0.count == format.header.count })
    }
    #expect(format.row(contacts[0]).fields?.count == format.header.count)
  }

  /// Microsoft takes 128 characters.
  @Test func aLongNameIsCut() {
    let long = String(repeating: "ä", count: 200)
    #expect(format.form(audience: long).lead(.whole, false)[1][9].count == 128)
    let wide = String(repeating: "👩‍👩‍👧", count: 40)
    #expect(format.form(audience: wide).lead(.whole, false)[1][9].utf16.count == 128)
  }

  @Test func onlyAddressesIdentify() {
    #expect(format.hashings == [.sha256])
    #expect(format.row(contacts[2]) == ContactRow(nil))
    #expect(format.row(.with { $0.email = "@" }) == ContactRow(nil, unusable: [.email]))
  }
}
