import AdModel
import CSV
import Files
import Runs

/// A run that failed: what ended it, and what is known of it.
struct FailedRun: Error {
  let error: any Error
  private(set) var results: RunResults

  /// Leaves it below `failed/` in a `runs` folder that is there.
  ///
  /// - Parameter day: nil when the run failed before its as-of day was known; the folder is then
  ///   named `undated`.
  mutating func leave(
    in runs: String, day: CalendarDay?, manifest: Manifest, rejects: OutputTable
  ) throws {
    let folder = "\(runs)/failed"
    try Folder.make("failed", in: runs)
    let stem = day?.description ?? "undated"
    var name = stem
    var number = 1
    while Folder.kind(of: "\(folder)/\(name)") != nil {
      number += 1
      name = "\(stem).\(number)"
    }
    results.run = name
    let staging = try RunStaging(path: "\(folder)/\(RunStaging.prefix)\(name)")
    do {
      staging.begin([rejects])
      try staging.finishTables()
      try staging.writeUnlisted(try RunJSON.bytes(manifest), to: "manifest.json")
      try staging.writeUnlisted(try RunJSON.bytes(results), to: "run_results.json")
      try staging.publish(as: "\(folder)/\(name)")
    } catch {
      try staging.discard()
      throw error
    }
  }
}
