import AdModel
import Export
import Files
import Ingest
import Normalize
import Runs
import Workflows

/// What a run tells: counts, results, manifest.
extension PipelineRun {
  func ingestCounts(
    _ exports: [Export], _ restated: Restatement
  ) -> [(name: String, value: Int)] {
    [
      ("exports", exports.count),
      ("rows", exports.reduce(0) { $0 + $1.recordCount }),
      ("rejected", exports.reduce(0) { $0 + $1.rejectedCount }),
      ("superseded_rows", restated.fates.reduce(0) { $0 + $1.supersededRows }),
      ("rows_after_as_of", restated.fates.reduce(0) { $0 + $1.laterRows }),
    ]
  }

  func normalizeCounts(_ accounts: AccountStage) -> [(name: String, value: Int)] {
    var isMeant = [Bool](repeating: false, count: accounts.table.count)
    for account in accounts.accountOfIdentity {
      if let account { isMeant[Int(account.number)] = true }
    }
    return [
      ("identities", accounts.batches.reduce(0) { $0 + $1.identities.count }),
      ("unmatched", accounts.batches.reduce(0) { $0 + $1.unmatchedCount }),
      ("accounts", isMeant.count { $0 }),
    ]
  }

  func workflowResults(
    _ order: [Workflow], _ windows: [WindowCounts], _ applied: WorkflowEngine.Output
  ) -> [RunResults.WorkflowResult] {
    // By workflow, then outcome.
    let outcomes = Outcome.allCases
    var counts = [Int](repeating: 0, count: applied.workflows.count * outcomes.count)
    for decision in applied.decisions {
      counts[(decision.order - 1) * outcomes.count + decision.outcome.place] += 1
    }
    return pipeline.workflows.map { workflow in
      let window = windows.first { $0.workflow == workflow.id }
      let order = order.firstIndex { $0.id == workflow.id }.map { $0 + 1 }
      let own = outcomes.map { outcome in
        (outcome.rawValue, order.map { counts[($0 - 1) * outcomes.count + outcome.place] } ?? 0)
      }
      return RunResults.WorkflowResult(
        id: workflow.id.text, name: workflow.name,
        status: window.map { $0.isSkipped ? "skipped" : "ran" } ?? "inactive",
        order: order, counted: window?.rows.count ?? 0,
        outcomes: Dictionary(uniqueKeysWithValues: own.filter { $0.1 > 0 }))
    }
  }

  /// - Parameters:
  ///   - workflows: none when the run stops before them.
  ///   - segments: none when the run stops before the last stage, as with `uploads`.
  func results(
    _ lineage: Lineage, _ workflows: [RunResults.WorkflowResult] = [],
    _ segments: [RunResults.SegmentResult] = [], _ uploads: [RunResults.UploadResult]? = nil
  ) -> RunResults {
    RunResults(
      status: request.to == nil ? "published" : "written", run: lineage.name.description,
      as_of: asOf?.description, base: base?.name, seconds: log.elapsedSeconds,
      stages: log.allStages(failed: false), left_out: leftOut, workflows: workflows,
      segments: segments, uploads: uploads, warnings: messages, failure: nil)
  }

  var messages: [RunResults.Message] {
    log.warnings.map { .init(kind: $0.kind, place: $0.place, message: $0.message) }
  }

  func manifest(_ restated: Restatement?, _ lineage: Lineage?) -> Manifest {
    var manifest = Manifest(
      tool: .init(named: "adsegments", version: AdSegmentsVersion.current),
      pipeline: .init(
        named: pipeline.name, file: Path.name(of: text.path), text: text.text,
        sha256: text.digest.hex),
      as_of: asOf?.description ?? "", until: request.until.rawValue,
      base: base.map { .init(of: $0.name, sha256: $0.manifestDigest) },
      inputs: log.inputs.sorted {
        IngestTables.precedes(($0.role, $0.path), ($1.role, $1.path))
      },
      sources: pipeline.sources.enumerated().map { place, source in
        .init(
          of: source.name.text,
          lagDaysUsed: restated.map { $0.counts.coverage[place].lagUsed } ?? 0)
      },
      accepted_guards: guards.accepted,
      reference_data: ReferenceData.allCases.map {
        .init(named: $0.rawValue, sha256: Digest(of: $0.bytes).hex)
      } + uploadReferenceData
        + zonesUsed.map { .init(named: "time zone \($0.name)", sha256: digest(of: $0)) },
      outputs: [])
    if isBasePicked { manifest.base_picked = true }
    return manifest
  }

  /// What has a say in the rows of uploads: the names of countries, and how the phone numbers of the
  /// world look.
  private var uploadReferenceData: [Manifest.ReferenceData] {
    if pipeline.exports.isEmpty { return [] }
    var data = [
      Manifest.ReferenceData(
        named: "countries.tsv", sha256: Digest(of: CountryCode.data).hex)
    ]
    if log.inputs.contains(where: { $0.role == InputRole.contacts.rawValue }) {
      data.append(
        .init(named: "libphonenumber metadata", sha256: Digest(of: PhoneNumber.metadata).hex))
    }
    return data
  }

  /// Of the offsets up to the as-of day: what a zone will do later has no say in this run.
  private func digest(of zone: ZoneTable) -> String {
    let end = Int64((asOf ?? CalendarDay(number: 0)).advanced(by: 1).number) * 86_400
    let changes = zip(zone.transitions, zone.offsets.dropFirst()).filter { $0.0 < end }
    let text = "\(zone.offsets[0])\n" + changes.map { "\($0.0) \($0.1)\n" }.joined()
    return Digest(of: Array(text.utf8)).hex
  }
}
