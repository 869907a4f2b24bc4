import AdModel
import Files
import Foundation
import Pipelines
import Runs

/// Tells programs on stderr how a run goes: one JSON object a line, and nothing else.
///
/// ```
/// {"event":"stage_done","level":"info","seconds":0.03,"stage":"apply","time":"2026-11-20T02:00:07.113Z",…}
/// ```
struct JSONLog: CommandLog {
  private let isQuiet: Bool
  private let isVerbose: Bool

  init(isQuiet: Bool = false, isVerbose: Bool = false) {
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
  }

  func start(pipeline: String) {
    var line = Line(.info, "run_started")
    line.pipeline = pipeline
    line.version = AdSegmentsVersion.current
    write(line)
  }

  var onHookLine: (@Sendable (String) -> Void)? {
    { text in
      var line = Line(.info, "hook_output")
      line.message = text
      write(line)
    }
  }

  func report(_ event: RunEvent) {
    switch event {
    case .willRead, .didRead: break
    case .willRun(let day):
      var line = Line(.info, "day_started")
      line.as_of = day.description
      write(line)
    case .didRun(let report): finish(report)
    case .hookFailed(let command, let fault):
      var line = Line(.warning, "warning")
      line.kind = "hook_failed"
      line.place = command
      line.message = fault
      write(line)
    case .didReadExport(let path, let source, let rows, let rejected):
      guard isVerbose else { return }
      var line = Line(.info, "export_read")
      line.source = source
      line.path = path
      line.counts = ["rows": rows, "rejected": rejected]
      write(line)
    case .didFinish(let stage, let seconds, let counts):
      var line = Line(.info, "stage_done")
      line.stage = stage.rawValue
      line.seconds = (seconds * 1000).rounded() / 1000
      line.counts = Dictionary(counts.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      write(line)
    }
  }

  func finish(_ report: RunReport) {
    let results = report.results
    for warning in results.warnings {
      var line = Line(.warning, "warning")
      line.kind = warning.kind
      line.place = warning.place
      line.message = warning.message
      write(line)
    }
    var line = Line(.info, "run_\(results.status)")
    line.run = results.run
    line.path = Path.simplified(report.path)
    line.as_of = results.as_of
    line.base = results.base
    line.seconds = results.seconds
    line.segments = results.segments
    write(line)
  }

  func fail(_ error: any Error) -> ExitStatus {
    let failure = RunFailure(any: error)
    // Nothing is wrong with the run itself when only its summary could not be written.
    let isOutput = failure?.kind == StandardOutput.unwritten
    var line = Line(.error, isOutput ? "output_failed" : "run_failed")
    let status: ExitStatus
    if let error = error as? PipelineFileError {
      status = .failed
      line.kind = "pipeline_file"
      line.place = error.shownPath
      line.message = ErrorWording.summary(error)
      line.mend = "mend the faults at the lines and columns given"
      line.faults = error.faults.map(Fault.init)
    } else if let failure {
      status = ExitStatus(failure)
      line.kind = failure.kind
      line.place = failure.place
      line.message = failure.what
      line.mend = failure.mend
    } else {
      status = .fault
      line.kind = "program_fault"
      line.message = "\(error)"
    }
    line.exit_code = Int(status.rawValue)
    write(line)
    return status
  }

  /// Tells that the command line is wrong, with what the argument parser says of it.
  static func failUsage(_ message: String) {
    var line = Line(.error, "run_failed")
    line.kind = "usage"
    line.place = "command line"
    line.message = message
    line.exit_code = Int(ExitStatus.usage.rawValue)
    JSONLog(isQuiet: true).write(line)
  }

  private func write(_ line: Line) {
    if isQuiet && line.level != .error { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(line) else {
      preconditionFailure("a line of texts and finite numbers can be encoded")
    }
    StandardError.write(String(decoding: bytes, as: UTF8.self) + "\n")
  }
}

extension JSONLog {
  private enum Level: String, Encodable {
    case info, warning, error
  }

  /// One line; what does not belong to its event is absent.
  private struct Line: Encodable {
    let time = Clock.timestamp()
    let level: Level
    let event: String
    var pipeline: String?
    var version: String?
    var stage: String?
    var source: String?
    var seconds: Double?
    var counts: [String: Int]?
    var run: String?
    var path: String?
    var as_of: String?
    var base: String?
    /// As `run_results.json` has them.
    var segments: [RunResults.SegmentResult]?
    var kind: String?
    var place: String?
    var message: String?
    var mend: String?
    var faults: [Fault]?
    var exit_code: Int?

    init(_ level: Level, _ event: String) {
      self.level = level
      self.event = event
    }
  }

  /// One fault of a pipeline file.
  private struct Fault: Encodable {
    let line: Int
    let column: Int
    let kind: String
    let message: String

    init(_ fault: PipelineFault) {
      self.line = fault.line
      self.column = fault.column
      self.kind = fault.kind.rawValue
      self.message = fault.message
    }
  }
}
