package import AdModel
import CSV

/// A file that an ad platform or a CRM takes.
///
/// One format is one file in `Formats/`, listed in `UploadFormat.all`, with the pages its header and
/// its limits come from.
package struct UploadFormat: Sendable {
  package enum Level: String, Sendable, CaseIterable {
    /// A row is a company.
    case account
    /// A row is a person, from the pipeline's list of contacts.
    case contact
  }

  package let name: String
  /// What takes the file: `LinkedIn Campaign Manager, company list`.
  package let taker: String
  package let level: Level
  /// The columns, in their order; none where the pipeline file says them.
  package let header: [String]
  package let limits: UploadLimits
  /// Pages that the header, the limits and the normalisation come from, the vendor's own first.
  package let sources: [String]
  /// What is not known for certain, for people; nil for nothing.
  package let caveat: String?
  /// How personal data can stand in it, the default first; none where there is none.
  package let hashings: [Hashing]
  /// The options that can be set of it.
  package let options: Set<UploadOption>
  /// The form of a file for a segment.
  package let form: @Sendable (Segment, UploadOptions) -> UploadForm

  package init(
    name: String, taker: String, level: Level, header: [String],
    limits: UploadLimits = UploadLimits(), sources: [String], caveat: String? = nil,
    hashings: [Hashing] = [], options: Set<UploadOption> = [],
    form: @escaping @Sendable (Segment, UploadOptions) -> UploadForm
  ) {
    self.name = name
    self.taker = taker
    self.level = level
    self.header = header
    self.limits = limits
    self.sources = sources
    self.caveat = caveat
    self.hashings = hashings
    self.options = options
    self.form = form
  }

  /// Every format, in the order people are shown.
  package static let all: [UploadFormat] = [
    .linkedInCompanyList, .sixSenseAccounts, .demandbaseAccounts, .rollWorksDomains,
    .hubSpotCompanies, .salesforceAccounts, .stackAdaptDomains,
    .linkedInContactList, .googleCustomerMatch, .metaCustomAudience, .microsoftCustomerMatch,
    .theTradeDeskCRM, .redditCustomerList, .xCustomerList, .custom,
  ]

  package static func named(_ name: String) -> UploadFormat? {
    all.first { $0.name == name }
  }

  /// The format of an upload, which for a custom one has a name of its own.
  ///
  /// - Precondition: the pipeline file was checked.
  package static func of(_ upload: Upload, _ options: UploadOptions) -> UploadFormat {
    if options.layout != nil { return .custom }
    guard let format = named(upload.format) else {
      preconditionFailure("the pipeline file was checked for unknown formats")
    }
    return format
  }
}

/// What can be set of an upload beside its format.
package enum UploadOption: String, Sendable, CaseIterable {
  case hashing
  case audience
  case audienceID = "audience_id"
  /// Everything a custom format is made of.
  case layout
}

/// What a platform takes at most, and what it needs at least.
package struct UploadLimits: Hashable, Sendable {
  package enum MinimumUnit: String, Sendable {
    /// Rows of the file.
    case rows
    /// People or companies that the platform finds among them: fewer rows cannot be enough.
    case matches
  }

  /// Of one file; nil when none is stated.
  package var maximumRows: Int?
  /// Of one file; nil when none is stated.
  package var maximumBytes: Int?
  /// Fewer are of no use; nil when none is stated.
  package var minimum: Int?
  package var minimumUnit: MinimumUnit

  package init(
    maximumRows: Int? = nil, maximumBytes: Int? = nil, minimum: Int? = nil,
    of minimumUnit: MinimumUnit = .rows
  ) {
    self.maximumRows = maximumRows
    self.maximumBytes = maximumBytes
    self.minimum = minimum
    self.minimumUnit = minimumUnit
  }
}
