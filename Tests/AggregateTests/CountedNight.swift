import AdModel

@testable import Aggregate

/// Standing counts in few words. Days are those of November 2026, the as-of day is the 20th, and a
/// row is written `dsp Awareness 19 #2 3`: source, campaign, day or period, account, engagements.
/// A campaign may have an id (`7:Awareness`), and account `#-` is nobody's.
struct CountedNight {
  static let asOf = november(20)

  var sources = ["dsp"]
  var workflows: [Workflow] = []
  /// Days that sources slide back.
  var lags: [String: Int] = [:]
  /// Lanes as `dsp Awareness/north 10-20`; the name and the part as files state them, `-` for none.
  var lanes: [String] = []
  /// Campaigns that are mentioned and have no rows: `dsp 7:Awareness`.
  var mentioned: [String] = []
  var rows: [String] = []

  private struct Line {
    var source: Int
    var campaign: Campaign
    var period: Period
    var account: AccountIndex?
    var engagements: Int64
  }

  var pipeline: Pipeline {
    Pipeline(name: "test", sources: sourceList, workflows: workflows)
  }

  var sourceList: [Source] {
    sources.map { Source(name: SourceName($0), platform: "generic", files: []) }
  }

  func windows() throws(RunFailure) -> WindowCounting {
    try WindowCounting(pipeline, counts: counts, accounts: accounts, asOf: CountedNight.asOf)
  }

  /// What the first workflow's window holds: `#0 3`.
  func firstWindow() throws(RunFailure) -> [String] { try windows().windows[0].told }

  func failure() -> RunFailure? {
    do throws(RunFailure) {
      _ = try windows()
      return nil
    } catch {
      return error
    }
  }

  var accounts: AccountCounts {
    AccountCounts(counts, accounts: lines.map(\.account))
  }

  /// One identity for each row, so that accounts have several.
  var counts: StandingCounts {
    var counts = StandingCounts()
    let lines = lines
    for (number, line) in lines.enumerated() {
      counts.identities.append(RawIdentity(name: "identity \(1000 + number)"))
      counts.identitySources.append(line.source)
      counts.identityEngagements.append(line.engagements)
    }
    let mentions = mentioned.map { text -> StandingCounts.CampaignEntry in
      let words = text.split(separator: " ").map(String.init)
      return .init(source: place(words[0]), campaign: CountedNight.campaign(words[1]))
    }
    let entries = lines.map {
      StandingCounts.CampaignEntry(source: $0.source, campaign: $0.campaign)
    }
    for entry in (entries + mentions).sorted(by: { left, right in
      (left.source, left.campaign.id, left.campaign.name)
        < (right.source, right.campaign.id, right.campaign.name)
    })
    where !counts.campaigns.contains(entry) {
      counts.campaigns.append(entry)
    }
    func campaign(_ line: Line) -> Int {
      counts.campaigns.firstIndex { $0.source == line.source && $0.campaign == line.campaign } ?? 0
    }
    func series(_ line: Line) -> StandingCounts.Series {
      .init(source: line.source, campaign: campaign(line), period: line.period)
    }
    for next in lines.map(series).sorted(by: {
      ($0.campaign, $0.period) < ($1.campaign, $1.period)
    }) where counts.series.last != next {
      counts.series.append(next)
    }
    counts.rows = lines.enumerated().map { number, line in
      .init(
        series: UInt32(counts.series.firstIndex(of: series(line)) ?? 0), identity: UInt32(number),
        engagements: line.engagements)
    }.sorted { ($0.series, $0.identity) < ($1.series, $1.identity) }
    counts.coverage = sources.map { name in
      Coverage(
        lanes: lanes.filter { $0.hasPrefix("\(name) ") }.map { lane($0, counts) },
        lagUsed: lags[name] ?? 0)
    }
    return counts
  }

  private var lines: [Line] {
    rows.map { text in
      let words = text.split(separator: " ").map(String.init)
      return Line(
        source: place(words[0]), campaign: CountedNight.campaign(words[1]),
        period: CountedNight.period(words[2]),
        account: UInt32(words[3].dropFirst()).map { AccountIndex($0) },
        engagements: Int64(words[4]) ?? 0)
    }
  }

  private func lane(_ text: String, _ counts: StandingCounts) -> Coverage.Lane {
    let words = text.split(separator: " ").map(String.init)
    let names = words[1].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let named = names[0] == "-" ? nil : CountedNight.campaign(names[0])
    return Coverage.Lane(
      campaign: named.flatMap { named in
        counts.campaigns.firstIndex { $0.source == place(words[0]) && $0.campaign.key == named.key }
      }, namedCampaign: named?.name, part: names.count > 1 ? names[1] : nil,
      days: words.dropFirst(2).flatMap { CountedNight.days(CountedNight.period($0)) })
  }

  private func place(_ source: String) -> Int { sources.firstIndex(of: source) ?? 0 }

  private static func campaign(_ text: String) -> Campaign {
    let parts = text.replacing("_", with: " ").split(separator: ":").map(String.init)
    return parts.count == 2
      ? Campaign(id: parts[0], name: parts[1]) : Campaign(name: parts[0])
  }

  static func period(_ text: String) -> Period {
    let days = text.split(separator: "-").compactMap { Int($0) }
    guard let first = days.first, let last = days.last,
      let period = Period(first: november(first), last: november(last))
    else { preconditionFailure("'\(text)' is no period") }
    return period
  }

  static func days(_ period: Period) -> [CalendarDay] {
    (0..<period.dayCount).map { period.first.advanced(by: $0) }
  }
}

/// A day of November 2026; 0 and below are days of October.
func november(_ day: Int) -> CalendarDay {
  (CalendarDay(year: 2026, month: 11, day: 1) ?? CalendarDay(number: 0)).advanced(by: day - 1)
}

/// A rule that reads campaigns; its action plays no part in counting.
func rule(
  _ campaigns: String..., within days: Int, when test: Workflow.Test = .atLeast(1),
  sources: Workflow.SourceChoice = .theOnlyOne, anyID: Bool = false, isActive: Bool = true,
  id: String = "rule"
) -> Workflow {
  Workflow(
    id: WorkflowID(id), name: id, isActive: isActive,
    trigger: .init(
      test: test, campaign: CampaignSelector(campaigns), withinDays: days, sources: sources,
      anyID: anyID), action: .add(to: [SegmentID("low")]))
}

extension WindowCounts {
  /// `#0 3`, in its order.
  var told: [String] { rows.map { "#\($0.account.number) \($0.engagements)" } }
}
