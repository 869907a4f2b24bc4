import AdModel

/// The steps after the last workflow.
extension WorkflowPass {
  /// Ends memberships that did not qualify for longer than their segment allows.
  mutating func expireMemberships() {
    let expiring = segments.all.compactMap { segment in
      segments[segment].expireAfterDays.map { (segment: segment, days: $0) }
    }
    guard !expiring.isEmpty else { return }
    let step = PassStep.expiry(afterWorkflows: input.workflows.count)
    let mask = roster.mask(of: expiring.map(\.segment))
    for account in allAccounts
    where roster.contains(account, inAnyOf: mask) && takesPart(account) {
      var left: [SegmentNumber] = []
      for (segment, days) in expiring where roster.contains(account, in: segment) {
        guard let record = roster.record(account, in: segment),
          record.qualifiedOn.distance(to: input.asOf) > days,
          overrides[account]?.pins.contains(segment) != true
        else { continue }
        roster.leave(account, segment)
        left.append(segment)
      }
      note(step, account, left: left, entered: [])
    }
  }

  /// With `on_exclude: remove`, ends the memberships of excluded accounts, pinned ones included,
  /// in all segments but the excluding ones and those read from files.
  mutating func removeExcluded() {
    guard input.onExclude == .remove else { return }
    let excluding = segments.numbers(of: input.exclude)
    let mask = roster.mask(of: excluding)
    let step = PassStep.exclusion(afterWorkflows: input.workflows.count)
    for account in allAccounts where roster.contains(account, inAnyOf: mask) {
      let left = roster.segments(of: account).filter {
        !excluding.contains($0) && !segments.isFromFile($0)
      }
      for segment in left { roster.leave(account, segment) }
      note(step, account, left: left, entered: [])
      let pinned = left.filter { overrides[account]?.pins.contains($0) == true }
      if !pinned.isEmpty {
        warnings.append(
          .pinBeatenByExclusion(account: account, segments: segments.ids(of: pinned)))
      }
    }
  }

  /// Accounts in an excluding segment, at the end of the pass.
  func exclusionHolds() -> [ExclusionHold] {
    let excluding = Set(segments.numbers(of: input.exclude)).sorted()
    let mask = roster.mask(of: excluding)
    return allAccounts.filter { roster.contains($0, inAnyOf: mask) }.map { account in
      let holding = excluding.filter { roster.contains(account, in: $0) }
      return ExclusionHold(account: account, segments: segments.ids(of: holding))
    }
  }
}
