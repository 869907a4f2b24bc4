package import AdModel
import Files
package import Runs

/// One run per day, each based on the one before: days without a run are run, those that rest on a
/// replaced base are run anew, the others are left alone. Nothing that is published is touched.
package struct Backfill {
  package enum Step: Sendable {
    /// The day has a run that stands.
    case stands(RunName)
    case published(RunReport)
  }

  package struct Request: Sendable {
    /// Without a day; the days are those below.
    package var run: RunRequest
    package var days: Period
    /// Whether a run that stands is made anew too when its pipeline file or inputs have changed.
    package var again: Bool

    package init(run: RunRequest, days: Period, again: Bool) {
      self.run = run
      self.days = days
      self.again = again
    }
  }

  /// Runs day by day.
  ///
  /// - Parameter onDay: called after each day with what came of it.
  /// - Throws: what ends a day's run; the days before it are published, and a second call goes on
  ///   with it.
  package static func perform(
    _ request: Request, _ surroundings: RunSurroundings, onDay: (CalendarDay, Step) throws -> Void
  ) throws {
    let text = try PipelineText(path: request.run.pipelinePath)
    let lineage = try OpenLineage(text, waits: request.run.waits)
    for day in request.days.days {
      var run = request.run
      run.asOf = day
      run.lastRemade = request.days.last
      let standing = try standing(of: day, in: lineage)
      if let standing, !request.again || isUpToDate(standing, run, surroundings, text) {
        try onDay(day, .stands(standing.name))
      } else {
        surroundings.report(.willRun(day))
        let report: RunReport
        do throws(FailedRun) {
          report = try lineage.publish(run, surroundings)
        } catch {
          throw error.error
        }
        try onDay(day, .published(report))
      }
    }
  }

  /// The run of a day when it stands where the rule would have it.
  private static func standing(of day: CalendarDay, in lineage: OpenLineage) throws -> RunRecord? {
    let records = try RunHistory(folder: lineage.runs).records()
    return records.last { $0.name.asOf == day && $0.standing == .current }
  }

  /// Whether a run was made from the same pipeline file and the same inputs as it would be now; what
  /// hinders telling it ends the run of that day.
  private static func isUpToDate(
    _ record: RunRecord, _ request: RunRequest, _ surroundings: RunSurroundings,
    _ text: PipelineText
  ) -> Bool {
    guard let recorded = record.folder?.manifest else { return false }
    return (try? PipelineRun.isMade(recorded, from: request, surroundings, text)) ?? false
  }
}
