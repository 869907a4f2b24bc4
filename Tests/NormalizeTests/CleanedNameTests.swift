import Testing

@testable import Normalize

@Suite struct CleanedNameTests {
  @Test(arguments: [
    ("ACME, Inc.", "acme"),
    ("Acme Incorporated", "acme"),
    ("  acme\u{00A0}\u{2003}corp ", "acme"),
    ("Acme Corporation", "acme"),
    ("The Acme Company", "the acme"),
    ("Acme Co., Ltd.", "acme"),
    ("ACME CO.,LTD", "acme"),
    ("Acme Deutschland GmbH", "acme deutschland"),
    ("Brennfeldt Antriebe GmbH & Co. KG", "brennfeldt antriebe"),
    ("Brennfeldt Antriebe GmbH und Co KG", "brennfeldt antriebe"),
    ("Acme UG (haftungsbeschränkt)", "acme"),
    ("Acme (Pty) Ltd", "acme"),
    ("Acme Pvt. Ltd.", "acme"),
    ("Acme Sdn Bhd", "acme"),
    ("Przemko Packaging Sp. z o.o.", "przemko packaging"),
    ("Przemko Packaging SP ZOO", "przemko packaging"),
    ("Energia S. A.", "energia"),
    ("Energía S.A.", "energia"),
    ("Energia SA", "energia"),
    ("Telmex S.A.B. de C.V.", "telmex"),
    ("Rossi S.r.l.", "rossi"),
    ("Rossi s.r.l", "rossi"),
    ("Østervang Marine A/S", "ostervang marine"),
    ("Nordvigen ApS", "nordvigen"),
    ("Łódzki Młyn Sp. k.", "lodzki mlyn"),
    ("Größling AG", "grossling"),
    ("GRÖSSLING AG", "grossling"),
    ("Société Valcombe S.à r.l.", "societe valcombe"),
    ("Çelik Sanayi A.Ş.", "celik sanayi"),
    ("Volvo AB (publ)", "volvo"),
    ("Nokia Oyj", "nokia"),
    ("Tiffany & Co.", "tiffany"),
    ("Tiffany and Company", "tiffany"),
    ("Johnson & Johnson", "johnson and johnson"),
    ("Johnson and Johnson", "johnson and johnson"),
    ("Johnson ＆ Johnson", "johnson and johnson"),
    ("AT&T Inc.", "at and t"),
    ("Stein + Partner", "stein and partner"),
    ("Disney+", "disney+"),
    ("J.P. Morgan", "jp morgan"),
    ("J. P. Morgan", "jp morgan"),
    ("JP Morgan", "jp morgan"),
    ("Macy's", "macys"),
    ("Macy’s, Inc.", "macys"),
    ("Haverly \"Blue Dock\" Logistics Ltd", "haverly blue dock logistics"),
    ("Booking.com B.V.", "booking com"),
    ("Web 2.0 Ltd", "web 2 0"),
    ("Acme™ Corp.", "acme"),
    ("Acme® GmbH", "acme"),
    ("Ａｃｍｅ　Ｉｎｃ", "acme"),
    ("ﬁnance Team LLC", "finance team"),
    ("Zero\u{200B}Width Ltd", "zerowidth"),
    ("Co-op Group Limited", "co op group"),
    ("Ромашка ООО", "ромашка"),
    ("Δοκιμή Α.Ε.", "δοκιμη"),
    ("三菱 株式会社", "三菱"),
    ("삼성전자 주식회사", "삼성전자"),
    ("がく", "がく"),
    ("かく", "かく"),
  ])
  func cleans(name: String, expected: String) {
    #expect(Reference.cleaned(name) == expected)
  }

  /// A legal form alone, a name without a letter: the name stays something.
  @Test(arguments: [
    ("Limited", "limited"), ("The Limited", "the limited"), ("The Company, Inc.", "the company"),
    ("AG", "ag"),
    ("GmbH & Co. KG", "gmbh and co kg"),
    ("SAS AB", "sas"), ("SAS", "sas"), ("S.A.", "sa"), ("Co. KG", "co kg"), ("& Co", "and co"),
    ("- SpA", "spa"), ("™ SpA", "spa"), ("! eV", "ev"), ("U.S.A.", "usa"),
    ("!!!", "!!!"), ("???", "???"), ("+", "and"), ("&", "and"), ("...", "..."),
  ])
  func neverBecomesEmpty(name: String, expected: String) {
    #expect(Reference.cleaned(name) == expected)
  }

  @Test(arguments: [
    "", " ", "\u{00A0}", "-", "--", " – ", "(not set)", "N/A", "#N/A", "Unknown", "[Redacted]",
    "null",
  ])
  func blankIsNoName(name: String) {
    #expect(Reference.cleaned(name) == nil)
  }
}
