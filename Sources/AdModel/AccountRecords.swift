/// Accounts as runs of bytes; an `Account` is made of one where it is asked for.
///
/// Of a list of a million accounts most are looked up by one text or two. Six texts of each would
/// take longer to make, to count the references of and to free than all of a night's questions.
///
/// Shape: a record says where the six texts of an account lie, one behind the other, in an arena
/// that all copies and sorted or merged lists of the records share.
///
/// Unsafe, and why it is sound: a record's bytes were written before the record was made and never
/// change; every list keeps the arenas of its records. What `bytes` gives is valid as long as one
/// list with the account is kept, which is a property or a parameter of whoever asks.
@safe package struct AccountRecords: RandomAccessCollection, @unchecked Sendable {
  /// A text of an account, in the order in which they lie.
  package enum Field: Int, CaseIterable, Sendable {
    case id
    case name
    case domain
    case linkedIn
    case country
    case parentID
  }

  /// The bytes of an account's texts, by field; blank where there is nothing to say.
  package typealias Texts = InlineArray<6, UnsafeBufferPointer<UInt8>>

  @safe fileprivate struct Record {
    let start: UnsafePointer<UInt8>
    /// Where each text ends, in bytes from the start.
    var ends: InlineArray<6, UInt32>
  }

  private var records: [Record]
  private var arenas: [ByteArena]

  package init(_ accounts: some Sequence<Account> = []) {
    var builder = AccountRecordsBuilder()
    for account in accounts { builder.append(account) }
    self = builder.finished()
  }

  fileprivate init(_ records: [Record], _ arenas: [ByteArena]) {
    self.records = records
    self.arenas = arenas
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { records.count }

  package subscript(place: Int) -> Account {
    let parentID = text(.parentID, of: place)
    return Account(
      id: id(of: place), name: text(.name, of: place), domain: text(.domain, of: place),
      linkedIn: text(.linkedIn, of: place), country: text(.country, of: place),
      parentID: parentID.isEmpty ? nil : AccountID(parentID))
  }

  package func id(of place: Int) -> AccountID { AccountID(text(.id, of: place)) }

  /// One text of an account; blank where there is nothing to say.
  package func text(_ field: Field, of place: Int) -> String {
    let bytes = unsafe bytes(field, of: place)
    return bytes.isEmpty ? "" : unsafe String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes of one text, where they lie; valid as long as this list is kept.
  package func bytes(_ field: Field, of place: Int) -> UnsafeBufferPointer<UInt8> {
    let record = records[place]
    let start = field == .id ? 0 : Int(record.ends[field.rawValue &- 1])
    let count = Int(record.ends[field.rawValue]) &- start
    return unsafe UnsafeBufferPointer(start: record.start + start, count: count)
  }
}

extension AccountRecords {
  /// Below 0 when the id at one place comes before that at a place of another list, by bytes; 0
  /// when they are the same.
  package func order(_ place: Int, _ others: AccountRecords, _ other: Int) -> Int {
    unsafe byteOrder(bytes(.id, of: place), others.bytes(.id, of: other))
  }

  /// The place of an id; nil for one that is not here. The ids are sorted by their bytes.
  package func place(of id: AccountID) -> Int? {
    unsafe id.text.utf8.span.withUnsafeBufferPointer { id in
      let place = unsafe firstPlace(notBefore: id, from: 0)
      return unsafe place < count && byteOrder(bytes(.id, of: place), id) == 0 ? place : nil
    }
  }

  /// The first place from one on whose id does not come before another, the ids being sorted by
  /// their bytes. The nearer it is the sooner it is found.
  package func firstPlace(notBefore id: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var low = start
    var step = 1
    while low + step <= count, unsafe byteOrder(bytes(.id, of: low + step - 1), id) < 0 {
      low += step
      step *= 2
    }
    var high = Swift.min(low + step - 1, count)
    while low < high {
      let middle = (low + high) / 2
      if unsafe byteOrder(bytes(.id, of: middle), id) < 0 {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The places in the order of the ids' bytes, equal ones in their own; nil when that is how they
  /// stand.
  package func placesByID() -> [Int]? {
    if dropFirst().indices.allSatisfy({ order($0 - 1, self, $0) <= 0 }) { return nil }
    let keys = indices.map { (head: unsafe TextHead(bytes(.id, of: $0)), place: $0) }
    return keys.sorted { left, right in
      if left.head != right.head { return left.head < right.head }
      let order = order(left.place, self, right.place)
      return order == 0 ? left.place < right.place : order < 0
    }.map(\.place)
  }

  /// The accounts at some places.
  package func picked(_ places: [Int]) -> AccountRecords {
    AccountRecords(places.map { records[$0] }, arenas)
  }

  /// These and others; both are sorted by the ids' bytes, and so is what comes of it.
  ///
  /// - Parameter body: called for each, in the new order: whether it is one of the others, and its
  ///   place there or here.
  package func merged(
    with others: AccountRecords, _ body: (_ isOther: Bool, _ place: Int) -> Void
  ) -> AccountRecords {
    var merged: [Record] = []
    merged.reserveCapacity(count + others.count)
    var place = 0
    for other in others.indices {
      while place < count, order(place, others, other) < 0 {
        merged.append(records[place])
        body(false, place)
        place += 1
      }
      merged.append(others.records[other])
      body(true, other)
    }
    for rest in place..<count {
      merged.append(records[rest])
      body(false, rest)
    }
    return AccountRecords(merged, arenas + others.arenas)
  }
}

/// Puts accounts into records one by one.
@safe package struct AccountRecordsBuilder: ~Copyable {
  private var records: [AccountRecords.Record] = []
  private let arena = ByteArena()

  package init() {}

  /// - Parameter texts: UTF-8.
  package mutating func append(_ texts: AccountRecords.Texts) {
    var ends = InlineArray<6, UInt32>(repeating: 0)
    var end = 0
    for field in unsafe texts.indices {
      unsafe end += texts[field].count
      // A row is never longer than 1 MiB, and nobody's name longer than a row.
      ends[field] = UInt32(end)
    }
    let start = unsafe arena.room(for: end)
    var next = unsafe start
    for field in unsafe texts.indices {
      let text = unsafe texts[field]
      if let source = text.baseAddress { unsafe next.update(from: source, count: text.count) }
      unsafe next += text.count
    }
    unsafe records.append(AccountRecords.Record(start: UnsafePointer(start), ends: ends))
  }

  package mutating func append(_ account: Account) {
    let fields = [
      account.id.text, account.name, account.domain, account.linkedIn, account.country,
      account.parentID?.text ?? "",
    ].map { Array($0.utf8) }
    let bytes = fields.flatMap(\.self)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var texts = unsafe AccountRecords.Texts(repeating: UnsafeBufferPointer(rebasing: bytes[..<0]))
      var start = 0
      for (place, field) in fields.enumerated() {
        unsafe texts[place] = UnsafeBufferPointer(rebasing: bytes[start..<start + field.count])
        start += field.count
      }
      unsafe append(texts)
    }
  }

  /// All of them, in the order in which they came.
  package consuming func finished() -> AccountRecords {
    AccountRecords(records, [arena])
  }
}
