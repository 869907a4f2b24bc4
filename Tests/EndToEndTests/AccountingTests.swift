import Foundation
import Testing

/// Nothing happens without a line: the tables of a run account for every account that a workflow
/// matched and for every membership that changed.
@Suite("The tables of a run account for each other") struct AccountingTests {
  @Test("on random pipelines over several nights", arguments: [3, 11, 27, 42, 68, 99, 104, 111])
  func accounts(seed: Int) throws {
    let random = try RandomCase(seed)
    var before: Set<[String]> = []
    for day in random.days {
      try random.arrive(on: day)
      try random.run(day)
      let folder = "runs/\(day)"
      let results = try JSON(random.place.text(of: "\(folder)/run_results.json"))
      let windows = try rows(random, "\(folder)/3-aggregate/windows.csv")
      let decisions = try rows(random, "\(folder)/4-apply/decisions.csv")
      let changes = try rows(random, "\(folder)/4-apply/changes.csv")
      let members = Set(
        try rows(random, "\(folder)/4-apply/membership.csv").map {
          [$0["segment"] ?? "", $0["account_id"] ?? ""]
        })
      let place: Comment = "seed \(seed), \(day)"

      // Each match of a workflow that ran is decided once.
      let decided = decisions.map { [$0["workflow"], $0["account_id"]] }
      #expect(Set(decided).count == decided.count, place)
      for workflow in results["workflows"].list where workflow["status"].text == "ran" {
        let id = workflow["id"].text ?? ""
        let isCooling = try random.place.text(of: "pipeline.yaml").isCooling(id)
        if isCooling { continue }
        let matched = windows.filter { $0["workflow"] == id && $0["matched"] == "true" }
          .map { $0["account_id"] ?? "" }
        let own = decisions.filter { $0["workflow"] == id }.map { $0["account_id"] ?? "" }
        #expect(matched == own, "\(place) \(id)")
      }
      // The counts of outcomes are those of the lines.
      for workflow in results["workflows"].list {
        let id = workflow["id"].text ?? ""
        for outcome in Outcomes.all {
          #expect(
            workflow["outcomes"][outcome].number ?? 0
              == decisions.count { $0["workflow"] == id && $0["outcome"] == outcome },
            "\(place) \(id) \(outcome)")
        }
        if workflow["status"].text != "ran" {
          #expect(!decisions.contains { $0["workflow"] == id }, "\(place) \(id)")
        }
      }
      // A workflow changes nothing without a decision, and what it did is an outcome.
      for change in changes where !(change["workflow"] ?? "").hasPrefix("(") {
        #expect(
          decisions.contains {
            $0["workflow"] == change["workflow"] && $0["account_id"] == change["account_id"]
              && $0["order"] == change["order"] && $0["engagements"] == change["engagements"]
          }, "\(place) \(change)")
      }
      for decision in decisions
      where ["added", "moved", "removed"].contains(decision["outcome"]) {
        #expect(
          changes.contains {
            $0["workflow"] == decision["workflow"] && $0["account_id"] == decision["account_id"]
          }, "\(place) \(decision)")
      }
      // The membership is the one before with every change made.
      var made = before
      for change in changes {
        let account = change["account_id"] ?? ""
        for segment in (change["from"] ?? "").ids { made.remove([segment, account]) }
        for segment in (change["to"] ?? "").ids { made.insert([segment, account]) }
      }
      if !random.hasInitialMembers || !before.isEmpty { #expect(made == members, place) }
      before = members
    }
  }

  private func rows(_ random: RandomCase, _ path: String) throws -> [[String: String]] {
    try CSVRows.of(random.place.text(of: path))
  }
}

extension RandomCase {
  fileprivate var hasInitialMembers: Bool {
    (try? place.text(of: "pipeline.yaml").contains("initial:")) ?? false
  }
}

extension String {
  fileprivate var ids: [String] {
    split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Whether the workflow of an id tests for fewer engagements.
  fileprivate func isCooling(_ id: String) -> Bool {
    components(separatedBy: "\n- ").contains { item in
      guard item.contains("fewer_than:") else { return false }
      let item = item + "\n"
      let name = item.prefix { $0 != "\n" }.drop { $0 != " " }.dropFirst().lowercased()
      return item.contains("id: \(id)\n") || name.replacing(" ", with: "-") == id
    }
  }
}
