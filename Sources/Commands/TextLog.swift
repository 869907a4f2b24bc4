import AdModel
import Foundation
import Pipelines
import Runs
import Synchronization

/// Tells people on stderr how a run goes: on a terminal the rate and the time left while exports
/// are read, and one line per stage everywhere.
final class TextLog: CommandLog {
  private struct State {
    var totalBytes = 0
    var readBytes = 0
    var startSeconds = 0.0
    var isLineOpen = false
  }

  private let isQuiet: Bool
  private let isVerbose: Bool
  private let isTerminal: Bool
  private let state = Mutex(State())

  init(isQuiet: Bool = false, isVerbose: Bool = false, isTerminal: Bool = false) {
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
    self.isTerminal = isTerminal
  }

  let onHookLine: (@Sendable (String) -> Void)? = nil

  func start(pipeline: String) {}

  func report(_ event: RunEvent) {
    if isQuiet { return }
    switch event {
    case .willRun(let day): StandardError.write("run for \(day)\n")
    case .didRun(let report):
      finish(report)
      StandardError.write(BackfillText.line(report))
    case .hookFailed(let command, let fault):
      StandardError.write("warning: \(command): \(fault)".onOnePlainLine + "\n")
    case .willRead(let byteCount):
      state.withLock {
        $0.totalBytes = byteCount
        $0.readBytes = 0
        $0.startSeconds = Clock.seconds()
      }
    case .didRead(let byteCount):
      guard isTerminal else { return }
      state.withLock { state in
        state.readBytes += byteCount
        state.isLineOpen = true
        StandardError.write("\r\(TextLog.line(state))\u{1B}[K")
      }
    case .didReadExport(let path, _, let rows, let rejected):
      guard isVerbose else { return }
      closeLine()
      StandardError.write("  \(path): rows \(rows), rejected \(rejected)".onOnePlainLine + "\n")
    case .didFinish(let stage, let seconds, let counts):
      closeLine()
      let shown = counts.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      let name = stage.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)
      StandardError.write("\(name)\(shown) (\(String(format: "%.2f", seconds)) s)\n")
    }
  }

  func finish(_ report: RunReport) {
    if !isQuiet { StandardError.write(RunSummary.warnings(report.results.warnings)) }
  }

  func fail(_ error: any Error) -> ExitStatus {
    guard let (text, status) = ErrorWording.describe(error) else {
      StandardError.write("adsegments: a fault of the program: \(error)\n")
      return .fault
    }
    StandardError.write(text)
    return status
  }

  /// Clears the line that shows how far reading is.
  private func closeLine() {
    state.withLock { state in
      if state.isLineOpen { StandardError.write("\r\u{1B}[K") }
      state.isLineOpen = false
    }
  }

  private static func line(_ state: State) -> String {
    let elapsed = max(Clock.seconds() - state.startSeconds, 0.001)
    let rate = Double(state.readBytes) / elapsed
    let left = Double(max(0, state.totalBytes - state.readBytes)) / max(rate, 1)
    return String(
      format: "ingest    %.0f of %.0f MB, %.0f MB/s, %.0f s left", Double(state.readBytes) / 1e6,
      Double(state.totalBytes) / 1e6, rate / 1e6, left)
  }
}
