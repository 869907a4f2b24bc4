import AdModel
import Files
import TestSupport

@testable import Pipelines

/// A pipeline and its files in few words, checked. Without more, the exports of a source `dsp` have
/// one row of each of `Awareness`, `Consideration` and `Decision` for every day of November 2026 up
/// to the 20th, which is the as-of day.
struct Checked {
  var segments = ["low", "medium", "high"].map { "{id: \($0)}" }
  var ladders = ""
  var workflows: [String] = []
  var sources = Checked.source("dsp")
  /// Lines of the pipeline file behind all others.
  var more = "exports: [{segment: [low, medium, high], format: linkedin-company-list}]"
  /// Further files by path, which replace those of the same path.
  var files: [String: String] = [:]
  var asOf: CalendarDay? = november(20)
  var zone = "UTC"

  static let ladder = "ladders: [[low, medium, high]]"

  static func source(_ name: String, _ more: String = "") -> String {
    """
      - name: \(name)
        platform: generic
        files: \(name)/*.csv
        columns: {date: Day, campaign: Campaign, account_domain: Domain}
        engagements: [Clicks]
    \(more.isEmpty ? "" : "    \(more)\n")
    """
  }

  /// `rule("up", "5+ Decision in 3", "move: {from: [low], to: [high]}")`; `<1` for fewer than 1.
  ///
  /// - Parameters:
  ///   - when: further keys of `when`.
  ///   - more: further keys of the rule.
  static func rule(
    _ id: String, _ trigger: String, _ action: String, when: String = "", _ more: String = ""
  ) -> String {
    let words = trigger.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words[1].split(separator: " ").map(String.init)
    let campaign = rest.dropLast(2).joined(separator: " ")
    let test =
      words[0].hasPrefix("<")
      ? "fewer_than: \(words[0].dropFirst())" : "engagements: \(words[0].dropLast())"
    let keys = [test, "campaign: \(campaign)", "within_days: \(rest.last ?? "7")", when]
    return "{id: \(id), when: {\(keys.filter { !$0.isEmpty }.joined(separator: ", "))}, "
      + [action, more].filter { !$0.isEmpty }.joined(separator: ", ") + "}"
  }

  /// `rows("Awareness", 14...20)`: one click a day.
  static func rows(_ campaign: String, _ days: ClosedRange<Int>) -> String {
    days.map { "\(november($0)),\(campaign),alder.example,1\n" }.joined()
  }

  static let header = "Day,Campaign,Domain,Clicks\n"

  static let everyDay =
    header + ["Awareness", "Consideration", "Decision"].map { rows($0, 1...20) }.joined()

  var text: String {
    """
    version: 1
    name: checked
    time_zone: \(zone)
    \(asOf == nil ? "as_of: newest_day" : "")
    runs: runs
    sources:
    \(sources)
    segments:
    \(segments.map { "  - \($0)\n" }.joined())
    \(ladders)
    workflows:
    \(workflows.map { "  - \($0)\n" }.joined())
    \(more)
    """
  }

  func check() throws -> PipelineCheck {
    let folder = try TemporaryFolder()
    return try check(in: folder)
  }

  func check(in folder: TemporaryFolder) throws -> PipelineCheck {
    var files = ["dsp/days.csv": Checked.everyDay]
    files.merge(self.files) { $1 }
    files["pipeline.yaml"] = text
    for (name, text) in files {
      try Folder.make(Path.parent(of: "\(folder.path)/\(name)"))
      _ = try folder.write(text, to: name)
    }
    return try PipelineCheck.check(
      RunRequest(pipelinePath: "\(folder.path)/pipeline.yaml", asOf: asOf), .ofTests)
  }

  /// `kind place`, of the lints; fails when there are faults.
  func kinds() throws -> [String] {
    let check = try check()
    return check.lints.map { "\($0.kind) \($0.place)" }
      + check.faults.map { "FAULT \($0.place): \($0.message)" }
  }

  /// The lints of one kind.
  func lints(_ kind: String) throws -> [Lint] { try check().lints.filter { $0.kind == kind } }
}

extension RunSurroundings {
  /// The 20th of November 2026, in a world that knows UTC and Europe/Berlin.
  static let ofTests = RunSurroundings(
    today: { ["UTC", "Europe/Berlin"].contains($0) ? november(20) : nil },
    zone: { ["UTC", "Europe/Berlin"].contains($0) ? ZoneTable.utc : nil },
    seconds: { 0 }, report: { _ in })
}

/// A day of November 2026; 0 and below are days of October.
func november(_ day: Int) -> CalendarDay {
  (CalendarDay(year: 2026, month: 11, day: 1) ?? CalendarDay(number: 0)).advanced(by: day - 1)
}
