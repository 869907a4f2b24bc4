internal import AdModel

/// Which account stands for another: the one an id was joined to, else the parent.
struct Successors: Sendable {
  private struct Step {
    let place: UInt32
    let isJoin: Bool
  }

  private var steps: [UInt32: Step] = [:]

  mutating func join(_ place: UInt32, to target: UInt32) {
    steps[place] = Step(place: target, isJoin: true)
  }

  /// Does nothing for an account that was joined to another, and whose memberships are there.
  mutating func put(_ place: UInt32, under parent: UInt32) {
    if steps[place] == nil { steps[place] = Step(place: parent, isJoin: false) }
  }

  /// Puts accounts under their parents, but for those that are their own.
  ///
  /// - Parameter place: of an id; nil for one that is not known.
  /// - Returns: the places of accounts whose parent is not known.
  mutating func putUnderParents(
    _ accounts: AccountRecords, _ place: (AccountID) -> UInt32?
  ) -> [Int] {
    var orphans: [Int] = []
    for account in accounts.indices {
      let parentID = AccountID(accounts.text(.parentID, of: account))
      guard !parentID.text.isEmpty, parentID != accounts.id(of: account) else { continue }
      if let parent = place(parentID) {
        put(UInt32(account), under: parent)
      } else {
        orphans.append(account)
      }
    }
    return orphans
  }

  /// Every place that does not stand for itself, in ascending order.
  var placesLeft: [UInt32] { steps.keys.sorted() }

  /// The place at the end of the chain, and whether a join took part; needs `circle() == nil`.
  func last(_ place: UInt32) -> (place: UInt32, isAlias: Bool) {
    var place = place
    var isAlias = false
    if steps.isEmpty { return (place, isAlias) }
    while let step = steps[place] {
      place = step.place
      isAlias = isAlias || step.isJoin
    }
    return (place, isAlias)
  }

  /// The members of the circle with the smallest place in it, that place first; nil when every
  /// chain ends.
  func circle() -> [UInt32]? {
    var isSettled: Set<UInt32> = []
    var smallest: [UInt32]?
    for start in placesLeft where !isSettled.contains(start) {
      var chain: [UInt32] = []
      var positions: [UInt32: Int] = [:]
      var place = start
      while let step = steps[place], !isSettled.contains(place), positions[place] == nil {
        positions[place] = chain.count
        chain.append(place)
        place = step.place
      }
      isSettled.formUnion(chain)
      guard let entry = positions[place] else { continue }
      let found = rotated(Array(chain[entry...]))
      if smallest.map({ found[0] < $0[0] }) ?? true { smallest = found }
    }
    return smallest
  }

  private func rotated(_ circle: [UInt32]) -> [UInt32] {
    let start = circle.indices.min { circle[$0] < circle[$1] } ?? 0
    return Array(circle[start...] + circle[..<start])
  }
}
