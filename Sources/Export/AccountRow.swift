import AdModel
import CSV

/// The row of an account that is being written, field by field, from the bytes of the account's
/// texts.
package struct AccountRow {
  private let accounts: AccountRecords
  private let writer: CSVWriter
  /// Of the account, among the accounts.
  var place = 0

  init(_ accounts: AccountRecords, to writer: CSVWriter) {
    self.accounts = accounts
    self.writer = writer
  }

  /// One of its texts, as the account list has it.
  func field(_ field: AccountRecords.Field) {
    // Sound, here and below: the accounts are kept for as long as the row.
    unsafe writer.field(accounts.bytes(field, of: place))
  }

  /// The first characters of one of its texts, as `AccountText.cut` gives them.
  func field(_ field: AccountRecords.Field, cutTo length: Int) {
    // As many bytes are never more units of UTF-16.
    if unsafe accounts.bytes(field, of: place).count <= length { return self.field(field) }
    writer.field(AccountText.cut(accounts.text(field, of: place), to: length))
  }

  func text(_ text: String) { writer.field(text) }

  func blank() { writer.blankField() }

  /// The bare host of its domain; blank for none.
  func host() {
    unsafe AccountKey.host.withText(accounts, place) { unsafe writer.field($0) }
  }

  /// The host as an address; blank for none.
  func website() {
    unsafe AccountKey.host.withText(accounts, place) { host in
      if host.isEmpty { writer.blankField() } else { unsafe writer.field("https://", host) }
    }
  }

  /// The address of its company page, which the account list gives as an address or a bare slug.
  func page() {
    let page = unsafe accounts.bytes(.linkedIn, of: place)
    if unsafe page.isEmpty || page.contains(UInt8(ascii: "/")) {
      unsafe writer.field(page)
    } else {
      unsafe writer.field("https://www.linkedin.com/company/", page)
    }
  }

  /// The two letters of its country, or what the account list says where that names none.
  func countryCode() {
    let country = unsafe accounts.bytes(.country, of: place)
    if country.isEmpty { return writer.blankField() }
    if let code = unsafe CountryCode.plainCode(country) { return writer.field(code) }
    let text = accounts.text(.country, of: place)
    writer.field(CountryCode(text)?.text ?? text)
  }

  /// Its id where an account list states it; blank for one that was made from what exports say,
  /// which no other system knows, and for one that is longer than so many units of UTF-16.
  func listedID(upTo length: Int = .max) {
    let id = unsafe accounts.bytes(.id, of: place)
    let fits = id.count <= length || accounts.text(.id, of: place).utf16.count <= length
    if unsafe fits && !AccountText.isMade(id) {
      unsafe writer.field(id)
    } else {
      writer.blankField()
    }
  }
}
