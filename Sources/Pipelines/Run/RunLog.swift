import AdModel
import Runs

/// What a run has to tell so far: stages with their times, warnings, inputs read.
struct RunLog {
  private let surroundings: RunSurroundings
  private let startSeconds: Double
  private var stageStartSeconds: Double
  private(set) var stages: [RunResults.Stage] = []
  var warnings: [RunWarning] = []
  var inputs: [Manifest.Input] = []

  init(_ surroundings: RunSurroundings) {
    self.surroundings = surroundings
    self.startSeconds = surroundings.seconds()
    self.stageStartSeconds = startSeconds
  }

  /// Ends a stage: its seconds are those since the stage before ended.
  mutating func finish(_ stage: Stage, _ counts: [(name: String, value: Int)]) {
    let now = surroundings.seconds()
    let seconds = now - stageStartSeconds
    stageStartSeconds = now
    stages.append(
      .init(
        name: stage.rawValue, status: "done", seconds: RunLog.rounded(seconds),
        counts: Dictionary(counts.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })))
    surroundings.report(.didFinish(stage, seconds: seconds, counts: counts))
  }

  /// The stages with those that did not run.
  func allStages(failed: Bool) -> [RunResults.Stage] {
    let missing = Stage.allCases.dropFirst(stages.count)
    return stages
      + missing.enumerated().map { place, stage in
        .init(
          name: stage.rawValue, status: failed && place == 0 ? "failed" : "not_run", seconds: 0)
      }
  }

  var elapsedSeconds: Double { RunLog.rounded(surroundings.seconds() - startSeconds) }

  private static func rounded(_ seconds: Double) -> Double {
    (seconds * 1000).rounded() / 1000
  }
}
