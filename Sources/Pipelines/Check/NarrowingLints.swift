import AdModel
import Workflows

/// `not_in_filled_later`: a `not_in` that looks too early.
///
/// `not_in` makes no order. A workflow W enters segments and names t in its `not_in`, and V, which
/// runs later the same night, enters t: an account that both match is not in t yet when W looks, and
/// ends in both, to stay there. Not when V takes accounts out of what W fills, when V finds accounts
/// only in segments that W's `not_in` names as well, when V is narrowed by a `not_in` of its own, when
/// all W fills are rungs of a ladder with t, or when their counts exclude each other. Only active
/// workflows count.
enum NarrowingLints {
  static func lints(_ night: CheckedNight) -> [Lint] {
    guard let order = night.order?.workflows else { return [] }
    return order.enumerated().flatMap { place, narrowed in
      order.dropFirst(place + 1).compactMap { lint(narrowed, later: $0, night) }
    }
  }

  private static func lint(
    _ narrowed: Workflow, later filler: Workflow, _ night: CheckedNight
  ) -> Lint? {
    let entered = narrowed.action.to
    let early = narrowed.notIn.filter { filler.action.to.contains($0) }
    let meeting = early.filter { segment in
      entered.contains { $0 != segment && !night.ladders.exclude($0, segment) }
    }
    guard !meeting.isEmpty, canFind(filler, whatEntersBy: narrowed),
      !filler.notIn.contains(where: { entered.contains($0) }),
      TriggerPair(narrowed, filler, night).canMatchTogether,
      let first = night.orderNumber(narrowed), let second = night.orderNumber(filler)
    else { return nil }
    return Lint(
      kind: "not_in_filled_later", place: narrowed.place,
      message: "its 'not_in' names \(meeting.quoted), which '\(filler.name)' fills later the same "
        + "night (number \(second) after number \(first)), so an account that both match tonight "
        + "ends in \(entered.quoted) and in \(meeting.quoted)",
      remedy: "say 'after: [\(filler.id)]' in the rule")
  }
  /// Whether the later workflow can act on an account that is where the earlier one put it and in none
  /// of the earlier one's `not_in`.
  private static func canFind(_ filler: Workflow, whatEntersBy narrowed: Workflow) -> Bool {
    let from = filler.action.from
    if from.contains(where: { narrowed.action.to.contains($0) }) { return false }
    if !from.isEmpty, from.allSatisfy({ narrowed.notIn.contains($0) }) { return false }
    return !(filler.onlyIn?.allSatisfy { narrowed.notIn.contains($0) } ?? false)
  }
}
