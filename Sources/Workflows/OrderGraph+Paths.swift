import AdModel

extension OrderGraph {
  /// Places in serial order, the first in the file among the ready ones; nil when a circle is
  /// left.
  func serialOrder() -> [Int]? {
    var waitingFor = [Int](repeating: 0, count: count)
    for edge in edges { waitingFor[edge.later] += 1 }
    let next = edgesByEarlier()
    var isPlaced = [Bool](repeating: false, count: count)
    var order: [Int] = []
    while let ready = (0..<count).first(where: { !isPlaced[$0] && waitingFor[$0] == 0 }) {
      isPlaced[ready] = true
      order.append(ready)
      for edge in next[ready] { waitingFor[edge.later] -= 1 }
    }
    return order.count == count ? order : nil
  }

  /// A shortest circle for each place that lies on one and on none given before; each starts at
  /// its first place in the file.
  func circles() -> [[Edge]] {
    let next = edgesByEarlier()
    var isNamed = [Bool](repeating: false, count: count)
    var circles: [[Edge]] = []
    for start in 0..<count where !isNamed[start] {
      guard let circle = shortestCircle(from: start, next: next) else { continue }
      for edge in circle { isNamed[edge.earlier] = true }
      // A later start can lead through a place that stands before it in the file.
      let first = circle.indices.min { circle[$0].earlier < circle[$1].earlier } ?? 0
      circles.append(Array(circle[first...] + circle[..<first]))
    }
    return circles
  }

  private func shortestCircle(from start: Int, next: [[Edge]]) -> [Edge]? {
    var arrival = [Edge?](repeating: nil, count: count)
    var queue = [start]
    var head = 0
    while head < queue.count, arrival[start] == nil {
      for edge in next[queue[head]] where arrival[edge.later] == nil {
        arrival[edge.later] = edge
        queue.append(edge.later)
      }
      head += 1
    }
    var circle: [Edge] = []
    var place = start
    repeat {
      guard let edge = arrival[place] else { return nil }
      circle.append(edge)
      place = edge.earlier
    } while place != start
    return circle.reversed()
  }

  /// For each pair of places whether a path of edges leads from the first to the second.
  func reachability() -> [[Bool]] {
    let next = edgesByEarlier()
    return (0..<count).map { start in
      var isReached = [Bool](repeating: false, count: count)
      var open = [start]
      while let place = open.popLast() {
        for edge in next[place] where !isReached[edge.later] {
          isReached[edge.later] = true
          open.append(edge.later)
        }
      }
      return isReached
    }
  }

  /// Whether a path with at least one `after` on it leads from one place to another.
  func hasPathWithAfter(from start: Int, to end: Int) -> Bool {
    let next = edgesByEarlier()
    var isReached = [[Bool]](repeating: [false, false], count: count)
    var open = [(place: start, hasAfter: 0)]
    while let (place, hasAfter) = open.popLast() {
      for edge in next[place] {
        let state = edge.reason == .after ? 1 : hasAfter
        if isReached[edge.later][state] { continue }
        isReached[edge.later][state] = true
        open.append((edge.later, state))
      }
    }
    return isReached[end][1]
  }

  private func edgesByEarlier() -> [[Edge]] {
    var next = [[Edge]](repeating: [], count: count)
    for edge in edges { next[edge.earlier].append(edge) }
    return next
  }
}
