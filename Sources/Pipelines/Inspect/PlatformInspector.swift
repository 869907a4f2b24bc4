import AdModel
import CSV
import Ingest

/// Shows what ingest makes of a file with the preset of a platform.
struct PlatformInspector {
  private static let shownCampaigns = 10
  private static let shownRejects = 5

  let path: String
  let platform: Ingest.Platform
  let signs: [String]
  let options: InspectOptions

  /// The preset's reading of the file; one that ends the run says why.
  func facts() throws -> FileInspection.Platform {
    var facts = FileInspection.Platform(
      name: platform.name, signs: signs, is_sourced: platform.isSourced)
    do {
      let export = try read(&facts)
      describe(export, in: &facts)
    } catch let failure as RunFailure {
      facts.failure = "\(failure.what); to mend it: \(failure.mend)"
    }
    return facts
  }

  /// The file as the preset reads it alone. What its name would have to say is put in, and noted.
  private func read(_ facts: inout FileInspection.Platform) throws -> Export {
    let columns = try PlatformColumns.find(path: path, platform: platform, source: source)
    var source = source
    var match = FilePattern.Match(shownPath: path, facts: NamedFacts())
    if let columns {
      if columns.campaign == nil {
        facts.needs.append("campaign: put {campaign} into 'files', or say 'campaign'")
        match.facts.campaign = "(the file's)"
      }
      if !platform.namesCompanies {
        facts.needs.append(
          "account: no column names a company; say 'account' with 'column' and 'pattern'")
        let column = columns.campaign ?? columns.engagements.first
        source.accountText = column.map {
          .init(column: columns.header[$0], pattern: "(?<name>.*)")
        }
      }
    } else {
      match.facts.campaign = "(the file's)"
    }
    do {
      return try ExportReading.read(
        [.init(sourceIndex: 0, source: source, match: match, path: path)], jobs: 1)[0]
    } catch let failure as RunFailure where failure.kind == "period_unknown" {
      facts.needs.append(
        "period: put {first_day} and {last_day} into 'files', or say 'period'")
      match.facts.firstDay = PlatformInspector.unknownDay
      match.facts.lastDay = PlatformInspector.unknownDay
      return try ExportReading.read(
        [.init(sourceIndex: 0, source: source, match: match, path: path)], jobs: 1)[0]
    }
  }

  private static let unknownDay = CalendarDay(number: 0)

  private var source: Source {
    var source = Source(name: SourceName("inspect"), platform: platform.name, files: [])
    source.reading.encoding = options.encoding
    source.reading.delimiter = options.delimiter
    source.reading.headerLine = options.headerLine.flatMap { $0 > 0 ? $0 : nil }
    switch options.quote {
    case nil: break
    case .absent?: source.reading.quote = Source.Reading.Quote.none
    case .byte(let byte)?: source.reading.quote = .byte(byte)
    }
    if case .byte(let byte)? = options.escape { source.reading.escape = byte }
    return source
  }

  private func describe(_ export: Export, in facts: inout FileInspection.Platform) {
    let layout = export.layout
    facts.language = layout.language
    facts.header_line = layout.headerLine
    facts.grain = export.grain.rawValue
    if let period = export.shownPeriod, period.first != PlatformInspector.unknownDay {
      facts.first_day = period.first.description
      facts.last_day = period.last.description
    }
    facts.generated_at = export.generatedAt?.description
    facts.dates = layout.dates.rawValue
    facts.numbers = layout.numbers.rawValue
    facts.row_count = export.recordCount
    facts.engagements = export.series.reduce(0) { $0 + Int($1.engagements) }
    var campaigns: [String] = []
    for series in export.series where campaigns.last != series.campaign.shown {
      campaigns.append(series.campaign.shown)
    }
    facts.campaign_count = campaigns.count
    facts.campaigns = Array(campaigns.prefix(PlatformInspector.shownCampaigns))
    facts.rejected_count = export.rejectedCount
    facts.first_rejects = export.rejects.prefix(PlatformInspector.shownRejects).map {
      .init(
        reason: $0.reason.rawValue, line: $0.lineNumber, column: $0.column, message: $0.message)
    }
    facts.totals = layout.leftOut.totals
    facts.repeated_headers = layout.leftOut.repeatedHeaders
    facts.footer_lines = layout.footerLineCount
  }
}
