import AdModel
import CSV
import TestSupport
import Testing

@testable import Export

/// What tests of account formats look at.
struct AccountFormat {
  let format: UploadFormat
  let form: UploadForm
  let upload: Upload

  init(_ format: UploadFormat, _ options: UploadOptions = UploadOptions()) {
    self.format = format
    self.upload = Upload(segment: SegmentID("low"), format: format.name)
    self.form = format.form(
      Segment(id: SegmentID("low"), name: "Ad Engaged: Low"), options)
  }

  static let account = Account(
    id: AccountID("A-1"), name: "Nordwind, Inc.", domain: "https://www.Nordwind.example/de",
    linkedIn: "nordwind", country: "DE", parentID: AccountID("A-2"))

  /// The file with some accounts, as it is written.
  func text(_ accounts: [Account]) throws -> String {
    let table = AccountTable(accounts.map { ($0, true) })
    let selection = UploadSelection(
      form, members: (0..<table.count).map { AccountIndex(UInt32($0)) }, accounts: table,
      contacts: nil)
    let content = UploadContent(upload, form, selection, accounts: table, before: .none)
    return try content.tables(table, files: [.whole]).map { try $0.table.text() }.joined()
  }

  /// The line of one account behind the header line; nil when the format cannot use it.
  func line(_ account: Account) throws -> String? {
    let lines = try text([account]).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    return lines.count == 3 ? String(lines[1]) : nil
  }

  /// Why a format cannot use an account.
  func lack(_ account: Account) -> String? {
    let table = AccountTable([(account, true)])
    return UploadSelection(form, members: [AccountIndex(0)], accounts: table, contacts: nil)
      .lacks.first?.what
  }
}
