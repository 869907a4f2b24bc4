import Foundation
import Testing

/// The examples of `scripts/nightly` do what they say, on the sample pipeline.
@Suite("scripts/nightly") struct NightlyJobTests {
  private static let folder = "scripts/nightly"
  private static let installed = "/srv/adsegments/pipelines/engagement-ladder.yaml"
  private static let sample = "pipelines/engagement-ladder.yaml"

  /// Runs the words of a command line that begins with the program's name, on the sample pipeline.
  private func expectRun(
    _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      words.first?.hasSuffix("adsegments") == true, "\(words)", sourceLocation: sourceLocation)
    #expect(words.contains(NightlyJobTests.installed), sourceLocation: sourceLocation)
    for word in ["--catch-up", "--wait", "--log-format"] {
      #expect(words.contains(word), "\(words)", sourceLocation: sourceLocation)
    }
    let checkout = try SampleCheckout()
    let arguments = words.dropFirst().map {
      $0 == NightlyJobTests.installed ? NightlyJobTests.sample : $0
    }
    let result = try Program.run(Array(arguments), in: checkout.place.path)
    #expect(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
    #expect(
      result.standardError.split(separator: "\n").last?.contains("run_published") == true,
      sourceLocation: sourceLocation)
  }

  /// `key=value` by section.
  private func unit(_ name: String) throws -> [String: [String: String]] {
    var sections: [String: [String: String]] = [:]
    var section = ""
    for line in try Repository.text(of: "\(NightlyJobTests.folder)/\(name)").lines {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        section = String(line.dropFirst().dropLast())
        continue
      }
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      try #require(parts.count == 2 && !section.isEmpty, "\(name): \(line)")
      sections[section, default: [:]][parts[0]] = parts[1]
    }
    return sections
  }

  @Test("the systemd service runs the pipeline, and again on 75 alone") func service() throws {
    let unit = try unit("adsegments.service")
    #expect(unit.keys.sorted() == ["Service", "Unit"])
    let service = try #require(unit["Service"])
    let command = try #require(service["ExecStart"])
    try expectRun(command.split(separator: " ").map(String.init))
    #expect(service["Type"] == "oneshot")
    #expect(service["Restart"] == "on-failure")
    // Every exit code that is no success and no "try again later".
    #expect(service["RestartPreventExitStatus"] == "1 3 64")
    #expect(service["UMask"] == "0027")
  }

  @Test("the systemd timer starts it every night, a missed one too") func timer() throws {
    let unit = try unit("adsegments.timer")
    #expect(unit["Timer"]?["Persistent"] == "true")
    #expect(unit["Install"]?["WantedBy"] == "timers.target")
    #expect(unit["Timer"]?["OnCalendar"]?.contains("02:30:00") == true)
  }

  @Test(
    "systemd takes both",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
  func systemd() throws {
    // Where the program lies on the machine of the example, there is none here.
    let place = try TemporaryFolder()
    for name in ["adsegments.service", "adsegments.timer"] {
      let text = try Repository.text(of: "\(NightlyJobTests.folder)/\(name)")
      try place.write(
        text.replacing("/usr/local/bin/adsegments", with: try Program.path()), to: name)
    }
    let result = try Program.run(
      "systemd-analyze", ["verify", "./adsegments.service", "./adsegments.timer"],
      in: place.path)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardError == "")
  }

  @Test("the crontab runs the pipeline, and again on 75 alone") func crontab() throws {
    let lines = try Repository.text(of: "\(NightlyJobTests.folder)/crontab").lines
      .filter { !$0.hasPrefix("#") }
    let variables = lines.filter { $0.contains(/^[A-Z]+=/) }
    let jobs = lines.filter { !$0.contains(/^[A-Z]+=/) }
    try #require(variables.count == 3 && jobs.count == 2)
    for job in jobs {
      #expect(job.contains(/^([0-9*]+ ){5}[a-z]/), "\(job)")
      #expect(!job.contains("%"), "cron takes % for the end of the line")
    }

    // The command itself, with a program in place that writes down its words and ends with what
    // stands in `codes`.
    let place = try TemporaryFolder()
    try place.write(
      """
      #!/bin/sh
      for word; do echo "$word" >> words; done
      code=$(head -n 1 codes); sed -i 1d codes
      exit "$code"

      """, to: "bin/adsegments")
    try place.write("#!/bin/sh\n", to: "bin/sleep")
    for program in ["adsegments", "sleep"] {
      let result = try Program.run("chmod", ["+x", "bin/\(program)"], in: place.path)
      #expect(result.exitCode == 0)
    }
    let command = jobs[0].split(separator: " ", maxSplits: 5)[5]
    let pipeline = "PIPELINE='\(NightlyJobTests.installed)'; LOG=log; PATH=bin:$PATH\n"
    for (codes, left) in [("75\n0\n1\n", "1\n"), ("1\n0\n", "0\n"), ("75\n75\n75\n0\n", "0\n")] {
      try place.write(codes, to: "codes")
      try place.write("", to: "words")
      _ = try Program.run("/bin/sh", ["-c", pipeline + command], in: place.path)
      #expect(try place.text(of: "codes") == left)
    }
    let words = try place.text(of: "words").lines
    try expectRun(["adsegments"] + words.prefix(words.count / 3))
    let prune = jobs[1].split(separator: " ").dropFirst(5)
    #expect(
      prune.joined(separator: " ")
        == #"adsegments prune "$PIPELINE" --keep-days 365 --wait >/dev/null"#)
  }

  @Test("the Airflow task runs the pipeline, and is tried again on 75 alone") func airflow() throws
  {
    let place = try TemporaryFolder()
    let path = Repository.path("\(NightlyJobTests.folder)/airflow_dag.py")
    // As much of Airflow as the file uses.
    try place.write(
      """
      class AirflowException(Exception): pass
      class AirflowFailException(AirflowException): pass

      """, to: "airflow/exceptions.py")
    try place.write(
      """
      tasks = []
      def dag(**settings): return lambda function: function
      def task(**settings):
        def wrap(function):
          tasks.append((function, settings))
          return lambda: None
        return wrap

      """, to: "airflow/sdk.py")
    try place.write("", to: "airflow/__init__.py")
    try place.write(
      """
      import runpy, sys
      sys.path.insert(0, ".")
      dag = runpy.run_path(sys.argv[1])
      print("\\n".join(dag["COMMAND"]))
      from airflow.sdk import tasks
      (run, settings), = tasks
      print("retries", settings["retries"] > 0)
      for code in (0, 1, 3, 64, 75, 143):
        run.__globals__["COMMAND"] = ["sh", "-c", f"echo to the log >&2; echo summary; exit {code}"]
        try:
          run()
          print(code, "done")
        except Exception as error:
          print(code, type(error).__name__)

      """, to: "play.py")
    let result = try Program.run("/usr/bin/python3", ["-B", "play.py", path], in: place.path)
    try #require(result.exitCode == 0, "\(result)")
    let lines = result.standardOutput.lines
    let command = Array(lines.prefix { !$0.hasPrefix("retries") })
    try expectRun(command)
    #expect(
      lines.dropFirst(command.count).filter { $0 != "to the log" } == [
        "retries True", "0 done", "1 AirflowFailException", "3 AirflowFailException",
        "64 AirflowFailException", "75 AirflowException", "143 AirflowFailException",
      ])
    #expect(lines.filter { $0 == "to the log" }.count == 6)
  }
}
