import AdModel
import Export
import Runs
import Workflows

/// The last stage: segments, uploads, and how they moved.
extension PipelineRun {
  /// Sizes and movements of every segment, each shown to the guards.
  mutating func segmentResults(
    _ movements: SegmentMovements, _ plan: UploadPlan, _ lineage: Lineage,
    _ uploadedBefore: [Upload: Set<AccountID>], _ accounts: AccountTable
  ) -> [RunResults.SegmentResult] {
    pipeline.segments.map { segment in
      let movement = movements[segment.id]
      if lineage.base != nil { guards.look(at: movement.guarded(segment.id)) }
      if lineage.base != nil {
        for upload in pipeline.exports where upload.segment == segment.id {
          guards.look(
            at: movements.guarded(
              upload, old: uploadedBefore[upload] ?? [],
              new: plan.members[segment.id] ?? [], accounts: accounts))
        }
      }
      return RunResults.SegmentResult(
        id: segment.id.text, name: segment.name, before: movement.before,
        entered: movement.entered.count, movedIn: movement.movedInCount,
        left: movement.left.count, movedOut: movement.movedOutCount, after: movement.after,
        uploaded: plan.members[segment.id]?.count,
        held: plan.members[segment.id].map { movement.after - $0.count })
    }
  }
}

extension UploadPlan {
  /// Who goes into the uploads after a pass.
  ///
  /// - Parameter overrides: expired ones included.
  init(
    _ pipeline: Pipeline, _ applied: WorkflowEngine.Output, _ overrides: [Override],
    _ table: AccountTable, asOf: CalendarDay
  ) {
    var bans: [SegmentID: Set<AccountIndex>] = [:]
    for override in overrides where override.action == .ban && override.holds(on: asOf) {
      bans[override.segment, default: []].insert(override.account)
    }
    self.init(
      pipeline, memberships: applied.memberships, accounts: table,
      exclusions: Dictionary(
        applied.exclusionHolds.map { ($0.account, $0.segments) }, uniquingKeysWith: { $1 }),
      bans: bans)
  }
}
