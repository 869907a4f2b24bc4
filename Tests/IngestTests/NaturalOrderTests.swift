import Testing

@testable import Ingest

@Suite struct NaturalOrderTests {
  /// Oldest first.
  @Test(arguments: [
    ["report.csv", "report (1).csv", "report (2).csv", "report (10).csv"],
    ["part-2.csv", "part-10.csv", "part-10 (1).csv", "part-11.csv"],
    ["a.csv", "a1.csv", "a2.csv", "a10.csv", "ab.csv"],
    ["a/2/x.csv", "a/10/x.csv"],
    ["1/z.csv", "2/a.csv"],
    ["d-20261118.csv", "d-20261119.csv"],
    ["d-9.csv", "d-99999999999999999999998.csv", "d-99999999999999999999999.csv"],
    ["report 2 (3).csv", "report 10.csv"],
    ["A.csv", "a.csv"],
    ["x-1-2.csv", "x-1-10.csv", "x-2-1.csv"],
    ["v1.2 (1).csv", "v1.10.csv"],
  ])
  func sortsAsPeopleCount(paths: [String]) {
    for (place, earlier) in paths.enumerated() {
      for later in paths[(place + 1)...] {
        #expect(NaturalOrder(path: earlier) < NaturalOrder(path: later), "\(earlier) < \(later)")
        #expect(!(NaturalOrder(path: later) < NaturalOrder(path: earlier)))
      }
    }
  }

  /// Extensions and leading zeroes make no difference.
  @Test(arguments: [
    ("a.csv", "a.csv.gz"), ("a.csv", "a.txt"), ("a (3).csv", "a (3).csv.gz"), ("a", "a.csv"),
    ("part-2.csv", "part-0002.csv"), ("a (03).csv", "a (3).csv"), ("dir.v1/a.csv", "dir.v1/a.tsv"),
  ])
  func isEqualForThese(left: String, right: String) {
    #expect(NaturalOrder(path: left) == NaturalOrder(path: right))
  }

  /// Only a browser's own form is a copy number.
  @Test(arguments: [
    ("a(3).csv", "a.csv"), ("a (x).csv", "a.csv"), ("a ().csv", "a.csv"), (".csv", "csv"),
  ])
  func isDifferentForThese(left: String, right: String) {
    #expect(NaturalOrder(path: left) != NaturalOrder(path: right))
  }

  /// Any two are ordered one way, and any three in a row.
  @Test func isAnOrder() {
    let paths = [
      "", "0", "1", "-", "a", "a-", "a0", "a1", "a01", "a10", "a b", "a (1)", "a (2)", "a (2) x",
      "/", "a/b", "a.b", "a.1", "é", "1a", "1-", "0-", "00",
    ].map { NaturalOrder(path: $0) }
    for left in paths {
      #expect(!(left < left))
      for right in paths {
        #expect([left < right, right < left, left == right].count { $0 } == 1)
        for last in paths where left < right && right < last { #expect(left < last) }
      }
    }
  }
}
