import AdModel

extension Platform {
  /// LinkedIn Campaign Manager, Companies tab (before: company engagement report).
  ///
  /// ```
  /// Company name,Company page URL,Engagement level,Organic impressions,…,Paid engagements,…
  /// Nordwind GmbH,https://www.linkedin.com/company/nordwind,High,"1,204",…,7,…
  /// ```
  ///
  /// One row per company for the whole period that was chosen; neither day nor campaign stands in
  /// the file, so its name states both. A blank count is not measured.
  ///
  /// Source: header and numbers from public converters written against real exports; encoding,
  /// delimiter and a preamble are not known and are taken as they come. `Paid engagements` alone
  /// is counted: organic ones are no answer to an ad, and whether paid clicks are part of it is not
  /// documented. A row `Total` without a page is a sum; a company of that name has a page.
  static let linkedInCompanies = Platform(
    name: "linkedin-companies",
    headers: [
      Header(
        columns: [
          .accountName: ["Company name"],
          .accountLinkedIn: ["Company page URL"],
        ],
        engagements: ["Paid engagements"],
        numbers: .commaGroups)
    ],
    signs: ["Company page URL", "Paid engagements", "Engagement level"],
    labels: [Label(.period, "Date Range:")] + linkedInLabels,
    hasFactsInOrder: true,
    totals: .init(firstColumn: ["Total"], blank: [.accountLinkedIn], needsBoth: true))

  /// The words of a Campaign Manager preamble, in every language they are known in.
  ///
  /// Source: English and Dutch from public tests that quote real exports of September 2026, German
  /// `Startdatum` from a public parser of a real export; the other German words are unsourced.
  static let linkedInLabels = [
    Label(.firstDay, "Report Start:"),
    Label(.lastDay, "Report End:"),
    Label(.generated, "Date Generated:"),
    Label(.firstDay, "Begindatum van rapport:"),
    Label(.lastDay, "Einddatum van rapport:"),
    Label(.generated, "Datum aangemaakt:"),
    Label(.firstDay, "Startdatum des Berichts:"),
    Label(.lastDay, "Enddatum des Berichts:"),
    Label(.generated, "Erstellungsdatum:"),
  ]
}
