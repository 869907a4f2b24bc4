import AdModel
import Pipelines

/// Pipeline files that tests read, whole or with a part of a line replaced.
enum SamplePipelines {
  static let platforms = [
    "generic", "linkedin-demographics", "6sense-reached-accounts", "google-ads",
  ]

  /// A file with nearly every key, on 48 lines.
  static let full = """
    version: 1
    name: ladder
    time_zone: Europe/Berlin
    as_of_lag_days: 1
    runs: runs
    accounts:
      file: accounts.csv
      columns: {id: Account ID, name: Account Name, parent: Parent}
      aliases: aliases.csv
      unmatched: report
      roll_up: parent
    sources:
      - name: linkedin
        platform: linkedin-demographics
        files: linkedin/{campaign}-*.csv
        lag_days: 1
      - name: dsp
        platform: generic
        files: [dsp/*.csv]
        columns: {date: Day, campaign: Campaign, account_domain: Domain}
        engagements: [Clicks, Views]
    segments:
      - {id: low, name: "Ad: Low"}
      - {id: high, name: "Ad: High", expire_after_days: 30}
      - id: deals
        name: Open deals
        from: {file: "deals-{last_day}.csv", columns: {id: Account ID}, where: {Stage: [Won]}}
    ladders:
      - [low, high]
    workflows:
      - name: Up to low
        when: {engagements: 1, campaign: Awareness, within_days: 7, sources: all}
        add: {to: [low]}
      - name: Up to high
        when: {engagements: 5, campaign: Decision, within_days: 3, sources: [linkedin, dsp]}
        move: {from: [low], to: [high]}
        after: [up-to-low]
      - name: Down to low
        when: {fewer_than: 1, campaign: Decision, within_days: 30}
        move: {from: [high], to: [low]}
    exclude: [deals]
    on_exclude: hold
    overrides: overrides.csv
    exports:
      - {segment: [low, high], format: linkedin-company-list}
    guards:
      max_removed: {percent: 30, at_least: 50}
      missing_source: warn

    """

  /// The full file with a text on a line (counted from 1) replaced; the text must be there.
  static func full(line: Int, _ old: String, _ new: String) -> String {
    var lines = full.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let range = lines[line - 1].firstRange(of: old) else {
      fatalError("line \(line) is \(lines[line - 1]), without \(old)")
    }
    lines[line - 1].replaceSubrange(range, with: new)
    return lines.joined(separator: "\n")
  }

  static func read(_ text: String) throws(PipelineFileError) -> Pipeline {
    try PipelineFile.read(
      text: text, shownPath: "p.yaml", knownPlatforms: platforms)
  }

  /// What the error says, a line for each fault; empty for a file without one.
  static func faultLines(_ text: String) -> [String] {
    faults(text).map { "\($0.line):\($0.column): \($0.message)" }
  }

  static func faults(_ text: String) -> [PipelineFault] {
    do {
      _ = try read(text)
      return []
    } catch {
      return error.faults
    }
  }
}
