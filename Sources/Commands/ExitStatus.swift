import AdModel
import Pipelines

/// How the process ends; design section 5.
enum ExitStatus: Int32, Error {
  case done = 0
  /// A guard, a limit, a bad pipeline, bad input: a retry will not help.
  case failed = 1
  /// Done, and there are changes; said only when asked for.
  case changes = 2
  /// A fault of the program.
  case fault = 3
  case usage = 64
  /// Another run holds the lock, the disk is full.
  case tryLater = 75

  init(_ failure: RunFailure) {
    self = failure.remedy == .tryAgainLater ? .tryLater : .failed
  }
}
