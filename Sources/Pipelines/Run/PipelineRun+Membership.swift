import AdModel
import Files
import Normalize
import Runs
import Workflows

/// The members a run starts from, and what the workflows make of them.
extension PipelineRun {
  /// The members this run starts from: those of the base, else the initial ones.
  func membershipBefore(
    _ lineage: Lineage, _ initial: [SegmentID: InitialMembers], _ resolution: AccountResolution,
    _ asOf: CalendarDay
  ) throws -> [Membership] {
    if let base = lineage.base {
      return PipelineRun.memberships(base.members, resolution.table, jobs: request.jobs)
    }
    var members: [Membership] = []
    for segment in pipeline.segments {
      for line in initial[segment.id]?.lines ?? [] {
        guard let account = resolution.index(of: line.account) else {
          throw RunFailure.initialAccount(
            "\(segment.initial ?? ""):\(line.lineNumber)", line.account)
        }
        members.append(
          Membership(
            segment: segment.id, account: account, since: asOf, qualifiedOn: asOf, workflow: nil))
      }
    }
    var seen: Set<Membership> = []
    return members.filter { seen.insert($0).inserted }
  }

  /// How many members a thread looks up at a time.
  private static let stretchLength = 1 << 14

  private static func memberships(
    _ members: BaseMembers, _ table: AccountTable, jobs: Int
  ) -> [Membership] {
    let stretches = Parallel.stretches(of: members.count, length: stretchLength)
    let accounts = Parallel.map(stretches, jobs: jobs) { members.accounts($0, in: table) }
    return members.memberships(accounts)
  }

  func engineInput(
    _ order: [Workflow], _ windows: [WindowCounts], _ overrides: [Override],
    _ accounts: AccountStage, _ asOf: CalendarDay
  ) -> WorkflowEngine.Input {
    let resolution = accounts.resolution
    return WorkflowEngine.Input(
      asOf: asOf, workflows: order, segments: pipeline.segments, ladders: pipeline.ladders,
      counts: windows, base: accounts.before,
      joins: resolution.joins.compactMap { join in
        resolution.table.index(of: join.old).map {
          Workflows.AccountJoin(old: $0, new: join.new)
        }
      },
      overrides: overrides, fileMembers: accounts.fileMembers, exclude: pipeline.exclude,
      onExclude: pipeline.onExclude, isActive: resolution.table.isActive,
      jobs: request.jobs)
  }

  mutating func runWorkflows(
    _ input: WorkflowEngine.Input, _ accounts: AccountStage
  ) throws -> WorkflowEngine.Output {
    let table = accounts.table
    let path = accounts.overrideFile?.shownPath ?? ""
    let output: WorkflowEngine.Output
    do {
      output = try WorkflowEngine.run(input)
    } catch {
      guard let fault = error.faults.first else { throw error }
      throw RunFailure.overridesContradict(fault, path: path)
    }
    log.warnings += output.expiredOverrides.map {
      .overrideExpired($0, account: table[$0.account].id, path: path)
    }
    log.warnings += output.warnings.compactMap { RunWarning($0, accounts: table) }
    return output
  }
}
