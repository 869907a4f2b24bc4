import Runs
import Testing

@Suite struct RunPruningTests {
  @Test(arguments: [
    "1-ingest/exports.csv", "1-ingest/rejects.csv", "2-normalize/identities.csv",
    "2-normalize/unmatched.csv", "3-aggregate/daily.csv", "3-aggregate/windows.csv",
    "4-apply/decisions.csv",
  ])
  func stageTablesGo(path: String) {
    #expect(RunPruning.drops(path))
  }

  /// What a base is read from, what tells changes, what people upload, what proves the run.
  @Test(arguments: [
    "2-normalize/accounts.csv", "4-apply/membership.csv", "4-apply/changes.csv",
    "segments/low.csv", "uploads/held.csv", "uploads/linkedin-company-list/low.added.csv",
    "manifest.json", "run_results.json", "datapackage.json", "report.html",
  ])
  func theRestStays(path: String) {
    #expect(!RunPruning.drops(path))
  }
}
