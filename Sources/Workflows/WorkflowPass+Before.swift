import AdModel

/// The steps before the first workflow.
extension WorkflowPass {
  /// Gives what joined accounts hold to the account they were joined to. Of a ladder's rungs it
  /// keeps the highest.
  mutating func uniteJoinedAccounts() {
    var heirs: [AccountIndex: [SegmentNumber]] = [:]
    for join in succession.joins where !roster.segments(of: join.old).isEmpty {
      if heirs[join.new] == nil { heirs[join.new] = roster.segments(of: join.new) }
      bequeath(join)
    }
    for (heir, held) in heirs.sorted(by: { $0.key < $1.key }) {
      _ = leaveLowerRungs(heir)
      let holds = roster.segments(of: heir)
      noteApart(
        .alias, heir, left: held.filter { !holds.contains($0) },
        entered: holds.filter { !held.contains($0) })
    }
  }

  private mutating func bequeath(_ join: AccountJoin) {
    let held = roster.segments(of: join.old)
    for segment in held {
      guard let record = roster.record(join.old, in: segment) else { continue }
      roster.restore(
        join.new, segment, since: record.since, qualifiedOn: record.qualifiedOn,
        cause: record.cause)
      roster.leave(join.old, segment)
    }
    note(.alias, join.old, left: held, entered: [])
  }

  /// Leaves an account that holds several rungs of a ladder on the highest.
  mutating func keepHighestRungs() {
    guard !segments.ladders.isEmpty else { return }
    var accountCounts = [Int](repeating: 0, count: segments.ladders.count)
    let masks = segments.ladders.map { roster.mask(of: $0) }
    for account in allAccounts
    where roster.isInSeveral(account) && roster.isInSeveral(account, ofOne: masks) {
      let left = leaveLowerRungs(account)
      note(.ladder, account, left: left, entered: [])
      for ladder in Set(left.compactMap { segments.ladder(of: $0) }) { accountCounts[ladder] += 1 }
    }
    for (ladder, accountCount) in accountCounts.enumerated() where accountCount > 0 {
      warnings.append(
        .severalRungs(
          ladder: segments.ids(of: segments.ladders[ladder]), accountCount: accountCount))
    }
  }

  private mutating func leaveLowerRungs(_ account: AccountIndex) -> [SegmentNumber] {
    var left: [SegmentNumber] = []
    for ladder in segments.ladders {
      let highest = roster.heldRung(account, of: ladder)
      for rung in ladder where rung != highest && roster.contains(account, in: rung) {
        roster.leave(account, rung)
        left.append(rung)
      }
    }
    return left
  }

  /// Makes segments that are read from files anew. Who was in before keeps the first day; an
  /// account that is gone from the list stays in.
  mutating func readFileSegments() {
    let fileSegments = segments.all.filter { segments.isFromFile($0) }
    guard !fileSegments.isEmpty else { return }
    let members = fileSegments.map { fileMembers(of: $0) }
    var cursors = [Int](repeating: 0, count: members.count)
    for account in allAccounts {
      var left: [SegmentNumber] = []
      var entered: [SegmentNumber] = []
      for (place, segment) in fileSegments.enumerated() {
        let isInFile =
          cursors[place] < members[place].count
          && members[place][cursors[place]] == account
        if isInFile { cursors[place] += 1 }
        let wasIn = roster.contains(account, in: segment)
        if isInFile {
          roster.enter(account, segment, by: nil)
          if !wasIn { entered.append(segment) }
        } else if wasIn && takesPart(account) {
          roster.leave(account, segment)
          left.append(segment)
        }
      }
      noteApart(.file, account, left: left, entered: entered)
    }
  }

  /// Sorted, each once.
  private func fileMembers(of segment: SegmentNumber) -> [AccountIndex] {
    guard let members = input.fileMembers[segments[segment].id] else {
      preconditionFailure("no members were read for segment \(segments[segment].id)")
    }
    return Set(members.map { succession.successor(of: $0) }).sorted()
  }

  /// Takes banned accounts out and puts pinned ones in.
  mutating func applyOverrides() {
    let cause = causes.number(of: PassStep.override.workflow)
    for account in overrides.accounts {
      guard let word = overrides[account] else { continue }
      let held = roster.segments(of: account)
      let left = held.filter { word.forbids($0, segments) }
      let entered = word.pins.filter { !held.contains($0) }
      for segment in left { roster.leave(account, segment) }
      for segment in entered {
        roster.enter(account, segment, by: cause)
      }
      noteApart(.override, account, left: left, entered: entered)
    }
  }
}
