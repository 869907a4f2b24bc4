/// What one active workflow's window holds.
package struct WindowCounts: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var account: AccountIndex
    /// Never below 0.
    package var engagements: Int

    package init(account: AccountIndex, engagements: Int) {
      self.account = account
      self.engagements = engagements
    }
  }

  package var workflow: WorkflowID
  /// Accounts with a counted row, a sum of 0 included; sorted by account, each once.
  package var rows: [Row]
  /// Whether a cooling rule may not act tonight: its window is not covered, or no export ever
  /// mentioned its campaign.
  package var isSkipped: Bool
  /// Engagements of period rows that lie on the window's start.
  package var straddlingEngagements: Int

  package init(
    workflow: WorkflowID, rows: [Row], isSkipped: Bool = false, straddlingEngagements: Int = 0
  ) {
    self.workflow = workflow
    self.rows = rows
    self.isSkipped = isSkipped
    self.straddlingEngagements = straddlingEngagements
  }
}
