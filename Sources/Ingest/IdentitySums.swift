import AdModel
import Files
import Glibc

/// Identities, sorted by key and each once, each with a sum.
///
/// Unsafe, and why it is sound: keys are looked at where their list has them, between ends that the
/// list found in order and within its bytes; a merged list has room for all bytes of both.
struct IdentitySums: Sendable, Equatable {
  private(set) var identities = IdentityList()
  /// One per identity.
  var sums: [Int64] = []

  init() {}

  /// - Precondition: as many sums as identities.
  init(_ identities: IdentityList, _ sums: [Int64]) {
    precondition(identities.count == sums.count, "one sum per identity")
    self.identities = identities
    self.sums = sums
  }

  /// The identities of a partial that rows of some of its series have, with the sums of those.
  init(_ partial: ExportPartial, series: [Int]) {
    if series.isEmpty { return }
    var sums = [Int64](repeating: 0, count: partial.identities.count)
    var isPresent = [Bool](repeating: false, count: partial.identities.count)
    for place in series {
      for row in partial.rows[partial.rowRange(ofSeries: place)] {
        sums[Int(row.identity)] &+= row.engagements
        isPresent[Int(row.identity)] = true
      }
    }
    guard isPresent.contains(false) else {
      self.identities = partial.identities
      self.sums = sums
      return
    }
    let places = isPresent.indices.filter { isPresent[$0] }
    self.identities = partial.identities.picked(places)
    self.sums = places.map { sums[$0] }
  }

  /// All of both, equal identities added up.
  func merged(with other: IdentitySums) -> IdentitySums {
    if identities.count == 0 { return other }
    if other.identities.count == 0 { return self }
    if identities == other.identities {
      return IdentitySums(identities, sums.indices.map { sums[$0] &+ other.sums[$0] })
    }
    var ends: [Int] = []
    ends.reserveCapacity(max(sums.count, other.sums.count))
    var merged: [Int64] = []
    merged.reserveCapacity(max(sums.count, other.sums.count))
    let room = identities.bytes.count + other.identities.bytes.count
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      unsafe IdentitySums.walk(identities, other.identities) { left, right, key in
        unsafe memcpy(buffer.baseAddress! + count, key.baseAddress!, key.count)
        count += key.count
        ends.append(count)
        merged.append(
          (left < 0 ? 0 : sums[left]) &+ (right < 0 ? 0 : other.sums[right]))
      }
    }
    return IdentitySums(IdentityList(sortedBytes: bytes, ends: ends), merged)
  }

  /// Those that are not in a list, each with a sum of 0.
  func strangers(to others: IdentityList) -> IdentitySums {
    if identities == others { return IdentitySums() }
    var strangers: [Int] = []
    unsafe IdentitySums.walk(identities, others) { left, right, _ in
      if left >= 0, right < 0 { strangers.append(left) }
    }
    return IdentitySums(
      identities.picked(strangers), [Int64](repeating: 0, count: strangers.count))
  }

  /// Merges neighbours until one is left, so that each identity is looked at seldom.
  static func merged(_ lists: [IdentitySums], jobs: Int) throws -> IdentitySums {
    var lists = lists
    while lists.count > 1 {
      let all = lists
      lists = try Parallel.map(
        Array(stride(from: 0, to: all.count, by: 2)), jobs: jobs
      ) { place, _ in
        place + 1 < all.count ? all[place].merged(with: all[place + 1]) : all[place]
      }
    }
    return lists.first ?? IdentitySums()
  }

  /// The place here of each identity of another list; that of one which is not here is of no use.
  func places(of others: IdentityList) -> [UInt32] {
    if others == identities { return (0..<UInt32(others.count)).map(\.self) }
    // A few are looked up by halving: many small exports must not walk all identities each.
    if others.count < identities.count / 16 {
      return (0..<others.count).map { place(of: others, $0) }
    }
    var places = [UInt32](repeating: 0, count: others.count)
    unsafe IdentitySums.walk(identities, others) { left, right, _ in
      if left >= 0, right >= 0 { places[right] = UInt32(left) }
    }
    return places
  }

  private func place(of others: IdentityList, _ other: Int) -> UInt32 {
    unsafe others.withKey(other) { key in
      var (low, high) = (0, identities.count)
      while low < high {
        let middle = (low + high) / 2
        let isBefore = unsafe identities.withKey(middle) {
          unsafe IdentitySums.order($0, key) < 0
        }
        if isBefore { low = middle + 1 } else { high = middle }
      }
      return UInt32(low)
    }
  }

  /// Below 0 for a key that comes first, 0 for equal ones.
  @inline(__always)
  private static func order(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let order = unsafe memcmp(
      left.baseAddress!, right.baseAddress!, min(left.count, right.count))
    return order == 0 ? left.count - right.count : Int(order)
  }

  /// Calls with each identity of two lists in the order of their keys: its place in each, -1 where
  /// it is not, and its key.
  @inline(__always)
  private static func walk(
    _ left: IdentityList, _ right: IdentityList,
    _ body: (_ left: Int, _ right: Int, _ key: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    unsafe left.bytes.withUnsafeBufferPointer { leftBytes in
      unsafe right.bytes.withUnsafeBufferPointer { rightBytes in
        let leftEnds = left.ends
        let rightEnds = right.ends
        var (one, other) = (0, 0)
        var (oneStart, otherStart) = (0, 0)
        while one < leftEnds.count || other < rightEnds.count {
          let isLeft = one < leftEnds.count
          let isRight = other < rightEnds.count
          let leftKey = unsafe UnsafeBufferPointer(
            rebasing: leftBytes[oneStart..<(isLeft ? leftEnds[one] : oneStart)])
          let rightKey = unsafe UnsafeBufferPointer(
            rebasing: rightBytes[otherStart..<(isRight ? rightEnds[other] : otherStart)])
          let order = unsafe isLeft && isRight ? order(leftKey, rightKey) : isLeft ? -1 : 1
          unsafe body(
            order <= 0 ? one : -1, order >= 0 ? other : -1, order <= 0 ? leftKey : rightKey)
          if order <= 0 {
            oneStart = leftEnds[one]
            one += 1
          }
          if order >= 0 {
            otherStart = rightEnds[other]
            other += 1
          }
        }
      }
    }
  }
}
