import AdModel
import Files
import Testing

@testable import Export

/// What vendors publish of how values are made ready and hashed, held to what stands in their files.
@Suite struct ContactValueTests {
  struct Vector: CustomTestStringConvertible {
    let format: String
    let column: String
    let country: String
    let input: String
    let expectation: String
    let normalised: String
    let digest: String

    var testDescription: String { "\(format) \(column) \(input)" }

    init(_ fields: [String]) {
      self.format = fields[0]
      self.column = fields[1]
      self.country = fields[2]
      self.input = fields[3]
      self.expectation = fields[4]
      self.normalised = fields[5]
      self.digest = fields[6]
    }
  }

  static let vectors = VectorTable.lines("contact-values.tsv").map(Vector.init)

  /// In which field of a format's row a column's value stands.
  static let places: [String: [String: Int]] = [
    "google-customer-match": ["email": 0, "phone": 1],
    "meta-custom-audience": ["email": 0, "phone": 1, "fn": 3, "country": 8],
    "microsoft-customer-match": ["email": 12],
    "the-trade-desk-crm": ["email": 0],
    "reddit": ["email": 0, "idfa": 1, "aaid": 1],
  ]

  @Test func theTableIsRead() {
    #expect(Self.vectors.count > 80)
    #expect(VectorTable.lines("contact-values.tsv").allSatisfy { $0.count == 8 })
  }

  @Test(arguments: vectors)
  func whatAFileSays(vector: Vector) throws {
    var contact = Contact()
    switch vector.column {
    case "email": contact.email = vector.input
    case "phone":
      contact.phone = vector.input
      contact.country = vector.country
    case "fn":
      contact.firstName = vector.input
      contact.email = "somebody@example.com"
    case "country":
      contact.country = vector.input
      contact.email = "somebody@example.com"
    case "idfa": contact.idfa = vector.input
    case "aaid": contact.aaid = vector.input
    default: Issue.record("an unknown column")
    }
    if vector.format == "the-trade-desk-crm", vector.column == "phone" {
      // Its file has addresses only.
      #expect(PhoneNumber(vector.input, in: CountryCode(vector.country))?.e164 == vector.normalised)
      return
    }
    let format = try #require(UploadFormat.named(vector.format))
    let place = try #require(Self.places[vector.format]?[vector.column])
    let field = format.row(contact).fields?[place]
    let isBase64 = vector.format == "the-trade-desk-crm"
    switch vector.expectation {
    case "same":
      let digest = Digest(of: vector.normalised)
      if vector.digest.utf8.count == 64 { #expect(digest.hex == vector.digest) }
      if vector.digest.utf8.count == 44 { #expect(digest.base64 == vector.digest) }
      #expect(field == (isBase64 ? digest.base64 : digest.hex))
    case "differ":
      #expect(field != nil && field != vector.digest)
    default:
      #expect(field == nil)
    }
  }
}
