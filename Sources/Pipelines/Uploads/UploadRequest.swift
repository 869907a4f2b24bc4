package import AdModel

/// What is to be written from a published run.
package struct UploadRequest: Sendable {
  /// What people call the run.
  package var run: String
  /// Nil to find it by where the run lies.
  package var pipelinePath: String?
  /// The run whose uploads the difference is to; nil for whole files.
  package var against: String?
  /// Another format than the run's own; nil for those.
  package var format: String?
  /// Ids or names; empty for all that the run has uploads of.
  package var segments: [String]
  /// How personal data stands in another format of people; nil for its default.
  package var hashing: Hashing?
  /// Number of threads, at least 1; never changes a result.
  package var jobs: Int

  package init(
    run: String, pipelinePath: String? = nil, against: String? = nil, format: String? = nil,
    segments: [String] = [], hashing: Hashing? = nil, jobs: Int = 1
  ) {
    self.run = run
    self.pipelinePath = pipelinePath
    self.against = against
    self.format = format
    self.segments = segments
    self.hashing = hashing
    self.jobs = jobs
  }
}
