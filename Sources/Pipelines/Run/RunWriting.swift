import AdModel
import CSV
import Files
import Runs

/// A run on its way to its place: what is known of its tables is written by other threads while
/// later stages go on.
final class RunWriting {
  let destination: String
  /// In the order they were begun.
  private(set) var tables: [OutputTable] = []
  private let jobs: Int
  private var opened: RunStaging?

  /// Takes the place where the run is built, so that nobody else builds it meanwhile.
  ///
  /// A folder that is not there yet is made for a run that is decided, and no sooner, so that a run
  /// that fails leaves none: its tables are then all written at the end.
  ///
  /// - Throws: `FileFault`; `RunFailure` when another run is being built there, or one is there.
  init(to destination: String, jobs: Int) throws {
    self.destination = destination
    self.jobs = jobs
    if Folder.kind(of: Path.parent(of: destination)) == .folder { _ = try staging() }
  }

  func begin(_ more: [OutputTable]) {
    tables += more
    opened?.begin(more)
  }

  /// Where the run is built.
  func staging() throws -> RunStaging {
    if let opened { return opened }
    let parent = Path.parent(of: destination)
    try Folder.make(parent)
    let name = "\(RunStaging.prefix)\(Path.name(of: destination))"
    let staging: RunStaging
    do throws(FileFault) {
      staging = try RunStaging(path: "\(parent)/\(name)", jobs: jobs)
    } catch {
      if error.kind == .inUse { throw RunFailure.destinationInUse(destination) }
      throw error
    }
    do {
      // Whoever publishes to the same place builds at the same place, and that is taken now.
      try PipelineRun.checkFree(destination)
    } catch {
      try? staging.discard()
      throw error
    }
    opened = staging
    staging.begin(tables)
    return staging
  }

  /// Removes what was built, unless it was published; what cannot be removed is the smaller fault.
  func discard() {
    try? opened?.discard()
  }
}
