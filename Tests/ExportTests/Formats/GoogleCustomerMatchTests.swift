import AdModel
import Testing

@testable import Export

@Suite struct GoogleCustomerMatchTests {
  private let format = UploadFormat.googleCustomerMatch

  /// Google knows columns by these names alone.
  @Test func theNamesOfTheColumnsAreGoogles() {
    #expect(format.header.joined(separator: ",") == "Email,Phone,First Name,Last Name,Country,Zip")
  }

  /// The digests are hashlib's of `jo.ann+news@example.com`, `+4930123456`, `jo-ann`, `o’brien`;
  /// country and zip are never hashed.
  @Test func hashed() throws {
    #expect(
      try format.text(.whole, format.form(), [.known]) == """
        Email,Phone,First Name,Last Name,Country,Zip
        6a7d5e3f946bc2778a952fc94159d7723c82d7a164d2eadea47ee0ec535cd9d1,\
        a909469fabf3f43d0b7b6c42a85a6e7e8ceb36c7a2f0f1b9c15b80dc16384cb7,\
        582ddc2798f3d40a5ecd5ac823a1c31ce316aab7dc0f3af1a0bc51d445e5cd82,\
        d868887c7f48e3cc730cba67b72c1a6050a466eaea10cd842989390e683c93fe,de,61348

        """)
  }

  @Test func plain() throws {
    #expect(
      try format.text(.whole, format.form(.none), [.known]) == """
        Email,Phone,First Name,Last Name,Country,Zip
        jo.ann+news@example.com,+4930123456,jo-ann,o’brien,de,61348

        """)
  }

  /// Google's template: `test4@gmail.com,zoë,pérez,sg,WC2H 8LG`.
  @Test func theTemplatesNamesAndZip() {
    let contact = Contact.with {
      $0.firstName = "Zoë"
      $0.lastName = "PÉREZ"
      $0.country = "SG"
      $0.zip = "WC2H 8LG"
    }
    #expect(format.row(contact, .none).fields == ["", "", "zoë", "pérez", "sg", "WC2H 8LG"])
  }

  /// Google wants five digits, or five and four with a hyphen.
  @Test func nineDigitsOfAZip() {
    var contact = Contact.known
    contact.country = "US"
    contact.zip = "940161234"
    #expect(format.row(contact, .none).fields?[5] == "94016-1234")
  }

  /// All four are needed, so with fewer none is given away.
  @Test func anAddressIsWholeOrLeftOut() {
    for change: (inout Contact) -> Void in [
      { $0.firstName = "" }, { $0.lastName = " " }, { $0.country = "" }, { $0.zip = "" },
    ] {
      var contact = Contact.known
      change(&contact)
      #expect(format.row(contact).fields?[2...] == ["", "", "", ""])
      contact.email = ""
      contact.phone = ""
      #expect(format.row(contact) == ContactRow(nil))
    }
  }

  @Test(arguments: [
    ("Mrs. Jo Ann", "jo ann"), ("Dr Jo", "jo"), ("Mr. Dr. Jo", "jo"), ("Mrs.", "mrs."),
    ("Mrinal", "mrinal"), (" Jo  ANN ", "jo ann"), ("", ""),
  ])
  func firstNamesHaveNoTitle(name: String, expected: String) {
    #expect(UploadFormat.googleFirstName(TidyText(name)) == expected)
  }

  @Test(arguments: [
    ("King Jr.", "king"), ("King, Jr", "king"), ("King III", "king"), ("Jr", "jr"),
    ("Ortega y Gasset", "ortega y gasset"), ("King, Jr. III", "king"), ("", ""),
  ])
  func lastNamesHaveNoSuffix(name: String, expected: String) {
    #expect(UploadFormat.googleLastName(TidyText(name)) == expected)
  }

  @Test func whatCannotBeUsed() {
    let contact = Contact.with {
      $0.email = "...@gmail.com"
      $0.phone = "12"
      $0.country = "US"
      $0.zip = "2116"
    }
    #expect(format.row(contact) == ContactRow(nil, unusable: [.email, .phone, .zip]))
  }

  /// A number without a calling code is dialled where the contact is, else where the account is.
  @Test func whereANumberIsDialled() {
    var contact = Contact.with { $0.phone = "030 123456" }
    #expect(format.row(contact, .none).fields?[1] == "+4930123456")
    contact.country = "Atlantis"
    #expect(format.row(contact, .none).fields?[1] == "+4930123456")
    contact.country = "Österreich"
    #expect(format.row(contact, .none).fields?[1] == "+4330123456")
    let nowhere = Account(id: AccountID("A2"), name: "Nordwind")
    contact.country = ""
    #expect(format.row(contact, .none, of: nowhere) == ContactRow(nil, unusable: [.phone]))
  }

  @Test func rowsAreToldApartByTheBestThatIsThere() {
    #expect(format.key(["e", "p", "f", "l", "c", "z"]) == ["0", "e"])
    #expect(format.key(["", "p", "f", "l", "c", "z"]) == ["1", "p"])
    #expect(format.key(["", "", "f", "l", "c", "z"]) == ["2", "f", "l", "c", "z"])
  }
}
