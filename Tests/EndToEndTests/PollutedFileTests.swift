import Testing

@Suite("Files spoilt in known ways") struct PollutedFileTests {
  /// One thing wrong a file, some sixty of them: `inspect --format csv` gives the clean table back.
  @Test("are read exactly") func areReadExactly() throws {
    let result = try Program.run(
      "/usr/bin/python3",
      [
        "-B", Repository.path("scripts/benchmarks/polluted_csv.py"), "--binary",
        try Program.path(), "--check",
      ], in: Repository.root)
    #expect(result.exitCode == 0, "\(result)\n\(result.standardOutput)")
  }
}
