import AdModel

/// The `guards` section: what stops a run before it is published.
extension PipelineReader {
  private enum GuardKey: String, CaseIterable {
    case maxRemoved = "max_removed"
    case maxAdded = "max_added"
    case maxRejectedRows = "max_rejected_rows"
    case maxRestatedDrop = "max_restated_drop"
    case maxMissingAccounts = "max_missing_accounts"
    case becameEmpty = "became_empty"
    case missingSource = "missing_source"
  }

  private enum LimitKey: String, CaseIterable {
    case percent
    case atLeast = "at_least"
  }

  /// What is not said stays as it is without configuration.
  func guards(_ cursor: Cursor?) -> Guards {
    var guards = Guards()
    guard let fields = cursor?.fields(GuardKey.self) else { return guards }
    if let limit = limit(fields.optional(.maxRemoved)) { guards.maxRemoved = limit }
    // A segment can grow to many times its size.
    guards.maxAdded = limit(fields.optional(.maxAdded), percent: 0...1_000_000)
    if let limit = limit(fields.optional(.maxRejectedRows)) { guards.maxRejectedRows = limit }
    guards.maxRestatedDrop = limit(fields.optional(.maxRestatedDrop))
    guards.maxMissingAccounts = limit(fields.optional(.maxMissingAccounts))
    if let atLeast = becameEmpty(fields.optional(.becameEmpty)) {
      guards.becameEmptyAtLeast = atLeast
    }
    guards.missingSource = fields.optional(.missingSource)?.choice() ?? guards.missingSource
    return guards
  }

  private func limit(
    _ cursor: Cursor?, percent: ClosedRange<Int> = 0...100
  ) -> Guards.Limit? {
    guard let fields = cursor?.fields(LimitKey.self) else { return nil }
    let share = fields.required(.percent)?.integer(in: percent)
    let count = fields.required(.atLeast)?.integer(in: 0...Int.max)
    guard let share, let count else { return nil }
    return Guards.Limit(percent: share, atLeast: count)
  }

  private func becameEmpty(_ cursor: Cursor?) -> Int? {
    cursor?.fields([LimitKey.atLeast])?.required(.atLeast)?.integer(in: 1...Int.max)
  }
}
