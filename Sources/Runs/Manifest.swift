/// `manifest.json`: what a run was made from and what it made, so that it can be proved.
///
/// Nothing in it depends on the clock or the machine: equal inputs give equal bytes.
package struct Manifest: Codable, Sendable, Equatable {
  package static let currentSchemaVersion = 1

  package struct Tool: Codable, Sendable, Equatable {
    package var name: String
    package var version: String
  }

  package struct PipelineRecord: Codable, Sendable, Equatable {
    package var name: String
    package var file: String
    package var sha256: String
    /// The whole text of the pipeline file.
    package var text: String
  }

  /// The run whose membership this one started from.
  package struct Base: Codable, Sendable, Equatable {
    package var run: String
    /// Of its manifest.
    package var sha256: String
  }

  package struct Input: Codable, Sendable, Equatable {
    /// As the pipeline file would write it.
    package var path: String
    /// `export`, `accounts`, `aliases`, `overrides`, `initial`, `segment` or `contacts`.
    package var role: String
    package var sha256: String
    package var bytes: Int
  }

  package struct SourceRecord: Codable, Sendable, Equatable {
    package var name: String
    /// Days its windows slid back because its exports are late.
    package var lag_days_used: Int
  }

  /// Data that ships with the tool and has a say in results.
  package struct ReferenceData: Codable, Sendable, Equatable {
    package var name: String
    package var sha256: String
  }

  package struct Output: Codable, Sendable, Equatable {
    package var path: String
    package var sha256: String
    package var bytes: Int

    package init(path: String, sha256: String, bytes: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// The files of one upload, by their paths in the run's folder; several where a platform takes no
  /// more in one.
  package struct UploadRecord: Codable, Sendable, Equatable {
    package var format: String
    package var segment: String
    /// How personal data stands in it; nil where there is none.
    package var hashing: String?
    package var files: [String]
    /// Against the base's upload.
    package var added: [String]
    package var removed: [String]
  }

  package var schema_version = Manifest.currentSchemaVersion
  package var tool: Tool
  package var pipeline: PipelineRecord
  package var as_of: String
  /// The last stage that ran.
  package var until: String
  package var base: Base?
  /// Whether the base, or that there is none, was said on the command line; nil when it was not.
  package var base_picked: Bool?
  package var inputs: [Input]
  package var sources: [SourceRecord]
  package var accepted_guards: [String]
  package var reference_data: [ReferenceData]
  /// In the order of the pipeline file; nil for a run that stopped before them, or that an earlier
  /// version made.
  package var uploads: [UploadRecord]?
  package var outputs: [Output]

  package init(
    tool: Tool, pipeline: PipelineRecord, as_of: String, until: String, base: Base?,
    inputs: [Input], sources: [SourceRecord], accepted_guards: [String],
    reference_data: [ReferenceData], outputs: [Output]
  ) {
    self.tool = tool
    self.pipeline = pipeline
    self.as_of = as_of
    self.until = until
    self.base = base
    self.inputs = inputs
    self.sources = sources
    self.accepted_guards = accepted_guards
    self.reference_data = reference_data
    self.outputs = outputs
  }
}

extension Manifest.Tool {
  package init(named name: String, version: String) {
    self.name = name
    self.version = version
  }
}

extension Manifest.PipelineRecord {
  package init(named name: String, file: String, text: String, sha256: String) {
    self.name = name
    self.file = file
    self.text = text
    self.sha256 = sha256
  }
}

extension Manifest.Base {
  package init(of run: String, sha256: String) {
    self.run = run
    self.sha256 = sha256
  }
}

extension Manifest.Input {
  package init(at path: String, role: String, sha256: String, bytes: Int) {
    self.path = path
    self.role = role
    self.sha256 = sha256
    self.bytes = bytes
  }
}

extension Manifest.SourceRecord {
  package init(of name: String, lagDaysUsed: Int) {
    self.name = name
    self.lag_days_used = lagDaysUsed
  }
}

extension Manifest.ReferenceData {
  package init(named name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}

extension Manifest.UploadRecord {
  package init(
    as format: String, of segment: String, hashing: String?, files: [String], added: [String],
    removed: [String]
  ) {
    self.format = format
    self.segment = segment
    self.hashing = hashing
    self.files = files
    self.added = added
    self.removed = removed
  }
}
