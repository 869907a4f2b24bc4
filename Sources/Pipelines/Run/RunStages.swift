import AdModel
import Aggregate
import Export
import Ingest
import Runs
import Workflows

/// What a run is decided from, where that is not what lies there now.
struct RunGivens {
  /// The files to read; nil for those that lie there now.
  var inputs: RunInputs?
  /// What the first stage made already; nil to make it.
  var ingested: IngestStage?
  /// Where to start from; nil for the run that `execute` would start from.
  var lineage: Lineage?
  /// Whether the contacts have a say: in who is uploaded as a person, in the guards, and in what is
  /// said of holds. What asks about companies alone does without, and so do replays: nothing keeps
  /// copies of contacts.
  var readsContacts = false
}

/// What the first stage makes: exports to standing counts per raw identity, campaign and period.
struct IngestStage {
  let asOf: CalendarDay
  /// One per export.
  let requests: [ExportReading.Request]
  /// As they were read.
  let exports: [Export]
  var restated: Restatement
  let segmentFiles: [(segment: SegmentID, file: SegmentFile)]
  /// Nil when no upload is of people, or nobody asked for them.
  let contacts: ContactFile?
}

/// What the third stage makes: counts per account, then per workflow window.
struct AggregateStage {
  let counts: AccountCounts
  let counting: WindowCounting
  let daily: DailyCounts
}

/// What the fourth stage makes: who is in which segment, and why.
struct ApplyStage {
  /// Those of the overrides file, expired ones included.
  let overrides: [Override]
  let input: WorkflowEngine.Input
  let output: WorkflowEngine.Output
}

/// What the fifth stage makes: who goes into the uploads, and how segments moved.
struct ExportStage {
  let plan: UploadPlan
  let movements: SegmentMovements
  /// In the order of the pipeline file.
  let uploads: [UploadContent]
  /// In the order of the pipeline file.
  let results: [RunResults.SegmentResult]
  /// One per upload.
  let uploadResults: [RunResults.UploadResult]
  /// Nil when contacts were not read.
  let contacts: ContactBook?
}

/// Everything a run decides for its as-of day; nothing of it is written.
struct DecidedRun {
  let text: PipelineText
  let inputs: RunInputs
  /// Active workflows in the order they ran.
  let order: [Workflow]
  let ingested: IngestStage
  let lineage: Lineage
  let accounts: AccountStage
  let counted: AggregateStage
  let applied: ApplyStage
  let exported: ExportStage
  /// Guards that would stop the run.
  let guardTrips: [GuardCheck.Trip]
  let warnings: [RunResults.Message]

  var asOf: CalendarDay { ingested.asOf }
  var pipeline: Pipeline { text.pipeline }
  var table: AccountTable { accounts.table }

  /// With the guards that would stop the run, for subcommands that look further all the same.
  var warningsWithGuards: [RunResults.Message] {
    warnings
      + guardTrips.map {
        .init(kind: $0.name, place: $0.shown, message: "this guard would stop the run: \($0.what)")
      }
  }
}
