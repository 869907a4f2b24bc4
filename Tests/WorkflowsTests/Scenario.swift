import AdModel

@testable import Workflows

/// A night in few words: segments are `low`, `medium`, `high`, `x`, `y` unless stated, accounts
/// are numbers, and the as-of day is day 100.
struct Scenario {
  static let today = CalendarDay(number: 100)

  var segments: [Segment] = ["low", "medium", "high", "x", "y"].map { segment($0) }
  var ladders: [[SegmentID]] = []
  var workflows: [Workflow] = []
  /// Per workflow: engagements by account.
  var counts: [String: [UInt32: Int]] = [:]
  var skipped: Set<String> = []
  var base: [Membership] = []
  var joins: [AccountJoin] = []
  var overrides: [Override] = []
  var fileMembers: [SegmentID: [AccountIndex]] = [:]
  var exclude: [SegmentID] = []
  var onExclude = Pipeline.ExclusionEffect.hold
  var accountCount = 4
  var gone: Set<UInt32> = []

  static let ladder: [[SegmentID]] = [["low", "medium", "high"]]

  var pipeline: Pipeline {
    Pipeline(name: "test", segments: segments, ladders: ladders, workflows: workflows)
  }

  func input() throws -> WorkflowEngine.Input {
    let ordered = try WorkflowOrder(pipeline).workflows
    return WorkflowEngine.Input(
      asOf: Scenario.today, workflows: ordered, segments: segments, ladders: ladders,
      counts: ordered.map { windowCounts(of: $0.id) }, base: base, joins: joins,
      overrides: overrides, fileMembers: fileMembers, exclude: exclude, onExclude: onExclude,
      isActive: (0..<UInt32(accountCount)).map { !gone.contains($0) })
  }

  func run() throws -> WorkflowEngine.Output { try WorkflowEngine.run(input()) }

  private func windowCounts(of workflow: WorkflowID) -> WindowCounts {
    let rows = (counts[workflow.text] ?? [:]).sorted { $0.key < $1.key }
      .map { WindowCounts.Row(account: AccountIndex($0.key), engagements: $0.value) }
    return WindowCounts(
      workflow: workflow, rows: rows, isSkipped: skipped.contains(workflow.text))
  }
}

// MARK: - Building

func segment(_ id: SegmentID, expires: Int? = nil, isFromFile: Bool = false) -> Segment {
  let origin = isFromFile ? Segment.Origin(file: "deals.csv", columns: [:]) : nil
  return Segment(id: id, name: id.text, expireAfterDays: expires, origin: origin)
}

func rule(
  _ id: String, _ action: Workflow.Action, when test: Workflow.Test = .atLeast(1),
  onlyIn: [SegmentID]? = nil, notIn: [SegmentID] = [], after: [String] = [],
  isActive: Bool = true
) -> Workflow {
  Workflow(
    id: WorkflowID(id), name: id, isActive: isActive,
    trigger: Workflow.Trigger(test: test, campaign: CampaignSelector([id]), withinDays: 7),
    action: action, onlyIn: onlyIn, notIn: notIn, after: after.map { WorkflowID($0) })
}

func member(
  _ account: UInt32, _ segment: SegmentID, since: Int32 = 50, qualified: Int32 = 90,
  by workflow: String? = "old"
) -> Membership {
  Membership(
    segment: segment, account: AccountIndex(account), since: CalendarDay(number: since),
    qualifiedOn: CalendarDay(number: qualified), workflow: workflow.map { WorkflowID($0) })
}

func override(
  _ action: Override.Action, _ account: UInt32, _ segment: SegmentID, until: Int32? = nil,
  line: Int = 2
) -> Override {
  Override(
    account: AccountIndex(account), segment: segment, action: action,
    until: until.map { CalendarDay(number: $0) }, reason: "", lineNumber: line)
}

func join(_ old: UInt32, to new: UInt32) -> AccountJoin {
  AccountJoin(old: AccountIndex(old), new: AccountIndex(new))
}

extension SegmentID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}

// MARK: - Reading

extension WorkflowEngine.Output {
  /// `2 to-high #0 moved (5)`: order, workflow, account, outcome, engagements.
  var decisionLines: [String] {
    decisions.map {
      "\($0.order) \(workflow(of: $0)) #\($0.account.number) \($0.outcome.rawValue) (\($0.engagements))"
    }
  }

  /// `2 to-high #0 move low,medium > high`: order, step, account, action, left, entered.
  var changeLines: [String] {
    changes.map { change in
      let lists = [change.from, change.to].map { $0.map(\.text).joined(separator: ",") }
      return "\(change.order) \(change.workflow) #\(change.account.number) "
        + "\(change.action.rawValue) \(lists[0])>\(lists[1])"
    }
  }

  /// `high #0`.
  var memberLines: [String] {
    memberships.map { "\($0.segment) #\($0.account.number)" }
  }

  /// `high #0 50 90 old`: since, qualified on, workflow.
  var historyLines: [String] {
    memberships.map { line in
      "\(line.segment) #\(line.account.number) \(line.since.number) \(line.qualifiedOn.number) "
        + (line.workflow?.text ?? "-")
    }
  }

  var outcomes: [String] { decisions.map(\.outcome.rawValue) }
}

extension WorkflowOrder {
  var names: [String] { workflows.map(\.id.text) }

  /// `a>b after`.
  static func line(_ edge: Edge) -> String {
    let reason =
      switch edge.reason {
      case .after: "after"
      case .fills(let from, let onlyIn):
        "fills from:\(from.map(\.text).joined(separator: ","))"
          + " only_in:\(onlyIn.map(\.text).joined(separator: ","))"
      case .loweringFirst(let ladder): "lowering first \(ladder)"
      case .lowerTargetFirst(let ladder): "lower target first \(ladder)"
      }
    return "\(edge.earlier)>\(edge.later) \(reason)"
  }

  var edgeLines: [String] { edges.map(WorkflowOrder.line) }
  var droppedLines: [String] { droppedEdges.map(WorkflowOrder.line) }
}

/// Every order of a list.
func permutations<Element>(_ list: [Element]) -> [[Element]] {
  guard let first = list.first else { return [[]] }
  return permutations(Array(list.dropFirst())).flatMap { rest in
    (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
  }
}

/// SplitMix64: the same numbers from the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { self.state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
