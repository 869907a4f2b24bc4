import AdModel
import Aggregate
import Ingest
import Workflows

/// A night decided twice, once with a workflow that matches every account it could and once with
/// one that matches none.
///
/// What becomes of an account depends on no other account, and on a workflow's counts only through
/// whether it matches. So these two passes hold the answer for every threshold and window: each
/// account has what it has in the one or in the other.
struct WorkflowVariants {
  /// Accounts the workflow decides on when it matches whom it can; sorted.
  private let candidates: [AccountIndex]
  /// By segment: its size when nobody is matched, and what each candidate's match adds to it.
  private let segments: [SegmentID: (size: Int, gains: [Int])]

  /// - Parameter windows: what each window of the workflow holds.
  init(_ night: DecidedRun, _ workflow: Workflow, windows: [WindowCounts]) throws(OverrideFaults) {
    let accounts = Set(windows.flatMap { $0.rows.map(\.account) }).sorted()
    let all = try WorkflowVariants.output(
      night, workflow, rows: accounts.map { .init(account: $0, engagements: 0) }, isSkipped: false)
    let none = try WorkflowVariants.output(night, workflow, rows: [], isSkipped: true)
    let candidates = all.decisions.filter { all.workflow(of: $0) == workflow.id }.map(\.account)
    let named = workflow.action.from + workflow.action.to
    let inAll = WorkflowVariants.members(all, of: named)
    let inNone = WorkflowVariants.members(none, of: named)
    self.candidates = candidates
    self.segments = Dictionary(
      named.map { segment in
        let with = inAll[segment] ?? []
        let without = inNone[segment] ?? []
        let gains = candidates.map { account in
          (with.contains(account) ? 1 : 0) - (without.contains(account) ? 1 : 0)
        }
        return (segment, (without.count, gains))
      }, uniquingKeysWith: { $1 })
  }

  /// How many accounts the workflow decides on with one window and threshold, and the sizes of the
  /// segments it names after the run.
  func outcome(
    _ counts: WindowCounts, _ test: Workflow.Test
  ) -> (matched: Int, sizes: [SegmentID: Int]) {
    var isMatched = [Bool](repeating: false, count: candidates.count)
    if !counts.isSkipped {
      var cursor = 0
      for (place, account) in candidates.enumerated() {
        while cursor < counts.rows.count, counts.rows[cursor].account < account { cursor += 1 }
        let row = cursor < counts.rows.count ? counts.rows[cursor] : nil
        switch test {
        case .atLeast:
          isMatched[place] =
            row.map { $0.account == account && test.isMet(by: $0.engagements) }
            ?? false
        case .fewerThan:
          isMatched[place] = test.isMet(by: row?.account == account ? row?.engagements ?? 0 : 0)
        }
      }
    }
    let sizes = segments.mapValues { segment in
      zip(segment.gains, isMatched).reduce(segment.size) { $1.1 ? $0 + $1.0 : $0 }
    }
    return (isMatched.count { $0 }, sizes)
  }

  /// A pipeline with nothing but variants of a workflow, one per window.
  static func pipeline(
    _ pipeline: Pipeline, _ workflow: Workflow, windows: [Int]
  ) -> Pipeline {
    var variants = pipeline
    variants.workflows = windows.map { within in
      var variant = workflow
      variant.id = WorkflowID("\(within)")
      variant.trigger.withinDays = within
      return variant
    }
    return variants
  }

  private static func output(
    _ night: DecidedRun, _ workflow: Workflow, rows: [WindowCounts.Row], isSkipped: Bool
  ) throws(OverrideFaults) -> WorkflowEngine.Output {
    var input = night.applied.input
    for place in input.workflows.indices where input.workflows[place].id == workflow.id {
      switch workflow.trigger.test {
      case .atLeast: input.workflows[place].trigger.test = .atLeast(0)
      case .fewerThan: input.workflows[place].trigger.test = .fewerThan(.max)
      }
    }
    for place in input.counts.indices where input.counts[place].workflow == workflow.id {
      input.counts[place] = WindowCounts(
        workflow: workflow.id, rows: rows, isSkipped: isSkipped)
    }
    return try WorkflowEngine.run(input)
  }

  private static func members(
    _ output: WorkflowEngine.Output, of segments: [SegmentID]
  ) -> [SegmentID: Set<AccountIndex>] {
    Dictionary(grouping: output.memberships.filter { segments.contains($0.segment) }, by: \.segment)
      .mapValues { Set($0.map(\.account)) }
  }
}
