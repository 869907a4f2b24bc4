import AdModel
import CSV
import Ingest

/// The tables of `1-ingest/`.
enum IngestTables {
  /// `exports.csv`, by source name and path.
  static func exports(
    _ exports: [Export], fates: [Restatement.Fate], sources: [Source]
  ) -> OutputTable {
    let order = exports.indices.sorted {
      precedes(
        (sources[exports[$0].source].name.text, exports[$0].shownPath),
        (sources[exports[$1].source].name.text, exports[$1].shownPath))
    }
    return OutputTable(
      path: "1-ingest/exports.csv",
      header: [
        "source", "file", "sha256", "bytes", "platform", "encoding", "delimiter", "part",
        "first_day", "last_day", "generated_at", "rows", "rejected", "superseded_rows",
        "engagements",
      ]
    ) { writer in
      for index in order {
        let export = exports[index]
        let source = sources[export.source]
        writer.field(source.name.text)
        writer.field(export.shownPath)
        writer.field(export.digest)
        writer.field(export.byteCount)
        writer.field(source.platform)
        writer.field(export.encoding.rawValue)
        writer.field(export.delimiterName)
        writer.field(export.facts.part ?? "")
        writer.field(export.shownPeriod?.first.description ?? "")
        writer.field(export.shownPeriod?.last.description ?? "")
        writer.field(export.generatedAt?.description ?? "")
        writer.field(export.recordCount)
        writer.field(export.rejectedCount)
        writer.field(fates[index].supersededRows)
        writer.field(export.series.reduce(0) { $0 + Int($1.engagements) })
        try writer.endRow()
      }
    }
  }

  /// One file's rows that were set aside.
  struct FileRejects {
    /// A source's name, or `segment:` and a segment's id.
    var source: String
    var shownPath: String
    var rejects: [Reject]
  }

  /// `rejects.csv`, by source, file, record, line.
  static func rejects(_ files: [FileRejects]) -> OutputTable {
    let sorted = files.sorted { precedes(($0.source, $0.shownPath), ($1.source, $1.shownPath)) }
    return OutputTable(
      path: "1-ingest/rejects.csv",
      header: [
        "source", "file", "record", "line", "byte", "column", "reason", "message", "text",
      ]
    ) { writer in
      for file in sorted {
        for reject in file.rejects.sorted(by: {
          ($0.recordNumber, $0.lineNumber) < ($1.recordNumber, $1.lineNumber)
        }) {
          writer.field(file.source)
          writer.field(file.shownPath)
          writer.field(reject.recordNumber)
          writer.field(reject.lineNumber)
          writer.field(reject.byteOffset)
          writer.field(reject.column)
          writer.field(reject.reason.rawValue)
          writer.field(reject.message)
          writer.field(reject.text)
          try writer.endRow()
        }
      }
    }
  }

  static func precedes(_ left: (String, String), _ right: (String, String)) -> Bool {
    left.0 == right.0 ? left.1.precedesInBytes(right.1) : left.0.precedesInBytes(right.0)
  }
}
