/// `run_results.json`: how a run went, for people and monitoring. It has the run's timings, which
/// may differ between equal runs; `report.html` shows them.
package struct RunResults: Codable, Sendable, Equatable {
  package static let currentSchemaVersion = 1

  package struct Stage: Codable, Sendable, Equatable {
    package var name: String
    /// `done`, `failed`, or `not_run`.
    package var status: String
    package var seconds: Double
    package var counts: [String: Int]

    package init(name: String, status: String, seconds: Double, counts: [String: Int] = [:]) {
      self.name = name
      self.status = status
      self.seconds = seconds
      self.counts = counts
    }
  }

  /// Lines of an export that are no rows of it, or rows that name no account.
  package struct LeftOut: Codable, Sendable, Equatable {
    package var source: String
    package var file: String
    /// The language of the header that was found, as ISO 639-1 code.
    package var language: String
    /// From 1; nil when there is no header.
    package var header_line: Int?
    /// Rows that sum up others.
    package var totals: Int
    package var repeated_headers: Int
    /// Rows of nothing but delimiters.
    package var blank_rows: Int
    /// Rows in whose text no account stands.
    package var rows_without_account: Int
    /// Lines with text below the table.
    package var footer_lines: Int

    package init(
      of source: String, file: String, language: String, headerLine: Int?, totals: Int,
      repeatedHeaders: Int, blankRows: Int, rowsWithoutAccount: Int, footerLines: Int
    ) {
      self.source = source
      self.file = file
      self.language = language
      self.header_line = headerLine
      self.totals = totals
      self.repeated_headers = repeatedHeaders
      self.blank_rows = blankRows
      self.rows_without_account = rowsWithoutAccount
      self.footer_lines = footerLines
    }
  }

  package struct WorkflowResult: Codable, Sendable, Equatable {
    package var id: String
    package var name: String
    /// `ran`, `skipped` or `inactive`.
    package var status: String
    /// Its place in the run, from 1; nil when inactive.
    package var order: Int?
    /// Accounts with a counted row in its window.
    package var counted: Int
    /// How many accounts each outcome befell; outcomes that befell none are left out.
    package var outcomes: [String: Int]

    package init(
      id: String, name: String, status: String, order: Int?, counted: Int,
      outcomes: [String: Int]
    ) {
      self.id = id
      self.name = name
      self.status = status
      self.order = order
      self.counted = counted
      self.outcomes = outcomes
    }
  }

  package struct SegmentResult: Codable, Sendable, Equatable {
    package var id: String
    package var name: String
    package var before: Int
    /// Accounts that are in it now and were not in the base.
    package var entered: Int
    /// Of those, how many left another rung of its ladder.
    package var moved_in: Int
    /// Accounts that were in it in the base and are not now.
    package var left: Int
    /// Of those, how many entered another rung of its ladder.
    package var moved_out: Int
    package var after: Int
    /// Rows of its uploads; nil when it has none.
    package var uploaded: Int?
    package var held: Int?

    package init(
      id: String, name: String, before: Int, entered: Int, movedIn: Int, left: Int, movedOut: Int,
      after: Int, uploaded: Int?, held: Int?
    ) {
      self.id = id
      self.name = name
      self.before = before
      self.entered = entered
      self.moved_in = movedIn
      self.left = left
      self.moved_out = movedOut
      self.after = after
      self.uploaded = uploaded
      self.held = held
    }
  }

  package struct UploadResult: Codable, Sendable, Equatable {
    package var format: String
    package var segment: String
    /// Accounts that are in it.
    package var accounts: Int
    /// Rows of its files together.
    package var rows: Int
    /// Rows that the base's upload did not have.
    package var added: Int
    /// Rows of the base's upload that are no longer in it.
    package var removed: Int

    package init(
      format: String, segment: String, accounts: Int, rows: Int, added: Int, removed: Int
    ) {
      self.format = format
      self.segment = segment
      self.accounts = accounts
      self.rows = rows
      self.added = added
      self.removed = removed
    }
  }

  package struct Message: Codable, Sendable, Equatable {
    package var kind: String
    package var place: String
    package var message: String

    package init(kind: String, place: String, message: String) {
      self.kind = kind
      self.place = place
      self.message = message
    }
  }

  package var schema_version = RunResults.currentSchemaVersion
  /// `published`, `written` (outside the lineage) or `failed`.
  package var status: String
  package var run: String
  package var as_of: String?
  package var base: String?
  package var seconds: Double
  package var stages: [Stage]
  /// The exports of which something was left out, by source and file.
  package var left_out: [LeftOut]
  package var workflows: [WorkflowResult]
  package var segments: [SegmentResult]
  /// In the order of the pipeline file; nil when the run stopped before them, or an earlier version
  /// made it.
  package var uploads: [UploadResult]?
  package var warnings: [Message]
  package var failure: Message?

  package init(
    status: String, run: String, as_of: String?, base: String?, seconds: Double,
    stages: [Stage], left_out: [LeftOut], workflows: [WorkflowResult],
    segments: [SegmentResult], uploads: [UploadResult]? = nil, warnings: [Message],
    failure: Message?
  ) {
    self.status = status
    self.run = run
    self.as_of = as_of
    self.base = base
    self.seconds = seconds
    self.stages = stages
    self.left_out = left_out
    self.workflows = workflows
    self.segments = segments
    self.uploads = uploads
    self.warnings = warnings
    self.failure = failure
  }
}
