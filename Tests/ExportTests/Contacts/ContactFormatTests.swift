import AdModel
import CSV
import TestSupport
import Testing

@testable import Export

/// What holds for every format that takes contacts.
@Suite struct ContactFormatTests {
  static let columns: [any WritableKeyPath<Contact, String> & Sendable] = [
    \.email, \.phone, \.firstName, \.lastName, \.jobTitle, \.city, \.state, \.zip, \.country,
    \.idfa, \.aaid,
  ]

  static let nastyTexts = [
    "\"", "a \"quoted\" name, with commas", "two\nlines\r\nand\rmore", "👩‍👩‍👧 🙂",
    "\u{202E}مرحبا\u{202C}",
    "nul\u{0}inside", "\u{0}", "=HYPERLINK(\"http://x\")", "\t\u{A0}\u{FEFF}",
    String(repeating: "x", count: 10_000), String(repeating: "é\u{301}", count: 10_000),
    String(repeating: "1", count: 10_000), "\u{FFFD}\u{10FFFF}", "a@\u{0}b",
  ]

  @Test func thereAreSeven() {
    #expect(
      UploadFormat.contactFormats.map(\.name) == [
        "linkedin-contact-list", "google-customer-match", "meta-custom-audience",
        "microsoft-customer-match", "the-trade-desk-crm", "reddit", "x",
      ])
  }

  @Test(arguments: UploadFormat.contactFormats.map(\.name))
  func aFormatSaysWhereItIsFrom(name: String) throws {
    let format = try #require(UploadFormat.named(name))
    #expect(format.sources.allSatisfy { $0.hasPrefix("https://") } && !format.sources.isEmpty)
    #expect(format.hashings.first == .sha256)
    #expect(format.options.contains(.hashing) == (format.hashings.count > 1))
    #expect(!name.contains(" "))
    #expect(format.form().header == format.header)
  }

  /// Rows stay as wide as the header and come back from libcsv as they were, whatever a list holds.
  @Test(arguments: UploadFormat.contactFormats.map(\.name))
  func nastyTextsBreakNoRow(name: String) throws {
    let format = try #require(UploadFormat.named(name))
    for hashing in format.hashings {
      let form = format.form(hashing)
      for text in Self.nastyTexts {
        let contacts = Self.nasty(text)
        let rows = contacts.compactMap {
          format.row($0, hashing, of: Account(id: AccountID("A1"), name: text, country: text))
            .fields
        }
        #expect(rows.allSatisfy { $0.count == format.header.count })
        // Not every reader takes a line end or a NUL within a field.
        #expect(!rows.joined().contains { $0.unicodeScalars.contains(where: Self.isControl) })
        let named = contacts.compactMap { format.row($0, hashing).fields }
        let file = Array(try format.text(.whole, form, contacts).utf8)
        let mark = form.dialect.hasByteOrderMark ? 3 : 0
        let records = try #require(LibCSV.records(of: Array(file.dropFirst(mark))))
        let lead = (form.dialect.hasHeader ? [form.header] : []) + form.lead(.whole, false)
        #expect(
          records.map { $0.map { String(decoding: $0, as: UTF8.self) } } == lead + named)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }

  /// Everything known of somebody with one column changed, then with all of them.
  private static func nasty(_ text: String) -> [Contact] {
    var all = Contact.known
    return columns.map { column in
      all[keyPath: column] = text
      return .with {
        $0 = .known
        $0[keyPath: column] = text
      }
    } + [all]
  }

  /// With hashes nothing that a list says of a person can be read in a file, but for country and zip.
  @Test(arguments: UploadFormat.contactFormats.map(\.name))
  func hashesHideWhoItIs(name: String) throws {
    let format = try #require(UploadFormat.named(name))
    let file = try format.text(.whole, format.form(), [.known]).lowercased()
    for plain in [
      "jo.ann", "joann", "jo-ann", "brien", "30123456", "purchasing", "homburg", "hessen",
      "cdda802e-fb9c", "example.com",
    ] {
      #expect(!file.contains(plain))
    }
    let isHashed: (String) -> Bool = { field in
      field.isEmpty || [44, 64].contains(field.utf8.count)
    }
    let plainColumns = ["Country", "Zip", "country", "employeecompany"]
    let fields = try #require(format.row(.known).fields)
    if name != "microsoft-customer-match" {
      for (column, field) in zip(format.header, fields) where !plainColumns.contains(column) {
        #expect(isHashed(field))
      }
    }
  }

  /// Nobody is in a row, and so no blank text is ever hashed.
  @Test(arguments: UploadFormat.contactFormats.map(\.name))
  func nobody(name: String) throws {
    let format = try #require(UploadFormat.named(name))
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for hashing in format.hashings {
      #expect(format.row(Contact(), hashing) == ContactRow(nil))
      let blank = Contact.with { for column in Self.columns { $0[keyPath: column] = " \u{A0}\t" } }
      #expect(format.row(blank, hashing) == ContactRow(nil))
      let fields = format.row(.with { $0.email = "a@b.de" }, hashing).fields
      #expect(fields?.contains(nothing) == false)
    }
  }
}
