import Foundation
import Testing

/// What `explain` says of an account is what the tables of the run of that day say.
@Suite("explain, against the run of the day") struct ExplainTests {
  @Test(
    "counts, outcomes, changes, membership and holds are those of the run",
    arguments: [3, 11, 27, 42, 68, 99, 104, 111])
  func agrees(seed: Int) throws {
    let random = try RandomCase(seed)
    for (night, day) in random.days.enumerated() {
      try random.arrive(on: day)
      try random.run(day)
      let tables = try RunTables(random, day)
      for account in tables.accounts.dropFirst(night).striding(
        by: max(3, tables.accounts.count / 4))
      {
        let result = try Program.run(
          ["explain", "pipeline.yaml", "--as-of", day, "--format", "json", "--", account],
          in: random.place.path)
        try #require(result.exitCode == 0, "seed \(seed), \(day): \(result)")
        let told = try JSON(result.standardOutput)
        let place: Comment = "seed \(seed), \(day), \(account)"
        #expect(told["account"]["account_id"].text == account, place)
        for workflow in told["workflows"].list { checkWorkflow(workflow, account, tables, place) }
        checkPlaces(told, account, tables, place)
      }
    }
  }

  private func checkWorkflow(
    _ workflow: JSON, _ account: String, _ tables: RunTables, _ place: Comment
  ) {
    let id = workflow["workflow"].text ?? ""
    let place: Comment = "\(place) \(id)"
    func isOwn(_ row: [String: String]) -> Bool {
      row["workflow"] == id && row["account_id"] == account
    }
    let window = tables.windows.first(where: isOwn)
    #expect(workflow["engagements"].number ?? -1 == Int(window?["engagements"] ?? "0"), place)
    #expect(
      workflow["outcome"].text == tables.decisions.first(where: isOwn)?["outcome"], place)
    // The rows that count add up to what was counted; the others do not count.
    let counted = workflow["rows"].list.filter { $0["status"].text == "counted" }
    let sum = counted.reduce(0) {
      $0 + ($1["counted_as"].number ?? $1["engagements"].number ?? 0)
    }
    #expect(workflow["engagements"].number == max(0, sum), place)
    #expect((window == nil) == counted.isEmpty, place)
    for row in workflow["rows"].list {
      #expect(
        (row["superseded_by"].text != nil) == (row["status"].text == "superseded"), place)
    }
    if workflow["test"].text == "engagements", workflow["status"].text != "inactive" {
      let missing = workflow["missing"]["engagements"].number ?? 0
      // Counts below 0 have to be made up for, though the window's total is never below 0.
      #expect(missing == max(0, (workflow["threshold"].number ?? 0) - sum), place)
    }
  }

  private func checkPlaces(_ told: JSON, _ account: String, _ tables: RunTables, _ place: Comment) {
    let changes = told["changes"].list.map { change in
      [
        change["order"].number.map(String.init) ?? "", change["workflow"].text ?? "",
        change["action"].text ?? "",
        change["from"].list.compactMap(\.text).joined(separator: " | "),
        change["to"].list.compactMap(\.text).joined(separator: " | "),
        change["engagements"].number.map(String.init) ?? "",
      ]
    }
    let own = tables.changes.filter { $0["account_id"] == account }.map { row in
      ["order", "workflow", "action", "from", "to", "engagements"].map { row[$0] ?? "" }
    }
    #expect(changes == own, place)
    for segment in told["segments"].list {
      let id = segment["segment"].text ?? ""
      func isOwn(_ row: [String: String]) -> Bool {
        row["segment"] == id && row["account_id"] == account
      }
      let member = tables.members.first(where: isOwn)
      #expect(segment["is_in"].flag == (member != nil), "\(place) \(id)")
      for key in ["since", "qualified_on", "workflow"] {
        #expect(segment[key].text == member?[key], "\(place) \(id)")
      }
      let hold = tables.held.first(where: isOwn)?["reason"] ?? ""
      #expect(
        segment["held"].list.compactMap(\.text).joined(separator: " | ") == hold,
        "\(place) \(id)")
      // What one format cannot use may be in another's file.
      let isHeldFromAll = hold.components(separatedBy: " | ").contains {
        $0 == "banned" || $0 == "not_in_account_list" || $0.hasPrefix("excluded:")
      }
      if segment["upload"].text == "uploaded" { #expect(!isHeldFromAll && member != nil) }
      if isHeldFromAll { #expect(segment["upload"].text == "held") }
    }
  }
}

/// The tables of a published run.
private struct RunTables {
  let windows: [[String: String]]
  let decisions: [[String: String]]
  let changes: [[String: String]]
  let members: [[String: String]]
  let held: [[String: String]]
  let accounts: [String]

  init(_ random: RandomCase, _ day: String) throws {
    func rows(_ path: String) throws -> [[String: String]] {
      try CSVRows.of(random.place.text(of: "runs/\(day)/\(path)"))
    }
    self.windows = try rows("3-aggregate/windows.csv")
    self.decisions = try rows("4-apply/decisions.csv")
    self.changes = try rows("4-apply/changes.csv")
    self.members = try rows("4-apply/membership.csv")
    self.held = try rows("uploads/held.csv")
    self.accounts = try rows("2-normalize/accounts.csv").compactMap { $0["account_id"] }
  }
}

extension Sequence {
  /// Every n-th element, the first included.
  fileprivate func striding(by count: Int) -> [Element] {
    enumerated().filter { $0.offset % count == 0 }.map(\.element)
  }
}
