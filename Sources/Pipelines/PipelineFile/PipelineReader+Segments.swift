import AdModel

/// The segments as read, and the names to refer to them by.
struct SegmentSection {
  var all: [Segment] = []
  var names: NameIndex
  /// Ids of the segments that are read from a file in each run; nothing else puts accounts in
  /// them or takes them out.
  var readFromFile: Set<String> = []
  /// Ids that segments had, as they are written.
  var formerIDs: [Placed<String>] = []
}

/// The `segments` section.
extension PipelineReader {
  private enum SegmentKey: String, CaseIterable {
    case id, name, was
    case expireAfterDays = "expire_after_days"
    case initial, from
  }

  private enum OriginKey: String, CaseIterable {
    case file, columns, `where`, date
    case withinDays = "within_days"
    case mayBeEmpty = "may_be_empty"
  }

  func segments(_ cursor: Cursor?) -> SegmentSection {
    let items = cursor?.items() ?? []
    var section = SegmentSection(names: NameIndex(noun: "segment", isComplete: !items.isEmpty))
    for item in items {
      guard let fields = item.fields(SegmentKey.self) else {
        section.names.declare(id: nil, name: "", faults: faults)
        continue
      }
      var segment = segment(fields, names: &section.names)
      let formerIDs = fields.optional(.was)?.texts() ?? []
      segment.was = formerIDs.map { SegmentID($0.value) }
      section.formerIDs += formerIDs
      section.all.append(segment)
      if fields.isStated(.from) { section.readFromFile.insert(segment.id.text) }
    }
    return section
  }

  private func segment(_ fields: Fields<SegmentKey>, names: inout NameIndex) -> Segment {
    let (id, name) = identity(fields, id: .id, name: .name, into: &names)
    if isDifference(id) {
      faults.add(.idOfAnotherUpload(id), at: (fields.optional(.id)?.place ?? fields.place))
    }
    for key in [SegmentKey.expireAfterDays, .initial] where fields.isStated(.from) {
      fields.optional(key)?.report(.settingOfFileSegment(key.rawValue))
    }
    return Segment(
      id: SegmentID(id), name: name,
      expireAfterDays: fields.optional(.expireAfterDays)?
        .integer(in: 0...PipelineReader.longestDays),
      initial: fields.optional(.initial)?.text(),
      origin: fields.optional(.from).flatMap(origin))
  }

  /// Whether an id is what files of an upload's differences are named by: `low.added`,
  /// `low.removed-2`.
  private func isDifference(_ id: String) -> Bool {
    id.wholeMatch(of: /.*\.(added|removed)(-[0-9]+)?/) != nil
  }

  private func origin(_ cursor: Cursor) -> Segment.Origin? {
    guard let fields = cursor.fields(OriginKey.self) else { return nil }
    let pattern = fields.required(.file)?.placedText().map {
      WrittenPattern($0, allowed: [.lastDay], faults: faults)
    }
    let date = fields.optional(.date)
    let withinDays = fields.optional(.withinDays)
    if let date, !fields.isStated(.withinDays) {
      date.report(.needs("date", other: "within_days"))
    }
    if let withinDays, !fields.isStated(.date) {
      withinDays.report(.needs("within_days", other: "date"))
    }
    return Segment.Origin(
      file: pattern?.text ?? "",
      columns: originColumns(fields.required(.columns)),
      conditions: fields.optional(.where).map(conditions) ?? [],
      dateColumn: date?.text(),
      withinDays: withinDays?.integer(in: 0...PipelineReader.longestDays),
      mayBeEmpty: fields.optional(.mayBeEmpty)?.flag() ?? false)
  }

  private func originColumns(_ cursor: Cursor?) -> [AccountColumn: String] {
    let known: [AccountColumn] = [.id, .name, .domain, .linkedIn, .country]
    guard let columns = cursor?.fields(known) else { return [:] }
    let naming = known.filter { $0 != .country }
    if !naming.contains(where: columns.isStated) {
      faults.add(.noAccountColumn(naming.map(\.rawValue)), at: columns.place)
    }
    return headers(columns, of: known)
  }

  /// Columns and the values that they must have.
  func conditions(_ cursor: Cursor) -> [(column: String, values: [String])] {
    (cursor.entries() ?? []).map { (column: $0.key.value, values: $0.value.texts().map(\.value)) }
  }
}
