import AdModel
import CSV
import Files

extension UploadFormat {
  /// Microsoft Advertising customer match, bulk file.
  ///
  /// ```
  /// Type,Status,Id,Parent Id,Client Id,Modified Time,Name,Description,Scope,Audience,Action Type,Sub Type,Text
  /// Format Version,,,,,,6.0,,,,,,
  /// Customer List,,811,,,,,,Customer,,Replace,,
  /// Customer List Item,,,811,,,,,,,,Email,f25ad364d33972379a7a4f4df33db142205f5c40eb19cfdb2fc5aaf117e10101
  /// ```
  ///
  /// The file begins with a byte order mark, `Name` holds the version alone, `Audience` is the list's
  /// name, and people are e-mail addresses as SHA-256 (learn.microsoft.com/advertising/bulk-service,
  /// pages "Customer List", "Customer List Item", "Bulk file schema").
  ///
  /// With the list's id the whole file replaces what the list holds, and the files of changes add and
  /// remove. Without it the whole file makes a new list, under an id below zero that only this file
  /// knows, and Microsoft takes the action from that. A file of changes can then not say which list it
  /// means: its id stays blank, so Microsoft refuses it instead of making a second list, until somebody
  /// writes the id into it.
  ///
  /// A file has 4,000,000 rows and 100 MB at most. Where the people of a list are more, the first file
  /// replaces what the list holds and the further ones add to it; without an id these can, like files
  /// of changes, not say which list they mean.
  static let microsoftCustomerMatch: UploadFormat = UploadFormat(
    name: "microsoft-customer-match",
    taker: "Microsoft Advertising, customer match (bulk file)",
    level: .contact,
    header: [
      "Type", "Status", "Id", "Parent Id", "Client Id", "Modified Time", "Name", "Description",
      "Scope", "Audience", "Action Type", "Sub Type", "Text",
    ],
    // The header line is counted as a row.
    limits: UploadLimits(
      maximumRows: 3_999_999, maximumBytes: 100_000_000, minimum: 300, of: .matches),
    sources: [
      "https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list",
      "https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list-item",
      "https://learn.microsoft.com/en-us/advertising/bulk-service/bulk-file-schema",
      "https://learn.microsoft.com/en-us/advertising/guides/bulk-download-upload",
    ],
    caveat:
      "Microsoft says nothing of dots and pluses in addresses; the terms of customer match must have "
      + "been accepted; without audience_id only the first whole file can be used, and it makes a "
      + "new list",
    hashings: [.sha256],
    options: [.audience, .audienceID],
    form: { segment, options in
      let id = options.audienceID.map(String.init)
      let parent = id ?? newMicrosoftList
      return UploadForm(
        header: microsoftCustomerMatch.header,
        dialect: OutputDialect(hasByteOrderMark: true),
        limits: microsoftCustomerMatch.limits,
        lead: { file, isFurther in
          // What follows the first file adds to the list that it filled.
          let file = file == .whole && isFurther ? .added : file
          return [
            microsoftVersion, microsoftList(file, id: id, name: options.audience, of: segment),
          ]
        },
        rows: .records(
          ContactReading.rows(
            keys: [[12]], renewed: { microsoftItem($0[12], of: parent) }
          ) {
            microsoftItem($0.emailDigest()?.hex ?? "", of: parent)
          }))
    })

  /// What stands for the id of a list that a file makes: any number below zero.
  private static let newMicrosoftList = "-1"

  private static let microsoftVersion = microsoftRow(["Type": "Format Version", "Name": "6.0"])

  /// - Parameter parent: the id of the list, which is another in the file that makes the list.
  private static func microsoftItem(_ digest: String, of parent: String) -> [String] {
    microsoftRow([
      "Type": "Customer List Item", "Parent Id": parent, "Sub Type": "Email", "Text": digest,
    ])
  }

  /// - Parameters:
  ///   - id: that of the list; nil for one that is to be made.
  ///   - name: what the pipeline file calls the list. A list that is there keeps its name without.
  private static func microsoftList(
    _ file: UploadFile, id: String?, name: String?, of segment: Segment
  ) -> [String] {
    let action =
      switch file {
      case .whole: id == nil ? "Add" : "Replace"
      case .added: "Add"
      case .removed: "Remove"
      }
    let isNew = id == nil && file == .whole
    return microsoftRow([
      "Type": "Customer List", "Status": isNew ? "Active" : "",
      "Id": id ?? (isNew ? newMicrosoftList : ""), "Scope": "Customer",
      "Audience": microsoftName(name ?? (isNew ? segment.name : "")), "Action Type": action,
    ])
  }

  /// A name of the 128 characters that Microsoft takes.
  private static func microsoftName(_ name: String) -> String {
    var name = TidyText(name).text
    while name.utf16.count > 128 { name.removeLast() }
    return name
  }

  private static func microsoftRow(_ values: [String: String]) -> [String] {
    microsoftCustomerMatch.header.map { values[$0] ?? "" }
  }
}
