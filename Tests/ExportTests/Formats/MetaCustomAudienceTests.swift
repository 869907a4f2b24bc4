import AdModel
import Files
import Testing

@testable import Export

@Suite struct MetaCustomAudienceTests {
  private let format = UploadFormat.metaCustomAudience

  /// Meta's template has these names in this order, with others between them that contacts lack.
  @Test func theNamesOfTheColumnsAreMetas() {
    let template =
      "email,email,email,phone,phone,phone,madid,fn,ln,zip,ct,st,country,dob,doby,gen,age,uid"
      .split(separator: ",").map(String.init)
    var rest = template[...]
    for name in format.header {
      guard let place = rest.firstIndex(of: name) else {
        Issue.record("\(name) is not in its place")
        return
      }
      rest = rest[(place + 1)...]
    }
  }

  /// The digests are hashlib's of `jo.ann+news@example.com`, `4930123456`, `joann`, `obrien`, `61348`,
  /// `badhomburg`, `hessen`, `de`.
  @Test func hashed() throws {
    #expect(
      try format.text(.whole, format.form(), [.known]) == """
        email,phone,madid,fn,ln,zip,ct,st,country
        6a7d5e3f946bc2778a952fc94159d7723c82d7a164d2eadea47ee0ec535cd9d1,\
        ac75546db905289f50bd750fd5648fec0719074ce391521b2372abeae9110668,,\
        cb8958f351eb2f240aa03fc39a3c187ef4de57e457076023869bc552f9b8eece,\
        b4cb6cb33fe4b865868de825023a1e2790dc12ac01ecc8d7c5afe8254071c8ba,\
        7c940f872980a3faf7e44fe68553934e7b105b4533dc370fcc1c9a724cd7773b,\
        633b0933a6a27288f724d1981b25fcb6918f24845b3cbd12042e4bcac08bfcb6,\
        2c2ef83dd493bb102ac016675bedee76393aad3a331a3a006e7dd49ca7417668,\
        959a45d44e6fcf58361ed004681556fe50129f2109e817dec098c00c9e5d2578

        """)
  }

  @Test func plain() throws {
    #expect(
      try format.text(.whole, format.form(.none), [.known]) == """
        email,phone,madid,fn,ln,zip,ct,st,country
        jo.ann+news@example.com,4930123456,cdda802e-fb9c-47ad-9866-0794d394c912,Jo-Ann,O’Brien,\
        61348,Bad Homburg,Hessen,DE

        """)
  }

  /// Meta's guide: five digits of a zip of the United States, two letters of a state, no space in a
  /// city. The digests are hashlib's of `94016`, `menlopark`, `ca`, `us`.
  @Test(arguments: [
    ("CA", "94016-1234"), ("ca", "94016"), ("California", "940161234"),
    (" CALIFORNIA ", "94016 1234"),
  ])
  func ofTheUnitedStates(state: String, zip: String) {
    var contact = Contact.with {
      $0.email = "mary@example.com"
      $0.zip = zip
      $0.city = "Menlo Park"
      $0.state = state
      $0.country = "USA"
    }
    #expect(
      format.row(contact).fields?[5...] == [
        "ea49a862bf6e195fe92e0886ed8a89c6565137f3e90c0742d2a00952b307dd55",
        "0007a3d64c01e23d5075203c5977c14e4f7e01a3fc570686fcc50b5e1dd42685",
        "6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126",
        "79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621",
      ])
    // Where the list has no countries, the account's says how the others are written.
    contact.country = ""
    let account = Account(id: AccountID("A2"), name: "Acme", country: "United States")
    #expect(
      format.row(contact, of: account).fields?[5...] == [
        "ea49a862bf6e195fe92e0886ed8a89c6565137f3e90c0742d2a00952b307dd55",
        "0007a3d64c01e23d5075203c5977c14e4f7e01a3fc570686fcc50b5e1dd42685",
        "6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126", "",
      ])
  }

  /// A zip with letters is not one of the account's country, and is not cut like one. The digests are
  /// hashlib's of `k1a0b1` and `ontario`.
  @Test func somebodyElsewhere() {
    let contact = Contact.with {
      $0.email = "mary@example.com"
      $0.zip = "K1A 0B1"
      $0.state = "Ontario"
    }
    let account = Account(id: AccountID("A2"), name: "Acme", country: "US")
    #expect(
      format.row(contact, of: account).fields?[5...] == [
        "3e8d74314dc02166b1ea8c7bd8c2357fb3f9898074395b8c57f8799848b4daa1", "",
        "f6b6407632158ebdc802ed898b47e55bf89f61895b50bd8241769c9ee9d9a533", "",
      ])
  }

  /// `m11ae` is the form that Meta's guide shows for the United Kingdom.
  @Test func ofTheUnitedKingdom() throws {
    let zip = try #require(PostalCode("M1 1AE", in: CountryCode("GB")))
    #expect(UploadFormat.metaZip(zip) == "m11ae")
  }

  /// California is a state of the United States alone.
  @Test func statesElsewhereStay() {
    let state = TidyText("California")
    #expect(UploadFormat.metaState(state, in: CountryCode("MX")) == "california")
    #expect(UploadFormat.metaState(state, in: CountryCode("US")) == "ca")
    #expect(
      UploadFormat.metaState(TidyText("Nordrhein-Westfalen"), in: nil) == "nordrheinwestfalen")
  }

  /// Meta takes no hashed ids, so with hashes an id alone is nobody.
  @Test func advertisingIDsArePlainOrMissing() {
    var contact = Contact.with { $0.idfa = "EA7583CD-A667-48BC-B806-42ECB2B48606" }
    #expect(format.row(contact, .none).fields?[2] == "ea7583cd-a667-48bc-b806-42ecb2b48606")
    #expect(format.row(contact) == ContactRow(nil))
    contact.aaid = "CDDA802E-FB9C-47AD-9866-0794D394C912"
    #expect(format.row(contact, .none).fields?[2] == "cdda802e-fb9c-47ad-9866-0794d394c912")
  }

  @Test func whoIsIdentified() {
    var contact = Contact.with {
      $0.firstName = "Jo"
      $0.lastName = "Ann"
    }
    #expect(format.row(contact) == ContactRow(nil))
    contact.zip = "61348"
    #expect(format.row(contact).fields != nil)
    contact.zip = ""
    contact.city = "Bad Homburg"
    #expect(format.row(contact).fields != nil)
    contact.lastName = " - "
    #expect(format.row(contact) == ContactRow(nil))
  }

  @Test func whatCannotBeUsed() {
    let contact = Contact.with {
      $0.email = "somebody"
      $0.phone = "none"
      $0.zip = "none"
      $0.country = "Atlantis"
      $0.aaid = "none"
      $0.idfa = "none"
    }
    #expect(format.row(contact) == ContactRow(nil, unusable: [.email, .phone, .zip, .country]))
    #expect(
      format.row(contact, .none)
        == ContactRow(nil, unusable: [.email, .phone, .aaid, .idfa, .zip, .country]))
  }
}
