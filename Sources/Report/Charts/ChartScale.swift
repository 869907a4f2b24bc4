/// A scale from 0 whose marks are round numbers.
struct ChartScale: Equatable {
  /// Beyond it sums of marks would overflow; no chart has a use for such numbers.
  private static let largest = 1_000_000_000_000_000_000

  /// The distance of two marks: 1, 2 or 5 times a power of ten.
  let step: Int
  /// The first mark that nothing passes, at least one step.
  let top: Int

  /// - Parameter markCount: how many marks there are at most above 0.
  init(reaching value: Int, markCount: Int = 4) {
    let value = min(max(1, value), ChartScale.largest)
    let least = (value - 1) / markCount + 1
    var power = 1
    while power * 5 < least { power *= 10 }
    let step = [1, 2, 5].map { $0 * power }.first { $0 >= least } ?? power * 10
    self.step = step
    self.top = ((value - 1) / step + 1) * step
  }

  /// From 0 to the top.
  var marks: [Int] { Array(stride(from: 0, through: top, by: step)) }

  /// Where a value stands between 0 (at 0) and 1 (at the top); below 0 it stands at 0.
  func share(of value: Int) -> Double { Double(max(0, value)) / Double(top) }
}
