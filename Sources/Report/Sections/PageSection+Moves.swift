import CSV
import Runs

/// Who entered, moved and left, by the workflow that did it.
extension PageSection {
  static func moves(_ run: RunFiles) throws -> PageSection {
    var moves = Moves()
    let reading = try run.read(
      "4-apply/changes.csv",
      ["order", "workflow", "account_id", "action", "from", "to"]
        + ["engagements"]
    ) { row, columns in
      moves.add(workflow: row.text(columns[1])) {
        Moves.Move(
          account: row.text(columns[2]), action: row.text(columns[3]), from: row.text(columns[4]),
          to: row.text(columns[5]), engagements: Int(row.text(columns[6])))
      }
    }
    if let excuse = excuse(reading, "4-apply/changes.csv") {
      return PageSection("moves", "Who moved", [excuse])
    }
    guard !moves.groups.isEmpty else {
      return PageSection("moves", "Who moved", [paragraph("Nobody.")])
    }
    let names = try AccountNames(run, of: moves.shownAccounts)
    let tables = moves.groups.map { table($0, names, run).markup }
    return PageSection("moves", "Who moved", [names.excuse].compactMap(\.self) + tables)
  }

  private static func table(
    _ group: Moves.Group, _ names: AccountNames, _ run: RunFiles
  ) -> PageTable {
    let count = group.moves.seenCount
    return PageTable(
      "\(run.workflowName(group.workflow)): \(count, "change")",
      [
        .text("Account"), .text("Id"), .text("What"), .text("From"), .text("To"),
        .number("Engagements"),
      ],
      rows: group.moves.elements.map { move in
        [
          names[move.account], .text(move.account), word(for: move.action),
          run.segmentNames(move.from), run.segmentNames(move.to),
          move.engagements.map { "\($0)" } ?? "",
        ]
      },
      note: rest(group.moves.restCount, in: "4-apply/changes.csv"))
  }

  private static func word(for action: String) -> Markup {
    switch action {
    case "enter": "entered"
    case "leave": "left"
    case "move": "moved"
    default: .text(action)
    }
  }
}

/// The changes of a run, the first ones of each workflow.
struct Moves {
  struct Move {
    var account: String
    /// `enter`, `leave` or `move`.
    var action: String
    var from: String
    var to: String
    /// Nil for steps that count none.
    var engagements: Int?
  }

  struct Group {
    let workflow: String
    var moves: TopList<Move>
  }

  /// Of one workflow.
  static let shownOfWorkflow = 50
  /// Of all together, so that a thousand workflows do not make a page nobody can open.
  static let shownOfAll = 1_000

  /// In the order of the run.
  private(set) var groups: [Group] = []
  private var places: [String: Int] = [:]
  private var shownCount = 0

  mutating func add(workflow: String, _ move: () -> Move) {
    let place = places[workflow] ?? groups.count
    if place == groups.count {
      places[workflow] = place
      let capacity = min(Moves.shownOfWorkflow, Moves.shownOfAll - shownCount)
      groups.append(Group(workflow: workflow, moves: TopList(capacity: capacity)))
    }
    if groups[place].moves.seenCount < groups[place].moves.capacity { shownCount += 1 }
    groups[place].moves.offer(move())
  }

  var shownAccounts: Set<String> {
    Set(groups.flatMap { $0.moves.elements.map(\.account) })
  }
}

/// The names of a few accounts.
struct AccountNames {
  private var names: [String: String] = [:]
  /// Why there are none; nil when there are.
  let excuse: Markup?

  init(_ run: RunFiles, of accounts: Set<String>) throws {
    var names: [String: String] = [:]
    let reading = try run.read("2-normalize/accounts.csv", ["account_id", "name"]) {
      row, columns in
      let id = row.text(columns[0])
      if accounts.contains(id) { names[id] = row.text(columns[1]) }
    }
    self.names = names
    self.excuse = PageSection.excuse(reading, "2-normalize/accounts.csv")
  }

  /// Its name, or its id when it has none.
  subscript(id: String) -> Markup {
    let name = names[id] ?? ""
    return .text(name.isEmpty ? id : name)
  }
}
