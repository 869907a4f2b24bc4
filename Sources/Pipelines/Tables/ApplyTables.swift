import AdModel
import CSV
import Export
import Workflows

/// The tables of `4-apply/`, each made with the account table's ids, by index.
enum ApplyTables {
  /// `decisions.csv`: every account a workflow matched and what came of it.
  ///
  /// - Parameter workflows: in the order they ran.
  static func decisions(
    _ decisions: [Decision], workflows: [WorkflowID], ids: FieldTable
  ) -> OutputTable {
    let steps = FieldTable(
      columnCount: 2, workflows.enumerated().map { [String($0 + 1), $1.text] })
    let outcomes = FieldTable(Outcome.allCases.map(\.rawValue))
    return OutputTable(
      path: "4-apply/decisions.csv",
      header: ["order", "workflow", "account_id", "engagements", "outcome"],
      stretches: OutputTable.stretches(of: decisions.count)
    ) { stretch, writer in
      for decision in decisions[stretch] {
        try writer.row(
          decision.order - 1, of: steps, Int(decision.account.number), of: ids,
          decision.engagements, decision.outcome.place, of: outcomes)
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
      header: ["segment", "account_id", "since", "qualified_on", "workflow"],
      stretches: OutputTable.stretches(of: memberships.count)
    ) { stretch, writer in
      for membership in memberships[stretch] {
        writer.field(membership.segment.text)
        writer.fields(Int(membership.account.number), of: ids)
        writer.field(membership.since)
        writer.field(membership.qualifiedOn)
        writer.field(membership.workflow?.text ?? "")
        try writer.endRow()
      }
    }
  }
}

extension Outcome {
  /// Its place among all cases.
  var place: Int {
    switch self {
    case .added: 0
    case .moved: 1
    case .removed: 2
    case .alreadyIn: 3
    case .notInSource: 4
    case .narrowedOut: 5
    case .heldByHigherRung: 6
    case .heldByOverride: 7
    }
  }
}
