package import AdModel
import Files

/// The columns a preset finds in one file.
package struct PlatformColumns {
  package let header: [String]
  /// Place of the campaign's name or id in the header.
  package let campaign: Int?
  package let engagements: [Int]

  /// Nil for an empty report without a header.
  ///
  /// - Throws: `FileFault`; `RunFailure` when the file is empty or has not the columns.
  package static func find(path: String, platform: Platform, source: Source) throws -> Self? {
    let table = try TableLocator(
      file: try InputFile(path: path), shownPath: path, source: source, platform: platform
    ).locate()
    return table.columns.map {
      PlatformColumns(
        header: $0.header, campaign: $0.campaign ?? $0.campaignID, engagements: $0.engagements)
    }
  }
}
