import Pipelines
import Runs

/// Tells on stderr how a subcommand that publishes runs goes.
protocol CommandLog: Sendable {
  /// A run begins; nothing of it is known but its pipeline file.
  func start(pipeline: String)
  /// What happens on the way; called from any thread.
  func report(_ event: RunEvent)
  /// A run is published, or written outside the history; its warnings are told with it.
  func finish(_ report: RunReport)
  /// Takes what a hook command says, line by line; nil to let it say that itself.
  var onHookLine: (@Sendable (String) -> Void)? { get }
  /// What ended the subcommand.
  ///
  /// - Returns: how the process ends.
  func fail(_ error: any Error) -> ExitStatus
}

extension CommandLog {
  /// Does what a subcommand is for; what goes wrong is told and becomes the exit status.
  func describingErrors(_ body: () throws -> Void) throws(ExitStatus) {
    do {
      try body()
    } catch let status as ExitStatus {
      throw status
    } catch {
      throw fail(error)
    }
  }
}
