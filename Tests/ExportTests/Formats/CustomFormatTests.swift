import AdModel
import Testing

@testable import Export

@Suite struct CustomFormatTests {
  private func format(_ layout: UploadLayout) -> AccountFormat {
    var options = UploadOptions()
    options.layout = layout
    return AccountFormat(.custom, options)
  }

  private func columns(_ values: [AccountValue]) -> [UploadLayout.Column] {
    values.map { .init(header: $0.rawValue, content: .value($0)) }
  }

  @Test func everyValue() throws {
    let format = format(UploadLayout(columns: columns(AccountValue.allCases)))
    #expect(
      try format.text([AccountFormat.account])
        == "account_id,name,domain,host,website,linkedin,linkedin_url,country,country_code,segment,segment_name\n"
        + "A-1,\"Nordwind, Inc.\",https://www.Nordwind.example/de,nordwind.example,"
        + "https://nordwind.example,nordwind,https://www.linkedin.com/company/nordwind,DE,DE,low,"
        + "Ad Engaged: Low\n")
  }

  @Test func delimiterLineEndMarkAndText() throws {
    let layout = UploadLayout(
      columns: [
        .init(header: "Name", content: .value(.name)),
        .init(header: "A;B", content: .text("say \"x\"")),
      ],
      delimiter: UInt8(ascii: ";"), endsLinesWithCRLF: true, hasByteOrderMark: true)
    #expect(
      try format(layout).text([AccountFormat.account])
        == "\u{FEFF}Name;\"A;B\"\r\nNordwind, Inc.;\"say \"\"x\"\"\"\r\n")
  }

  @Test func withoutHeaderLineAndCut() throws {
    let layout = UploadLayout(
      columns: columns([.host]), delimiter: UInt8(ascii: "\t"), hasHeader: false, maximumRows: 1)
    let accounts = ["a", "b"].map { Account(id: AccountID($0), domain: "\($0).example") }
    #expect(try format(layout).text(accounts) == "a.example\nb.example\n")
  }

  /// An account nothing would stand of in its row is held.
  @Test func blankRowsAreHeld() {
    let domains = format(UploadLayout(columns: columns([.host, .website, .segment])))
    #expect(domains.lack(Account(id: AccountID("A"), name: "Acme")) == "no_domain")
    let both = format(UploadLayout(columns: columns([.name, .domain])))
    #expect(both.lack(Account(id: AccountID("A"))) == "no_domain_or_name")
    let ids = format(UploadLayout(columns: columns([.accountID, .name])))
    #expect(ids.lack(Account(id: AccountID("A"))) == nil)
  }
}
