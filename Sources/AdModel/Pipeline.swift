/// A pipeline file, read and checked: everything a run does, in the order of the file.
package struct Pipeline: Sendable {
  package enum AsOfRule: Hashable, Sendable {
    /// Today in the time zone, less so many days (0…7).
    case today(lagDays: Int)
    /// The newest day that any daily source speaks for, else any source.
    case newestDay
  }

  package enum ExclusionEffect: String, Sendable, CaseIterable {
    /// Left out of uploads; membership stays.
    case hold
    /// Membership ends too.
    case remove
  }

  package var name: String
  /// IANA name.
  package var timeZone: String
  package var asOf: AsOfRule
  /// Where runs are published, as written; relative to the pipeline file's folder.
  package var runsFolder: String
  package var accounts: AccountListSettings?
  package var sources: [Source]
  package var segments: [Segment]
  /// Each from the lowest rung to the highest.
  package var ladders: [[SegmentID]]
  package var workflows: [Workflow]
  package var exclude: [SegmentID]
  package var onExclude: ExclusionEffect
  /// Path as written.
  package var overrides: String?
  package var exports: [Upload]
  /// What is set of some of them.
  package var uploadOptions: [Upload: UploadOptions] = [:]
  package var contacts: ContactSettings?
  package var guards: Guards
  /// Segments of earlier runs that are kept no longer.
  package var retired: [SegmentID] = []
  /// The folder that keeps a copy of each input by its digest, as written; nil for none.
  package var archive: String?
  /// The command that is told when runs go well again, with its arguments; none for no command.
  package var onSuccess: [String] = []
  /// The command that is told when runs begin to fail, with its arguments; none for no command.
  package var onFailure: [String] = []

  package init(
    name: String, timeZone: String = "UTC", asOf: AsOfRule = .today(lagDays: 0),
    runsFolder: String = "runs", accounts: AccountListSettings? = nil, sources: [Source] = [],
    segments: [Segment] = [], ladders: [[SegmentID]] = [], workflows: [Workflow] = [],
    exclude: [SegmentID] = [], onExclude: ExclusionEffect = .hold, overrides: String? = nil,
    exports: [Upload] = [], guards: Guards = Guards()
  ) {
    self.name = name
    self.timeZone = timeZone
    self.asOf = asOf
    self.runsFolder = runsFolder
    self.accounts = accounts
    self.sources = sources
    self.segments = segments
    self.ladders = ladders
    self.workflows = workflows
    self.exclude = exclude
    self.onExclude = onExclude
    self.overrides = overrides
    self.exports = exports
    self.guards = guards
  }

  package func segment(_ id: SegmentID) -> Segment? { segments.first { $0.id == id } }

  package func options(of upload: Upload) -> UploadOptions {
    uploadOptions[upload] ?? UploadOptions()
  }

  package func source(_ name: SourceName) -> Source? { sources.first { $0.name == name } }
}

/// Which column of an account list or a CRM export holds what; the values are header names.
package enum AccountColumn: String, Sendable, CaseIterable {
  case id
  case name
  case domain
  case linkedIn = "linkedin"
  case country
  case parent
}

/// The account list and how strictly it is used.
package struct AccountListSettings: Sendable {
  package enum Unmatched: String, Sendable, CaseIterable {
    case report
    case create
  }

  package enum RollUp: String, Sendable, CaseIterable {
    case parent
  }

  /// Path as written; nil when there is no list.
  package var file: String?
  package var columns: [AccountColumn: String]
  package var aliases: String?
  package var unmatched: Unmatched
  package var rollUp: RollUp?
  /// Domains that identify nobody, besides the free-mail and internet providers that ship.
  package var sharedDomains: [String]

  package init(
    file: String?, columns: [AccountColumn: String] = [:], aliases: String? = nil,
    unmatched: Unmatched, rollUp: RollUp? = nil, sharedDomains: [String] = []
  ) {
    self.file = file
    self.columns = columns
    self.aliases = aliases
    self.unmatched = unmatched
    self.rollUp = rollUp
    self.sharedDomains = sharedDomains
  }
}

/// What stops a run before it is published. A limit of two numbers trips when both are passed.
package struct Guards: Hashable, Sendable {
  package struct Limit: Hashable, Sendable {
    package var percent: Int
    package var atLeast: Int

    package init(percent: Int, atLeast: Int) {
      self.percent = percent
      self.atLeast = atLeast
    }
  }

  package enum MissingSource: String, Sendable, CaseIterable {
    case error
    case warn
  }

  package var maxRemoved = Limit(percent: 50, atLeast: 50)
  package var maxAdded: Limit?
  package var maxRejectedRows = Limit(percent: 5, atLeast: 100)
  package var maxRestatedDrop: Limit?
  package var maxMissingAccounts: Limit?
  /// A segment or upload of so many that became empty trips.
  package var becameEmptyAtLeast = 10
  package var missingSource = MissingSource.error

  package init() {}
}
