import AdModel
import Testing

@testable import Pipelines

@Suite("Two triggers and one account") struct TriggerPairTests {
  private static let tests = (1...4).flatMap { [Workflow.Test.atLeast($0), .fewerThan($0)] }

  /// Whether the first count stays within the second, the second within the first, both, or neither.
  private static let relations = [(false, false), (true, false), (false, true), (true, true)]

  /// All counts of two windows that keep to a relation.
  private func counts(_ relation: (Bool, Bool)) -> [(Int, Int)] {
    (0...8).flatMap { first in (0...8).map { (first, $0) } }.filter { first, second in
      (!relation.0 || first <= second) && (!relation.1 || second <= first)
    }
  }

  @Test("what is said of two triggers is what trying all counts finds")
  func allCounts() {
    for first in Self.tests {
      for second in Self.tests {
        for relation in Self.relations {
          let pair = TriggerPair(
            first: first, second: second, isFirstWithinSecond: relation.0,
            isSecondWithinFirst: relation.1)
          let met = counts(relation).filter { first.isMet(by: $0.0) }
          let both = met.contains { second.isMet(by: $0.1) }
          let always = met.allSatisfy { second.isMet(by: $0.1) }
          #expect(pair.canMatchTogether == both, "\(first) \(second) \(relation)")
          #expect(pair.doesFirstImplySecond == (always && both), "\(first) \(second) \(relation)")
        }
      }
    }
  }
}
