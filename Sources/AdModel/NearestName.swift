/// The names most like a misspelled one, nearest first, at most three; equal distances keep the
/// order given.
///
/// Distance is Damerau-Levenshtein's optimal string alignment over folded text; a name is near
/// when at most a third of its letters (and at least one) differ.
package func nearestNames(to name: String, among candidates: [String]) -> [String] {
  let wanted = Array(FoldedText(name).text.unicodeScalars)
  let near = candidates.enumerated().compactMap { place, candidate -> (Int, Int, String)? in
    let scalars = Array(FoldedText(candidate).text.unicodeScalars)
    let limit = max(1, max(wanted.count, scalars.count) / 3)
    let distance = alignmentDistance(wanted, scalars)
    return distance <= limit ? (distance, place, candidate) : nil
  }
  return near.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(3).map(\.2)
}

private func alignmentDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 1...left.count {
    var current = [row]
    for column in 1...right.count {
      let change = left[row - 1] == right[column - 1] ? 0 : 1
      var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
      if row > 1, column > 1, left[row - 1] == right[column - 2],
        left[row - 2] == right[column - 1]
      {
        best = min(best, beforeLast[column - 2] + 1)
      }
      current.append(best)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
