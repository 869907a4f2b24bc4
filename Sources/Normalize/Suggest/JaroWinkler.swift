/// The Jaro-Winkler similarity of texts: 1 for equal ones, 0 for such that have nothing in common.
///
/// Source: W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the
/// Fellegi-Sunter Model of Record Linkage", 1990: Jaro's similarity, and for those above 0.7 a tenth
/// of what is missing for each of up to four letters that both begin with. Of long texts the first
/// 64 letters are compared.
enum JaroWinkler {
  /// Above this Jaro similarity a common beginning counts.
  private static let boostThreshold = 0.7
  private static let longestPrefix = 4
  private static let prefixWeight = 0.1
  private static let longestText = 64

  /// - Parameters: texts by their Unicode scalars.
  static func similarity(_ left: Span<UInt32>, _ right: Span<UInt32>) -> Double {
    let left = left.extracting(first: longestText)
    let right = right.extracting(first: longestText)
    let jaro = jaro(left, right)
    guard jaro > boostThreshold else { return jaro }
    var prefix = 0
    while prefix < min(longestPrefix, left.count, right.count), left[prefix] == right[prefix] {
      prefix += 1
    }
    return jaro + Double(prefix) * prefixWeight * (1 - jaro)
  }

  /// Letters match when they are equal and not further apart than half the longer text; those that
  /// match in another order count half.
  private static func jaro(_ left: Span<UInt32>, _ right: Span<UInt32>) -> Double {
    if left.isEmpty || right.isEmpty { return left.isEmpty && right.isEmpty ? 1 : 0 }
    let reach = max(0, max(left.count, right.count) / 2 - 1)
    // A bit per letter: whether it has a match.
    var isMatchedLeft: UInt64 = 0
    var isMatchedRight: UInt64 = 0
    for place in left.indices {
      var other = max(0, place - reach)
      let end = min(right.count, place + reach + 1)
      while other < end {
        if right[other] == left[place], isMatchedRight & 1 << UInt64(other) == 0 {
          isMatchedLeft |= 1 << UInt64(place)
          isMatchedRight |= 1 << UInt64(other)
          break
        }
        other += 1
      }
    }
    if isMatchedLeft == 0 { return 0 }
    let count = Double(isMatchedLeft.nonzeroBitCount)
    var movedCount = 0
    while isMatchedLeft != 0 {
      if left[isMatchedLeft.trailingZeroBitCount] != right[isMatchedRight.trailingZeroBitCount] {
        movedCount += 1
      }
      isMatchedLeft &= isMatchedLeft - 1
      isMatchedRight &= isMatchedRight - 1
    }
    return
      (count / Double(left.count) + count / Double(right.count)
      + (count - Double(movedCount / 2)) / count) / 3
  }
}
