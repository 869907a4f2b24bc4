import AdModel

/// Everything that would end a run, gathered instead of ending at the first.
final class FailureList {
  /// Each once, in the order they were found.
  private(set) var failures: [RunFailure] = []

  func add(_ failure: RunFailure) {
    if !failures.contains(failure) { failures.append(failure) }
  }

  /// What a step gives, or nil when it ended in a failure, which is kept.
  ///
  /// - Throws: an error that is none of ours.
  func value<Value>(of step: () throws -> Value) throws -> Value? {
    do {
      return try step()
    } catch {
      guard let failure = RunFailure(any: error) else { throw error }
      add(failure)
      return nil
    }
  }
}
