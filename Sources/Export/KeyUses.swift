import AdModel

/// Whether what a platform finds some earlier accounts by is in an upload still.
///
/// Unsafe is that texts are known by where they lie. Sound: they were put into the arena, which is
/// kept for as long as they are looked at, and never change.
@safe struct KeyUses {
  enum Use {
    /// The account has no such text.
    case blank
    /// No member of the upload has it.
    case gone
    /// A member of the upload has it, be it another account.
    case kept
  }

  /// By account: the number of its text; nil for none.
  private let numbers: [Int?]
  /// By number of a text: whether a member has it.
  private var isKept: [Bool]

  /// - Parameters:
  ///   - places: of the earlier accounts.
  ///   - members: of the upload.
  ///   - accounts: the table that they are of.
  init(
    _ key: AccountKey, of places: [Int], _ old: AccountRecords, in members: [AccountIndex],
    _ accounts: AccountRecords
  ) {
    let arena = ByteArena()
    var texts = unsafe [UnsafeBufferPointer<UInt8>]()
    var slots = TextSlots(capacity: places.count)
    func number(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int? {
      slots.number(hash) { unsafe byteOrder(texts[$0], text) == 0 }
    }
    numbers = places.map { place in
      unsafe KeyUses.withComposed(key, old, place) { text -> Int? in
        if text.isEmpty { return nil }
        let hash = unsafe TextSlots.hash(of: text)
        if let known = unsafe number(text, hash) { return known }
        unsafe slots.insert(hash, number: texts.count)
        unsafe texts.append(UnsafeBufferPointer(start: arena.put(text), count: text.count))
        return unsafe texts.count - 1
      }
    }
    isKept = unsafe [Bool](repeating: false, count: texts.count)
    if isKept.isEmpty { return }
    for member in members {
      let known = unsafe KeyUses.withComposed(key, accounts, Int(member.number)) { text -> Int? in
        unsafe number(text, TextSlots.hash(of: text))
      }
      if let known { isKept[known] = true }
    }
    withExtendedLifetime(arena) {}
  }

  private static func withComposed(
    _ key: AccountKey, _ accounts: AccountRecords, _ place: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Int?
  ) -> Int? {
    unsafe key.withText(accounts, place) { unsafe withComposedText($0, body) }
  }

  /// - Parameter number: of the account, among the earlier ones.
  subscript(number: Int) -> Use {
    guard let text = numbers[number] else { return .blank }
    return isKept[text] ? .kept : .gone
  }
}
