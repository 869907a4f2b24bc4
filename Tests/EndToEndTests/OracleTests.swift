import Testing

@Suite("The oracle in another language") struct OracleTests {
  /// 120 random pipelines over several nights each, and wrong ones: windows, decisions, changes,
  /// membership and uploads as `Tests/Oracle/oracle.py` computes them from the rules alone, and on
  /// the last day the answers of check, plan, whatif, forecast and explain.
  @Test("computes the same") func agrees() throws {
    let result = try Program.run(
      "/usr/bin/python3",
      [
        "-B", Repository.path("Tests/Oracle/compare.py"), "--binary", try Program.path(), "--seeds",
        "1..120", "--errors", "--jobs", "2",
      ], in: Repository.root)
    #expect(result.exitCode == 0, "\(result)\nstdout:\n\(result.standardOutput)")
  }
}
