import AdModel

/// Who is in which segment, and since when, while a pass goes on.
///
/// A bit per account and segment says who is in; days and cause stand in records, chained per
/// account, which are made when an account first enters a segment and stay when it leaves. Two more
/// bits say for whom there is a record, and who qualified on the day of the pass, so that chains,
/// which lie all over memory, are walked by few.
struct Roster {
  /// What is known of an account's time in a segment, also after it left in this pass.
  struct Record {
    fileprivate let place: Int32
    fileprivate let next: Int32
    var since: CalendarDay
    var qualifiedOn: CalendarDay
    /// What `since` came by; nil for a segment read from a file.
    var cause: CauseNumber?

    var segment: SegmentNumber { SegmentNumber(place: Int(place)) }
  }

  /// Some segments: a bit each, in as many words as an account has.
  struct Mask {
    fileprivate let words: [UInt64]
    /// From the first word with a bit to the last.
    fileprivate let range: Range<Int>
    let isEmpty: Bool
  }

  let accountCount: Int
  private let wordsPerAccount: Int
  /// The day of the pass.
  private let asOf: CalendarDay
  private var words: [UInt64]
  /// For each word above: first the segments that there is a record for, then those the account
  /// qualified for on the day of the pass.
  private var notes: [(isKnown: UInt64, isRenewed: UInt64)]
  /// Index into `records` of each account's newest, or -1.
  private var newestRecord: [Int32]
  private var records: [Record] = []

  /// - Parameter recordCount: how many memberships are expected; more are fine.
  init(accountCount: Int, segmentCount: Int, asOf: CalendarDay, recordCount: Int = 0) {
    self.asOf = asOf
    self.accountCount = accountCount
    self.wordsPerAccount = (segmentCount + 63) / 64
    self.words = [UInt64](repeating: 0, count: accountCount * wordsPerAccount)
    self.notes = [(isKnown: UInt64, isRenewed: UInt64)](
      repeating: (0, 0), count: accountCount * wordsPerAccount)
    self.newestRecord = [Int32](repeating: -1, count: accountCount)
    // A run adds some, and a list of millions is not to be moved for them.
    records.reserveCapacity(recordCount + recordCount / 8)
  }

  func mask(of segments: [SegmentNumber]) -> Mask {
    var mask = [UInt64](repeating: 0, count: wordsPerAccount)
    for segment in segments { mask[segment.place / 64] |= Roster.bit(of: segment) }
    let set = mask.indices.filter { mask[$0] != 0 }
    return Mask(
      words: mask, range: (set.first ?? 0)..<(set.last ?? -1) + 1, isEmpty: segments.isEmpty)
  }

  /// Whether an account is in any segment of a mask.
  func contains(_ account: AccountIndex, inAnyOf mask: Mask) -> Bool {
    let first = Int(account.number) * wordsPerAccount
    for word in mask.range where words[first + word] & mask.words[word] != 0 {
      return true
    }
    return false
  }

  /// Whether an account is in several segments.
  func isInSeveral(_ account: AccountIndex) -> Bool {
    let first = Int(account.number) * wordsPerAccount
    var held = 0
    for word in first..<first + wordsPerAccount { held += words[word].nonzeroBitCount }
    return held > 1
  }

  /// Whether an account is in several segments of one of some masks.
  func isInSeveral(_ account: AccountIndex, ofOne masks: [Mask]) -> Bool {
    let first = Int(account.number) * wordsPerAccount
    return masks.contains { mask in
      var held = 0
      for word in mask.range {
        held += (words[first + word] & mask.words[word]).nonzeroBitCount
      }
      return held > 1
    }
  }

  func contains(_ account: AccountIndex, in segment: SegmentNumber) -> Bool {
    words[wordIndex(account, segment)] & Roster.bit(of: segment) != 0
  }

  /// In the order of the pipeline file.
  func segments(of account: AccountIndex) -> [SegmentNumber] {
    var segments: [SegmentNumber] = []
    let firstWord = Int(account.number) * wordsPerAccount
    for word in 0..<wordsPerAccount {
      var bits = words[firstWord + word]
      while bits != 0 {
        segments.append(SegmentNumber(place: word * 64 + bits.trailingZeroBitCount))
        bits &= bits - 1
      }
    }
    return segments
  }

  /// By segment: how many accounts are in it.
  func heldCounts(segmentCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: segmentCount)
    for index in words.indices {
      var bits = words[index]
      while bits != 0 {
        counts[index % wordsPerAccount * 64 + bits.trailingZeroBitCount] += 1
        bits &= bits - 1
      }
    }
    return counts
  }

  /// The highest of a ladder's rungs that the account holds.
  func heldRung(_ account: AccountIndex, of ladder: [SegmentNumber]) -> SegmentNumber? {
    ladder.last { contains(account, in: $0) }
  }

  /// What is known of the account in a segment that it is or was in.
  func record(_ account: AccountIndex, in segment: SegmentNumber) -> Record? {
    recordIndex(account, segment).map { standing(records[$0], of: account) }
  }

  /// Held memberships of an account, in no order that matters to anyone.
  func forEachMembership(of account: AccountIndex, _ body: (Record) -> Void) {
    var index = newestRecord[Int(account.number)]
    while index >= 0 {
      let record = records[Int(index)]
      if contains(account, in: record.segment) { body(standing(record, of: account)) }
      index = record.next
    }
  }

  /// A record with the day its account qualified last.
  private func standing(_ record: Record, of account: AccountIndex) -> Record {
    let word = wordIndex(account, record.segment)
    guard notes[word].isRenewed & Roster.bit(of: record.segment) != 0 else { return record }
    var record = record
    record.qualifiedOn = asOf
    return record
  }

  /// Puts an account in on the day of the pass. An account that was in before, in this pass or at
  /// its start, keeps that membership's first day and its cause.
  mutating func enter(_ account: AccountIndex, _ segment: SegmentNumber, by cause: CauseNumber?) {
    let word = wordIndex(account, segment)
    let bit = Roster.bit(of: segment)
    words[word] |= bit
    notes[word].isRenewed |= bit
    if notes[word].isKnown & bit == 0 {
      append(account, segment, since: asOf, qualifiedOn: asOf, cause: cause)
    }
  }

  /// Puts an account in with a history; a second history gives the earlier first day, with its
  /// cause, and the later day of qualifying.
  mutating func restore(
    _ account: AccountIndex, _ segment: SegmentNumber, since: CalendarDay,
    qualifiedOn: CalendarDay, cause: CauseNumber?
  ) {
    words[wordIndex(account, segment)] |= Roster.bit(of: segment)
    guard let index = recordIndex(account, segment) else {
      append(account, segment, since: since, qualifiedOn: qualifiedOn, cause: cause)
      return
    }
    records[index].qualifiedOn = max(records[index].qualifiedOn, qualifiedOn)
    if since < records[index].since {
      records[index].since = since
      records[index].cause = cause
    }
  }

  mutating func leave(_ account: AccountIndex, _ segment: SegmentNumber) {
    words[wordIndex(account, segment)] &= ~Roster.bit(of: segment)
  }

  /// Notes that a member qualified again on the day of the pass.
  mutating func renew(_ account: AccountIndex, _ segment: SegmentNumber) {
    notes[wordIndex(account, segment)].isRenewed |= Roster.bit(of: segment)
  }

  private mutating func append(
    _ account: AccountIndex, _ segment: SegmentNumber, since: CalendarDay,
    qualifiedOn: CalendarDay, cause: CauseNumber?
  ) {
    let next = newestRecord[Int(account.number)]
    newestRecord[Int(account.number)] = Int32(records.count)
    notes[wordIndex(account, segment)].isKnown |= Roster.bit(of: segment)
    records.append(
      Record(
        place: Int32(segment.place), next: next, since: since, qualifiedOn: qualifiedOn,
        cause: cause))
  }

  private func recordIndex(_ account: AccountIndex, _ segment: SegmentNumber) -> Int? {
    guard notes[wordIndex(account, segment)].isKnown & Roster.bit(of: segment) != 0 else {
      return nil
    }
    var index = newestRecord[Int(account.number)]
    while index >= 0 {
      if Int(records[Int(index)].place) == segment.place { return Int(index) }
      index = records[Int(index)].next
    }
    return nil
  }

  private func wordIndex(_ account: AccountIndex, _ segment: SegmentNumber) -> Int {
    Int(account.number) * wordsPerAccount + segment.place / 64
  }

  private static func bit(of segment: SegmentNumber) -> UInt64 {
    1 << UInt64(segment.place % 64)
  }
}
