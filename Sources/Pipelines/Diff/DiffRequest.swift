/// What is compared, and what helps to find it.
package struct DiffRequest: Sendable {
  /// `latest`, `previous`, a day, the name of a run's folder, or a path.
  package var first: String
  package var second: String
  /// The pipeline file that made the runs; nil to find it by what lies where.
  package var pipelinePath: String?
  /// Number of threads, at least 1; never changes a result.
  package var jobs: Int

  package init(first: String, second: String, pipelinePath: String? = nil, jobs: Int = 1) {
    self.first = first
    self.second = second
    self.pipelinePath = pipelinePath
    self.jobs = jobs
  }
}
