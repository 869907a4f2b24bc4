import Testing

/// What stderr holds with `--log-format json` and `--verbose`.
@Suite("--log-format and --verbose") struct LogFormatTests {
  /// The lines with their seconds as 0 and their times, which must be as README says, as `T`.
  private func lines(
    _ result: ProgramResult, sourceLocation: SourceLocation = #_sourceLocation
  ) -> String {
    let time =
      /"time":"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]{3}Z"/
    let lines = result.standardError.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.dropLast() {
      #expect(line.matches(of: time).count == 1, "\(line)", sourceLocation: sourceLocation)
    }
    return result.standardError.replacing(time, with: #""time":"T""#)
      .replacing(/"seconds":[0-9.]+/, with: #""seconds":0"#)
  }

  private static let started =
    #"{"event":"run_started","level":"info","pipeline":"pipeline.yaml","time":"T","version":"0.1.0"}"#
  private static let published = #"""
    {"counts":{"exports":1,"rejected":1,"rows":3,"rows_after_as_of":0,"superseded_rows":0},"event":"stage_done","level":"info","seconds":0,"stage":"ingest","time":"T"}
    {"counts":{"accounts":1,"identities":1,"unmatched":0},"event":"stage_done","level":"info","seconds":0,"stage":"normalize","time":"T"}
    {"counts":{"daily_rows":2,"window_rows":2},"event":"stage_done","level":"info","seconds":0,"stage":"aggregate","time":"T"}
    {"counts":{"changes":0,"decisions":1,"members":1},"event":"stage_done","level":"info","seconds":0,"stage":"apply","time":"T"}
    {"counts":{"held":0,"uploads":2},"event":"stage_done","level":"info","seconds":0,"stage":"export","time":"T"}
    {"event":"warning","kind":"days_missing","level":"warning","message":"no run for 2026-11-19: rules that would have matched on those days alone did not; --catch-up runs them first","place":"runs","time":"T"}
    {"as_of":"2026-11-20","base":"2026-11-18","event":"run_published","level":"info","path":"runs/2026-11-20","run":"2026-11-20","seconds":0,"segments":[{"after":1,"before":1,"entered":0,"held":0,"id":"low","left":0,"moved_in":0,"moved_out":0,"name":"Low","uploaded":1},{"after":0,"before":0,"entered":0,"held":0,"id":"medium","left":0,"moved_in":0,"moved_out":0,"name":"Medium","uploaded":0}],"time":"T"}

    """#

  /// Two rows of one company, and one that cannot be read.
  private func pipeline() throws -> SpoiltPipeline {
    let pipeline = try SpoiltPipeline()
    try pipeline.place.write(
      SpoiltPipeline.export + "2026-11-18,Awareness,alder.example,many\n",
      to: "exports/clicks.csv")
    return pipeline
  }

  @Test("json: one object a line for all that happens") func published() throws {
    let result = try pipeline().run("2026-11-20", "--log-format", "json")
    #expect(result.exitCode == 0, "\(result)")
    #expect(lines(result) == Self.started + "\n" + Self.published)
    #expect(result.standardOutput.hasPrefix("As of 2026-11-20, based on the run of 2026-11-18\n"))
  }

  @Test("json and --verbose: every export too") func verbose() throws {
    let result = try pipeline().run("2026-11-20", "--log-format", "json", "--verbose")
    let export =
      #"{"counts":{"rejected":1,"rows":3},"event":"export_read","level":"info","path":"exports/clicks.csv","source":"dsp","time":"T"}"#
    #expect(lines(result) == [Self.started, export, Self.published].joined(separator: "\n"))
  }

  @Test("json: a run outside the history is written") func written() throws {
    let result = try pipeline().run(
      "2026-11-18", "--log-format", "json", "--to", "out/", "--until", "ingest")
    #expect(
      lines(result).split(separator: "\n").last.map(String.init)
        == #"{"as_of":"2026-11-18","event":"run_written","level":"info","path":"out","run":"2026-11-18.2","seconds":0,"segments":[],"time":"T"}"#
    )
  }

  @Test("json and --quiet: nothing but errors") func quiet() throws {
    let pipeline = try pipeline()
    let result = try pipeline.run("2026-11-20", "--log-format", "json", "--quiet")
    #expect(result.exitCode == 0)
    #expect(result.standardError == "")
    #expect(result.standardOutput == "")

    try pipeline.remove("exports/clicks.csv")
    let failed = try pipeline.run("2026-11-21", "--log-format", "json", "--quiet")
    #expect(failed.exitCode == 1)
    #expect(
      lines(failed) == #"""
        {"event":"run_failed","exit_code":1,"kind":"file_fault","level":"error","mend":"check the path, or put the file in place","message":"no such file or folder","place":"exports/clicks.csv","time":"T"}

        """#)
  }

  @Test("json: a pipeline file with faults is one line with all of them") func faults() throws {
    let pipeline = try SpoiltPipeline()
    try pipeline.replace("runs: runs", by: "run: runs")
    try pipeline.replace("platform: generic", by: "platform: genric")
    let result = try pipeline.run("2026-11-19", "--log-format", "json", "--quiet")
    #expect(result.exitCode == 1)
    #expect(
      lines(result) == #"""
        {"event":"run_failed","exit_code":1,"faults":[{"column":1,"kind":"unknown_key","line":3,"message":"unknown key 'run'; did you mean 'runs'?"},{"column":15,"kind":"unknown_name","line":7,"message":"unknown platform 'genric'; did you mean 'generic'?"}],"kind":"pipeline_file","level":"error","mend":"mend the faults at the lines and columns given","message":"the pipeline file has 2 faults","place":"pipeline.yaml","time":"T"}

        """#)
  }

  @Test(
    "json: so is a command line that is wrong",
    arguments: [["--log-format", "json"], ["--log-format=json"]])
  func usage(option: [String]) throws {
    let pipeline = try SpoiltPipeline()
    let result = try Program.run(
      ["run", "pipeline.yaml"] + option + ["--job", "2"], in: pipeline.place.path)
    #expect(result.exitCode == 64)
    #expect(
      lines(result) == #"""
        {"event":"run_failed","exit_code":64,"kind":"usage","level":"error","message":"Unknown option '--job'. Did you mean '--jobs'?","place":"command line","time":"T"}

        """#)
  }

  @Test("json: a summary that cannot be written is no failure of the run") func fullDisk() throws {
    let pipeline = try SpoiltPipeline()
    let result = try Program.run(
      "/bin/sh",
      [
        "-c",
        "'\(Program.path())' run pipeline.yaml --as-of 2026-11-19 --log-format json > /dev/full",
      ], in: pipeline.place.path)
    #expect(result.exitCode == 75)
    let last = lines(result).split(separator: "\n").suffix(2).map(String.init)
    #expect(last.first?.contains(#""event":"run_published""#) == true)
    #expect(
      last.last
        == #"{"event":"output_failed","exit_code":75,"kind":"output_unwritten","level":"error","mend":"see to where the output goes; the work itself was done","message":"No space left on device","place":"stdout","time":"T"}"#
    )
  }

  @Test("--verbose names every export, before the stage it is read in") func verboseText() throws {
    let result = try pipeline().run("2026-11-20", "--verbose")
    #expect(
      result.standardError.split(separator: "\n").first
        == "  exports/clicks.csv: rows 3, rejected 1")
  }

  @Test("--quiet and --verbose contradict each other") func contradiction() throws {
    let result = try SpoiltPipeline().run("2026-11-19", "--quiet", "--verbose")
    #expect(result.exitCode == 64)
    #expect(
      result.standardError.hasPrefix("Error: --quiet and --verbose contradict each other.\n"))
  }
}
