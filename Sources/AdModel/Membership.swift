/// One account's place in one segment.
package struct Membership: Hashable, Sendable {
  package let segment: SegmentID
  package let account: AccountIndex
  /// The day the membership began.
  package var since: CalendarDay
  /// The last day a workflow that leads to the segment matched the account.
  package var qualifiedOn: CalendarDay
  /// The workflow of `since`; nil for a segment read from a file.
  package var workflow: WorkflowID?

  package init(
    segment: SegmentID, account: AccountIndex, since: CalendarDay, qualifiedOn: CalendarDay,
    workflow: WorkflowID?
  ) {
    self.segment = segment
    self.account = account
    self.since = since
    self.qualifiedOn = qualifiedOn
    self.workflow = workflow
  }
}

extension [Membership] {
  /// By segment: its accounts, sorted, each once.
  package var accountsBySegment: [SegmentID: [AccountIndex]] {
    var accounts: [SegmentID: [AccountIndex]] = [:]
    var start = 0
    while start < count {
      // They come segment by segment, account by account, but for what people wrote down.
      let segment = self[start].segment
      var own: [AccountIndex] = []
      while start < count, self[start].segment == segment {
        own.append(self[start].account)
        start += 1
      }
      accounts[segment, default: []] += own
    }
    return accounts.mapValues { $0.sortedDistinct() }
  }
}

extension [AccountIndex] {
  /// The same ones, sorted, each once; as a rule they are already.
  package func sortedDistinct() -> [AccountIndex] {
    for place in indices.dropFirst() where self[place - 1] >= self[place] {
      return Set(self).sorted()
    }
    return self
  }
}

/// What came of a workflow for one account it matched; the raw value stands in `decisions.csv`.
package enum Outcome: String, Sendable, CaseIterable {
  case added
  case moved
  case removed
  case alreadyIn = "already_in"
  case notInSource = "not_in_source"
  case narrowedOut = "narrowed_out"
  case heldByHigherRung = "held_by_higher_rung"
  case heldByOverride = "held_by_override"
}

/// One line of `decisions.csv`.
///
/// There are millions of them in a large run, so a decision names its workflow by its place alone.
package struct Decision: Hashable, Sendable {
  package let engagements: Int
  package let account: AccountIndex
  private let place: UInt32
  package let outcome: Outcome

  /// The workflow's place in the run, from 1.
  package var order: Int { Int(place) }

  package init(order: Int, account: AccountIndex, engagements: Int, outcome: Outcome) {
    self.engagements = engagements
    self.account = account
    self.place = UInt32(order)
    self.outcome = outcome
  }
}

/// One line of `changes.csv`: what one step did to one account's membership.
package struct Change: Hashable, Sendable {
  package enum Action: String, Sendable {
    case enter
    case leave
    case move
  }

  /// The workflow's place in the run, from 1; 0 for steps before the first, one more than the
  /// number of workflows for expiry, two more for exclusion.
  package let order: Int
  package let workflow: WorkflowID
  package let account: AccountIndex
  package let action: Action
  /// Segments left, in the order of the pipeline file.
  package let from: [SegmentID]
  /// Segments entered, in the order of the pipeline file.
  package let to: [SegmentID]
  /// What the workflow counted; nil for steps that are no workflow.
  package let engagements: Int?

  package init(
    order: Int, workflow: WorkflowID, account: AccountIndex, action: Action, from: [SegmentID],
    to: [SegmentID], engagements: Int?
  ) {
    self.order = order
    self.workflow = workflow
    self.account = account
    self.action = action
    self.from = from
    self.to = to
    self.engagements = engagements
  }
}

/// A line of the overrides file: a person's word against the rules.
package struct Override: Hashable, Sendable {
  package enum Action: String, Sendable, CaseIterable {
    case pin
    case ban
  }

  package let account: AccountIndex
  package let segment: SegmentID
  package let action: Action
  /// The last day it holds; nil for ever.
  package let until: CalendarDay?
  package let reason: String
  /// The line of the file it stands on, from 1.
  package let lineNumber: Int

  package init(
    account: AccountIndex, segment: SegmentID, action: Action, until: CalendarDay?,
    reason: String, lineNumber: Int
  ) {
    self.account = account
    self.segment = segment
    self.action = action
    self.until = until
    self.reason = reason
    self.lineNumber = lineNumber
  }
}
