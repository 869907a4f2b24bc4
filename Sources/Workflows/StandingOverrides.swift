import AdModel

/// The pins and bans that hold on the as-of day.
struct StandingOverrides {
  /// What people say of one account; both sorted.
  struct Word {
    fileprivate(set) var pins: [SegmentNumber] = []
    fileprivate(set) var bans: [SegmentNumber] = []

    /// Whether the account may not be in a segment: a ban, or a pin on another rung.
    func forbids(_ segment: SegmentNumber, _ segments: SegmentNumbers) -> Bool {
      if bans.contains(segment) { return true }
      guard let ladder = segments.ladder(of: segment) else { return false }
      return pins.contains { $0 != segment && segments.ladder(of: $0) == ladder }
    }
  }

  /// By line number.
  let expired: [Override]
  /// Accounts with a word, ascending.
  let accounts: [AccountIndex]
  private let words: [AccountIndex: Word]

  init(
    _ overrides: [Override], asOf: CalendarDay, segments: SegmentNumbers,
    succession: AccountSuccession
  ) throws(OverrideFaults) {
    func isExpired(_ override: Override) -> Bool { override.until.map { $0 < asOf } ?? false }
    let byLine = overrides.sorted { $0.lineNumber < $1.lineNumber }
    let linesByAccount = Dictionary(grouping: byLine.filter { !isExpired($0) }) {
      succession.successor(of: $0.account)
    }
    self.expired = byLine.filter(isExpired)
    self.accounts = linesByAccount.keys.sorted()
    self.words = linesByAccount.mapValues { StandingOverrides.word(of: $0, segments) }
    let faults = accounts.flatMap { account in
      StandingOverrides.faults(of: linesByAccount[account] ?? [], account, segments)
    }
    guard faults.isEmpty else {
      throw OverrideFaults(
        faults: faults.sorted {
          $0.lineNumbers.lexicographicallyPrecedes($1.lineNumbers)
        })
    }
  }

  /// Nil for an account that nobody speaks of.
  subscript(account: AccountIndex) -> Word? { words.isEmpty ? nil : words[account] }

  private static func word(of lines: [Override], _ segments: SegmentNumbers) -> Word {
    func named(_ action: Override.Action) -> [SegmentNumber] {
      Set(lines.filter { $0.action == action }.map { segments.number(of: $0.segment) }).sorted()
    }
    return Word(pins: named(.pin), bans: named(.ban))
  }

  private static func faults(
    of lines: [Override], _ account: AccountIndex, _ segments: SegmentNumbers
  ) -> [OverrideFault] {
    let word = word(of: lines, segments)
    func lineNumbers(_ isMeant: (Override) -> Bool) -> [Int] {
      lines.filter(isMeant).map(\.lineNumber)
    }
    let fromFile = lines.filter { segments.isFromFile(segments.number(of: $0.segment)) }
    let both = segments.ids(of: word.pins.filter { word.bans.contains($0) })
    let rungs = segments.ladders.map { ladder in
      segments.ids(of: ladder.filter { word.pins.contains($0) })
    }
    return fromFile.map { .segmentFromFile(segment: $0.segment, lineNumber: $0.lineNumber) }
      + both.map { segment in
        .pinAndBan(
          account: account, segment: segment, lineNumbers: lineNumbers { $0.segment == segment })
      }
      + rungs.filter { $0.count > 1 }.map { held in
        .pinsOnSeveralRungs(
          account: account, segments: held,
          lineNumbers: lineNumbers { $0.action == .pin && held.contains($0.segment) })
      }
  }
}
