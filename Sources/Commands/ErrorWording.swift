import AdModel
import Pipelines

/// Does what a subcommand is for; what goes wrong is told on stderr and becomes the exit status.
func describingErrors(_ body: () throws -> Void) throws(ExitStatus) {
  try TextLog().describingErrors(body)
}

/// Errors as people read them: what, where, how to mend it.
enum ErrorWording {
  /// The text for stderr and the exit status; nil for an error that is none of ours.
  static func describe(_ error: any Error) -> (text: String, status: ExitStatus)? {
    if let faults = error as? PipelineFileError {
      return (describe(faults), .failed)
    }
    guard let failure = RunFailure(any: error) else { return nil }
    return (describe(failure), ExitStatus(failure))
  }

  private static func describe(_ failure: RunFailure) -> String {
    """
    \("adsegments: \(failure.place): \(failure.what)".onOnePlainLine)
      to mend it: \(failure.mend.onOnePlainLine)

    """
  }

  private static func describe(_ faults: PipelineFileError) -> String {
    """
    adsegments: \(summary(faults))
    \(faults)

    """
  }

  /// How many faults a pipeline file has.
  static func summary(_ faults: PipelineFileError) -> String {
    let count = faults.faults.count
    return "the pipeline file has \(count) fault\(count == 1 ? "" : "s")"
  }
}
