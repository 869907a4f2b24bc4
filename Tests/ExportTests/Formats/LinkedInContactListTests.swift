import AdModel
import Testing

@testable import Export

@Suite struct LinkedInContactListTests {
  private let format = UploadFormat.linkedInContactList

  /// LinkedIn refuses a file whose header is not that of its template.
  @Test func theHeaderIsThatOfTheTemplate() {
    #expect(
      format.header.joined(separator: ",")
        == "email,firstname,lastname,jobtitle,employeecompany,country,googleaid")
    #expect(format.limits.maximumRows == 300_000)
    #expect(format.limits.minimum == 300)
  }

  /// The digest is hashlib's of `jo.ann+news@example.com`.
  @Test func withHashesOnlyTheAddressIsThere() throws {
    #expect(
      try format.text(.whole, format.form(), [.known]) == """
        email,firstname,lastname,jobtitle,employeecompany,country,googleaid
        6a7d5e3f946bc2778a952fc94159d7723c82d7a164d2eadea47ee0ec535cd9d1,,,,Nordwind GmbH,DE,

        """)
  }

  @Test func plain() throws {
    #expect(
      try format.text(.whole, format.form(.none), [.known]) == """
        email,firstname,lastname,jobtitle,employeecompany,country,googleaid
        jo.ann+news@example.com,Jo-Ann,O’Brien,Head of Purchasing,Nordwind GmbH,DE,\
        cdda802e-fb9c-47ad-9866-0794d394c912

        """)
  }

  /// Names alone are enough when they are plain, and are none with hashes.
  @Test func whoIsIdentified() {
    let named = Contact.with {
      $0.firstName = "Jo"
      $0.lastName = "Ann"
    }
    #expect(format.row(named, .none).fields?[1...2] == ["Jo", "Ann"])
    #expect(format.row(named) == ContactRow(nil))
    #expect(format.row(.with { $0.firstName = "Jo" }, .none) == ContactRow(nil))
    #expect(format.row(.with { $0.country = "DE" }, .none) == ContactRow(nil))
    #expect(format.row(Contact(), .none) == ContactRow(nil))
  }

  @Test func whatCannotBeUsed() {
    let contact = Contact.with {
      $0.email = "somebody"
      $0.country = "Atlantis"
      $0.aaid = "none"
    }
    #expect(format.row(contact) == ContactRow(nil, unusable: [.email, .country]))
    #expect(format.row(contact, .none) == ContactRow(nil, unusable: [.email, .country, .aaid]))
  }

  /// Names have at most 35 characters, titles and companies 50; none is cut within.
  @Test func longTextsAreCut() {
    var contact = Contact.known
    contact.firstName = String(repeating: "a", count: 36)
    contact.lastName = String(repeating: "b", count: 34) + "👩‍👩‍👧"
    contact.jobTitle = String(repeating: "c", count: 10_000)
    let account = Account(id: AccountID("A1"), name: String(repeating: "ä", count: 51))
    #expect(
      format.row(contact, .none, of: account).fields?[1...4] == [
        String(repeating: "a", count: 35), String(repeating: "b", count: 34),
        String(repeating: "c", count: 50), String(repeating: "ä", count: 50),
      ])
    #expect(format.row(contact, of: account).fields?[4] == String(repeating: "ä", count: 50))
  }

  /// The column is of Google's ids.
  @Test func applesIDsAreNoGoogleIDs() {
    let contact = Contact.with { $0.idfa = "ea7583cd-a667-48bc-b806-42ecb2b48606" }
    #expect(format.row(contact, .none) == ContactRow(nil))
  }

  /// A digest says nothing in a file of plain addresses.
  @Test func aDigestInTheList() {
    let digest = "F25AD364D33972379A7A4F4DF33DB142205F5C40EB19CFDB2FC5AAF117E10101"
    let contact = Contact.with { $0.email = digest }
    #expect(format.row(contact).fields?[0] == digest.lowercased())
    #expect(format.row(contact, .none) == ContactRow(nil, unusable: [.email]))
  }

  @Test func rowsAreToldApartByTheBestThatIsThere() {
    #expect(format.key(["e", "f", "l", "", "c", "DE", "g"]) == ["0", "e"])
    #expect(format.key(["", "f", "l", "", "c", "DE", "g"]) == ["1", "g"])
    #expect(format.key(["", "f", "l", "", "c", "DE", ""]) == ["2", "f", "l", "c", "DE"])
    #expect(format.key(["", "f", "l", "", "", "DE", ""]) == ["4", "f", "l"])
    #expect(format.key(["", "f", "", "", "c", "DE", ""]) == [])
  }
}
