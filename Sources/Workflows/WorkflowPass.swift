import AdModel

/// The state of one pass: who is where by now, and what was decided so far.
struct WorkflowPass {
  let input: WorkflowEngine.Input
  let segments: SegmentNumbers
  let overrides: StandingOverrides
  let succession: AccountSuccession
  var causes = CauseNumbers()
  var roster: Roster
  var decisions: [Decision] = []
  var changes: [Change] = []
  var warnings: [WorkflowWarning] = []

  init(_ input: WorkflowEngine.Input) throws(OverrideFaults) {
    let segments = SegmentNumbers(input.segments, ladders: input.ladders)
    let succession = AccountSuccession(input.joins)
    self.input = input
    self.segments = segments
    self.succession = succession
    self.overrides = try StandingOverrides(
      input.overrides, asOf: input.asOf, segments: segments, succession: succession)
    self.roster = Roster(
      accountCount: input.isActive.count, segmentCount: segments.count,
      asOf: input.asOf, recordCount: input.base.count)
    var last: (id: SegmentID, number: SegmentNumber)?
    for membership in input.base {
      // Most come segment by segment.
      let number =
        if let last, last.id == membership.segment { last.number } else {
          segments.number(of: membership.segment)
        }
      last = (membership.segment, number)
      roster.restore(
        membership.account, number, since: membership.since,
        qualifiedOn: membership.qualifiedOn,
        cause: membership.workflow.map { causes.number(of: $0) })
    }
  }

  var allAccounts: some Sequence<AccountIndex> {
    (0..<UInt32(roster.accountCount)).lazy.map { AccountIndex($0) }
  }

  func takesPart(_ account: AccountIndex) -> Bool { input.isActive[Int(account.number)] }

  /// Notes what a step did to one account as one line; nothing when it did nothing.
  mutating func note(
    _ step: PassStep, _ account: AccountIndex, left: [SegmentNumber],
    entered: [SegmentNumber], engagements: Int? = nil
  ) {
    let action: Change.Action
    switch (left.isEmpty, entered.isEmpty) {
    case (true, true): return
    case (true, false): action = .enter
    case (false, true): action = .leave
    case (false, false): action = .move
    }
    changes.append(
      Change(
        order: step.order, workflow: step.workflow, account: account, action: action,
        from: segments.ids(of: left.sorted()), to: segments.ids(of: entered.sorted()),
        engagements: engagements))
  }

  /// Notes the same as a move per ladder, one line for what else was entered, one for what else
  /// was left: for steps whose entries have nothing to do with each other.
  mutating func noteApart(
    _ step: PassStep, _ account: AccountIndex, left: [SegmentNumber], entered: [SegmentNumber]
  ) {
    if left.isEmpty && entered.isEmpty { return }
    var left = left
    var entered = entered
    for ladder in segments.ladders {
      let leftRungs = left.filter { ladder.contains($0) }
      let enteredRungs = entered.filter { ladder.contains($0) }
      if leftRungs.isEmpty || enteredRungs.isEmpty { continue }
      note(step, account, left: leftRungs, entered: enteredRungs)
      left.removeAll { leftRungs.contains($0) }
      entered.removeAll { enteredRungs.contains($0) }
    }
    note(step, account, left: left, entered: [])
    note(step, account, left: [], entered: entered)
  }

  /// Brings the lines of the steps before the first workflow, which share one order number, into
  /// the order of `changes.csv`. Later ones come in that order.
  mutating func sortChanges() {
    changes.sort { left, right in
      if left.workflow != right.workflow {
        return left.workflow.text.precedesInBytes(right.workflow.text)
      }
      if left.account != right.account { return left.account < right.account }
      return left.texts.lexicographicallyPrecedes(right.texts) { $0.precedesInBytes($1) }
    }
  }

  func output() -> WorkflowEngine.Output {
    WorkflowEngine.Output(
      workflows: input.workflows.map(\.id), decisions: decisions, changes: changes,
      memberships: memberships(),
      exclusionHolds: exclusionHolds(), expiredOverrides: overrides.expired, warnings: warnings)
  }

  private func memberships() -> [Membership] {
    var next = [Int](repeating: 0, count: segments.count)
    var count = 0
    let heldCounts = roster.heldCounts(segmentCount: segments.count)
    for segment in segments.all.sorted(by: {
      segments[$0].id.text.precedesInBytes(segments[$1].id.text)
    }) {
      next[segment.place] = count
      count += heldCounts[segment.place]
    }
    let blank = Membership(
      segment: SegmentID(""), account: AccountIndex(0), since: input.asOf,
      qualifiedOn: input.asOf, workflow: nil)
    var memberships = [Membership](repeating: blank, count: count)
    for account in allAccounts {
      roster.forEachMembership(of: account) { record in
        let workflow =
          segments.isFromFile(record.segment) ? nil : record.cause.map { causes[$0] }
        memberships[next[record.segment.place]] = Membership(
          segment: segments[record.segment].id, account: account, since: record.since,
          qualifiedOn: record.qualifiedOn, workflow: workflow)
        next[record.segment.place] += 1
      }
    }
    return memberships
  }
}

extension Change {
  /// Its action and lists as they are written.
  fileprivate var texts: [String] {
    [action.rawValue]
      + [from, to].map { list in list.map(\.text).joined(separator: " | ") }
  }
}
