import AdModel
import Aggregate
import CSV
import Export
import Ingest
import Runs
import Workflows

/// The tables of each stage.
extension PipelineRun {
  func tables(_ ingested: IngestStage) -> [OutputTable] {
    [
      IngestTables.exports(
        ingested.exports, fates: ingested.restated.fates, sources: pipeline.sources),
      IngestTables.rejects(rejects),
    ]
  }

  /// - Parameter isLast: whether no stage follows that may still bring members.
  func tables(_ accounts: AccountStage, isLast: Bool) -> [OutputTable] {
    let made = [
      NormalizeTables.identities(accounts.batches, ids: accounts.ids),
      NormalizeTables.unmatched(accounts),
    ]
    guard isLast else { return made }
    return made + [accountsTable(accounts, members: accounts.before)]
  }

  func tables(_ counted: AggregateStage, _ accounts: AccountStage) -> [OutputTable] {
    [
      AggregateTables.daily(counted.daily, ids: accounts.ids),
      AggregateTables.windows(
        counted.counting.windows, workflows: pipeline.workflows, ids: accounts.ids),
    ]
  }

  func tables(_ applied: ApplyStage, _ accounts: AccountStage) -> [OutputTable] {
    [
      accountsTable(accounts, members: applied.output.memberships),
      ApplyTables.decisions(
        applied.output.decisions, workflows: applied.output.workflows, ids: accounts.ids),
      ApplyTables.changes(applied.output.changes, ids: accounts.ids),
      ApplyTables.membership(applied.output.memberships, ids: accounts.ids),
    ]
  }

  func tables(
    _ exported: ExportStage, _ uploads: UploadTables, _ applied: ApplyStage,
    _ accounts: AccountStage
  ) -> [OutputTable] {
    let table = accounts.table
    return ExportTables.segments(
      pipeline.segments, memberships: applied.output.memberships, accounts: table)
      + uploads.tables + [ExportTables.held(exported.plan, accounts: table)]
  }

  /// `accounts.csv`: accounts with engagements or membership.
  private func accountsTable(_ accounts: AccountStage, members: [Membership]) -> OutputTable {
    var isUsed = [Bool](repeating: false, count: accounts.table.count)
    for account in accounts.accountOfIdentity {
      if let account { isUsed[Int(account.number)] = true }
    }
    for member in members { isUsed[Int(member.account.number)] = true }
    return NormalizeTables.accounts(accounts.table, isUsed: isUsed)
  }
}
