import AdModel
import CSV
import Files
import Runs
import TestSupport
import Testing

@testable import Report

@Suite struct RunFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
    var manifest = Manifest(
      tool: .init(named: "adsegments", version: "1"),
      pipeline: .init(named: "night", file: "night.yaml", text: "", sha256: ""),
      as_of: "2026-11-20", until: "export", base: nil, inputs: [], sources: [],
      accepted_guards: ["max_removed:low"], reference_data: [], outputs: [])
    manifest.outputs = [.init(path: "uploads/f/low.csv", sha256: "", bytes: 9)]
    let results = RunResults(
      status: "failed", run: "2026-11-20", as_of: "2026-11-20", base: nil, seconds: 61.0625,
      stages: [.init(name: "ingest", status: "failed", seconds: 0.25)], left_out: [],
      workflows: [
        .init(id: "w", name: "Watch", status: "inactive", order: nil, counted: 0, outcomes: [:])
      ],
      segments: [],
      warnings: (1...12).map {
        .init(kind: "stale_source", place: "source \($0)", message: "it is late")
      }, failure: .init(kind: "file_fault", place: "a.csv", message: "no such file"))
    try write(try RunJSON.bytes(manifest), to: "manifest.json")
    try write(try RunJSON.bytes(results), to: "run_results.json")
    try write(
      "order,workflow,account_id,action,from,to,engagements\n1,w,a,enter,,low | high,3\n",
      to: "4-apply/changes.csv")
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Folder.make(Path.parent(of: "\(folder.path)/\(path)"))
    _ = try folder.write(bytes, to: path)
  }

  private func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  private func page(_ run: RunFiles) throws -> String {
    String(decoding: try RunPage.html(run), as: UTF8.self)
  }

  @Test("columns are found by their names; a row of another form is passed over") func columns()
    throws
  {
    try write("b,more,a\n1,x,2\nbroken\n3,y,4\n", to: "t.csv")
    let run = try RunFiles(folder: folder.path)
    var rows: [String] = []
    let reading = try run.read("t.csv", ["a", "b"]) { row, columns in
      rows.append("\(row.text(columns[0])) \(row.text(columns[1]))")
    }
    #expect(reading == .read)
    #expect(rows == ["2 1", "4 3"])
    #expect(try run.read("t.csv", ["a", "c"]) { _, _ in } == .missing)
    #expect(try run.read("u.csv", ["a"]) { _, _ in } == .missing)
    #expect(try run.rowCount(of: "t.csv") == 2)
  }

  @Test("a table that is too large is named and not read") func largeTables() throws {
    try write(
      "order,workflow\n" + String(repeating: "1,w\n", count: 100), to: "4-apply/changes.csv")
    let run = try RunFiles(folder: folder.path, largestTableBytes: 414)
    #expect(
      try run.read("4-apply/changes.csv", ["order"]) { _, _ in } == .tooLarge(byteCount: 415))
    #expect(
      try page(run).contains("4-apply/changes.csv is too large for this page (415 bytes)."))
  }

  @Test("a run of which little is there shows that, its failure first") func failedRun() throws {
    let page = try page(RunFiles(folder: folder.path))
    #expect(
      page.contains(
        "<li><strong>The run failed: <bdi>a.csv</bdi>: <bdi>no such file</bdi></strong></li>"))
    #expect(page.contains("1 guard would have stopped the run and was accepted: <bdi>max_removed"))
    #expect(page.contains("<bdi>Stale source</bdi>: 12 warnings"))
    #expect(page.contains("<bdi>source 10</bdi>"))
    #expect(!page.contains("<bdi>source 11</bdi>"))
    #expect(page.contains("And 2 more in run_results.json."))
    #expect(page.contains("The run has no 1-ingest/exports.csv."))
    #expect(page.contains("<caption><bdi>Watch</bdi>: 1 change</caption>"))
    #expect(page.contains("<bdi>low</bdi>, <bdi>high</bdi>"))
    #expect(page.contains(#"<span class="timing">61.063</span>"#))
  }

  @Test("a folder that holds no run is refused") func noRun() throws {
    #expect(throws: FileFault.self) { try RunPage.html(ofRunAt: "\(folder.path)/4-apply") }
    try write("{}", to: "run_results.json")
    let failure = #expect(throws: RunFailure.self) { try RunPage.html(ofRunAt: folder.path) }
    #expect(failure?.kind == "broken_run")
  }
}
