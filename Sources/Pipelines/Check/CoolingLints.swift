import AdModel
import Aggregate
import Ingest
import Runs

/// Rules of fewer than N engagements that cannot act, tonight or ever.
///
/// - `cooling_not_covered`: a source the rule reads does not speak for a day of its window tonight, so
///   the rule is skipped whole. A source whose newest day lies before the window altogether is told
///   as `window_without_days`, one whose files cannot be read not at all.
/// - `expiry_comes_first`: members of a segment always expire before the rule finds them; see
///   `expiry(_:_:)`.
///
/// What keeps such a rule from its `from` is told by `ReachLints`.
struct CoolingLints {
  private let night: CheckedNight

  static func lints(_ night: CheckedNight) -> [Lint] {
    let lints = CoolingLints(night: night)
    let cooling = night.active.filter {
      if case .fewerThan = $0.trigger.test { true } else { false }
    }
    return cooling.flatMap(lints.uncovered) + cooling.flatMap(lints.expiry)
  }

  // MARK: - Coverage

  private func uncovered(_ workflow: Workflow) -> [Lint] {
    guard let reading = night.readings[workflow.id], reading.isMentioned else { return [] }
    return reading.sources.filter(night.isRead).compactMap { uncovered(workflow, reading, $0) }
  }

  private func uncovered(
    _ workflow: Workflow, _ reading: CampaignReading, _ place: Int
  ) -> Lint? {
    guard let asOf = night.asOf, let coverage = night.counts?.coverage[place] else { return nil }
    let test = CoverageTest(
      asOf: asOf, selector: workflow.trigger.campaign, campaigns: reading.campaigns)
    let window = Window(
      within: workflow.trigger.withinDays, last: asOf.advanced(by: -coverage.lagUsed))
    let days = coverage.lanes.flatMap(\.days)
    guard let missing = test.firstUncoveredDay(of: window, in: coverage),
      let first = days.min(), let newest = days.max(), newest >= window.first
    else { return nil }
    let source = night.pipeline.sources[place]
    return Lint(
      kind: "cooling_not_covered", place: workflow.place,
      message: "skipped tonight: no export of \(source.place) speaks for \(missing), a day of its "
        + "window \(window.first) to \(window.last); "
        + CoolingLints.why(missing, first: first, newest: newest),
      remedy: remedies(workflow, test, window, place, newest).joined(separator: ", or "))
  }

  private static func why(
    _ missing: CalendarDay, first: CalendarDay, newest: CalendarDay
  ) -> String {
    if missing < first { return "the exports there begin on \(first)" }
    if missing > newest { return "the newest day there is \(newest)" }
    return "the exports there begin on \(first) and leave days out"
  }

  /// What would let the rule act; each was tried on tonight's exports, but for the download.
  private func remedies(
    _ workflow: Workflow, _ test: CoverageTest, _ window: Window, _ place: Int,
    _ newest: CalendarDay
  ) -> [String] {
    let source = night.pipeline.sources[place]
    var remedies: [String] = []
    if coversFirstToLast(test, window, place) {
      remedies.append(
        "say 'covers: first_to_last' in \(source.place) if its days without a row had no engagement"
      )
    }
    if let coverage = night.counts?.coverage[place], let asOf = night.asOf {
      let late = newest.distance(to: asOf)
      let slid = Window(within: window.within, last: newest)
      if late > source.lagDays, late <= 7,
        test.firstUncoveredDay(of: slid, in: coverage) == nil
      {
        remedies.append(
          "say 'lag_days: \(late)' in \(source.place) if its platform finishes so late")
      }
      if let shorter = longestCovered(test, window, coverage) {
        remedies.append("say 'within_days: \(shorter)' in the rule")
      }
    }
    return remedies + ["download \(window.first) to \(window.last) of \(source.place) again"]
  }

  /// The longest window with the same last day that is covered; nil when none is.
  private func longestCovered(
    _ test: CoverageTest, _ window: Window, _ coverage: Coverage
  ) -> Int? {
    (0..<window.within).last { within in
      test.firstUncoveredDay(of: Window(within: within, last: window.last), in: coverage) == nil
    }
  }

  private func coversFirstToLast(
    _ test: CoverageTest, _ window: Window, _ place: Int
  ) -> Bool {
    var source = night.pipeline.sources[place]
    guard source.covers == .rows else { return false }
    source.covers = .firstToLast
    guard let coverage = night.inputs.exports.counts(with: source, at: place)?.coverage[place]
    else { return false }
    return test.firstUncoveredDay(of: window, in: coverage) == nil
  }

  // MARK: - Expiry

  /// Segments with an expiry that ends every membership before a rule of no engagement finds it.
  ///
  /// Let every way into the segment be a rule of N or more that reads what the cooling rule reads
  /// (or less), within d days, and let the segment expire after E days. A member last qualified on
  /// day q by a row whose first day is f, and the source slid back by at most its `lag_days` L, so
  /// `f >= q - L - d`. The cooling rule, within D days, finds nothing on a day t only when that row is
  /// behind its window: `f < t - D`, so `t > q - L - d + D`. The expiry ends the membership on day
  /// `q + E + 1`, after that night's workflows. So when `D >= E + d + L + 1` the earliest t is later
  /// than that day, whatever the account does, and the rule never finds a member that the run of the
  /// night before left to it. Runs must come every night, and no platform may take the engagements
  /// back later.
  ///
  /// Nothing is said when members come in otherwise: by a pin, from `initial:`, by a rule that is
  /// none of these, or when the base has members of another workflow.
  private func expiry(_ cooling: Workflow) -> [Lint] {
    guard cooling.trigger.test == .fewerThan(1) else { return [] }
    return night.pipeline.segments.compactMap { segment in
      guard cooling.action.from.contains(segment.id), let expiry = segment.expireAfterDays,
        let fillers = fillers(of: segment, before: cooling),
        let longest = fillers.map(\.trigger.withinDays).max()
      else { return nil }
      let lag = night.readings[cooling.id]?.sources.map { night.pipeline.sources[$0].lagDays }.max()
      let bound = longest + expiry + (lag ?? 0)
      guard bound < cooling.trigger.withinDays else { return nil }
      return expiryLint(cooling, segment, expiry, longest: longest, lag: lag ?? 0)
    }
  }

  private func expiryLint(
    _ cooling: Workflow, _ segment: Segment, _ expiry: Int, longest: Int, lag: Int
  ) -> Lint {
    let sum = longest + expiry + lag
    let lagShown = lag > 0 ? " + \(lag) ('lag_days')" : ""
    return Lint(
      kind: "expiry_comes_first", place: cooling.place,
      message: "members of '\(segment.id)' expire before it finds them: they leave when "
        + "they last qualified more than \(expiry.asDays) ago, by engagements at most "
        + "\(longest.asDays) old, and this rule waits \(cooling.trigger.withinDays.asDays) without one "
        + "(\(longest) + \(expiry)\(lagShown) = \(sum), less than \(cooling.trigger.withinDays))",
      remedy: "say 'within_days: \(sum)' or less in the rule, or raise 'expire_after_days' of "
        + "\(segment.place) to \(cooling.trigger.withinDays - longest - lag) or more, or take one of "
        + "the two out")
  }

  /// The ways into a segment, when all of them count engagements that the cooling rule would see.
  private func fillers(of segment: Segment, before cooling: Workflow) -> [Workflow]? {
    let fillers = night.active.filter { $0.action.to.contains(segment.id) }
    let ids = Set(fillers.map(\.id))
    let isAlike = fillers.allSatisfy { filler in
      guard case .atLeast = filler.trigger.test else { return false }
      return TriggerPair.reads(filler, onlyWhatIsReadBy: cooling, night)
    }
    let isFilledOtherwise =
      segment.initial != nil || night.inputs.isBaseBroken
      || night.standingPins.contains { $0.segment == segment.id }
      || night.inputs.base?.members.contains {
        $0.segment == segment.id && !($0.workflow.map { ids.contains($0) } ?? false)
      } ?? false
    return isAlike && !isFilledOtherwise && !fillers.isEmpty ? fillers : nil
  }
}
