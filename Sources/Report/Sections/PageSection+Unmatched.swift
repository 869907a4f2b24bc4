import CSV
import Runs

/// The companies that match no account, or several.
extension PageSection {
  private static let companiesShown = 20

  static func unmatched(_ run: RunFiles) throws -> PageSection {
    var companies = TopList<[String]>(capacity: companiesShown)
    let reading = try run.read(
      "2-normalize/unmatched.csv",
      [
        "name", "domain", "linkedin", "account_key", "source", "country", "reason", "candidates",
        "engagements",
      ]
    ) { row, columns in
      let engagements = Int(row.text(columns[8])) ?? 0
      companies.offer(key: engagements, columns.map { row.text($0) })
    }
    let content: [Markup]
    if let excuse = excuse(reading, "2-normalize/unmatched.csv") {
      content = [excuse]
    } else if companies.seenCount == 0 {
      content = [paragraph("Every company of the exports has an account.")]
    } else {
      content = [table(companies).markup]
    }
    return PageSection("unmatched", "Companies without an account", content)
  }

  private static func table(_ companies: TopList<[String]>) -> PageTable {
    PageTable(
      companies.restCount > 0
        ? "The \(companies.elements.count) companies with most engagements" : "Companies",
      [
        .text("Company"), .text("Known by"), .text("Country"), .text("Source"), .text("Why"),
        .number("Engagements"),
      ],
      rows: companies.elements.map { company in
        let keys = company[1...3].filter { !$0.isEmpty }.map(Markup.text)
        return [
          company[0].isEmpty ? "–" : .text(company[0]), .joined(keys, by: ", "),
          .text(company[5]), .text(company[4]), words(for: company[6], company[7]),
          "\(Int(company[8]) ?? 0)",
        ]
      },
      note: rest(companies.restCount, in: "2-normalize/unmatched.csv"))
  }

  private static func words(for reason: String, _ candidates: String) -> Markup {
    switch reason {
    case "no_key": return "nothing that identifies a company"
    case "not_in_list": return "not in the account list"
    case "ambiguous":
      let ids = RunFiles.parts(of: candidates)
      let shown = Markup.joined(ids.prefix(5).map(Markup.text), by: ", ")
      return ids.count > 5
        ? "could be \(shown) or \(ids.count - 5, "other")" : "could be \(shown)"
    default: return .text(reason)
    }
  }
}
