import AdModel
import CSV
import Ingest

/// The sources as read, and the names to refer to them by.
struct SourceSection {
  var all: [Source] = []
  var names: NameIndex
}

/// The `sources` section: which exports are read, and what their columns mean.
extension PipelineReader {
  enum SourceKey: String, CaseIterable {
    case name, platform, files, columns, engagements, campaign, account, period
    case lagDays = "lag_days"
    case overlap, covers, counts, freshness
    case encoding, delimiter, quote, escape
    case headerLine = "header_line"
    case endsAtBlankLine = "ends_at_blank_line"
    case dates, numbers, totals
    case timeZone = "time_zone"
    case dateSpans = "date_spans"
    case dailyBreakdown = "daily_breakdown"
  }

  private enum PeriodKey: String, CaseIterable {
    case ends, days
  }

  func sources(_ cursor: Cursor?) -> SourceSection {
    let items = cursor?.items() ?? []
    var section = SourceSection(names: NameIndex(noun: "source", isComplete: !items.isEmpty))
    for item in items {
      guard let fields = item.fields(SourceKey.self) else {
        section.names.declare(id: nil, name: "", faults: faults)
        continue
      }
      let name = fields.required(.name)?.placedText()
      if let name, name.value == "all" { faults.add(.sourceNamedAll, at: name.place) }
      section.names.declare(id: name, name: name?.value ?? "", faults: faults)
      section.all.append(source(fields, name: name?.value ?? ""))
    }
    return section
  }

  private func source(_ fields: Fields<SourceKey>, name: String) -> Source {
    let platform = platform(fields.required(.platform))
    let patterns = (fields.required(.files)?.texts() ?? []).map {
      WrittenPattern($0, faults: faults)
    }
    let columns = fields.optional(.columns)?.fields(Source.Column.self)
    let settings = SourceSettings(
      fields: fields, patterns: patterns, columns: columns, faults: faults)
    settings.check(platform.flatMap(Platform.named))
    var source = Source(
      name: SourceName(name),
      platform: platform ?? "",
      files: patterns.map(\.text),
      columns: columns.map { headers($0, of: Source.Column.allCases) } ?? [:],
      engagements: (fields.optional(.engagements)?.texts() ?? []).map(\.value),
      campaign: fields.optional(.campaign)?.text(),
      periodDaysBeforeGenerated: fields.optional(.period).flatMap(periodDays),
      lagDays: fields.optional(.lagDays)?.integer(in: 0...7) ?? 0,
      overlap: fields.optional(.overlap)?.choice() ?? .replace,
      covers: fields.optional(.covers)?.choice() ?? .rows)
    source.accountText = fields.optional(.account).flatMap(accountText)
    source.reading = reading(fields)
    source.timeZone = fields.optional(.timeZone).map { timeZone($0) }
    source.rowSpan = fields.optional(.dateSpans)?.choice()
    source.hasDailyBreakdown = fields.optional(.dailyBreakdown)?.flag() ?? false
    source.counts = fields.optional(.counts)?.choice() ?? .period
    source.freshness = fields.optional(.freshness).map(freshness) ?? .init()
    return source
  }

  /// Nil when it is missing or unknown.
  private func platform(_ cursor: Cursor?) -> String? {
    guard let cursor, let name = cursor.text() else { return nil }
    guard knownPlatforms.contains(name) else {
      cursor.report(.unknownName(name, noun: "platform", known: knownPlatforms))
      return nil
    }
    return name
  }

  /// `{ends: "{generated}", days: 30}`: the period of a file whose name states the day it was
  /// made.
  private func periodDays(_ cursor: Cursor) -> Int? {
    guard let fields = cursor.fields(PeriodKey.self) else { return nil }
    if let ends = fields.required(.ends), let text = ends.text(), text != "{generated}" {
      ends.report(.periodEnd(text))
    }
    return fields.required(.days)?.integer(in: 1...PipelineReader.longestDays)
  }
}
