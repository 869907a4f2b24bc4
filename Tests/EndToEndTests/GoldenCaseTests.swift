import Testing

@Suite("Whole runs, byte for byte") struct GoldenCaseTests {
  @Test(arguments: try GoldenCase.names()) func goldenCase(_ name: String) throws {
    let goldenCase = GoldenCase(name)
    let outcome = try goldenCase.play(in: TemporaryFolder())
    if Recording.isOn {
      try #require(!Recording.isRefused, "CI holds the program to its cases and records none")
      try goldenCase.record(outcome)
      Issue.record("recorded \(name): read 'git diff Tests/Cases/\(name)', then test as usual")
      return
    }
    if let difference = outcome.files.difference(from: try goldenCase.expected()) {
      Issue.record(
        """
        Tests/Cases/\(name)/expected: \(difference)

        \(outcome.results.map(\.description).joined(separator: "\n"))
        """)
    }
  }

  @Test("there are cases, and all that were asked for") func allAreThere() throws {
    let names = try GoldenCase.names()
    #expect(!names.isEmpty)
    #expect(Recording.names.allSatisfy(names.contains))
  }
}
