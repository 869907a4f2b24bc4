import AdModel
package import Files

/// Where exports are kept from run to run, so that a file that was read before is not read again.
///
/// Called from any thread. What it gives may be anything: bytes that are no export are not used.
package protocol ExportStore: Sendable {
  /// SHA-256 in hexadecimal of the bytes of a file with a stamp, when it is known.
  func digest(of stamp: FileStamp, shownPath: String) -> String?

  /// Whether bytes are known that are as many, so that a file may be known by another name.
  func knowsContent(ofByteCount byteCount: Int) -> Bool

  /// What was kept under a key, and where in it those bytes lie; nil when nothing was.
  func kept(under key: ExportKey) -> (bytes: [UInt8], range: Range<Int>)?

  /// Notes the bytes of a file with a stamp, and that both parts of what was made of them are of
  /// use, looked at or not.
  ///
  /// - Parameter key: of the facts.
  func note(_ stamp: FileStamp, shownPath: String, key: ExportKey)

  /// Whether anything can be kept.
  var isWritable: Bool { get }

  /// Keeps bytes under a key, in the place of others that were found to be of no use.
  func keep(_ bytes: [UInt8], under key: ExportKey)
}

/// What decides what is made of an export: its bytes, and how it is read.
package struct ExportKey: Hashable, Sendable {
  /// What is kept under a key of its own.
  package enum Part: String, Sendable {
    /// The export but for its identities and rows.
    case facts
    /// The identities and rows of its partial.
    case rows
    /// What several exports' rows add up to (`EarlierSums`).
    case sums
  }

  /// SHA-256 of the file's bytes in hexadecimal; for sums of what they are sums of.
  package var content: String
  /// SHA-256 in hexadecimal of all else that has a say: the source's settings that reading looks
  /// at, the zones, what the file's name states, and the form in which exports are kept. Blank for
  /// sums.
  package var reading: String
  package var part = Part.facts

  /// The key of another part of the same.
  package func of(_ part: Part) -> ExportKey {
    var key = self
    key.part = part
    return key
  }
}

extension ExportReading.Request {
  /// By request: the digest of its settings. Requests of one source share most of them.
  static func readings(_ requests: [ExportReading.Request]) -> [String] {
    var last: (source: Source, zones: DayZones, settings: [UInt8])?
    return requests.map { request in
      if last?.source != request.source || last?.zones != request.zones {
        last = (request.source, request.zones, request.sourceSettings)
      }
      return Digest(of: (last?.settings ?? []) + request.nameSettings).hex
    }
  }

  /// All that has a say in what is made of the file's bytes.
  ///
  /// Not of them: what is looked at when all exports were read, such as `overlap` and `lag_days`,
  /// and what failures alone tell, such as the source's name.
  var settings: [UInt8] { sourceSettings + nameSettings }

  private var nameSettings: [UInt8] {
    var packed = PackedBytes()
    packed.append(match.facts)
    return packed.bytes
  }

  private var sourceSettings: [UInt8] {
    var packed = PackedBytes()
    packed.append(Export.bytesVersion)
    packed.append(source.platform)
    packed.append(source.columns.sorted { $0.key.rawValue < $1.key.rawValue }) { packed, column in
      packed.append(column.key.rawValue)
      packed.append(column.value)
    }
    packed.append(source.engagements) { $0.append($1) }
    packed.append(source.campaign)
    packed.append(source.accountText) { packed, text in
      packed.append(text.column)
      packed.append(text.pattern)
    }
    packed.append(source.reading)
    packed.append(source.timeZone)
    packed.append(source.rowSpan?.rawValue)
    packed.append(source.hasDailyBreakdown)
    packed.append(source.periodDaysBeforeGenerated)
    packed.append(zones.pipeline)
    packed.append(zones.source) { $0.append($1) }
    return packed.bytes
  }
}

extension PackedBytes {
  fileprivate mutating func append(_ reading: Source.Reading) {
    append(reading.encoding)
    append(reading.delimiter.map(Int.init))
    append(reading.quote) { packed, quote in
      switch quote {
      case .none: packed.append(Int?.none)
      case .byte(let byte): packed.append(Int(byte) as Int?)
      }
    }
    append(reading.escape.map(Int.init))
    append(reading.headerLine)
    append(reading.endsAtBlankLine) { $0.append($1) }
    append(reading.dates?.rawValue)
    append(reading.numbers?.rawValue)
    append(reading.totals) { packed, totals in
      packed.append(totals.firstColumn) { $0.append($1) }
      packed.append(totals.blank) { $0.append($1.rawValue) }
      packed.append(totals.needsBoth)
      packed.append(totals.standsAlone)
    }
  }

  fileprivate mutating func append(_ zone: ZoneTable) {
    append(zone.name)
    append(copying: zone.transitions)
    append(copying: zone.offsets)
  }

  fileprivate mutating func append(_ facts: NamedFacts) {
    append(facts.campaign)
    append(facts.part)
    for day in [facts.firstDay, facts.lastDay, facts.generated] { append(day) { $0.append($1) } }
  }
}
