import AdModel
import Workflows

/// `undo_each_other`: two workflows of which one does every night what the other one undid.
///
/// A enters a segment s, B takes accounts out of it, and what B leads to lets A enter again: A is an
/// add and B a remove from s, or a move from s to a lower rung of its ladder; or A is a move and B
/// moves back from s to where A takes accounts from. One account can match both on one night
/// (`TriggerPair`: exact when both read the same campaigns), and neither's `only_in` and `not_in` keep
/// it from acting after the other. The later one in the order has the last word each night. Where one
/// of the two names the other in `after`, that is meant, and nothing is said.
///
/// So "5 or more in 3 days up, fewer than 1 in 7 days down" on one campaign is fine: who has 5 in 3
/// days has 5 in 7. An add and a move on from it are none either; see `LeakLints`.
struct UndoingLints {
  private let night: CheckedNight

  static func lints(_ night: CheckedNight) -> [Lint] {
    let lints = UndoingLints(night: night)
    return night.active.flatMap { entering in
      night.active.compactMap { leaving in lints.lint(entering, leaving) }
    }
  }

  private func lint(_ entering: Workflow, _ leaving: Workflow) -> Lint? {
    guard entering.id != leaving.id, !isStated(entering, leaving) else { return nil }
    let undone = entering.action.to.filter { isUndone($0, entering, leaving) }
    guard !undone.isEmpty, !isNamedTheOtherWayRound(entering, leaving),
      TriggerPair(entering, leaving, night).canMatchTogether
    else { return nil }
    return Lint(
      kind: "undo_each_other", place: entering.place,
      message: "it puts accounts into \(undone.quoted), and '\(leaving.name)' takes them out again"
        + "\(destination(leaving)); an account can match both on one night"
        + lastWord(entering, leaving),
      remedy: remedy(entering, leaving))
  }

  /// Whether one names the other in `after`, so that someone has said who has the last word.
  private func isStated(_ one: Workflow, _ other: Workflow) -> Bool {
    one.after.contains(other.id) || other.after.contains(one.id)
  }

  private func remedy(_ entering: Workflow, _ leaving: Workflow) -> String {
    let stating = stating(entering, leaving)
    guard TriggerPair.reads(entering, onlyWhatIsReadBy: leaving, night) else { return stating }
    return "let their counts exclude each other: a 'fewer_than' that is no more than the other's "
      + "'engagements', within at least as many days; or \(stating)"
  }

  /// How to state who has the last word; an `after` of either one states it.
  private func stating(_ entering: Workflow, _ leaving: Workflow) -> String {
    guard let one = night.orderNumber(entering), let other = night.orderNumber(leaving) else {
      return "state who has the last word: say \(after(leaving, in: entering)) or "
        + after(entering, in: leaving)
    }
    let (loser, winner) = one > other ? (leaving, entering) : (entering, leaving)
    return "state who has the last word, tonight '\(winner.name)': say "
      + "\(after(loser, in: winner)) to keep it so, or \(after(winner, in: loser)) to turn it round"
  }

  private func after(_ earlier: Workflow, in later: Workflow) -> String {
    let names = (later.after + [earlier.id]).map(\.text).joined(separator: ", ")
    return "'after: [\(names)]' in \(later.place)"
  }

  private func destination(_ leaving: Workflow) -> String {
    leaving.action.to.isEmpty ? "" : ", back to \(leaving.action.to.quoted)"
  }

  private func lastWord(_ entering: Workflow, _ leaving: Workflow) -> String {
    guard let one = night.orderNumber(entering), let other = night.orderNumber(leaving) else {
      return ""
    }
    let last = one > other ? entering : leaving
    return ", and then '\(last.name)', which runs as number \(max(one, other)) after number "
      + "\(min(one, other)), has the last word"
  }

  /// Whether two moves between the same segments are a pair that was told from the other side; the
  /// one that comes first in the file tells.
  private func isNamedTheOtherWayRound(_ entering: Workflow, _ leaving: Workflow) -> Bool {
    guard let here = night.active.firstIndex(where: { $0.id == entering.id }),
      let there = night.active.firstIndex(where: { $0.id == leaving.id }), there < here
    else { return false }
    return leaving.action.to.contains { isUndone($0, leaving, entering) }
  }

  private func isUndone(
    _ segment: SegmentID, _ entering: Workflow, _ leaving: Workflow
  ) -> Bool {
    guard leaving.action.from.contains(segment), leads(leaving, backTo: entering, from: segment)
    else { return false }
    return canAct(leaving, afterEntering: segment, by: entering)
      && canAct(entering, afterLeaving: segment, by: leaving)
  }

  private func leads(
    _ leaving: Workflow, backTo entering: Workflow, from segment: SegmentID
  ) -> Bool {
    switch (entering.action, leaving.action) {
    case (.add, .remove): true
    case (.add, .move(_, let to)):
      to.contains { night.ladders.isLower($0, than: segment) }
    case (.move(let from, _), .move(_, let to)): to.contains { from.contains($0) }
    default: false
    }
  }

  /// Whether the leaving rule's narrowing lets it act on an account that has just entered.
  private func canAct(
    _ leaving: Workflow, afterEntering segment: SegmentID, by entering: Workflow
  ) -> Bool {
    if leaving.notIn.contains(where: { entering.action.to.contains($0) }) { return false }
    return leaving.onlyIn?.contains { !night.ladders.exclude($0, segment) } ?? true
  }

  /// Whether the entering rule's narrowing lets it act on an account that was just taken out.
  private func canAct(
    _ entering: Workflow, afterLeaving segment: SegmentID, by leaving: Workflow
  ) -> Bool {
    let held = leaving.action.to
    if entering.notIn.contains(where: { held.contains($0) }) { return false }
    return entering.onlyIn?.contains { other in
      held.contains(other)
        || (!leaving.action.from.contains(other) && !night.ladders.exclude(other, segment))
    } ?? true
  }
}
