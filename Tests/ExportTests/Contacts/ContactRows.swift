import AdModel
import CSV
import Files

@testable import Export

extension UploadFormat {
  /// The form for a segment that is called `Ad Engaged: High`.
  func form(
    _ hashing: Hashing = .sha256, audience: String? = nil, audienceID: Int? = nil
  ) -> UploadForm {
    var options = UploadOptions()
    options.hashing = hashing
    options.audience = audience
    options.audienceID = audienceID
    return form(Segment(id: SegmentID("high"), name: "Ad Engaged: High"), options)
  }

  /// The row of a contact.
  func row(
    _ contact: Contact, _ hashing: Hashing = .sha256,
    of account: Account = Account(id: AccountID("A1"), name: "Nordwind GmbH", country: "DE")
  ) -> ContactRow {
    guard case .records(let rows) = form(hashing).rows, case .contacts(let row) = rows.origin
    else { preconditionFailure("it takes contacts") }
    return row(contact, account)
  }

  /// What tells a row from others; blank when nothing does.
  func key(_ fields: [String], _ hashing: Hashing = .sha256) -> [String] {
    guard case .records(let rows) = form(hashing).rows else { return [] }
    let place = rows.keys.firstIndex { columns in columns.allSatisfy { !fields[$0].isEmpty } }
    return place.map { ["\($0)"] + rows.keys[$0].map { fields[$0] } } ?? []
  }

  /// A whole file as it is written, with the rows of some contacts.
  func text(_ file: UploadFile, _ form: UploadForm, _ contacts: [Contact]) throws -> String {
    let sink = TextSink()
    let writer = CSVWriter()
    writer.begin(sink, columnCount: form.header.count, dialect: form.dialect)
    try writer.opening(form.header)
    guard case .records(let rows) = form.rows, case .contacts(let row) = rows.origin
    else { preconditionFailure("it takes contacts") }
    let account = Account(id: AccountID("A1"), name: "Nordwind GmbH", country: "DE")
    for fields in form.lead(file, false) + contacts.compactMap({ row($0, account).fields }) {
      for field in fields { writer.field(field) }
      try writer.endRow()
    }
    try writer.end()
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// Every format that takes contacts.
  static let contactFormats = all.filter { $0.level == .contact }
}

private final class TextSink: ByteSink {
  var bytes: [UInt8] = []

  func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    unsafe self.bytes.append(contentsOf: bytes)
  }
}

extension Contact {
  /// A contact with some of its columns.
  static func with(_ change: (inout Contact) -> Void) -> Contact {
    var contact = Contact()
    change(&contact)
    return contact
  }

  /// Somebody of whom everything is known.
  static let known = with {
    $0.email = " Jo.Ann+News@Example.com "
    $0.phone = "030 123456"
    $0.firstName = "Jo-Ann"
    $0.lastName = "O’Brien"
    $0.jobTitle = "Head of Purchasing"
    $0.city = "Bad Homburg"
    $0.state = "Hessen"
    $0.zip = "61348"
    $0.country = "Germany"
    $0.aaid = "cdda802e-fb9c-47ad-9866-0794d394c912"
  }
}
