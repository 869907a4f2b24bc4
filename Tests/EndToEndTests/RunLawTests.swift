import Files
import Foundation
import Testing

/// What holds of every run, on random cases of `Tests/Oracle/cases.py`.
@Suite("Laws of whole runs") struct RunLawTests {
  private static let seeds = [11, 42, 68, 99]

  @Test("any number of threads gives the same bytes", arguments: seeds)
  func jobs(seed: Int) throws {
    let one = try RandomCase(seed)
    let four = try RandomCase(seed)
    try one.runAllDays("--jobs", "1")
    try four.runAllDays("--jobs", "4")
    try expectSame(four, one)
  }

  @Test("the order in which files came to lie in a folder has no effect", arguments: seeds)
  func listingOrder(seed: Int) throws {
    let plain = try RandomCase(seed)
    let turned = try RandomCase(seed)
    try plain.runAllDays()
    try turned.runAllDays { try turned.layDownAgainInReverse() }
    try expectSame(turned, plain)
  }

  @Test("running each day twice changes nothing", arguments: seeds)
  func rerun(seed: Int) throws {
    let once = try RandomCase(seed)
    let twice = try RandomCase(seed)
    try once.runAllDays()
    for day in twice.days {
      try twice.arrive(on: day)
      try twice.run(day)
      try twice.run(day)
      let runs = try twice.runs()
      let difference = runs.below("\(day).2").without("manifest.json")
        .difference(from: runs.below(day).without("manifest.json"))
      #expect(difference == nil, "seed \(seed), \(day)")
      // The base of the second day on is a rerun, so only the first day's manifests are the same.
      if day == twice.days.first {
        #expect(
          runs.below("\(day).2").difference(from: runs.below(day)) == nil, "seed \(seed), \(day)")
      }
    }
    let (left, right) = (try once.runs(), try twice.runs())
    for day in once.days {
      let difference = right.below("\(day).2").without("manifest.json")
        .difference(from: left.below(day).without("manifest.json"))
      #expect(difference == nil, "seed \(seed), \(day)")
    }
    #expect(right.entries["latest"] == .link(to: "\(once.days.last ?? "").2"))
  }

  @Test("neither the current folder nor how the pipeline is named has an effect", arguments: seeds)
  func currentFolder(seed: Int) throws {
    let inside = try RandomCase(seed)
    let above = try RandomCase(seed)
    let elsewhere = try RandomCase(seed)
    try inside.runAllDays()
    let name = Path.name(of: above.place.path)
    for day in above.days {
      try above.arrive(on: day)
      try above.run(day, pipeline: "\(name)/./pipeline.yaml", in: Path.parent(of: above.place.path))
      try elsewhere.arrive(on: day)
      try elsewhere.run(day, pipeline: "\(elsewhere.place.path)/pipeline.yaml", in: "/")
    }
    try expectSame(above, inside)
    try expectSame(elsewhere, inside)
  }

  @Test("a run written elsewhere with --to is the published one", arguments: seeds)
  func elsewhere(seed: Int) throws {
    let randomCase = try RandomCase(seed)
    for day in randomCase.days {
      try randomCase.arrive(on: day)
      try randomCase.run(day, "--to", "../\(Path.name(of: randomCase.place.path))/review/\(day)")
      try randomCase.run(day)
      let tree = try FileTree(of: randomCase.place.path).reproducible
      let difference = tree.below("review/\(day)").difference(from: tree.below("runs/\(day)"))
      #expect(difference == nil, "seed \(seed), \(day)")
    }
  }

  private func expectSame(_ found: RandomCase, _ expected: RandomCase) throws {
    let expectedRuns = try expected.runs()
    #expect(expectedRuns.paths.count > expected.days.count * 12)
    let difference = try found.runs().difference(from: expectedRuns)
    #expect(difference == nil, "seed \(expected.seed)")
  }
}

extension FileTree {
  fileprivate func without(_ path: String) -> FileTree { filter { $0 != path } }
}
