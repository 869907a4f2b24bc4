import Testing

@Suite("The generated exports and the benchmark") struct BenchTests {
  /// Same bytes each time, the same rows in every shape; wrong arguments and results that differ seen.
  @Test("keep their promises") func keepTheirPromises() throws {
    let result = try Program.run(
      "/usr/bin/python3", ["-B", Repository.path("Tests/Python/check_bench.py")],
      in: Repository.root)
    #expect(result.exitCode == 0, "\(result)\n\(result.standardOutput)")
  }

  /// What the benchmark calls equal is: the job in SQL, by DuckDB, gives the same files. Formats and
  /// tables that change are noticed here, not when somebody measures next.
  @Test("give the same files to a run and to SQL") func sameFilesFromSQL() throws {
    let result = try PythonPackages.run("check_whole_job.py", [Program.path()])
    #expect(result.exitCode == 0, "\(result)")
  }
}
