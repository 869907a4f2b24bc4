import Foundation
import Testing

/// What holds of the differences between any two runs of random cases.
@Suite("diff, on random cases") struct DiffLawTests {
  private static let causes = [
    "pipeline", "identity", "override_or_exclusion", "base", "lag", "window_slid", "restated",
    "new_data",
  ]

  @Test(
    "applied to the first run's segments the changes give the second's; each has one cause, and its rows add up",
    arguments: [3, 11, 27, 42, 68, 99])
  func changes(seed: Int) throws {
    let random = try RandomCase(seed)
    try random.runAllArchived()
    for first in random.days {
      for second in random.days {
        let place: Comment = "seed \(seed), \(first) to \(second)"
        let result = try Program.run(
          [
            "diff", first, second, "--pipeline", "pipeline.yaml", "--format", "json",
            "--detailed-exitcode",
          ], in: random.place.path)
        let told = try JSON(result.standardOutput)
        let changes = told["changes"].list
        let isChanged =
          !changes.isEmpty || !told["upload_changes"].list.isEmpty || !told["people"].list.isEmpty
        #expect(result.exitCode == (isChanged ? 2 : 0), "\(place) \(result)")
        if first == second { #expect(!isChanged, place) }
        #expect(told["no_causes"].text == nil, place)
        let moved = changes.reduce(into: try random.members(first)) { members, change in
          let account = change["account_id"].text ?? ""
          for segment in change["from"].list {
            #expect(members.remove("\(segment.text ?? "") \(account)") != nil, place)
          }
          for segment in change["to"].list {
            #expect(members.insert("\(segment.text ?? "") \(account)").inserted, place)
          }
        }
        #expect(try moved == random.members(second), place)
        for change in changes + told["upload_changes"].list {
          #expect(DiffLawTests.causes.contains(change["cause"].text ?? ""), place)
        }
        for change in changes { expectRowsAddUp(change, place) }
      }
    }
  }

  /// What one workflow counted is what its rows add up to.
  private func expectRowsAddUp(_ change: JSON, _ place: Comment) {
    let makers = change["made_by"].list
    guard makers.count == 1, let engagements = makers[0]["engagements"].number else { return }
    let sum = change["rows"].list.filter { $0["status"].text != "gone" }
      .reduce(0) { $0 + ($1["engagements"].number ?? 0) }
    #expect(max(0, sum) == engagements, place)
  }

  @Test(
    "between neighbouring nights every change names lines of the second's changes.csv",
    arguments: [3, 42, 99])
  func makers(seed: Int) throws {
    let random = try RandomCase(seed)
    try random.runAllArchived()
    for (first, second) in zip(random.days, random.days.dropFirst()) {
      let told = try JSON(
        Program.run(
          ["diff", first, second, "--pipeline", "pipeline.yaml", "--format", "json"],
          in: random.place.path
        ).standardOutput)
      let lines = CSVRows.of(try random.place.text(of: "runs/\(second)/4-apply/changes.csv"))
      for change in told["changes"].list {
        let place: Comment = "seed \(seed), \(second), \(change["account_id"].text ?? "")"
        #expect(!change["made_by"].list.isEmpty, place)
        for maker in change["made_by"].list {
          #expect(maker["run"].text == second, place)
          let isThere = lines.contains {
            $0["account_id"] == change["account_id"].text
              && $0["workflow"] == maker["workflow"].text
              && $0["order"] == maker["order"].number.map(String.init)
          }
          #expect(isThere, place)
        }
      }
    }
  }

  @Test("any number of threads gives the same bytes", arguments: [11, 68]) func jobs(seed: Int)
    throws
  {
    let random = try RandomCase(seed)
    try random.runAllArchived()
    func diff(_ jobs: String) throws -> String {
      try Program.run(
        [
          "diff", random.days[0], random.days[random.days.count - 1], "--pipeline",
          "pipeline.yaml", "--format", "json", "--jobs", jobs,
        ], in: random.place.path
      ).standardOutput
    }
    #expect(try diff("1") == diff("4"))
  }
}

extension RandomCase {
  /// Runs all days with an archive, so that inputs that are overwritten can be read again.
  fileprivate func runAllArchived() throws {
    try runAllDays {
      let text = try place.text(of: "pipeline.yaml")
      if !text.contains("\narchive: ") {
        try place.write(text + "\narchive: archive\n", to: "pipeline.yaml")
      }
    }
  }

  /// The memberships of a run, each as its segment and account.
  fileprivate func members(_ day: String) throws -> Set<String> {
    Set(
      CSVRows.of(try place.text(of: "runs/\(day)/4-apply/membership.csv")).map {
        "\($0["segment"] ?? "") \($0["account_id"] ?? "")"
      })
  }
}
