import AdModel
import CSV
import Workflows

/// The tables of `4-apply/`, each made with the account table's ids, by index.
enum ApplyTables {
  /// `decisions.csv`: every account a workflow matched and what came of it.
  static func decisions(_ decisions: [Decision], ids: FieldTable) -> OutputTable {
    OutputTable(
      path: "4-apply/decisions.csv",
      header: ["order", "workflow", "account_id", "engagements", "outcome"]
    ) { writer in
      for decision in decisions {
        writer.field(decision.order)
        writer.field(decision.workflow.text)
        writer.fields(Int(decision.account.number), of: ids)
        writer.field(decision.engagements)
        writer.field(decision.outcome.rawValue)
        try writer.endRow()
      }
    }
  }

  /// `changes.csv`: every change of membership.
  static func changes(_ changes: [Change], ids: FieldTable) -> OutputTable {
    OutputTable(
      path: "4-apply/changes.csv",
      header: ["order", "workflow", "account_id", "action", "from", "to", "engagements"]
    ) { writer in
      for change in changes {
        writer.field(change.order)
        writer.field(change.workflow.text)
        writer.fields(Int(change.account.number), of: ids)
        writer.field(change.action.rawValue)
        writer.field(change.from.map(\.text).joined(separator: " | "))
        writer.field(change.to.map(\.text).joined(separator: " | "))
        writer.field(change.engagements.map(String.init) ?? "")
        try writer.endRow()
      }
    }
  }

  /// `membership.csv`: who is in which segment after the run.
  static func membership(_ memberships: [Membership], ids: FieldTable) -> OutputTable {
    OutputTable(
      path: "4-apply/membership.csv",
      header: ["segment", "account_id", "since", "qualified_on", "workflow"]
    ) { writer in
      for membership in memberships {
        writer.field(membership.segment.text)
        writer.fields(Int(membership.account.number), of: ids)
        writer.field(membership.since.description)
        writer.field(membership.qualifiedOn.description)
        writer.field(membership.workflow?.text ?? "")
        try writer.endRow()
      }
    }
  }
}
