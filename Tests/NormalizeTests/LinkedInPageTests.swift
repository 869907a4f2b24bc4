import Testing

@testable import Normalize

@Suite struct LinkedInPageTests {
  @Test(arguments: [
    ("https://www.linkedin.com/company/acme-corp", "acme-corp"),
    ("https://www.linkedin.com/company/acme-corp/", "acme-corp"),
    ("https://www.linkedin.com/company/Acme-Corp-/about/?viewAsMember=true", "acme-corp-"),
    ("https://www.linkedin.com/company/acme-inc.", "acme-inc."),
    ("http://linkedin.com/company/acme?trk=x", "acme"),
    ("linkedin.com/company/acme#people", "acme"),
    ("de.linkedin.com/company/acme", "acme"),
    ("  HTTPS://UK.LinkedIn.com/Company/ACME/  ", "acme"),
    ("//www.linkedin.com/company/acme", "acme"),
    ("https://www.linkedin.com:443/company/acme", "acme"),
    ("https://www.linkedin.com/company/4529857/", "4529857"),
    ("https://www.linkedin.com/company-beta/4529857/", "4529857"),
    ("https://www.linkedin.com/sales/company/4529857/people", "4529857"),
    ("https://www.linkedin.com/school/mit/people/", "mit"),
    ("https://www.linkedin.com/showcase/acme-cloud", "acme-cloud"),
    ("https://www.linkedin.com/company/m%C3%BCller-s%C3%B6hne", "müller-söhne"),
    ("https://www.linkedin.com/company/M%C3%9CLLER-S%C3%96HNE/", "müller-söhne"),
    ("https://www.linkedin.com/company/müller-söhne", "müller-söhne"),
    ("https://www.linkedin.com/company/100%25-acme", "100%-acme"),
    ("https://www.linkedin.com/company/100%-acme", "100%-acme"),
    ("https://www.linkedin.com/company/acme%2", "acme%2"),
    ("https://www.linkedin.com/organization-guest/company/acme", "acme"),
    ("https://www.linkedin.com/mwlite/company/acme", "acme"),
    ("https://m.linkedin.com/m/company/acme/", "acme"),
    ("https://www.linkedin.com./company/acme", "acme"),
    ("https://www.linkedin.com/company/acme&trk=x", "acme"),
    ("https://www.linkedin.com/company/h&m/", "h&m"),
    ("https://www.linkedin.com/company/h&m&trk=x", "h&m"),
    ("https://www.linkedin.com/company/at%26t", "at&t"),
    ("https://www.linkedin.com/company/caf%E9", "caf%e9"),
    ("https://www.linkedin.com/company/none", "none"),
    ("company/acme", "acme"),
    ("/company/acme/", "acme"),
    ("urn:li:organization:4529857", "4529857"),
    ("urn:li:company:4529857", "4529857"),
    ("acme-corp", "acme-corp"),
    ("Booking.com", "booking.com"),
    ("4529857", "4529857"),
  ])
  func readsPage(text: String, expected: String) {
    #expect(LinkedInPage(text)?.text == expected)
  }

  @Test(arguments: [
    "", " ", "https://www.linkedin.com/", "https://www.linkedin.com/company/",
    "https://www.linkedin.com/in/jane-doe", "https://www.linkedin.com/company/unavailable/",
    "https://acme.com/company/acme", "https://notlinkedin.com/company/acme",
    "https://linkedin.com.evil.com/company/acme", "urn:li:person:123", "urn:li:organization",
    "linkedin.com", "www.linkedin.com", "None", "(none)", "none.", "0", ".", "false", "N/A",
    "unknown", "null",
    "Acme Corp", "jane@acme.com", "https://www.linkedin.com/feed/", "company/?x=1",
  ])
  func isNoPage(text: String) {
    #expect(LinkedInPage(text) == nil)
  }
}
