/// A set of exports of one kind: a platform, file patterns, one grain.
package struct Source: Hashable, Sendable {
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

  /// What the rows of an export speak for.
  package enum Grain: String, Sendable, CaseIterable {
    /// A day each.
    case daily
    /// Several days each, or one period a file.
    case period
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

  /// What the counts of a period row are.
  package enum Counts: String, Sendable, CaseIterable {
    /// Those of the period's days.
    case period
    /// Those from the period's first day to date, so that a later snapshot holds an earlier one.
    case cumulative
  }

  /// How old the newest covered day may be, in days before the as-of day.
  package struct Freshness: Hashable, Sendable {
    /// More than so many days: a warning.
    package var warnDays: Int?
    /// More than so many days: the run ends.
    package var errorDays: Int?

    package init(warnDays: Int? = nil, errorDays: Int? = nil) {
      self.warnDays = warnDays
      self.errorDays = errorDays
    }
  }

  /// An account that stands inside the text of a column: a campaign named after its one company.
  package struct AccountText: Hashable, Sendable {
    /// Header name.
    package var column: String
    /// A regular expression that is looked for in the text; its groups named `id`, `name`,
    /// `domain`, `linkedin` and `country` are what the row says of the account.
    package var pattern: String

    package init(column: String, pattern: String) {
      self.column = column
      self.pattern = pattern
    }

    /// The names its groups may have, in the order of an identity's key.
    package static let groups = ["id", "domain", "linkedin", "name", "country"]
  }

  /// Which rows are sums of other rows.
  package struct Totals: Hashable, Sendable {
    /// What the first field that says anything says, in any case of ASCII; `*` at the end stands for
    /// anything.
    package var firstColumn: [String]
    /// Columns of which each is blank in a row of sums; none for no such rule.
    package var blank: [Column]
    /// Whether both must hold, where a name alone could be a company's.
    package var needsBoth: Bool
    /// Whether the words count only where no day, campaign or account stands beside them, since a
    /// campaign may be called so.
    package var standsAlone: Bool

    package init(
      firstColumn: [String] = [], blank: [Column] = [], needsBoth: Bool = false,
      standsAlone: Bool = false
    ) {
      self.firstColumn = firstColumn
      self.blank = blank
      self.needsBoth = needsBoth
      self.standsAlone = standsAlone
    }
  }

  /// How the bytes of its files are read; what is nil, the preset and the file itself say.
  package struct Reading: Hashable, Sendable {
    package enum Quote: Hashable, Sendable {
      case none
      case byte(UInt8)
    }

    /// A name that `TextEncoding` knows.
    package var encoding: String?
    package var delimiter: UInt8?
    package var quote: Quote?
    /// The byte before a quote that stands for itself; nil when such quotes are doubled.
    package var escape: UInt8?
    /// The line of the header, from 1.
    package var headerLine: Int?
    /// Whether the table ends at the first blank line.
    package var endsAtBlankLine: Bool?
    package var dates: DateOrder?
    package var numbers: NumberFormat?
    package var totals: Totals?

    /// Whether it leaves nothing to find out about quotes.
    package var saysQuotes: Bool { quote != nil || escape != nil }

    package init() {}
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
  package var accountText: AccountText?
  package var reading = Reading()
  /// IANA name of the zone of times of day that state none; nil for the pipeline's.
  package var timeZone: String?
  /// How many days a row with one day stands for; nil for what its files say, else one.
  package var rowSpan: RowSpan?
  /// Whether a report of several days whose rows all are of its first day is a daily one.
  package var hasDailyBreakdown = false
  package var counts = Counts.period
  package var freshness = Freshness()
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
