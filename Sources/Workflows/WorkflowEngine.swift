package import AdModel

/// One pass over the memberships of a base run: what every workflow does for one as-of day.
package enum WorkflowEngine {
  /// All a pass looks at.
  package struct Input: Sendable {
    package var asOf: CalendarDay
    /// In the order they run; active ones only.
    package var workflows: [Workflow]
    /// In the order of the pipeline file.
    package var segments: [Segment]
    /// Each from the lowest rung to the highest; a segment stands on one at most.
    package var ladders: [[SegmentID]]
    /// One per workflow, in any order.
    package var counts: [WindowCounts]
    /// Memberships of the base run, in any order; their segments are all among `segments`.
    package var base: [Membership]
    /// Accounts that aliases join to another, in any order, chains included.
    package var joins: [AccountJoin]
    /// In any order, expired ones included; their segments are all among `segments`.
    package var overrides: [Override]
    /// For every segment with an origin, its members as the file has them; sorted.
    package var fileMembers: [SegmentID: [AccountIndex]]
    /// Segments whose accounts are left out of uploads.
    package var exclude: [SegmentID]
    package var onExclude: Pipeline.ExclusionEffect
    /// One per account of the table: whether it takes part (`AccountTable.isActive`).
    package var isActive: [Bool]
    /// Number of threads, at least 1; never changes a result.
    package var jobs: Int

    package init(
      asOf: CalendarDay, workflows: [Workflow], segments: [Segment],
      ladders: [[SegmentID]] = [], counts: [WindowCounts], base: [Membership] = [],
      joins: [AccountJoin] = [], overrides: [Override] = [],
      fileMembers: [SegmentID: [AccountIndex]] = [:], exclude: [SegmentID] = [],
      onExclude: Pipeline.ExclusionEffect = .hold, isActive: [Bool],
      jobs: Int = 1
    ) {
      self.asOf = asOf
      self.workflows = workflows
      self.segments = segments
      self.ladders = ladders
      self.counts = counts
      self.base = base
      self.joins = joins
      self.overrides = overrides
      self.fileMembers = fileMembers
      self.exclude = exclude
      self.onExclude = onExclude
      self.isActive = isActive
      self.jobs = jobs
    }
  }

  /// All a pass decides; every list is sorted as its CSV wants it.
  package struct Output: Sendable, Equatable {
    /// Those that ran, in that order, which decisions name them by.
    package var workflows: [WorkflowID]
    /// By order, then account.
    package var decisions: [Decision]
    /// By order, step, account, action, and the texts of both lists. The base with these changes
    /// made is `memberships`.
    package var changes: [Change]
    /// By segment id, then account.
    package var memberships: [Membership]
    /// By account.
    package var exclusionHolds: [ExclusionHold]
    /// Overrides that no longer hold, by line.
    package var expiredOverrides: [Override]
    package var warnings: [WorkflowWarning]

    package func workflow(of decision: Decision) -> WorkflowID { workflows[decision.order - 1] }
  }

  /// Runs the steps in order: alias, ladder, file, override, every workflow, expiry, exclusion.
  ///
  /// - Throws: contradictions among the overrides that hold.
  package static func run(_ input: Input) throws(OverrideFaults) -> Output {
    var pass = try WorkflowPass(input)
    pass.uniteJoinedAccounts()
    pass.keepHighestRungs()
    pass.readFileSegments()
    pass.applyOverrides()
    pass.sortChanges()
    pass.runWorkflows()
    pass.expireMemberships()
    pass.removeExcluded()
    return pass.output()
  }
}

/// An account that segments of the pipeline's `exclude` keep out of uploads.
package struct ExclusionHold: Hashable, Sendable {
  package let account: AccountIndex
  /// The excluding segments it is in, in the order of the pipeline file.
  package let segments: [SegmentID]

  package init(account: AccountIndex, segments: [SegmentID]) {
    self.account = account
    self.segments = segments
  }
}

/// Something people should know of a pass that went through.
package enum WorkflowWarning: Hashable, Sendable {
  /// A cooling rule acted on nobody: its window is not covered, or no export ever mentioned its
  /// campaign.
  case skipped(WorkflowID)
  /// So many accounts held several rungs of a ladder and kept the highest.
  case severalRungs(ladder: [SegmentID], accountCount: Int)
  /// A pin did not hold, for `on_exclude: remove` ended the membership.
  case pinBeatenByExclusion(account: AccountIndex, segments: [SegmentID])
}
