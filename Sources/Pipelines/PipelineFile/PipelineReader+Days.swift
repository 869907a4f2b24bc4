import AdModel

/// The pipeline's time zone, and the day a run decides for.
extension PipelineReader {
  /// What durations may be where no shorter limit is due. A hundred years: no data is older, and
  /// days so far apart are still days.
  static let longestDays = 36_500

  /// An IANA name, such as `Europe/Berlin`; whether there is such a zone is not checked.
  func timeZone(_ cursor: Cursor?) -> String {
    guard let cursor, let name = cursor.text() else { return "UTC" }
    if !isZoneName(name) { cursor.report(.timeZone(name)) }
    return name
  }

  func asOf(_ fields: Fields<Key>) -> Pipeline.AsOfRule {
    let lagDays = fields.optional(.asOfLagDays)?.integer(in: 0...7)
    guard let cursor = fields.optional(.asOf) else { return .today(lagDays: lagDays ?? 0) }
    if let lagCursor = fields.optional(.asOfLagDays) {
      faults.add(.asOfTwice, at: max(cursor.place, lagCursor.place))
    }
    if let text = cursor.text(), text != "newest_day" { cursor.report(.asOf(text)) }
    return .newestDay
  }

  private func isZoneName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      guard let first = part.utf8.first, isLetter(first) else { return false }
      return part.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_+-".utf8.contains($0) }
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
