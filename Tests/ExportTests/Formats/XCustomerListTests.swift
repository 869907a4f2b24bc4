import AdModel
import Testing

@testable import Export

@Suite struct XCustomerListTests {
  private let format = UploadFormat.xCustomerList

  /// The digests are hashlib's of `jo.ann+news@example.com`, `4930123456` and the id in lower case.
  @Test func hashed() throws {
    #expect(
      try format.text(.whole, format.form(), [.known]) == """
        6a7d5e3f946bc2778a952fc94159d7723c82d7a164d2eadea47ee0ec535cd9d1,\
        ac75546db905289f50bd750fd5648fec0719074ce391521b2372abeae9110668,\
        f23b554b2a8fb732a8b973733832e70f018da7bc294dfea289735a07d5dd2c9f

        """)
  }

  @Test func plain() throws {
    let second = Contact.with { $0.idfa = "EA7583CD-A667-48BC-B806-42ECB2B48606" }
    #expect(
      try format.text(.whole, format.form(.none), [.known, second]) == """
        jo.ann+news@example.com,4930123456,cdda802e-fb9c-47ad-9866-0794d394c912
        ,,ea7583cd-a667-48bc-b806-42ecb2b48606

        """)
  }

  @Test func whatCannotBeUsed() {
    let contact = Contact.with {
      $0.email = "a@b@c"
      $0.phone = "12"
      $0.aaid = "12"
      $0.country = "Atlantis"
    }
    #expect(format.row(contact) == ContactRow(nil, unusable: [.email, .phone, .aaid]))
    #expect(format.row(.with { $0.firstName = "Jo" }) == ContactRow(nil))
  }
}
