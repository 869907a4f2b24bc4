import AdModel
import Files
import TestSupport

@testable import Ingest

/// A folder with exports that a test wrote, read as a run reads them.
struct ExportFolder {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
  }

  init(_ name: String, _ text: String) throws {
    try self.init(name, Array(text.utf8))
  }

  init(_ name: String, _ bytes: [UInt8]) throws {
    try self.init()
    try write(bytes, to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Folder.make(Path.parent(of: "\(folder.path)/\(name)"))
    _ = try folder.write(bytes, to: name)
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// All exports that the source's patterns find.
  func read(
    _ source: Source, jobs: Int = 1, pieceSizeBytes: Int = ExportReading.pieceSizeBytes
  ) throws -> [Export] {
    try ExportReading.read(requests(source), jobs: jobs, pieceSizeBytes: pieceSizeBytes)
  }

  func requests(_ source: Source) throws -> [ExportReading.Request] {
    let matches = try source.files.flatMap {
      try FilePattern($0).matches(in: folder.path)
    }
    return matches.map {
      ExportReading.Request(
        sourceIndex: 0, source: source, match: $0, path: Path.join(folder.path, $0.shownPath))
    }
  }

  /// The failure that reading ends in.
  func failure(_ source: Source) -> RunFailure? {
    do {
      _ = try read(source)
      return nil
    } catch {
      return error as? RunFailure
    }
  }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }
}

extension Source {
  /// A generic source with the columns `Day,Campaign,Company,Domain,Clicks` of its header.
  static func daily(
    _ files: String..., columns: [Column: String] = [:], engagements: [String] = ["Clicks"],
    campaign: String? = nil
  ) -> Source {
    let defaults: [Column: String] = [
      .date: "Day", .campaign: "Campaign", .accountName: "Company", .accountDomain: "Domain",
    ]
    return Source(
      name: SourceName("dsp"), platform: "generic", files: files,
      columns: columns.isEmpty ? defaults : columns, engagements: engagements, campaign: campaign)
  }
}

extension Export {
  /// What it counted, wherever it lies.
  var partial: ExportPartial {
    get {
      guard let partial = try? counts.partial() else { preconditionFailure("it can be opened") }
      return partial
    }
    set { counts = ExportCounts(newValue) }
  }

  /// The sums as `Awareness 2026-11-19 nordwind.example/Nordwind 3`, sorted as they lie.
  var told: [String] {
    partial.rows.map { row in
      let series = partial.series[Int(row.series)]
      let identity = partial.identities[Int(row.identity)]
      let fields = [
        identity.listID, identity.domain, identity.linkedIn, identity.name, identity.country,
      ].filter { !$0.isEmpty }
      let campaign = [series.campaign.id, series.campaign.name].filter { !$0.isEmpty }
      return "\(campaign.joined(separator: ":")) \(series.period.told) "
        + "\(fields.joined(separator: "/")) \(row.engagements)"
    }
  }

  /// The rejects as `record 2, line 3, byte 30: invalid_count in Clicks`.
  var toldRejects: [String] {
    rejects.map { reject in
      "record \(reject.recordNumber), line \(reject.lineNumber), byte \(reject.byteOffset): "
        + reject.reason.rawValue + (reject.column.isEmpty ? "" : " in \(reject.column)")
    }
  }
}

extension Period {
  /// `2026-11-19` or `2026-11-10..2026-11-16`.
  var told: String { isOneDay ? "\(first)" : "\(first)..\(last)" }
}

/// A day of November 2026.
func november(_ day: Int) -> CalendarDay {
  CalendarDay(year: 2026, month: 11, day: day) ?? CalendarDay(number: 0)
}

/// UTF-16LE with its byte order mark, as LinkedIn writes it.
func utf16(_ text: String) -> [UInt8] {
  ([0xFEFF] + Array(text.utf16)).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
}

/// Equal in all they say, wherever their rows lie.
extension Export: Equatable {
  static func == (left: Export, right: Export) -> Bool {
    left.source == right.source && left.shownPath == right.shownPath
      && left.digest == right.digest && left.byteCount == right.byteCount
      && left.facts == right.facts && left.bytes == right.bytes && left.partial == right.partial
  }
}
