import AdModel
import Files
import Runs

/// The history of a pipeline: its published runs and those that failed.
package struct RunList: Encodable, Sendable {
  package struct Run: Encodable, Sendable {
    package let run: String
    package let as_of: String?
    package let base: String?
    package let is_base_picked: Bool
    /// `current`, `replaced`, `stale`, `broken` or `failed`.
    package let status: String
    /// What the status means for this run; blank for a current one.
    package let reason: String
    package let is_pruned: Bool
    /// Members of each segment after the run; none of a failed one.
    package let segments: [Size]
    package let warning_count: Int

    package struct Size: Encodable, Sendable {
      package let id: String
      package let members: Int
    }
  }

  package let schema_version = 1
  package let pipeline: String
  /// Published runs, oldest first, then failed ones.
  package let runs: [Run]
  /// What makes stale runs anew; nil when there are none.
  package let backfill: Range?

  package struct Range: Encodable, Sendable {
    package let from: String
    package let to: String
  }

  private enum CodingKeys: CodingKey {
    case schema_version, pipeline, runs, backfill
  }

  /// Reads the history of a pipeline file; writes nothing.
  ///
  /// - Throws: `FileFault`, or `PipelineFileError` with all faults of the file.
  package init(pipelinePath: String) throws {
    let text = try PipelineText(path: pipelinePath)
    let folder = text.resolve(text.pipeline.runsFolder)
    let history = try RunHistory(folder: folder)
    let records = history.records()
    self.pipeline = text.pipeline.name
    self.runs = try records.map { Run($0, in: folder) } + RunList.failed(in: folder)
    let newest = Set(history.newestOfEachDay)
    let stale = records.filter(\.needsBackfill).map(\.name).filter(newest.contains)
    self.backfill = stale.first.flatMap { first in
      stale.last.map { Range(from: first.asOf.description, to: $0.asOf.description) }
    }
  }

  package func json() throws -> [UInt8] { try RunJSON.bytes(self) }

  private static func failed(in folder: String) throws -> [Run] {
    let failed = "\(folder)/failed"
    guard Folder.kind(of: failed) == .folder else { return [] }
    let names = try Folder.names(in: failed).filter {
      !$0.hasPrefix(".") && Folder.kind(of: "\(failed)/\($0)") == .folder
    }
    return names.sorted { left, right in
      if let one = RunName(left), let other = RunName(right) { return one < other }
      return left.precedesInBytes(right)
    }
    .map { name in
      let results = RunResults.read("\(failed)/\(name)/run_results.json")
      return Run(
        run: "failed/\(name)", as_of: results?.as_of, base: results?.base, is_base_picked: false,
        status: "failed",
        reason: results?.failure.map { "\($0.place): \($0.message)" } ?? "nothing says why",
        is_pruned: false, segments: [], warning_count: results?.warnings.count ?? 0)
    }
  }
}

extension RunList.Run {
  fileprivate init(_ record: RunRecord, in folder: String) {
    let results = RunResults.read("\(folder)/\(record.name)/run_results.json")
    let (status, reason) = record.words
    self.init(
      run: record.name.description, as_of: record.name.asOf.description,
      base: record.folder?.manifest.base?.run,
      is_base_picked: record.folder?.manifest.base_picked ?? false, status: status, reason: reason,
      is_pruned: record.folder?.isPruned ?? false,
      segments: (results?.segments ?? []).map { .init(id: $0.id, members: $0.after) },
      warning_count: results?.warnings.count ?? 0)
  }
}

extension RunRecord {
  fileprivate var words: (status: String, reason: String) {
    switch standing {
    case .current: return ("current", "")
    case .replaced(let by): return ("replaced", "\(by) took its place")
    case .stale(let reason): return ("stale", words(reason))
    case .broken: return ("broken", "its manifest cannot be read")
    }
  }

  private func words(_ reason: StaleReason) -> String {
    let base = folder?.manifest.base?.run
    let start = base.map { "it started from \($0)" } ?? "it started from empty segments"
    return switch reason {
    case .otherBase(let now): "\(start); today it would start from \(now)"
    case .noBase: "\(start); today it would start from empty segments"
    case .baseChanged(let base): "the run it started from, \(base), was another one then"
    case .baseIsStale(let base): "the run it started from, \(base), is stale"
    case .baseIsBroken(let base): "\(start); today it would start from \(base), which is broken"
    }
  }

  /// Whether running its day anew would mend it.
  fileprivate var needsBackfill: Bool {
    switch standing {
    case .stale, .broken: true
    case .current, .replaced: false
    }
  }
}

extension RunResults {
  /// The results of a run; nil when there are none that can be read.
  static func read(_ path: String) -> RunResults? {
    guard let bytes = try? InputFile(path: path).readAll() else { return nil }
    return try? RunJSON.read(RunResults.self, from: bytes)
  }
}
