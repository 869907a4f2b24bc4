import Testing

@Suite("Killed at any moment") struct CrashTests {
  /// `scripts/crash-test` kills a thousand; here a few, so that it and the laws stay in order.
  @Test("the laws of a run hold") func laws() throws {
    let result = try Program.run(
      "/usr/bin/python3",
      [
        "-B", Repository.path("scripts/crash-test"), "16", "--seed", "1", "--binary",
        Program.path(),
      ],
      in: Repository.root)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardOutput.hasPrefix("16 commands of seed 1, every law holds\n"))
  }
}
