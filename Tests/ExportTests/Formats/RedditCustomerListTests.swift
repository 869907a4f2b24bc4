import AdModel
import Files
import Testing

@testable import Export

@Suite struct RedditCustomerListTests {
  private let format = UploadFormat.redditCustomerList

  /// The digests are hashlib's of `joann@example.com` and of the id in lower case; then Reddit's own
  /// example and an id of Apple's, which is hashed in upper case.
  @Test func rows() throws {
    let contacts = [
      Contact.known,
      Contact.with { $0.email = "Al.ice$+Apple@Example.Com" },
      Contact.with { $0.idfa = "ea7583cd-a667-48bc-b806-42ecb2b48606" },
    ]
    #expect(
      try format.text(.whole, format.form(), contacts) == """
        email,maid
        6808a312f69d070d3b163848032d15f3d6890f3bab71196cb5c6e74cbed01978,\
        f23b554b2a8fb732a8b973733832e70f018da7bc294dfea289735a07d5dd2c9f
        ff8d9819fc0e12bf0d24892e45987e249a28dce836a85cad60e28eaaa8c6d976,
        ,70574fa9c8f498a7b2e5c8712b1126de7b1406fd02fdc591821c5bd33092fd1c

        """)
  }

  /// Apple's are hashed in upper case and Google's in lower case, whatever the list writes; one column
  /// holds either.
  @Test(arguments: ["ea7583cd-a667-48bc-b806-42ecb2b48606", "cdda802e-fb9c-47ad-9866-0794d394c912"])
  func theCaseIsThatOfTheKind(id: String) {
    for text in [id, id.uppercased()] {
      let apple = format.row(.with { $0.idfa = text }).fields?[1]
      let google = format.row(.with { $0.aaid = text }).fields?[1]
      #expect(apple == Digest(of: id.uppercased()).hex)
      #expect(google == Digest(of: id).hex)
      let both = Contact.with {
        $0.idfa = "00000000-0000-0000-0000-000000000001"
        $0.aaid = text
      }
      #expect(format.row(both).fields?[1] == google)
    }
  }

  /// Somebody else's digest is of an address that Reddit would have changed.
  @Test func whatCannotBeUsed() {
    let digest = Contact.with { $0.email = String(repeating: "a", count: 64) }
    #expect(format.row(digest) == ContactRow(nil, unusable: [.email]))
    #expect(
      format.row(.with { $0.email = "+x@example.com" }) == ContactRow(nil, unusable: [.email]))
    let zeros = Contact.with { $0.idfa = "00000000-0000-0000-0000-000000000000" }
    #expect(format.row(zeros) == ContactRow(nil, unusable: [.idfa]))
    #expect(format.row(.with { $0.phone = "+49 30 123456" }) == ContactRow(nil))
  }
}
