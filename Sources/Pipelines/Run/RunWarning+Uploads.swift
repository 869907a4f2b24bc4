import AdModel
import Export
import Runs

/// The words of what uploads report. Nothing of a contact stands in them but how many there are.
extension RunWarning {
  /// What is to be said of an upload.
  static func of(
    _ content: UploadContent, _ selection: UploadSelection?, contactsPath: String?
  ) -> [RunWarning] {
    let place = "uploads/\(content.upload.format)/\(content.upload.segment).csv"
    var warnings: [RunWarning] = []
    let limits = content.form.limits
    if let minimum = limits.minimum, content.whole.count < minimum {
      let unit = limits.minimumUnit == .rows ? "rows" : "matches"
      warnings.append(
        RunWarning(
          kind: "upload_below_minimum", place: place,
          message:
            "it has \(content.whole.count) row\(content.whole.count == 1 ? "" : "s"), and the "
            + "platform needs at least \(minimum) \(unit)"))
    }
    if content.incomparableRowCount != nil {
      warnings.append(
        RunWarning(
          kind: "upload_incomparable", place: place,
          message:
            "its rows have another form than those of the run before: all count as added and "
            + "none as removed; replace the list at the platform by the whole file"))
    }
    guard let selection, let contactsPath else { return warnings }
    let unusable = selection.unusable.sorted { $0.key.rawValue < $1.key.rawValue }
    if !unusable.isEmpty {
      warnings.append(
        RunWarning(
          kind: "contact_values_unusable", place: place,
          message:
            "values in \(contactsPath) that are of no use to the platform, and are left blank: "
            + unusable.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")))
    }
    if selection.keptOutContactCount > 0 {
      let count = selection.keptOutContactCount
      warnings.append(
        RunWarning(
          kind: "contacts_kept_out", place: place,
          message: "\(count) contact\(count == 1 ? "" : "s") in \(contactsPath) that also "
            + "\(count == 1 ? "belongs" : "belong") to a company that is excluded or banned "
            + "\(count == 1 ? "is" : "are") left out"))
    }
    if selection.uselessContactCount > 0 {
      let count = selection.uselessContactCount
      warnings.append(
        RunWarning(
          kind: "contacts_without_key", place: place,
          message:
            "\(count) contact\(count == 1 ? "" : "s") in \(contactsPath) with nothing that the "
            + "platform can find a person by \(count == 1 ? "is" : "are") left out"))
    }
    return warnings
  }
}

extension ContactFile {
  /// Warnings about rows that were set aside, and about a file that is not there.
  var warnings: [RunWarning] {
    if isMissing {
      return [
        RunWarning(
          kind: "contacts_missing", place: shownPath,
          message: "no such file is there, so uploads of people are empty")
      ]
    }
    let repeated = repeatedColumns.map { name in
      RunWarning(
        kind: "contact_column_repeated", place: shownPath,
        message: "column '\(name)' stands in it several times; the first one counts")
    }
    guard rejectedCount > 0 else { return repeated }
    return repeated + [
      RunWarning(
        kind: "contact_rows_rejected", place: shownPath,
        message:
          "\(rejectedCount) of \(rowCount) rows were rejected; 1-ingest/rejects.csv says why, "
          + "without what stands in them")
    ]
  }
}

extension RunResults.UploadResult {
  init(_ content: UploadContent, _ selection: UploadSelection?) {
    self.init(
      format: content.upload.format, segment: content.upload.segment.text,
      accounts: selection?.accounts.count ?? 0, rows: content.whole.count,
      added: content.added.count, removed: content.removed.count)
  }
}
