package import Runs

/// What a run that went through has to show.
package struct RunReport: Sendable {
  package let results: RunResults
  /// The run's folder.
  package let path: String
  /// One per segment of the results.
  package let movements: [SegmentNames]
  /// Relative to the run's folder: the files to upload.
  package let uploads: [String]
  package let exportCount: Int
  /// Nil when the run stopped before accounts were known.
  package let engagedAccountCount: Int?
  package let unmatchedCount: Int?
  package let rejectedCount: Int
}

/// Who entered and left a segment, by name.
package struct SegmentNames: Sendable {
  package let entered: [String]
  package let left: [String]
}
