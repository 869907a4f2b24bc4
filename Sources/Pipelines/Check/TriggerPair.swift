import AdModel
import Aggregate

/// Whether two workflows can match one account on one night, as far as their triggers say.
///
/// Both windows end on one day, so of two rules that read the same campaigns in the same sources the
/// shorter window never counts more: with D1 <= D2, count1 <= count2 (taking back engagements, which
/// platforms rarely do, aside). Any two counts that keep to this can occur. Where nothing relates the
/// counts, each is free.
struct TriggerPair {
  private let first: Workflow.Test
  private let second: Workflow.Test
  /// Whether the first count can never exceed the second.
  private let isFirstWithinSecond: Bool
  private let isSecondWithinFirst: Bool

  init(
    first: Workflow.Test, second: Workflow.Test, isFirstWithinSecond: Bool,
    isSecondWithinFirst: Bool
  ) {
    self.first = first
    self.second = second
    self.isFirstWithinSecond = isFirstWithinSecond
    self.isSecondWithinFirst = isSecondWithinFirst
  }

  init(_ first: Workflow, _ second: Workflow, _ night: CheckedNight) {
    self.first = first.trigger.test
    self.second = second.trigger.test
    self.isFirstWithinSecond =
      first.trigger.withinDays <= second.trigger.withinDays
      && TriggerPair.reads(first, onlyWhatIsReadBy: second, night)
    self.isSecondWithinFirst =
      second.trigger.withinDays <= first.trigger.withinDays
      && TriggerPair.reads(second, onlyWhatIsReadBy: first, night)
  }

  /// Whether some account's counts can meet both tests.
  var canMatchTogether: Bool {
    switch (first, second) {
    case (.atLeast, .atLeast), (.fewerThan, .fewerThan): true
    case (.atLeast(let least), .fewerThan(let limit)):
      !isFirstWithinSecond || least < limit
    case (.fewerThan(let limit), .atLeast(let least)):
      !isSecondWithinFirst || least < limit
    }
  }

  /// Whether every account that the first matches is matched by the second too.
  var doesFirstImplySecond: Bool {
    switch (first, second) {
    case (.atLeast(let needed), .atLeast(let least)): isFirstWithinSecond && least <= needed
    case (.fewerThan(let known), .fewerThan(let limit)): isSecondWithinFirst && known <= limit
    default: false
    }
  }

  /// Whether all that the first reads is read by the second: word for word, else as the exports
  /// have it tonight.
  static func reads(
    _ first: Workflow, onlyWhatIsReadBy second: Workflow, _ night: CheckedNight
  ) -> Bool {
    if first.trigger.campaign == second.trigger.campaign,
      first.trigger.sources == second.trigger.sources
    {
      return true
    }
    guard let one = night.readings[first.id], let other = night.readings[second.id],
      one.isMentioned
    else { return false }
    return one.campaigns.isSubset(of: other.campaigns)
  }
}
