import AdModel
import CSV
import Export

/// The `exports` section: which segments are written in which upload format.
extension PipelineReader {
  private enum ExportKey: String, CaseIterable {
    case segment, format, hashing, audience
    case audienceID = "audience_id"
    case name, columns, delimiter
    case lineEnding = "line_ending"
    case bom, header
    case maxRows = "max_rows"

    /// What it sets; nil for the keys of every entry.
    var option: UploadOption? {
      switch self {
      case .segment, .format: nil
      case .hashing: .hashing
      case .audience: .audience
      case .audienceID: .audienceID
      case .name, .columns, .delimiter, .lineEnding, .bom, .header, .maxRows: .layout
      }
    }
  }

  /// The keys that can be set of a format.
  static func keys(of format: UploadFormat) -> [String] {
    ExportKey.allCases.filter { $0.option.map(format.options.contains) ?? false }.map(\.rawValue)
  }

  private enum LayoutColumnKey: String, CaseIterable {
    case header, value, text
  }

  /// The uploads, what is set of them, and where they stand in the file.
  struct ExportSection {
    var uploads: [Upload] = []
    var options: [Upload: UploadOptions] = [:]
    /// The first upload of people, if there is one.
    var firstOfContacts: (format: String, place: FilePlace)?
  }

  private static let mostRows = 1_000_000_000
  /// Of names that become folders.
  private static let longestNameBytes = 100

  /// One upload for each segment of each entry, in the order of the file.
  func exports(_ cursor: Cursor?, segments: NameIndex) -> ExportSection {
    var linesOfUploads: [Upload: Int] = [:]
    var section = ExportSection()
    for item in cursor?.items() ?? [] {
      guard let fields = item.fields(ExportKey.self) else { continue }
      let ids = segments.ids(fields.required(.segment))
      guard let format = format(fields.required(.format)) else { continue }
      let options = options(fields, of: format)
      let name = format.options.contains(.layout) ? customName(fields) : format.name
      if let audienceID = fields.optional(.audienceID), ids.count > 1 {
        audienceID.report(.audienceOfSeveral(ids.map(\.value)))
      }
      if format.level == .contact, section.firstOfContacts == nil {
        section.firstOfContacts = (format.name, item.place)
      }
      for id in ids {
        let upload = Upload(segment: SegmentID(id.value), format: name)
        if let line = linesOfUploads[upload] {
          faults.add(.uploadTwice(id.value, format: name, firstLine: line), at: id.place)
        }
        checkFileNames(upload, at: id.place, section.uploads)
        linesOfUploads[upload] = id.place.line
        section.uploads.append(upload)
        section.options[upload] = options
      }
    }
    return section
  }

  private func format(_ cursor: Cursor?) -> UploadFormat? {
    guard let cursor, let name = cursor.text() else { return nil }
    guard let format = UploadFormat.named(name) else {
      cursor.report(
        .unknownName(name, noun: "format", known: UploadFormat.all.map(\.name)))
      return nil
    }
    return format
  }

  /// Files that are cut into `-1`, `-2`… must not have the name of another segment's.
  private func checkFileNames(_ upload: Upload, at place: FilePlace, _ others: [Upload]) {
    for other in others where other.format == upload.format {
      let ids = [other.segment.text, upload.segment.text].sorted { $0.utf8.count < $1.utf8.count }
      guard ids[1].hasPrefix("\(ids[0])-") else { continue }
      let rest = ids[1].dropFirst(ids[0].count + 1)
      if !rest.isEmpty, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        faults.add(.partOfAnotherUpload(ids[1], of: ids[0], format: upload.format), at: place)
      }
    }
  }

  private func options(_ fields: Fields<ExportKey>, of format: UploadFormat) -> UploadOptions {
    var options = UploadOptions()
    let due = ExportKey.allCases.filter { key in
      key.option.map(format.options.contains) ?? false
    }
    for key in ExportKey.allCases
    where key != .segment && key != .format && !due.contains(key) {
      fields.optional(key)?.report(.notOfFormat(key.rawValue, format: format.name))
    }
    if due.contains(.hashing), let cursor = fields.optional(.hashing),
      let hashing: Hashing = cursor.choice()
    {
      if format.hashings.contains(hashing) {
        options.hashing = hashing
      } else {
        cursor.report(.hashingNotTaken(hashing.rawValue, format: format.name))
      }
    }
    if due.contains(.audience) { options.audience = fields.optional(.audience)?.text() }
    if due.contains(.audienceID) {
      options.audienceID = fields.optional(.audienceID)?.integer(in: 1...Int.max)
    }
    if due.contains(.columns) { options.layout = layout(fields) }
    return options
  }

  // MARK: Custom formats

  /// The name of a custom format, which is that of its folder.
  private func customName(_ fields: Fields<ExportKey>) -> String {
    guard let cursor = fields.optional(.name), let name = cursor.text() else {
      return UploadFormat.custom.name
    }
    let isPlain = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "_")
    }
    if !isPlain || name.utf8.count > PipelineReader.longestNameBytes {
      cursor.report(.formatName(name, longest: PipelineReader.longestNameBytes))
    } else if name != UploadFormat.custom.name, UploadFormat.named(name) != nil {
      cursor.report(.formatNameTaken(name))
    }
    return name
  }

  private func layout(_ fields: Fields<ExportKey>) -> UploadLayout {
    var layout = UploadLayout(columns: layoutColumns(fields.required(.columns)))
    if let cursor = fields.optional(.delimiter),
      let byte = shapingByte(cursor, words: PipelineReader.delimiterWords)
    {
      layout.delimiter = byte
      if byte == UInt8(ascii: "\"") { cursor.report(.sameShapingByte) }
    }
    if let end: OutputDialect.LineEnd = fields.optional(.lineEnding)?.choice() {
      layout.endsLinesWithCRLF = end == .crlf
    }
    layout.hasByteOrderMark = fields.optional(.bom)?.flag() ?? false
    layout.hasHeader = fields.optional(.header)?.flag() ?? true
    layout.maximumRows = fields.optional(.maxRows)?.integer(in: 1...PipelineReader.mostRows)
    return layout
  }

  private func layoutColumns(_ cursor: Cursor?) -> [UploadLayout.Column] {
    (cursor?.items() ?? []).compactMap { item in
      guard let fields = item.fields(LayoutColumnKey.self) else { return nil }
      let header = fields.required(.header)?.text() ?? ""
      switch fields.exactlyOne(of: [.value, .text]) {
      case .value?:
        guard let value: AccountValue = fields.optional(.value)?.choice() else { return nil }
        return UploadLayout.Column(header: header, content: .value(value))
      case .text?:
        guard let text = fields.optional(.text)?.text() else { return nil }
        return UploadLayout.Column(header: header, content: .text(text))
      default: return nil
      }
    }
  }
}

// MARK: - Contacts

/// The `contacts` section: the list that uploads of people are made from.
extension PipelineReader {
  private enum ContactsKey: String, CaseIterable {
    case file, columns, `where`
    case mayBeEmpty = "may_be_empty"
  }

  func contacts(_ cursor: Cursor) -> ContactSettings? {
    guard let fields = cursor.fields(ContactsKey.self) else { return nil }
    let columns = fields.required(.columns)?.fields(ContactColumn.self)
    if let columns {
      if !ContactColumn.ofAccount.contains(where: columns.isStated) {
        faults.add(
          .contactsWithoutAccount(ContactColumn.ofAccount.map(\.rawValue)), at: columns.place)
      }
      let identifying: [ContactColumn] = [.email, .phone, .idfa, .aaid, .firstName]
      if !identifying.contains(where: columns.isStated) {
        faults.add(.contactsWithoutKey(identifying.map(\.rawValue)), at: columns.place)
      }
    }
    return ContactSettings(
      file: fields.required(.file)?.text() ?? "",
      columns: columns.map { headers($0, of: ContactColumn.allCases) } ?? [:],
      conditions: fields.optional(.where).map(conditions) ?? [],
      mayBeEmpty: fields.optional(.mayBeEmpty)?.flag() ?? false)
  }

  /// Uploads of people need people.
  func checkContacts(_ contacts: Cursor?, _ exports: ExportSection) {
    if contacts == nil, let first = exports.firstOfContacts {
      faults.add(.contactsMissing(format: first.format), at: first.place)
    }
  }
}
