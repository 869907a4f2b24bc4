import AdModel
import CSV

@testable import Ingest

/// Exports in few words, for tests of which of them speak. Days are those of November 2026, the
/// as-of day is the 20th unless stated, and a row is written `Awareness 19 acme 3` or, for a
/// period, `Awareness 10-16 acme 3`.
struct Downloads {
  var exports: [Export] = []
  var sources: [Source] = [.named("dsp")]
  var asOf = 20
  var withinDays = 90

  /// - Parameters:
  ///   - stated: first and last day that the file states, `10-16`.
  ///   - content: what tells the file's bytes apart; by default no two are alike.
  @discardableResult
  mutating func add(
    _ path: String, _ rows: [String], grain: Export.Grain = .daily, stated: String? = nil,
    stamp: GeneratedStamp? = nil, campaign: String? = nil, part: String? = nil, source: Int = 0,
    content: String? = nil, rejected: Int = 0
  ) -> Int {
    var facts = NamedFacts()
    facts.campaign = campaign
    facts.part = part
    exports.append(
      Export(
        source: source, shownPath: path, digest: content ?? "\(path)#\(exports.count)",
        byteCount: 0, textByteCount: 0, encoding: .utf8, isCompressed: false,
        delimiterName: "comma", facts: facts, statedCampaign: campaign,
        statedPeriod: stated.map(Downloads.period), generatedAt: stamp, grain: grain,
        recordCount: rows.count + rejected, rejectedCount: rejected, rejectedByteCount: 0,
        rejects: [], counts: ExportCounts(Downloads.partial(rows))))
    return exports.count - 1
  }

  func settled() throws -> Restatement {
    try Restatement(of: exports, sources: sources, asOf: november(asOf), withinDays: withinDays)
  }

  /// The rows that stand, sorted; of several sources with the source's name in front.
  func standing() throws -> [String] { try settled().standing(sources) }

  /// The failure that ends it.
  func failure() -> RunFailure? {
    do {
      _ = try settled()
      return nil
    } catch {
      return error as? RunFailure
    }
  }

  static func period(_ text: String) -> Period {
    let days = text.split(separator: "-").compactMap { Int($0) }
    guard let first = days.first, let last = days.last,
      let period = Period(first: november(first), last: november(last))
    else { preconditionFailure("'\(text)' is no period") }
    return period
  }

  private struct Line: Hashable {
    var campaign: Campaign
    var period: Period
    var company: String
    var engagements: Int64

    /// The campaign may have an id: `7:Awareness`.
    init(_ text: String) {
      let words = text.split(separator: " ")
      let campaign = words[0].split(separator: ":").map(String.init)
      self.campaign =
        campaign.count == 2
        ? Campaign(id: campaign[0], name: campaign[1])
        : Campaign(name: campaign[0].replacing("_", with: " "))
      self.period = Downloads.period(String(words[1]))
      self.company = String(words[2])
      self.engagements = Int64(words[3]) ?? 0
    }
  }

  private static func partial(_ rows: [String]) -> ExportPartial {
    let lines = rows.map(Line.init)
    let companies = Array(Set(lines.map(\.company))).sortedInBytes()
    var identities = IdentityList()
    for company in companies { identities.append(RawIdentity(name: company)) }
    var series: [ExportPartial.Series] = []
    for line in lines
    where !series.contains(where: { $0.campaign == line.campaign && $0.period == line.period }) {
      series.append(
        .init(campaign: line.campaign, period: line.period, rowCount: 0, engagements: 0))
    }
    series.sort { left, right in
      (left.campaign.id, left.campaign.name, left.period)
        < (right.campaign.id, right.campaign.name, right.period)
    }
    var rows: [ExportPartial.Row] = []
    for place in series.indices {
      let own = lines.filter {
        $0.campaign == series[place].campaign && $0.period == series[place].period
      }
      series[place].rowCount = own.count
      series[place].engagements = own.map(\.engagements).reduce(0, +)
      for (number, company) in companies.enumerated() {
        let sum = own.filter { $0.company == company }
        guard !sum.isEmpty else { continue }
        rows.append(
          .init(
            series: UInt32(place), identity: UInt32(number),
            engagements: sum.map(\.engagements).reduce(0, +)))
      }
    }
    return ExportPartial(identities: identities, series: series, rows: rows)
  }
}

extension Source {
  static func named(
    _ name: String, lagDays: Int = 0, overlap: Overlap = .replace, covers: Covers = .rows
  ) -> Source {
    Source(
      name: SourceName(name), platform: "generic", files: [], lagDays: lagDays, overlap: overlap,
      covers: covers)
  }
}

extension Restatement {
  func standing(_ sources: [Source]) -> [String] {
    counts.rows.map { row in
      let series = counts.series[Int(row.series)]
      let name = sources.count > 1 ? "\(sources[series.source].name) " : ""
      return name + "\(counts.campaigns[series.campaign].campaign.shown) "
        + "\(series.period.toldInNovember) \(counts.identities[Int(row.identity)].name) "
        + "\(row.engagements)"
    }
  }

  /// The days each lane of the first source speaks for: `Awareness/north 10 11`.
  var covered: [String] {
    counts.coverage[0].lanes.map { lane in
      let campaign = lane.campaign.map { counts.campaigns[$0].campaign.shown } ?? "-"
      let days = lane.days.map { " \($0.components.day)" }.joined()
      return campaign + (lane.part.map { "/\($0)" } ?? "") + days
    }
  }
}

extension Period {
  fileprivate var toldInNovember: String {
    isOneDay ? "\(first.components.day)" : "\(first.components.day)-\(last.components.day)"
  }
}
