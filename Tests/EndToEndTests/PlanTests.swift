import Foundation
import Testing

/// A plan says what the run that follows it does.
@Suite("plan, against the run that follows") struct PlanTests {
  @Test("sizes, entered and left are those of the run", arguments: [3, 11, 27, 42, 68, 99])
  func agrees(seed: Int) throws {
    let random = try RandomCase(seed)
    for day in random.days {
      try random.arrive(on: day)
      let result = try Program.run(
        ["plan", "pipeline.yaml", "--as-of", day, "--format", "json"], in: random.place.path)
      try #require(result.exitCode == 0, "seed \(seed), \(day): \(result)")
      let plan = try JSON(result.standardOutput)
      try random.run(day)
      let run = try JSON(random.place.text(of: "runs/\(day)/run_results.json"))
      #expect(plan["base"].text == run["base"].text, "seed \(seed), \(day)")
      for (planned, done) in zip(plan["segments"].list, run["segments"].list) {
        let place: Comment = "seed \(seed), \(day), \(done["id"].text ?? "")"
        for key in ["before", "after", "uploaded", "held"] {
          #expect(planned[key].number == done[key].number, place)
        }
        #expect(planned["new_data"]["entered"].number == done["entered"].number, place)
        #expect(planned["new_data"]["left"].number == done["left"].number, place)
        #expect(planned["pipeline_file"]["entered"].number == 0, place)
      }
    }
  }

  @Test("the exit code says whether there are changes, when asked")
  func exitCode() throws {
    let checkout = try SampleCheckout()
    let pipeline = "pipelines/engagement-ladder.yaml"
    func exitCode(_ arguments: String...) throws -> Int32 {
      try Program.run(["plan", pipeline] + arguments, in: checkout.place.path).exitCode
    }
    #expect(try exitCode() == 0)
    #expect(try exitCode("--detailed-exitcode") == 2)
    // Nothing moves on a day after a run that saw the same rows: a window later, nobody is new.
    for day in ["2026-11-20", "2026-11-21"] {
      let result = try Program.run(
        ["run", pipeline, "--as-of", day, "--quiet"], in: checkout.place.path)
      try #require(result.exitCode == 0, "\(result)")
    }
    #expect(try exitCode("--as-of", "2026-11-22", "--detailed-exitcode") == 0)
  }
}

/// A value of a JSON text, asked for by name.
struct JSON {
  private let value: Any?

  init(_ text: String) throws {
    self.value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  private init(value: Any?) { self.value = value }

  subscript(key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }

  var list: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
  var text: String? { value as? String }
  var number: Int? { value as? Int }
  var flag: Bool? { value as? Bool }
}
