import Testing

/// Files to upload are read back by other programs as what was put in: Python's `csv` module and
/// DuckDB, every nasty text in every column, over two nights.
@Suite("Uploads in other programs' eyes") struct UploadRoundTripTests {
  private func check(_ arguments: String...) throws -> ProgramResult {
    try PythonPackages.run("check_uploads.py", arguments)
  }

  /// Runs one of two days; the lists of the second have lost some rows and got others.
  private func run(_ day: Int, in place: TemporaryFolder) throws {
    let written = try check("write", place.path, "\(day)")
    try #require(written.exitCode == 0, "\(written)")
    let result = try Program.run(
      ["run", "pipeline.yaml", "--as-of", "2026-11-\(17 + day)", "--quiet"], in: place.path)
    try #require(result.exitCode == 0, "\(result)")
  }

  @Test("they hold what the lists say, and packages describe them") func readBack() throws {
    let place = try TemporaryFolder()
    let runs = "\(place.path)/runs"
    try run(1, in: place)
    let first = try check("check", place.path, "\(runs)/2026-11-18")
    #expect(first.exitCode == 0, "\(first)")
    try run(2, in: place)
    let second = try check(
      "check", place.path, "\(runs)/2026-11-19", "\(runs)/2026-11-18")
    #expect(second.exitCode == 0, "\(second)")
    let result = try PythonPackages.run("validate_runs.py", [place.path])
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardOutput == "2 runs, 2 data packages\n")
  }

  /// The script is no test if it agrees with anything.
  @Test(
    "a byte that changed is seen",
    arguments: [
      ("uploads/hubspot-companies/all.csv", "alder.example", "elder.example"),
      ("uploads/everything/all.csv", "\r\n", "\n"),
      ("uploads/everything/all.csv", "\"\"", "\""),
      ("uploads/google-customer-match/all.csv", "Email,", "email,"),
      ("uploads/the-trade-desk-crm/plain.csv", "@cedar", "@oak"),
      ("uploads/reddit/all.removed.csv", ",\n", "0,\n"),
      ("segments/all.csv", "'=", "="),
    ])
  func changedFile(path: String, text: String, other: String) throws {
    let place = try TemporaryFolder()
    for day in [1, 2] { try run(day, in: place) }
    let run = "\(place.path)/runs/2026-11-19"
    let whole = try place.text(of: "runs/2026-11-19/\(path)")
    try #require(whole.contains(text))
    try place.write(whole.replacing(text, with: other), to: "runs/2026-11-19/\(path)")
    let checked = try check("check", place.path, run, "\(place.path)/runs/2026-11-18")
    #expect(checked.exitCode == 1, "\(checked)")
  }
}
