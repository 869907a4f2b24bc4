import AdModel
import CSV
import Ingest

/// The overrides file: pins and bans that people wrote down.
struct OverrideFile {
  private static let mend = "give the file the header account,segment,action,until,reason"
  static let header = ["account", "segment", "action", "until", "reason"]

  /// A line before its account is known.
  struct Line {
    var account: AccountID
    var segment: SegmentID
    var action: Override.Action
    var until: CalendarDay?
    var reason: String
    var lineNumber: Int
  }

  let shownPath: String
  var lines: [Line] = []

  /// - Throws: `FileFault`; `RunFailure` with the first line that is wrong.
  init(_ shownPath: String, path: String, pipeline: Pipeline) throws {
    self.shownPath = shownPath
    let mend = OverrideFile.mend
    var places: [Int] = []
    var lines: [Line] = []
    try readList(path: path) { header in
      if header.isEmpty { throw RunFailure.emptyFile(shownPath, mend: mend) }
      let missing = OverrideFile.header.filter { !header.contains($0) }
      guard missing.isEmpty else {
        throw RunFailure.columnsMissing(
          shownPath, line: 1, missing: missing, present: header, mend: mend)
      }
      places = OverrideFile.header.compactMap { header.firstIndex(of: $0) }
    } onRow: { row in
      let fields = places.map { row.text($0) }
      let place = "\(shownPath):\(row.lineNumber)"
      guard row.fault == nil else {
        throw RunFailure.overrideBroken(place, "a stray quote or bytes that are no text")
      }
      guard !fields[0].isEmpty else { throw RunFailure.overrideBroken(place, "no account") }
      guard let segment = OverrideFile.segment(fields[1], pipeline) else {
        throw RunFailure.overrideSegment(place, fields[1], known: pipeline.segments.map(\.id.text))
      }
      guard let action = Override.Action(rawValue: fields[2]) else {
        throw RunFailure.overrideBroken(place, "the action '\(fields[2])'; say pin or ban")
      }
      let until = fields[3].isEmpty ? nil : CalendarDay(fields[3])
      guard fields[3].isEmpty || until != nil else {
        throw RunFailure.overrideBroken(place, "'\(fields[3])' as its last day; write YYYY-MM-DD")
      }
      lines.append(
        Line(
          account: AccountID(fields[0]), segment: segment, action: action, until: until,
          reason: fields[4], lineNumber: row.lineNumber))
    }
    self.lines = lines
  }

  private static func segment(_ text: String, _ pipeline: Pipeline) -> SegmentID? {
    let found =
      pipeline.segments.first { $0.id.text == text } ?? pipeline.segments.first { $0.name == text }
    return found?.id
  }

  /// The overrides with their accounts.
  ///
  /// - Parameter index: where an id leads, aliases followed; nil for an unknown one.
  /// - Throws: `RunFailure` for a line in force whose account is unknown.
  func overrides(
    asOf: CalendarDay, index: (AccountID) -> AccountIndex?
  ) throws(RunFailure) -> [Override] {
    var overrides: [Override] = []
    for line in lines {
      guard let account = index(line.account) else {
        if let until = line.until, until < asOf { continue }
        throw .overrideAccount("\(shownPath):\(line.lineNumber)", line.account)
      }
      overrides.append(
        Override(
          account: account, segment: line.segment, action: line.action, until: line.until,
          reason: line.reason, lineNumber: line.lineNumber))
    }
    return overrides
  }
}
