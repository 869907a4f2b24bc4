/// A set of exports of one kind: a platform, file patterns, one grain.
package struct Source: Sendable {
  /// What a column of an export holds.
  package enum Column: String, Sendable, CaseIterable {
    case date
    case firstDay = "first_day"
    case lastDay = "last_day"
    case campaign
    case campaignID = "campaign_id"
    case accountID = "account_id"
    case accountName = "account_name"
    case accountDomain = "account_domain"
    case accountLinkedIn = "account_linkedin"
    case country
  }

  /// What a newer export does to an older one of the same days.
  package enum Overlap: String, Sendable, CaseIterable {
    case replace
    case add
    case error
  }

  /// Which days an export that states no range speaks for.
  package enum Covers: String, Sendable, CaseIterable {
    case rows
    case firstToLast = "first_to_last"
  }

  package var name: SourceName
  /// The name of a platform preset.
  package var platform: String
  /// Patterns as written, relative to the pipeline file's folder; globs and placeholders.
  package var files: [String]
  /// Header names; what is missing here comes from the preset.
  package var columns: [Column: String]
  /// Header names of the columns that are summed; empty for the preset's own.
  package var engagements: [String]
  /// The campaign of every row, when the file names none.
  package var campaign: String?
  /// `period: {ends: "{generated}", days: 30}`: the length of the period that ends on the day of
  /// the name's `{generated}`.
  package var periodDaysBeforeGenerated: Int?
  /// 0…7.
  package var lagDays: Int
  package var overlap: Overlap
  package var covers: Covers

  package init(
    name: SourceName, platform: String, files: [String], columns: [Column: String] = [:],
    engagements: [String] = [], campaign: String? = nil, periodDaysBeforeGenerated: Int? = nil,
    lagDays: Int = 0, overlap: Overlap = .replace, covers: Covers = .rows
  ) {
    self.name = name
    self.platform = platform
    self.files = files
    self.columns = columns
    self.engagements = engagements
    self.campaign = campaign
    self.periodDaysBeforeGenerated = periodDaysBeforeGenerated
    self.lagDays = lagDays
    self.overlap = overlap
    self.covers = covers
  }
}
