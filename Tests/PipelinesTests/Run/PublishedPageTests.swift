import AdModel
import Files
import Pipelines
import Runs
import TestSupport
import Testing

/// The page of a run is made from its files, before it is published, or the run ends.
@Suite struct PublishedPageTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
    let checked = Checked(workflows: [Checked.rule("r", "1+ Decision in 7", "add: {to: [low]}")])
    _ = try folder.write(checked.text, to: "pipeline.yaml")
    try Folder.make("\(folder.path)/dsp")
    _ = try folder.write(Checked.everyDay, to: "dsp/days.csv")
  }

  private func run(page: @escaping @Sendable (String, DailyEngagements?) throws -> [UInt8]?) throws
  {
    var surroundings = RunSurroundings.ofTests
    surroundings.page = page
    _ = try PipelineRun.execute(
      RunRequest(pipelinePath: "\(folder.path)/pipeline.yaml", asOf: november(20)), surroundings)
  }

  @Test("all other files are there when the page is made, and it is not listed") func order()
    throws
  {
    try run { folder, _ in
      let run = try RunFolder(path: folder)
      for path in run.manifest.outputs.map(\.path) + ["run_results.json"] {
        guard Folder.kind(of: "\(folder)/\(path)") == .file else { return Array(path.utf8) }
      }
      return Array("whole".utf8)
    }
    let path = "\(folder.path)/runs/2026-11-20"
    #expect(try InputFile(path: "\(path)/report.html").readAll() == Array("whole".utf8))
    #expect(!(try RunFolder(path: path).manifest.outputs.map(\.path).contains("report.html")))
  }

  @Test("the page is told what the table of daily counts adds up to") func engagements() throws {
    try run { folder, daily in
      let daily = try #require(daily)
      let table = try String(
        decoding: InputFile(path: "\(folder)/3-aggregate/daily.csv").readAll(), as: UTF8.self)
      let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
      #expect(!rows.isEmpty)
      for campaign in Set(rows.map { String($0[2]) }) {
        let counts = rows.filter { $0[2] == campaign }.compactMap { Int($0[5]) }
        #expect(daily.total(of: campaign) == counts.reduce(0, +))
      }
      #expect(daily.campaigns == Set(rows.map { String($0[2]) }).sorted())
      #expect(daily.days?.last?.description == rows.map { String($0[4]) }.max())
      return nil
    }
  }

  @Test("a fault of a file ends the run, and nothing is published") func fault() throws {
    #expect(throws: FileFault(.diskFull, path: "report.html")) {
      try run { _, _ in throw FileFault(.diskFull, path: "report.html") }
    }
    #expect(Folder.kind(of: "\(folder.path)/runs/2026-11-20") == nil)
    #expect(Folder.linkTarget(of: "\(folder.path)/runs/latest") == nil)
    #expect(Folder.kind(of: "\(folder.path)/runs/failed/2026-11-20") == .folder)
  }

  @Test("without a page there is none") func none() throws {
    try run { _, _ in nil }
    #expect(Folder.kind(of: "\(folder.path)/runs/2026-11-20/report.html") == nil)
  }
}
