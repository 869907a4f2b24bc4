import AdModel
import CSV
import Workflows

/// The tables of `4-apply/`.
enum ApplyTables {
  /// `decisions.csv`: every account a workflow matched and what came of it.
  static func decisions(_ decisions: [Decision], accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "4-apply/decisions.csv",
      header: ["order", "workflow", "account_id", "engagements", "outcome"]
    ) { writer in
      for decision in decisions {
        writer.field(decision.order)
        writer.field(decision.workflow.text)
        writer.field(accounts[decision.account].id.text)
        writer.field(decision.engagements)
        writer.field(decision.outcome.rawValue)
        try writer.endRow()
      }
    }
  }

  /// `changes.csv`: every change of membership.
  static func changes(_ changes: [Change], accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "4-apply/changes.csv",
      header: ["order", "workflow", "account_id", "action", "from", "to", "engagements"]
    ) { writer in
      for change in changes {
        writer.field(change.order)
        writer.field(change.workflow.text)
        writer.field(accounts[change.account].id.text)
        writer.field(change.action.rawValue)
        writer.field(change.from.map(\.text).joined(separator: " | "))
        writer.field(change.to.map(\.text).joined(separator: " | "))
        writer.field(change.engagements.map(String.init) ?? "")
        try writer.endRow()
      }
    }
  }

  /// `membership.csv`: who is in which segment after the run.
  static func membership(_ memberships: [Membership], accounts: AccountTable) -> OutputTable {
    OutputTable(
      path: "4-apply/membership.csv",
      header: ["segment", "account_id", "since", "qualified_on", "workflow"]
    ) { writer in
      for membership in memberships {
        writer.field(membership.segment.text)
        writer.field(accounts[membership.account].id.text)
        writer.field(membership.since.description)
        writer.field(membership.qualifiedOn.description)
        writer.field(membership.workflow?.text ?? "")
        try writer.endRow()
      }
    }
  }
}
