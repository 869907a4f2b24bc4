import Foundation
import Testing

/// Every cell of `whatif` is what a run with that threshold and window makes.
@Suite("whatif, against runs of edited pipelines") struct WhatIfTests {
  private static let pipeline = "pipelines/engagement-ladder.yaml"

  @Test(
    "an N-or-more rule",
    arguments: [(1, 0), (2, 3), (3, 7), (5, 14), (10, 7)])
  func raising(threshold: Int, within: Int) throws {
    try compare(
      "3-consideration-engagements-in-7-days-move-to-medium",
      "engagements: 3, campaign: Consideration, within_days: 7",
      "engagements: \(threshold), campaign: Consideration, within_days: \(within)",
      threshold, within)
  }

  @Test("a fewer-than rule", arguments: [(1, 0), (2, 1), (20, 7), (1, 30)])
  func cooling(threshold: Int, within: Int) throws {
    try compare(
      "no-decision-engagement-in-7-days-back-to-medium",
      "fewer_than: 1, campaign: Decision, within_days: 7",
      "fewer_than: \(threshold), campaign: Decision, within_days: \(within)", threshold, within)
  }

  private func compare(
    _ workflow: String, _ written: String, _ edited: String, _ threshold: Int, _ within: Int
  ) throws {
    let checkout = try SampleCheckout()
    let folder = checkout.place.path
    let first = try Program.run(
      ["run", WhatIfTests.pipeline, "--as-of", "2026-11-19", "--quiet"], in: folder)
    try #require(first.exitCode == 0, "\(first)")
    let result = try Program.run(
      ["whatif", WhatIfTests.pipeline, workflow, "--format", "json"], in: folder)
    try #require(result.exitCode == 0, "\(result)")
    let cell = try #require(
      try JSON(result.standardOutput)["cells"].list.first {
        $0["threshold"].number == threshold && $0["within_days"].number == within
      })

    let text = try checkout.place.text(of: WhatIfTests.pipeline)
    try #require(text.contains(written))
    try checkout.place.write(text.replacing(written, with: edited), to: WhatIfTests.pipeline)
    let run = try Program.run(["run", WhatIfTests.pipeline, "--quiet"], in: folder)
    try #require(run.exitCode == 0, "\(run)")
    let done = try JSON(
      checkout.place.text(of: "data/runs/engagement-ladder/latest/run_results.json"))
    let ran = try #require(done["workflows"].list.first { $0["id"].text == workflow })
    #expect(cell["is_skipped"].flag == (ran["status"].text == "skipped"))
    let decided = Outcomes.all.compactMap { ran["outcomes"][$0].number }.reduce(0, +)
    #expect(cell["matched"].number == decided)
    for size in cell["segments"].list {
      let segment = done["segments"].list.first { $0["id"].text == size["segment"].text }
      #expect(size["members"].number == segment?["after"].number, "\(size["segment"].text ?? "")")
    }
  }
}

enum Outcomes {
  static let all = [
    "added", "moved", "removed", "already_in", "not_in_source", "narrowed_out",
    "held_by_higher_rung", "held_by_override",
  ]
}
