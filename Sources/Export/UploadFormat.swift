package import AdModel
package import CSV

/// A file that an ad platform or a CRM takes: its header and how an account becomes a row of it.
///
/// One format is one file in `Formats/`, listed in `UploadFormat.all`.
package struct UploadFormat: Sendable {
  package let name: String
  package let header: [String]
  /// The fewest rows the platform can use; nil when it states none.
  package let minimumRows: Int?
  /// Writes the fields of an account's row, as many as the header has.
  package let writeFields: @Sendable (Account, CSVWriter) -> Void

  /// Every format, in the order people are shown.
  package static let all: [UploadFormat] = [.linkedInCompanyList]

  package static func named(_ name: String) -> UploadFormat? {
    all.first { $0.name == name }
  }
}
