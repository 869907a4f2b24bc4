import Files
import Testing

@testable import Export

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("anna@example.com", "anna@example.com"), ("  Anna@Example.COM\t", "anna@example.com"),
    ("\u{A0}anna@example.com\u{200B}", "anna@example.com"),
    ("\u{FEFF}anna@example.com\r\n", "anna@example.com"),
    ("mailto:Anna@example.com", "anna@example.com"),
    ("MAILTO:anna@example.com", "anna@example.com"),
    ("o'brien+a_b-c.d@sub.example.co.uk", "o'brien+a_b-c.d@sub.example.co.uk"),
    ("ÄNNA@example.com", "änna@example.com"), ("😊@test.com", "😊@test.com"),
    ("анна@пример.рф", "анна@пример.рф"),
    ("anna@xn--e1afmkfd.xn--p1ai", "anna@xn--e1afmkfd.xn--p1ai"),
    ("a@b-c.d--e.com", "a@b-c.d--e.com"), ("a@mail_1.b.com", "a@mail_1.b.com"),
    ("a@1.b.com", "a@1.b.com"), ("anna@b.com.", "anna@b.com"), (" Anna@B.com. ", "anna@b.com"),
    // The mark of a spreadsheet for a text; one within is a user's.
    ("'anna@b.com", "anna@b.com"), (" 'mailto:anna@b.com", "anna@b.com"),
    ("o'brien@b.com", "o'brien@b.com"), ("''anna@b.com", "'anna@b.com"),
    // Japanese hosts have users like these.
    ("a..b@c.com", "a..b@c.com"), (".a@b.com", ".a@b.com"), ("a.@b.com", "a.@b.com"),
  ])
  func anAddress(text: String, expected: String) {
    #expect(EmailAddress(text)?.text == expected)
  }

  @Test(arguments: [
    "", " ", "@", "a@", "@b", " @ ", "anna", "a@b@c", "an na@example.com", "anna@exam ple.com",
    "an\u{A0}na@example.com", "an\u{200B}na@example.com", "an\u{0}na@example.com",
    "anna@example.com\u{0}", "an\nna@example.com", "a@b.com,c@d.com", "a@b.com;", "<a@b.com>",
    "Anna <a@b.com>", "\"anna\"@example.com", "mailto:", "mailto:@b.com", "mailto:mailto:a@b.com",
    // No host that gets mail.
    "anna@localhost", "a@b", "a@b.", "a@.", "a@..", "a@.com", "a@b..com", "a@b.com..", "a@-b.com",
    "a@b-.com", "a@b.-com", "a@b.com-", "a@пример", "a@b.com/", "a@b.com'", "a@b%c.com", "a@b!.com",
    "'", "'@b.com", "a@b.com|c",
  ])
  func noAddress(text: String) {
    #expect(EmailAddress(text) == nil)
  }

  @Test func longTextsAreNone() {
    #expect(EmailAddress(String(repeating: "a", count: 10_000) + "@example.com") == nil)
    #expect(EmailAddress(String(repeating: "a", count: 64) + "@example.com") != nil)
  }

  /// Google counts both hosts as Gmail, UID2 the first alone; Reddit treats every host alike.
  @Test(arguments: [
    ("jo.ann+x@gmail.com", "joann@gmail.com", "joann@gmail.com", "joann@gmail.com"),
    (
      "jo.ann+x@googlemail.com", "joann@googlemail.com", "jo.ann+x@googlemail.com",
      "joann@googlemail.com"
    ),
    ("jo.ann+x@corp.com", "jo.ann+x@corp.com", "jo.ann+x@corp.com", "joann@corp.com"),
    ("jo_ann-1@corp.com", "jo_ann-1@corp.com", "jo_ann-1@corp.com", "joann1@corp.com"),
    (
      "jo@mail.gmail.com", "jo@mail.gmail.com", "jo@mail.gmail.com", "jo@mail.gmail.com"
    ),
  ])
  func whatPlatformsHash(text: String, google: String, uid2: String, reddit: String) throws {
    let address = try #require(EmailAddress(text))
    #expect(UploadFormat.googleCanonical(address)?.text == google)
    #expect(UploadFormat.uid2Canonical(address)?.text == uid2)
    #expect(UploadFormat.redditCanonical(address)?.text == reddit)
  }

  @Test func nothingIsLeft() throws {
    let dots = try #require(EmailAddress("...@gmail.com"))
    #expect(UploadFormat.googleCanonical(dots) == nil)
    let plus = try #require(EmailAddress("+a@gmail.com"))
    #expect(UploadFormat.uid2Canonical(plus) == nil)
    let letters = try #require(EmailAddress("анна@example.com"))
    #expect(UploadFormat.redditCanonical(letters) == nil)
  }

  @Test func aDigestStandsForAnAddress() throws {
    // SHA-256 of test@contoso.com.
    let hex = "f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101"
    for text in [hex, hex.uppercased(), " \(hex)\n"] {
      #expect(try #require(ContactEmail(text)).digest()?.hex == hex)
    }
    #expect(ContactEmail("test@contoso.com")?.digest()?.hex == hex)
    // Of nothing at all.
    #expect(
      ContactEmail("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == nil)
    #expect(ContactEmail(String(hex.dropLast())) == nil)
  }
}
