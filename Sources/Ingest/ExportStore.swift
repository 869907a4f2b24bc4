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

  /// What was kept under a key, and where in it the export's bytes lie; nil when nothing was.
  func kept(under key: ExportKey) -> (bytes: [UInt8], range: Range<Int>)?

  /// Notes the bytes of a file with a stamp, and what was made of them.
  func note(_ stamp: FileStamp, shownPath: String, key: ExportKey)

  /// Whether anything can be kept.
  var isWritable: Bool { get }

  /// Keeps an export's bytes under a key.
  func keep(_ bytes: [UInt8], under key: ExportKey)
}

/// What decides what is made of an export: its bytes, and how it is read.
package struct ExportKey: Hashable, Sendable {
  /// SHA-256 of the file's bytes in hexadecimal.
  package var content: String
  /// SHA-256 in hexadecimal of all else that has a say: the source's settings that reading looks
  /// at, the zones, what the file's name states, and the form in which exports are kept.
  package var reading: String
}

extension ExportReading.Request {
  /// The key of what is made of a file with certain bytes.
  func key(content digest: String) -> ExportKey {
    ExportKey(content: digest, reading: Digest(of: settings).hex)
  }

  /// All that has a say in what is made of the file's bytes.
  ///
  /// Not of them: what is looked at when all exports were read, such as `overlap` and `lag_days`,
  /// and what failures alone tell, such as the source's name.
  var settings: [UInt8] {
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
    packed.append(match.facts)
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
