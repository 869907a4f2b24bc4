/// Raw identities in one run of bytes: compact, and sorted by those bytes where it says so.
///
/// Shape: five fields an identity (list id, domain, LinkedIn page, name, country), joined by NUL,
/// which no field holds; identity `i` ends before `ends[i]`.
package struct IdentityList: Sendable, Equatable {
  package private(set) var bytes: [UInt8]
  package private(set) var ends: [Int]

  package init() {
    self.bytes = []
    self.ends = []
  }

  package var count: Int { ends.count }

  /// The bytes of one identity: its five fields joined by NUL.
  package func key(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  package subscript(index: Int) -> RawIdentity {
    unsafe withKey(index) { key in
      var start = 0
      func next() -> String {
        var end = start
        while end < key.count, unsafe key[end] != 0 { end += 1 }
        defer { start = end + 1 }
        // Sound: both are places of the key, the first not behind the second.
        return start < end
          ? unsafe String(
            decoding: UnsafeBufferPointer(rebasing: key[start..<end]), as: UTF8.self) : ""
      }
      let (listID, domain, linkedIn, name, country) = (next(), next(), next(), next(), next())
      return RawIdentity(
        listID: listID, domain: domain, linkedIn: linkedIn, name: name, country: country)
    }
  }

  /// Appends an identity by its key, which must be five fields of UTF-8 joined by NUL.
  package mutating func append(key: [UInt8]) {
    append(key: key[...])
  }

  package mutating func append(key: ArraySlice<UInt8>) {
    bytes.append(contentsOf: key)
    ends.append(bytes.count)
  }

  package mutating func reserve(count: Int, byteCount: Int) {
    ends.reserveCapacity(count)
    bytes.reserveCapacity(byteCount)
  }

  /// Appends an identity; NUL in its texts is dropped.
  package mutating func append(_ identity: RawIdentity) {
    append(key: IdentityList.key(of: identity))
  }

  /// The key of an identity.
  package static func key(of identity: RawIdentity) -> [UInt8] {
    let fields = [
      identity.listID, identity.domain, identity.linkedIn, identity.name, identity.country,
    ]
    return Array(fields.map { $0.utf8.filter { $0 != 0 } }.joined(separator: [0]))
  }
}

extension IdentityList {
  /// Calls with the bytes of one identity's key, where they lie.
  package func withKey<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let start = index == 0 ? 0 : ends[index - 1]
    // Sound: start and end are places of the array, and the view ends with the call.
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe body(UnsafeBufferPointer(rebasing: $0[start..<ends[index]]))
    }
  }
}

/// A stretch of an identity list, its identities counted from 0.
package struct IdentityStretch: RandomAccessCollection, Sendable {
  private let list: IdentityList
  private let range: Range<Int>

  /// - Parameter range: of the list's identities.
  package init(_ list: IdentityList, _ range: Range<Int>) {
    precondition(0 <= range.lowerBound && range.upperBound <= list.count, "they are in the list")
    self.list = list
    self.range = range
  }

  package init(_ identities: some Sequence<RawIdentity>) {
    var list = IdentityList()
    for identity in identities { list.append(identity) }
    self.init(list, 0..<list.count)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { range.count }

  package subscript(index: Int) -> RawIdentity { list[range.lowerBound + index] }

  /// What the identities say of themselves, by bytes.
  package func fields(of index: Int) -> IdentityFields {
    unsafe list.withKey(range.lowerBound + index) { unsafe IdentityFields($0) }
  }
}

/// The five fields of an identity as bytes; valid as long as its list is kept.
///
/// Unsafe is that the bytes are used where they lie. Sound: whoever asks for them keeps the list.
@safe package struct IdentityFields {
  package let listID: UnsafeBufferPointer<UInt8>
  package let domain: UnsafeBufferPointer<UInt8>
  package let linkedIn: UnsafeBufferPointer<UInt8>
  package let name: UnsafeBufferPointer<UInt8>
  package let country: UnsafeBufferPointer<UInt8>

  fileprivate init(_ key: UnsafeBufferPointer<UInt8>) {
    var start = 0
    func next() -> UnsafeBufferPointer<UInt8> {
      var end = start
      while end < key.count, unsafe key[end] != 0 { end += 1 }
      defer { start = min(end + 1, key.count) }
      return unsafe UnsafeBufferPointer(rebasing: key[start..<end])
    }
    unsafe listID = next()
    unsafe domain = next()
    unsafe linkedIn = next()
    unsafe name = next()
    unsafe country = next()
  }

  /// Below 0 when these stand before others in a table: by list id, name, domain, page and country.
  package func order(_ other: IdentityFields) -> Int {
    var order = unsafe byteOrder(listID, other.listID)
    if order == 0 { order = unsafe byteOrder(name, other.name) }
    if order == 0 { order = unsafe byteOrder(domain, other.domain) }
    if order == 0 { order = unsafe byteOrder(linkedIn, other.linkedIn) }
    if order == 0 { order = unsafe byteOrder(country, other.country) }
    return order
  }
}

extension IdentityList {
  /// - Parameters:
  ///   - bytes: keys of five fields, sorted, each once, one behind the other.
  ///   - ends: where each key ends.
  package init(sortedBytes bytes: [UInt8], ends: [Int]) {
    precondition(ends.last ?? 0 == bytes.count, "the last key ends with the bytes")
    self.bytes = bytes
    self.ends = ends
  }

  /// Those at some places, which must be sorted.
  package func picked(_ places: [Int]) -> IdentityList {
    var picked = IdentityList()
    picked.ends.reserveCapacity(places.count)
    picked.bytes.reserveCapacity(bytes.count)
    for place in places { picked.append(key: key(place)) }
    return picked
  }

  /// Appends all of another list behind these.
  package mutating func append(_ others: IdentityList) {
    if count == 0 {
      self = others
      return
    }
    let start = bytes.count
    bytes += others.bytes
    ends += others.ends.map { start + $0 }
  }
}

extension IdentityList {
  /// A list whose bytes and ends were kept elsewhere; nil when they are no identities, or not
  /// sorted by their keys, each once.
  package init?(keptBytes bytes: [UInt8], ends: [Int]) {
    guard IdentityList.isSorted(bytes, ends) else { return nil }
    self.bytes = bytes
    self.ends = ends
  }

  private static func isSorted(_ bytes: [UInt8], _ ends: [Int]) -> Bool {
    // Sound: each end is found to lie within the bytes before it is used.
    unsafe bytes.withUnsafeBytes { bytes in
      var start = 0
      var last: UnsafeRawBufferPointer?
      for end in ends {
        guard start < end, end <= bytes.count else { return false }
        let key = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard unsafe separatorCount(key) == 4 else { return false }
        if let last = unsafe last, unsafe !precedes(last, key) { return false }
        unsafe last = key
        start = end
      }
      return start == bytes.count
    }
  }

  /// How many bytes are NUL, eight at a time.
  private static func separatorCount(_ key: UnsafeRawBufferPointer) -> Int {
    let low7: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var count = 0
    var place = 0
    while place + 8 <= key.count {
      let word = unsafe key.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      // The high bit of a byte stays clear when that byte is 0.
      count &+= (~((word & low7) &+ low7 | word | low7)).nonzeroBitCount
      place &+= 8
    }
    while place < key.count {
      if unsafe key[place] == 0 { count &+= 1 }
      place &+= 1
    }
    return count
  }

  private static func precedes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    let common = min(left.count, right.count)
    var place = 0
    while place + 8 <= common {
      let one = unsafe left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let other = unsafe right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if one != other { return one.bigEndian < other.bigEndian }
      place &+= 8
    }
    while place < common {
      let (one, other) = unsafe (left[place], right[place])
      if one != other { return one < other }
      place &+= 1
    }
    return left.count < right.count
  }
}
