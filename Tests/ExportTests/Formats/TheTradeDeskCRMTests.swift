import AdModel
import Testing

@testable import Export

@Suite struct TheTradeDeskCRMTests {
  private let format = UploadFormat.theTradeDeskCRM

  /// The first two digests are UID2's for these addresses; the third is the base64 (Python's) of a
  /// digest that stands in the list.
  @Test func hashed() throws {
    let contacts = [
      "USER@example.com", "JANE.Saoirse+Work@gmail.com",
      "f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101",
    ].map { email in Contact.with { $0.email = email } }
    #expect(
      try format.text(.whole, format.form(), contacts) == """
        tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=
        ku4mBX7Z3qJTXWyLFB1INzkyR2WZGW4ANSJUiW21iI8=
        8lrTZNM5cjeaek9N8z2xQiBfXEDrGc/bL8Wq8RfhAQE=

        """)
  }

  /// UID2 makes plain addresses ready itself.
  @Test func plain() throws {
    #expect(
      try format.text(.whole, format.form(.none), [.known]) == "jo.ann+news@example.com\n")
  }

  /// A file is of one kind, and this one is of addresses.
  @Test func onlyAddressesIdentify() {
    #expect(format.row(.with { $0.phone = "+49 30 123456" }) == ContactRow(nil))
    #expect(format.row(.with { $0.email = "+@gmail.com" }) == ContactRow(nil, unusable: [.email]))
    let digest = Contact.with { $0.email = String(repeating: "a", count: 64) }
    #expect(format.row(digest, .none) == ContactRow(nil, unusable: [.email]))
  }
}
