/// One thing wrong with a pipeline file, and where.
package struct PipelineFault: Hashable, Sendable {
  /// What sort of fault it is; the raw value is stable, for programs.
  package enum Kind: String, Sendable, CaseIterable {
    /// The file is no YAML, or uses a part of YAML that pipeline files do without.
    case syntax
    case unsupportedVersion = "unsupported_version"
    case unknownKey = "unknown_key"
    case duplicateKey = "duplicate_key"
    case missingKey = "missing_key"
    case emptyValue = "empty_value"
    /// A list where a text is due, a text where a number is due…
    case wrongType = "wrong_type"
    case outOfRange = "out_of_range"
    /// A text of the wrong form: an id, a time zone, a file pattern, one of a few words.
    case invalidText = "invalid_text"
    /// A segment, workflow, source, platform, format or placeholder that is not there.
    case unknownName = "unknown_name"
    /// A name that several segments or workflows bear.
    case ambiguousName = "ambiguous_name"
    case duplicateID = "duplicate_id"
    /// Something that may be said once is said twice.
    case repeated
    /// Two settings that contradict each other.
    case conflict
  }

  /// Counts from 1.
  package let line: Int
  /// Counts from 1, in Unicode scalars.
  package let column: Int
  package let kind: Kind
  /// One line, the suggestions included.
  package let message: String
  /// For a misspelled name the right ones, nearest first; else empty.
  package let suggestions: [String]

  package init(
    line: Int, column: Int, kind: Kind, message: String, suggestions: [String] = []
  ) {
    self.line = line
    self.column = column
    self.kind = kind
    self.message = message
    self.suggestions = suggestions
  }
}

/// Everything that is wrong with a pipeline file.
package struct PipelineFileError: Error, Hashable, Sendable {
  /// The file's path as people are shown it.
  package let shownPath: String
  /// Sorted by place, then in the order they were found; never empty, no two equal.
  package let faults: [PipelineFault]

  package init(shownPath: String, faults: [PipelineFault]) {
    self.shownPath = shownPath
    self.faults = faults
  }
}

extension PipelineFileError: CustomStringConvertible {
  /// One line a fault, `path:line:column: message`, as compilers write them.
  package var description: String {
    faults.map { "\(shownPath):\($0.line):\($0.column): \($0.message)" }.joined(separator: "\n")
  }
}
