package import AdModel

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
  private static func withoutSlashAtEnd(_ path: String) -> String {
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

  package init(
    today: @escaping @Sendable (String) -> CalendarDay?,
    zone: @escaping @Sendable (String) -> ZoneTable?,
    seconds: @escaping @Sendable () -> Double,
    programDigest: @escaping @Sendable () -> String? = { nil },
    report: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.today = today
    self.zone = zone
    self.seconds = seconds
    self.programDigest = programDigest
    self.report = report
  }
}

/// Something that happens in a run.
package enum RunEvent: Sendable {
  /// So many bytes of exports are to be read.
  case willRead(byteCount: Int)
  /// So many more were read.
  case didRead(byteCount: Int)
  /// A stage is done.
  case didFinish(Stage, seconds: Double, counts: [(name: String, value: Int)])
}
