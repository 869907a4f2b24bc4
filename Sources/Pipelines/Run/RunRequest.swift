package import AdModel
package import Runs

/// The five stages of a run, in order.
package enum Stage: String, Sendable, CaseIterable, Comparable {
  case ingest
  case normalize
  case aggregate
  case apply
  case export

  package static func < (left: Stage, right: Stage) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// Where a run starts from.
package enum BaseChoice: Sendable {
  /// The newest published run of an earlier day.
  case rule
  /// Empty segments, or their initial members.
  case none
  case named(RunReference)
  /// A run that was read already, as a replay does.
  case given(BaseRun?, isPicked: Bool)

  /// `none`, or what people call a run.
  package init(argument: String) {
    self = argument == "none" ? .none : .named(RunReference(argument))
  }
}

/// What a person or a job asks a run to do.
package struct RunRequest: Sendable {
  package var pipelinePath: String
  /// Nil for what the pipeline file says.
  package var asOf: CalendarDay?
  /// Number of threads, at least 1; never changes a result.
  package var jobs: Int
  /// A folder outside the lineage to write the run to.
  package var to: String?
  package var until: Stage
  /// `GUARD` or `GUARD:SEGMENT`.
  package var acceptedGuards: [String]
  package var base = BaseChoice.rule
  /// Whether the days between the base and the as-of day are run first.
  package var catchesUp = false
  /// Whether the process ends with the run, and with it all memory that the run holds.
  package var endsProcess = false
  /// The last day that is run after this one without being asked for again, so that no warning has
  /// to name those days; nil for none.
  package var lastRemade: CalendarDay?
  /// Whether to wait while another run of the pipeline is under way.
  package var waits = false

  package init(
    pipelinePath: String, asOf: CalendarDay? = nil, jobs: Int = 1, to: String? = nil,
    until: Stage = .export, acceptedGuards: [String] = []
  ) {
    self.pipelinePath = pipelinePath
    self.asOf = asOf
    self.jobs = jobs
    self.to = to.map(RunRequest.withoutSlashAtEnd)
    self.until = until
    self.acceptedGuards = acceptedGuards
  }

  /// A folder as shells complete it, `review/`, without the slash.
  package static func withoutSlashAtEnd(_ path: String) -> String {
    var path = path
    while path.hasSuffix("/") && path.utf8.count > 1 { path.removeLast() }
    return path
  }
}

/// What a run must ask the world around it.
package struct RunSurroundings: Sendable {
  /// Today in a time zone of an IANA name; nil when there is no such zone.
  package var today: @Sendable (String) -> CalendarDay?
  /// The offsets of a time zone of an IANA name; nil when there is no such zone.
  package var zone: @Sendable (String) -> ZoneTable?
  /// Seconds on a clock that only runs forward.
  package var seconds: @Sendable () -> Double
  /// What tells this build of the program from every other; nil when that is not known.
  package var programDigest: @Sendable () -> String?
  /// Called with what happens; from any thread.
  package var report: @Sendable (RunEvent) -> Void
  /// Runs a command with its arguments, without a shell, and hands it bytes on its standard input;
  /// what went wrong, or nil.
  package var runCommand: @Sendable ([String], [UInt8]) -> String?
  /// The page that shows a run to people, made from the files in its folder and the engagements of
  /// its `daily.csv`, nil for a run that has none; nil for no page.
  package var page: @Sendable (_ folder: String, _ daily: DailyEngagements?) throws -> [UInt8]?

  package init(
    today: @escaping @Sendable (String) -> CalendarDay?,
    zone: @escaping @Sendable (String) -> ZoneTable?,
    seconds: @escaping @Sendable () -> Double,
    programDigest: @escaping @Sendable () -> String? = { nil },
    report: @escaping @Sendable (RunEvent) -> Void,
    runCommand: @escaping @Sendable ([String], [UInt8]) -> String? = { _, _ in nil },
    page: @escaping @Sendable (_ folder: String, _ daily: DailyEngagements?) throws -> [UInt8]? = {
      _, _ in nil
    }
  ) {
    self.today = today
    self.zone = zone
    self.seconds = seconds
    self.programDigest = programDigest
    self.report = report
    self.runCommand = runCommand
    self.page = page
  }
}

/// Something that happens in a run.
package enum RunEvent: Sendable {
  /// A day is run before the one that was asked for.
  case willRun(CalendarDay)
  /// That run is published.
  case didRun(RunReport)
  /// A command that was to be told how a run went did not take it.
  case hookFailed(command: String, fault: String)
  /// So many bytes of exports are to be read.
  case willRead(byteCount: Int)
  /// So many more were read.
  case didRead(byteCount: Int)
  /// An export was read; told for all of them, by source and path, once the last one is.
  case didReadExport(path: String, source: String, rows: Int, rejected: Int)
  /// A stage is done.
  case didFinish(Stage, seconds: Double, counts: [(name: String, value: Int)])
}
