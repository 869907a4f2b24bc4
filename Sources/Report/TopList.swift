/// The elements of a sequence with the largest keys, kept while the sequence passes by; of equal
/// keys the first ones. Memory for `capacity` elements, however long the sequence is.
struct TopList<Element> {
  let capacity: Int
  /// How many passed by.
  private(set) var seenCount = 0
  private var kept: [(key: Int, element: Element)] = []

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// By key, the largest first.
  var elements: [Element] { kept.map(\.element) }

  /// How many passed by and were not kept.
  var restCount: Int { seenCount - kept.count }

  /// - Parameter element: made when it is kept.
  mutating func offer(key: Int = 0, _ element: @autoclosure () -> Element) {
    seenCount += 1
    if kept.count == capacity {
      guard let last = kept.last, last.key < key else { return }
      kept.removeLast()
    }
    let place = kept.lastIndex { $0.key >= key }.map { $0 + 1 } ?? 0
    kept.insert((key, element()), at: place)
  }
}
