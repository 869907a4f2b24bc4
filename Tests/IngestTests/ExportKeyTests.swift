import AdModel
import Testing

@testable import Ingest

/// What has a say in what is made of an export, and what has not.
@Suite struct ExportKeyTests {
  private typealias Request = ExportReading.Request

  private static let changes: [(String, @Sendable (inout Request) -> Void)] = [
    ("platform", { $0.source.platform = "google-ads" }),
    ("columns", { $0.source.columns[.country] = "Land" }),
    ("columns", { $0.source.columns[.campaign] = "Other" }),
    ("engagements", { $0.source.engagements.append("Likes") }),
    ("campaign", { $0.source.campaign = "A" }),
    ("accountText", { $0.source.accountText = .init(column: "A", pattern: "B") }),
    ("accountText", { $0.source.accountText = .init(column: "AB", pattern: "") }),
    ("encoding", { $0.source.reading.encoding = "latin1" }),
    ("delimiter", { $0.source.reading.delimiter = 0x3B }),
    ("quote", { $0.source.reading.quote = Source.Reading.Quote.none }),
    ("quote", { $0.source.reading.quote = .byte(0) }),
    ("quote", { $0.source.reading.quote = .byte(0x27) }),
    ("escape", { $0.source.reading.escape = 0x3B }),
    ("headerLine", { $0.source.reading.headerLine = 0x3B }),
    ("endsAtBlankLine", { $0.source.reading.endsAtBlankLine = true }),
    ("endsAtBlankLine", { $0.source.reading.endsAtBlankLine = false }),
    ("dates", { $0.source.reading.dates = .dayFirst }),
    ("numbers", { $0.source.reading.numbers = .commaGroups }),
    ("totals", { $0.source.reading.totals = .init() }),
    ("firstColumn", { $0.source.reading.totals = .init(firstColumn: ["Total"]) }),
    ("blank", { $0.source.reading.totals = .init(blank: [.campaign]) }),
    ("needsBoth", { $0.source.reading.totals = .init(needsBoth: true) }),
    ("standsAlone", { $0.source.reading.totals = .init(standsAlone: true) }),
    ("timeZone", { $0.source.timeZone = "Europe/Berlin" }),
    ("rowSpan", { $0.source.rowSpan = .week }),
    ("hasDailyBreakdown", { $0.source.hasDailyBreakdown = true }),
    ("periodDaysBeforeGenerated", { $0.source.periodDaysBeforeGenerated = 30 }),
    ("pipeline", { $0.zones.pipeline = ZoneTable(name: "X", transitions: [], offsets: [0]) }),
    ("pipeline", { $0.zones.pipeline = ZoneTable(name: "UTC", transitions: [], offsets: [1]) }),
    (
      "pipeline", { $0.zones.pipeline = ZoneTable(name: "UTC", transitions: [5], offsets: [0, 0]) }
    ),
    ("source", { $0.zones.source = .utc }),
    ("campaign", { $0.match.facts.campaign = "A" }),
    ("part", { $0.match.facts.part = "A" }),
    ("firstDay", { $0.match.facts.firstDay = november(1) }),
    ("lastDay", { $0.match.facts.lastDay = november(1) }),
    ("generated", { $0.match.facts.generated = november(1) }),
  ]

  /// What requests share is taken once, and makes no difference.
  @Test func amongOthersARequestHasTheSameKey() {
    var requests: [Request] = [.empty, .empty]
    for (_, change) in ExportKeyTests.changes {
      requests.append(.empty)
      change(&requests[requests.count - 1])
      if requests.count % 3 == 0 { requests.append(requests[requests.count - 1]) }
    }
    #expect(Request.readings(requests) == requests.map { Request.readings([$0])[0] })
  }

  @Test func partsHaveKeysOfTheirOwn() {
    let key = Request.empty.key(content: "c")
    #expect(Set([key, key.of(.rows), key.of(.sums)]).count == 3)
    #expect(key.of(.rows).of(.facts) == key)
  }

  @Test func everySettingThatReadingLooksAtMakesAnotherKey() {
    var keys: Set<ExportKey> = [Request.empty.key(content: "c"), Request.empty.key(content: "d")]
    for (name, change) in ExportKeyTests.changes {
      var request = Request.empty
      change(&request)
      #expect(keys.insert(request.key(content: "c")).inserted, "\(name)")
    }
  }

  @Test func whatIsLookedAtLaterMakesNone() {
    var request = Request.empty
    request.source.name = SourceName("other")
    request.source.files = ["*.csv"]
    request.source.lagDays = 3
    request.source.overlap = .error
    request.source.covers = .firstToLast
    request.source.counts = .cumulative
    request.source.freshness = .init(warnDays: 1)
    request.sourceIndex = 4
    request.path = "elsewhere"
    request.match.shownPath = "elsewhere"
    #expect(request.key(content: "c") == Request.empty.key(content: "c"))
  }

  /// Fails when a setting is added of which nobody said whether reading looks at it.
  @Test func noSettingIsForgotten() {
    let later: Set = [
      "name", "files", "lagDays", "overlap", "covers", "counts", "freshness",
      // What `namesWithoutDay` alone sets.
      "takesAnyFigures",
      // Taken apart in the others.
      "reading",
    ]
    var known = Set(ExportKeyTests.changes.map(\.0))
    known.formUnion(later)
    let values: [Any] = [
      Request.empty.source, Source.Reading(), Source.Totals(), NamedFacts(), DayZones(),
    ]
    for value in values {
      for child in Mirror(reflecting: value).children {
        #expect(known.contains(child.label ?? ""), "\(child.label ?? "") of \(type(of: value))")
      }
    }
    #expect(Mirror(reflecting: ZoneTable.utc).children.count == 3)
    #expect(Mirror(reflecting: Source.AccountText(column: "", pattern: "")).children.count == 2)
  }
}

extension ExportReading.Request {
  fileprivate func key(content: String) -> ExportKey {
    ExportKey(content: content, reading: ExportReading.Request.readings([self])[0])
  }
}
