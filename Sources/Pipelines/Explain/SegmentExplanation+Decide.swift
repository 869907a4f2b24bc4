import AdModel
import Export
import Workflows

extension SegmentExplanation {
  init(_ segment: Segment, _ account: AccountIndex, in run: DecidedRun) {
    func isOwn(_ membership: Membership) -> Bool {
      membership.account == account && membership.segment == segment.id
    }
    let membership = run.applied.output.memberships.first(where: isOwn)
    self.segment = segment.id.text
    self.name = segment.name
    self.was_in = run.accounts.before.contains(where: isOwn)
    self.is_in = membership != nil
    self.since = membership?.since.description
    self.qualified_on = membership?.qualifiedOn.description
    self.workflow = membership.map { $0.workflow?.text ?? "" }
    self.expires_on = membership.flatMap {
      SegmentExplanation.expiry($0, segment, run)?.description
    }
    let plan = run.exported.plan
    let hold = plan.holds.first { $0.segment == segment.id && $0.account == account }
    self.held = hold?.reasons.map(\.text) ?? []
    let isUploaded = run.pipeline.exports.contains {
      $0.segment == segment.id && plan.accounts(of: $0).contains(account)
    }
    self.upload = isUploaded ? .uploaded : hold != nil ? .held : .none
    self.isFromFile = segment.origin != nil
  }

  /// The first as-of day on which a membership ends; nil for a segment without expiry, for an
  /// account that has gone from the list, and for one that a pin holds for ever.
  private static func expiry(
    _ membership: Membership, _ segment: Segment, _ run: DecidedRun
  ) -> CalendarDay? {
    guard let days = segment.expireAfterDays, run.table.isActive(membership.account) else {
      return nil
    }
    let expiry = membership.qualifiedOn.advanced(by: days + 1)
    let pins = run.applied.overrides.filter {
      $0.account == membership.account && $0.segment == segment.id && $0.action == .pin
        && $0.holds(on: run.asOf)
    }
    if pins.contains(where: { $0.until == nil }) { return nil }
    return ([expiry] + pins.compactMap { $0.until?.advanced(by: 1) }).max()
  }
}
