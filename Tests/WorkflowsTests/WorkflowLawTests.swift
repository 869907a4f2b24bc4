import AdModel
import Testing

@testable import Workflows

/// Nights made up from a seed: five rule-fed segments, three of them on a ladder half the time,
/// one segment from a file, and eight accounts with whatever happens to accounts.
struct InventedNight {
  private var generator: SeededGenerator
  private(set) var scenario = Scenario()
  private let ids: [SegmentID] = ["low", "medium", "high", "x", "y"]

  init(seed: UInt64) {
    self.generator = SeededGenerator(seed: seed)
    scenario.accountCount = 8
    scenario.segments =
      ids.map { segment($0, expires: chance(30) ? number(0...30) : nil) }
      + [segment("deals", isFromFile: true)]
    scenario.ladders = chance(50) ? Scenario.ladder : []
    scenario.fileMembers = ["deals": accounts(20).map { AccountIndex($0) }]
    scenario.gone = Set(accounts(10))
    scenario.base = base()
    scenario.joins = chance(30) ? [join(7, to: 1), join(6, to: 7)] : []
    scenario.exclude = chance(50) ? ["deals"] : []
    scenario.onExclude = chance(50) ? .hold : .remove
    scenario.overrides = overrides()
    for place in 0..<number(1...8) { addWorkflow("w\(place)") }
  }

  private mutating func addWorkflow(_ id: String) {
    let action = action()
    let isCooling = !action.from.isEmpty && chance(30)
    let threshold = number(1...4)
    scenario.workflows.append(
      rule(
        id, action, when: isCooling ? .fewerThan(threshold) : .atLeast(threshold),
        onlyIn: chance(20) ? some(of: ids + ["deals"]) : nil,
        notIn: chance(20) ? some(of: ids + ["deals"]) : [], isActive: chance(90)))
    if chance(10) { scenario.skipped.insert(id) }
    var counts: [UInt32: Int] = [:]
    for account in accounts(60) { counts[account] = number(0...5) }
    scenario.counts[id] = counts
  }

  private mutating func action() -> Workflow.Action {
    let from = some(of: ids)
    let to = some(of: ids.filter { !from.contains($0) })
    switch number(0...3) {
    case 0: return .remove(from: from)
    case 1: return .add(to: from)
    default: return to.isEmpty ? .remove(from: from) : .move(from: from, to: to)
    }
  }

  private mutating func base() -> [Membership] {
    var base: [Membership] = []
    for id in ids + ["deals"] {
      for account in accounts(30) {
        let since = Int32(number(1...99))
        base.append(
          member(account, id, since: since, qualified: Int32(number(Int(since)...99))))
      }
    }
    return base
  }

  /// At most one line per account, so that none contradicts another; not for joined ones.
  private mutating func overrides() -> [Override] {
    (2...5).filter { _ in chance(40) }.map { account in
      override(
        chance(50) ? .pin : .ban, UInt32(account), ids[number(0...4)],
        until: chance(50) ? Int32(number(97...103)) : nil, line: account)
    }
  }

  private mutating func some(of list: [SegmentID]) -> [SegmentID] {
    let chosen = list.filter { _ in chance(35) }
    return chosen.isEmpty ? Array(list.prefix(1)) : chosen
  }

  private mutating func accounts(_ percent: Int) -> [UInt32] {
    (0..<UInt32(scenario.accountCount)).filter { _ in chance(percent) }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }
}

/// One account in one segment.
private struct Place: Hashable {
  let account: AccountIndex
  let segment: SegmentID
}

@Suite("Laws of a night") struct WorkflowLawTests {
  private static let seeds: [UInt64] = Array(0..<300)

  /// Nights whose workflows have an order.
  private func forEachNight(_ body: (Scenario, WorkflowEngine.Output) throws -> Void) throws {
    var count = 0
    for seed in WorkflowLawTests.seeds {
      let scenario = InventedNight(seed: seed).scenario
      do {
        try body(scenario, scenario.run())
        count += 1
      } catch is WorkflowCircles {}
    }
    #expect(count > WorkflowLawTests.seeds.count / 4)
  }

  private func places(_ memberships: [Membership]) -> Set<Place> {
    Set(memberships.map { Place(account: $0.account, segment: $0.segment) })
  }

  private func isHolding(_ override: Override) -> Bool {
    override.until.map { $0 >= Scenario.today } ?? true
  }

  @Test("running a day twice gives the same")
  func repeatable() throws {
    try forEachNight { scenario, output in
      let again = try scenario.run()
      #expect(again == output)
    }
  }

  @Test("the base with the changes made, one after the other, is the membership")
  func changesAddUp() throws {
    let steps = ["(alias)", "(ladder)", "(file)", "(override)"]
    try forEachNight { scenario, output in
      var held = places(scenario.base)
      let before = steps.flatMap { step in output.changes.filter { $0.workflow.text == step } }
      for change in before + output.changes.filter({ $0.order > 0 }) {
        for segment in change.from {
          #expect(held.remove(Place(account: change.account, segment: segment)) != nil)
        }
        for segment in change.to {
          #expect(held.insert(Place(account: change.account, segment: segment)).inserted)
        }
      }
      #expect(held == places(output.memberships))
    }
  }

  @Test("on a ladder an account stands on one rung at most")
  func oneRung() throws {
    try forEachNight { scenario, output in
      for ladder in scenario.ladders {
        let onLadder = output.memberships.filter { ladder.contains($0.segment) }.map(\.account)
        #expect(onLadder.count == Set(onLadder).count)
      }
    }
  }

  @Test("a pin never leaves but by exclusion, and a ban never enters")
  func overridesHold() throws {
    try forEachNight { scenario, output in
      let held = places(output.memberships)
      let beaten = output.changes.filter { $0.workflow.text == "(exclusion)" }
      for override in scenario.overrides where isHolding(override) {
        let place = Place(account: override.account, segment: override.segment)
        let isBeaten = beaten.contains {
          $0.account == override.account && $0.from.contains(override.segment)
        }
        #expect(held.contains(place) == (override.action == .pin && !isBeaten))
        let later = output.changes.filter { $0.order > 0 && $0.account == override.account }
        #expect(!later.contains { $0.to.contains(override.segment) })
        #expect(isBeaten || !later.contains { $0.from.contains(override.segment) })
      }
    }
  }

  @Test("each edge is kept, and every active workflow runs once")
  func edgesKept() throws {
    try forEachNight { scenario, _ in
      let order = try WorkflowOrder(scenario.pipeline)
      let active = scenario.workflows.filter(\.isActive).map(\.id.text)
      #expect(order.names.sorted() == active.sorted())
      for edge in order.edges {
        let earlier = try #require(order.workflows.firstIndex { $0.id == edge.earlier })
        let later = try #require(order.workflows.firstIndex { $0.id == edge.later })
        #expect(earlier < later)
      }
    }
  }

  @Test("where edges decide the whole order, the order of the file changes nothing")
  func fileOrder() throws {
    for seed in WorkflowLawTests.seeds {
      var scenario = InventedNight(seed: seed).scenario
      for place in scenario.workflows.indices { scenario.workflows[place].isActive = true }
      for place in scenario.workflows.indices.dropFirst() {
        scenario.workflows[place].after = [scenario.workflows[place - 1].id]
      }
      let output = try scenario.run()
      var generator = SeededGenerator(seed: seed)
      scenario.workflows.shuffle(using: &generator)
      let shuffled = try scenario.run()
      #expect(shuffled == output)
    }
  }

  @Test("what a decision says is what the changes say")
  func decisionsMatchChanges() throws {
    try forEachNight { _, output in
      for decision in output.decisions {
        let changes = output.changes.filter {
          $0.order == decision.order && $0.account == decision.account
        }
        switch decision.outcome {
        case .added, .moved: #expect(changes.count == 1 && changes[0].to != [])
        case .removed: #expect(changes.count == 1 && changes[0].to == [])
        case .alreadyIn, .heldByOverride, .heldByHigherRung:
          #expect(changes.allSatisfy { $0.action == .leave })
        case .notInSource, .narrowedOut: #expect(changes.isEmpty)
        }
      }
    }
  }

  @Test("every list is sorted as its file wants it")
  func sorted() throws {
    try forEachNight { _, output in
      let decisions = output.decisions.map { ($0.order, Int($0.account.number)) }
      #expect(zip(decisions, decisions.dropFirst()).allSatisfy { $0 < $1 })
      let changes = output.changes.map { ($0.order, $0.workflow.text, $0.account.number) }
      #expect(zip(changes, changes.dropFirst()).allSatisfy { $0 <= $1 })
      let members = output.memberships.map { ($0.segment.text, $0.account.number) }
      #expect(zip(members, members.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test("days are in order: since, qualified_on, the as-of day")
  func days() throws {
    try forEachNight { _, output in
      for line in output.memberships {
        #expect(line.since <= line.qualifiedOn && line.qualifiedOn <= Scenario.today)
      }
    }
  }
}
