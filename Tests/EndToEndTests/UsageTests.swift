import Testing

@Suite("Wrong usage of the command line") struct UsageTests {
  private static let usage = """
    Usage: adsegments run <pipeline> [--as-of <as-of>] [--jobs <jobs>] [--to <to>] \
    [--until <until>] [--base <base>] [--catch-up] [--wait] [--accept <accept> ...] \
    [--log-format <log-format>] [--quiet] [--verbose]
      See 'adsegments run --help' for more information.

    """

  private static let wrong: [(arguments: [String], message: String)] = [
    (["pipeline.yaml", "--job", "2"], "Error: Unknown option '--job'. Did you mean '--jobs'?\n"),
    (["pipeline.yaml", "--jobs", "0"], "Error: --jobs takes 1 to 256.\n"),
    (
      ["pipeline.yaml", "--until", "ingest"],
      "Error: --until needs --to: a run that stops early can be no base.\n"
    ),
    (
      ["pipeline.yaml", "--to", "review", "--until", "segments"],
      """
      Error: The value 'segments' is invalid for '--until <until>'. Please provide one of \
      'ingest', 'normalize', 'aggregate', 'apply' or 'export'.
      Help:  --until <until>  Stop after a stage; needs --to.

      """
    ),
    (
      ["pipeline.yaml", "--as-of", "2026-11-31"],
      """
      Error: The value '2026-11-31' is invalid for '--as-of <as-of>'
      Help:  --as-of <as-of>  The day to decide for, YYYY-MM-DD; the pipeline file's own rule \
      without it.

      """
    ),
    (
      ["pipeline.yaml", "--accept", "became_emty"],
      """
      Error: --accept knows no guard 'became_emty'; the guards are max_removed, max_added, \
      max_rejected_rows, max_restated_drop, max_missing_accounts, became_empty, missing_source.

      """
    ),
    (
      [],
      """
      Error: Missing expected argument '<pipeline>'
      Help:  <pipeline>  The pipeline file.

      """
    ),
    (["pipeline.yaml", "another.yaml"], "Error: Unexpected argument 'another.yaml'\n"),
  ]

  @Test(arguments: UsageTests.wrong.indices) func refused(number: Int) throws {
    let (arguments, message) = Self.wrong[number]
    let pipeline = try SpoiltPipeline()
    try pipeline.expectRefusal(of: ["run"] + arguments, exitCode: 64, message + Self.usage)
  }

  @Test("a command that is none") func unknownCommand() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.expectRefusal(
      of: ["publish"], exitCode: 64,
      """
      Error: Unexpected argument 'publish'
      Usage: adsegments <subcommand>
        See 'adsegments --help' for more information.

      """)
  }

  @Test("help and version are no errors", arguments: ["--help", "--version"])
  func help(option: String) throws {
    let place = try TemporaryFolder()
    let result = try Program.run([option], in: place.path)
    #expect(result.exitCode == 0)
    #expect(!result.standardOutput.isEmpty)
    #expect(result.standardError == "")
  }
}
