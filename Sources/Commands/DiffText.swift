import Pipelines

/// A comparison for a marketer.
enum DiffText {
  /// How many changes of one cause, or of one upload, are shown; `--format csv` has all.
  private static let changesShown = 20
  /// How many rows are shown of one change; `--format json` has all.
  private static let rowsShown = 5

  static func text(_ diff: RunDiff) -> String {
    let title = "From \(shown(diff.a)) to \(shown(diff.b))"
    var lines: [String]
    if diff.hasChanges {
      lines = [title, ""] + TextTable.lines(segments(diff))
      lines += changes(diff) + uploads(diff) + people(diff)
      if let reason = diff.no_causes { lines += ["", "No causes: \(reason)"] }
    } else {
      let count = diff.segments.count
      lines = ["\(title): nobody entered, left or moved (\(count) segment\(count == 1 ? "" : "s"))"]
    }
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private static func shown(_ side: RunDiff.Side) -> String {
    side.is_run ? "run \(side.run)" : "folder \(side.run)"
  }

  private static func segments(_ diff: RunDiff) -> [[String]] {
    [["Segment", "before", "entered", "left", "stayed", "now"]]
      + diff.segments.map { segment in
        [
          segment.name, "\(segment.before)", moved(segment.entered, segment.moved_in, "moved in"),
          moved(segment.left, segment.moved_out, "moved on"), "\(segment.stayed)",
          "\(segment.after)",
        ]
      }
  }

  /// `7 (3 moved in)`, or `7` when none moved.
  private static func moved(_ number: Int, _ moved: Int, _ word: String) -> String {
    moved == 0 ? "\(number)" : "\(number) (\(moved) \(word))"
  }

  // MARK: - Memberships

  private static func changes(_ diff: RunDiff) -> [String] {
    let causes = DiffCause.allCases.map { Optional($0) } + [nil]
    return causes.flatMap { cause -> [String] in
      let own = diff.changes.filter { $0.cause == cause }
      if own.isEmpty { return [] }
      let title = cause.map { "\(words($0)) (\($0.rawValue)): \(own.count)" }
      let lines = own.prefix(changesShown).flatMap { change($0, diff) }
      return ["", title ?? "Changes: \(own.count)"] + lines + rest(own.count)
    }
  }

  private static func words(_ cause: DiffCause) -> String {
    switch cause {
    case .pipeline: "By the edited pipeline file"
    case .identity: "By the account list and its aliases"
    case .overrideOrExclusion: "By overrides and the files of segments"
    case .base: "By the run it started from"
    case .lag: "By how late sources are"
    case .windowSlid: "By the day: windows slid on, terms ran out"
    case .restated: "By other counts of days that were counted before"
    case .newData: "By new rows"
    }
  }

  private static func change(_ change: RunDiff.Change, _ diff: RunDiff) -> [String] {
    let wording = diff.wording
    let what = wording.heading(change.action, from: change.from, to: change.to)
    let makers = change.made_by.map { maker in
      wording.rule(maker) + (maker.engagements.map { ": \($0)" } ?? "")
    }
    let run = change.made_by.first.map { $0.run == diff.b.run ? "" : ", in run \($0.run)" } ?? ""
    let how = makers.isEmpty ? "" : "; \(makers.joined(separator: "; "))\(run)"
    return ["  \(MovementWording.account(change.name, id: change.account_id)): \(what)\(how)"]
      + rows(change)
  }

  private static func rows(_ change: RunDiff.Change) -> [String] {
    // Those that made the difference first.
    let rows =
      change.rows.filter { $0.status != .counted }
      + change.rows.filter { $0.status == .counted }
    let shown = rows.prefix(rowsShown).map { row in
      [
        words(row.status), "\(row.file):\(row.line)",
        row.first_day == row.last_day ? row.first_day : "\(row.first_day) to \(row.last_day)",
        "\(row.engagements) engagement\(row.engagements == 1 ? "" : "s")",
      ]
    }
    let more = change.rows.count - rowsShown
    return TextTable.lines(Array(shown), indent: 4)
      + (more > 0 ? ["    and \(more) more row\(more == 1 ? "" : "s")"] : [])
  }

  private static func words(_ status: RunDiff.Row.Status) -> String {
    switch status {
    case .new: "new"
    case .counted: "as before"
    case .gone: "no longer"
    }
  }

  // MARK: - Uploads

  private static func uploads(_ diff: RunDiff) -> [String] {
    diff.uploads.flatMap { upload -> [String] in
      let own = diff.upload_changes.filter {
        $0.format == upload.format && $0.segment == upload.segment
      }
      if own.isEmpty { return [] }
      let title =
        "Upload \(upload.format)/\(upload.segment).csv: \(upload.before) before, "
        + "\(upload.entered) entered, \(upload.left) left, \(upload.after) now"
      let lines = own.prefix(changesShown).map { change in
        [
          change.action == "enter" ? "entered" : "left",
          MovementWording.account(change.name, id: change.account_id),
          change.cause?.rawValue ?? "", hold(change),
        ]
      }
      return ["", title] + TextTable.lines(Array(lines), indent: 2) + rest(own.count)
    }
  }

  private static func people(_ diff: RunDiff) -> [String] {
    diff.people.flatMap { upload in
      [
        "",
        "People in upload \(upload.format)/\(upload.segment).csv: \(upload.before) before, "
          + "\(upload.added) added, \(upload.removed) removed, \(upload.after) now",
      ]
    }
  }

  private static func hold(_ change: RunDiff.UploadChange) -> String {
    if change.reason.isEmpty { return "" }
    return change.action == "enter" ? "no longer \(change.reason)" : change.reason
  }

  private static func rest(_ count: Int) -> [String] {
    count > changesShown ? ["  and \(count - changesShown) more"] : []
  }
}

extension RunDiff {
  fileprivate var wording: MovementWording {
    MovementWording(
      segmentNames: Dictionary(segments.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 }),
      workflowNames: [:])
  }
}

extension MovementWording {
  /// The rule or step that made a change.
  fileprivate func rule(_ maker: RunDiff.Maker) -> String {
    maker.name.isEmpty ? workflow(maker.workflow) : maker.name
  }
}
