import AdModel
import Ingest

/// What a source says of campaigns, days and accounts, taken together.
struct SourceSettings {
  let fields: Fields<PipelineReader.SourceKey>
  let patterns: [WrittenPattern]
  /// Nil when the source has no `columns`, or none that can be read.
  let columns: Fields<Source.Column>?
  let faults: FaultLog

  /// Reports what contradicts itself and, for a source of the platform `generic`, what is missing:
  /// there it is the pipeline file alone that says what the columns mean.
  func check(_ platform: Platform?) {
    checkCampaignIsSaidOnce()
    checkAccountIsSaidOnce()
    checkDayColumns()
    checkPeriod()
    checkCounts()
    if let platform, !platform.namesCompanies, !namesAccounts {
      faults.add(.platformNamesNoCompany(platform.name), at: fields.place)
    }
    guard platform?.name == "generic" else { return }
    _ = fields.required(.engagements)
    if !fields.isStated(.columns), saysAllWithoutColumns { return }
    // What a missing or unreadable mapping lacks is no further fault.
    guard fields.required(.columns) != nil, let columns else { return }
    checkCampaignIsSaid(columns)
    checkDaysAreSaid(columns)
    checkAccountsAreNamed(columns)
  }

  private func checkCampaignIsSaidOnce() {
    guard let campaign = fields.optional(.campaign) else { return }
    if states(.campaign) || states(.campaignID) {
      campaign.report(.campaignTwice("its columns"))
    } else if let pattern = patterns.first(where: { $0.states(.campaign) }) {
      campaign.report(.campaignTwice(Problem.quoted(pattern.text)))
    }
  }

  private func checkAccountIsSaidOnce() {
    guard let account = fields.optional(.account) else { return }
    let others = SourceSettings.accountColumns + [Source.Column.country]
    if let other = others.first(where: states) { account.report(.accountTwice(other.rawValue)) }
  }

  private static let accountColumns: [Source.Column] = [
    .accountID, .accountName, .accountDomain, .accountLinkedIn,
  ]

  private var namesAccounts: Bool {
    fields.isStated(.account) || SourceSettings.accountColumns.contains(where: states)
  }

  /// Whether names and settings say of every row what columns would.
  private var saysAllWithoutColumns: Bool {
    fields.isStated(.account)
      && (fields.isStated(.campaign) || patterns.allSatisfy { $0.holds(.campaign) })
      && (fields.isStated(.period)
        || patterns.allSatisfy { $0.holds(.firstDay) && $0.holds(.lastDay) })
  }

  private func checkCounts() {
    if let counts = fields.optional(.counts), counts.isText("cumulative"), states(.date) {
      counts.report(.cumulativeDays)
    }
    if let spans = fields.optional(.dateSpans), states(.firstDay) || states(.lastDay) {
      spans.report(.spansOfPeriods)
    }
  }

  private func checkDayColumns() {
    guard let columns else { return }
    if let date = columns.optional(.date), states(.firstDay) || states(.lastDay) {
      date.report(.dateAndPeriodColumns)
    } else if columns.isStated(.firstDay) != columns.isStated(.lastDay) {
      let lone: Source.Column = columns.isStated(.firstDay) ? .firstDay : .lastDay
      let other: Source.Column = lone == .firstDay ? .lastDay : .firstDay
      columns.optional(lone)?.report(.loneDayColumn(lone.rawValue, needs: other.rawValue))
    }
  }

  private func checkPeriod() {
    guard let period = fields.optional(.period) else { return }
    if states(.date) || states(.firstDay) || states(.lastDay) {
      period.report(.periodTwice("the columns say the days of each row"))
    }
    for pattern in patterns where pattern.states(.firstDay) && pattern.states(.lastDay) {
      faults.add(.periodTwice("the file names state their period"), at: pattern.place)
    }
    for pattern in patterns where !pattern.holds(.generated) {
      faults.add(.patternWithoutGenerated(pattern.text), at: pattern.place)
    }
  }

  private func checkCampaignIsSaid(_ columns: Fields<Source.Column>) {
    let isSaid =
      fields.isStated(.campaign) || columns.isStated(.campaign) || columns.isStated(.campaignID)
      || patterns.allSatisfy { $0.holds(.campaign) }
    if !isSaid { faults.add(.noCampaign, at: columns.place) }
  }

  private func checkDaysAreSaid(_ columns: Fields<Source.Column>) {
    let isSaid =
      columns.isStated(.date) || columns.isStated(.firstDay) || columns.isStated(.lastDay)
      || fields.isStated(.period)
      || patterns.allSatisfy { $0.holds(.firstDay) && $0.holds(.lastDay) }
    if !isSaid { faults.add(.noDays, at: columns.place) }
  }

  private func checkAccountsAreNamed(_ columns: Fields<Source.Column>) {
    if !namesAccounts {
      faults.add(
        .noAccountColumn(SourceSettings.accountColumns.map(\.rawValue)), at: columns.place)
    }
  }

  private func states(_ column: Source.Column) -> Bool { columns?.isStated(column) ?? false }
}
