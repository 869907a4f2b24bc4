package import AdModel
import CSV

/// The lines of a run's `4-apply/membership.csv`, in its order; a `Member` is made of one where it
/// is asked for.
///
/// A member's account is an id where it lies among the bytes of all ids, its segment and workflow
/// are numbers of the few texts there are.
///
/// Unsafe, and why it is sound: an id was put into the arena before its line was made and never
/// changes, and whoever has lines keeps the arena.
@safe package struct BaseMembers: RandomAccessCollection, @unchecked Sendable {
  /// One line.
  package struct Member: Sendable, Equatable {
    package var segment: SegmentID
    package var account: AccountID
    package var since: CalendarDay
    package var qualifiedOn: CalendarDay
    package var workflow: WorkflowID?
  }

  @safe private struct Line {
    var account: UnsafePointer<UInt8>
    var accountLength: UInt32
    var segment: UInt32
    var workflow: UInt32
    var since: CalendarDay
    var qualifiedOn: CalendarDay
  }

  private var lines: [Line] = []
  private let arena = ByteArena()
  private var segmentTexts = NumberedTexts()
  private var workflowTexts = NumberedTexts()

  init() {}

  init(_ members: some Sequence<Member>) {
    for member in members {
      unsafe member.account.text.utf8.span.withUnsafeBufferPointer { account in
        unsafe append(
          account, segment: segmentTexts.number(of: member.segment.text),
          workflow: workflowTexts.number(of: member.workflow?.text ?? ""), since: member.since,
          qualifiedOn: member.qualifiedOn)
      }
    }
  }

  /// Reads a table of this header:
  ///
  ///     segment,account_id,since,qualified_on,workflow
  ///     high,A1,2026-11-01,2026-11-19,to-high
  ///
  /// - Throws: `FileFault` for a missing file, `RunFailure` for one that is not as a run writes it.
  init(path: String) throws {
    let header = ["segment", "account_id", "since", "qualified_on", "workflow"]
    try BaseRun.read(path, header) { row in
      // Sound: the bytes of a row are used before it goes.
      guard let since = unsafe CalendarDay(utf8: row.bytes(2)),
        let qualifiedOn = unsafe CalendarDay(utf8: row.bytes(3))
      else { throw RunFailure.brokenRun("\(path):\(row.lineNumber)", "a day that is none") }
      unsafe append(
        row.bytes(1), segment: segmentTexts.number(of: row.bytes(0)),
        workflow: workflowTexts.number(of: row.bytes(4)), since: since, qualifiedOn: qualifiedOn)
    }
  }

  private mutating func append(
    _ account: UnsafeBufferPointer<UInt8>, segment: UInt32, workflow: UInt32, since: CalendarDay,
    qualifiedOn: CalendarDay
  ) {
    unsafe lines.append(
      Line(
        account: arena.put(account), accountLength: UInt32(account.count), segment: segment,
        workflow: workflow, since: since, qualifiedOn: qualifiedOn))
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { lines.count }

  package subscript(place: Int) -> Member {
    let line = lines[place]
    let workflow = workflowTexts[line.workflow]
    return unsafe Member(
      segment: segments[Int(line.segment)],
      account: AccountID(String(decoding: account(of: place), as: UTF8.self)), since: line.since,
      qualifiedOn: line.qualifiedOn, workflow: workflow.isEmpty ? nil : WorkflowID(workflow))
  }

  /// Every segment with members, in the order of their first ones.
  package var segments: [SegmentID] { segmentTexts.texts.map { SegmentID($0) } }

  /// The ids of the accounts in a segment.
  package func accounts(in segment: SegmentID) -> [AccountID] {
    lines(in: segment).map { unsafe AccountID(String(decoding: account(of: $0), as: UTF8.self)) }
  }

  /// The accounts in a segment, which were written sorted by their ids' bytes: their places among
  /// accounts that are sorted likewise, and those that are none of these.
  func places(
    in segment: SegmentID, among accounts: AccountRecords
  ) -> (places: [Int], others: Set<AccountID>) {
    var places: [Int] = []
    var others: Set<AccountID> = []
    var next = 0
    for line in lines(in: segment) {
      let id = unsafe account(of: line)
      next = unsafe accounts.firstPlace(notBefore: id, from: next)
      if next < accounts.count, unsafe byteOrder(accounts.bytes(.id, of: next), id) == 0 {
        places.append(next)
      } else {
        unsafe others.insert(AccountID(String(decoding: id, as: UTF8.self)))
      }
    }
    return (places, others)
  }

  /// How many members a segment has.
  package func count(in segment: SegmentID) -> Int {
    lines(in: segment).count
  }

  /// The lines of a segment, in their order.
  private func lines(in segment: SegmentID) -> [Int] {
    guard let number = segmentTexts.texts.firstIndex(where: { $0.hasBytes(of: segment.text) })
    else { return [] }
    return lines.indices.filter { lines[$0].segment == UInt32(number) }
  }

  /// The account of each of some lines in a table of accounts; nil for those it does not know.
  package func accounts(_ range: Range<Int>, in table: AccountTable) -> [AccountIndex?] {
    range.map { unsafe table.index(of: account(of: $0)) }
  }

  /// The memberships of all lines; those of unknown accounts left out.
  ///
  /// - Parameter accounts: one per line, in stretches.
  package func memberships(_ accounts: [[AccountIndex?]]) -> [Membership] {
    let segments = segments
    let workflows = workflowTexts.texts.map { $0.isEmpty ? nil : WorkflowID($0) }
    var memberships: [Membership] = []
    memberships.reserveCapacity(lines.count)
    for (line, index) in zip(lines, accounts.joined()) {
      guard let index else { continue }
      memberships.append(
        Membership(
          segment: segments[Int(line.segment)], account: index, since: line.since,
          qualifiedOn: line.qualifiedOn, workflow: workflows[Int(line.workflow)]))
    }
    return memberships
  }

  private func account(of place: Int) -> UnsafeBufferPointer<UInt8> {
    let line = lines[place]
    return unsafe UnsafeBufferPointer(start: line.account, count: Int(line.accountLength))
  }
}

/// A few distinct texts, numbered as they come.
private struct NumberedTexts {
  private(set) var texts: [String] = []
  private var slots = TextSlots()
  /// Most come again and again.
  private var last: UInt32 = 0

  subscript(number: UInt32) -> String { texts[Int(number)] }

  mutating func number(of text: String) -> UInt32 {
    unsafe text.utf8.span.withUnsafeBufferPointer { unsafe number(of: $0) }
  }

  mutating func number(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if Int(last) < texts.count, unsafe isText(Int(last), bytes) { return last }
    let hash = unsafe TextSlots.hash(of: bytes)
    if let known = slots.number(hash, { unsafe isText($0, bytes) }) {
      last = UInt32(known)
    } else {
      last = UInt32(texts.count)
      slots.insert(hash, number: texts.count)
      unsafe texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return last
  }

  private func isText(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe texts[number].utf8.span.withUnsafeBufferPointer { unsafe byteOrder($0, bytes) == 0 }
  }
}
