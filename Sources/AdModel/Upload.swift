/// One upload of one segment.
package struct Upload: Hashable, Sendable {
  package var segment: SegmentID
  /// The name of an upload format, or of a custom one; also that of its folder.
  package var format: String

  package init(segment: SegmentID, format: String) {
    self.segment = segment
    self.format = format
  }
}

/// How personal data stands in a file to upload.
package enum Hashing: String, Sendable, CaseIterable {
  /// As SHA-256 of the normalised text, wherever the platform takes it so.
  case sha256
  /// As text, normalised all the same.
  case none
}

/// What the pipeline file sets of an upload beside its format.
package struct UploadOptions: Hashable, Sendable {
  package var hashing = Hashing.sha256
  /// The name of the list at the platform, for formats that state it; nil for the segment's name.
  package var audience: String?
  /// The platform's id of the list, for formats that state it; nil for a list that is to be made.
  package var audienceID: Int?
  /// Of a custom format.
  package var layout: UploadLayout?

  package init() {}
}

/// A custom format, as the pipeline file describes it.
package struct UploadLayout: Hashable, Sendable {
  /// What stands in a column.
  package enum Content: Hashable, Sendable {
    case value(AccountValue)
    /// The same text in every row.
    case text(String)
  }

  package struct Column: Hashable, Sendable {
    package var header: String
    package var content: Content

    package init(header: String, content: Content) {
      self.header = header
      self.content = content
    }
  }

  package var columns: [Column]
  /// One byte of ASCII.
  package var delimiter: UInt8
  package var endsLinesWithCRLF: Bool
  package var hasByteOrderMark: Bool
  package var hasHeader: Bool
  /// Of one file; nil for no limit.
  package var maximumRows: Int?

  package init(
    columns: [Column], delimiter: UInt8 = UInt8(ascii: ","), endsLinesWithCRLF: Bool = false,
    hasByteOrderMark: Bool = false, hasHeader: Bool = true, maximumRows: Int? = nil
  ) {
    self.columns = columns
    self.delimiter = delimiter
    self.endsLinesWithCRLF = endsLinesWithCRLF
    self.hasByteOrderMark = hasByteOrderMark
    self.hasHeader = hasHeader
    self.maximumRows = maximumRows
  }
}

/// What a custom format can say of an account.
package enum AccountValue: String, Sendable, CaseIterable {
  case accountID = "account_id"
  case name
  /// As the account list has it.
  case domain
  /// The bare host of the domain, lower case.
  case host
  /// The host as an address: `https://acme.com`.
  case website
  /// As the account list has it.
  case linkedIn = "linkedin"
  /// The address of the page.
  case linkedInURL = "linkedin_url"
  /// As the account list has it.
  case country
  /// Its two letters (ISO 3166-1), or what the account list says where that names none.
  case countryCode = "country_code"
  case segment
  case segmentName = "segment_name"
}
