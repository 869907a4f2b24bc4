import AdModel
import Files
import Runs
import TestSupport
import Testing

@Suite struct RunHistoryTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  private func publish(_ names: String...) throws {
    for name in names {
      try Folder.make("\(root.path)/\(name)")
      _ = try root.write("{}", to: "\(name)/manifest.json")
    }
  }

  @Test func theRunsOfAFolderOldestFirst() throws {
    try publish("2026-11-10.10", "2026-11-10", "2026-11-10.2", "2026-11-09")
    try Folder.link("\(root.path)/latest", to: "2026-11-10.10")
    let history = try RunHistory(folder: root.path)
    #expect(
      history.runs.map(\.description) == [
        "2026-11-09", "2026-11-10", "2026-11-10.2", "2026-11-10.10",
      ])
    #expect(history.path(of: history.runs[0]) == "\(root.path)/2026-11-09")
  }

  /// Staging, failed and cached folders, files, and folders without a manifest are no runs.
  @Test func nothingElseIsARun() throws {
    try publish("failed/2026-11-10", ".cache", ".staging-2026-11-10", "notes", "2026-11-32")
    try Folder.make("\(root.path)/2026-11-11")
    _ = try root.write("x", to: "2026-11-12")
    #expect(try RunHistory(folder: root.path).runs.isEmpty)
  }

  @Test func aFolderThatIsNotThereYetHasNoRuns() throws {
    #expect(try RunHistory(folder: "\(root.path)/none").runs.isEmpty)
    _ = try root.write("x", to: "file")
    #expect(throws: FileFault.self) { try RunHistory(folder: "\(root.path)/file") }
  }

  /// A later run would start from the wrong base, and nobody would notice.
  @Test func aRunThatCannotBeLookedAtIsAFault() throws {
    try publish("2026-11-09")
    try Folder.link("\(root.path)/2026-11-10", to: "2026-11-10")
    #expect(throws: FileFault.self) { try RunHistory(folder: root.path) }
  }

  /// The newest run of an earlier day; of that day, the highest rerun.
  @Test(
    arguments: [
      (8, nil), (9, nil), (10, "2026-11-09.11"), (11, "2026-11-10"), (12, "2026-11-10"),
      (13, "2026-11-12"), (30, "2026-11-12"),
    ] as [(Int, String?)])
  func theBaseOfADay(day: Int, expected: String?) throws {
    try publish("2026-11-09", "2026-11-09.2", "2026-11-09.11", "2026-11-10", "2026-11-12")
    let history = try RunHistory(folder: root.path)
    #expect(history.base(for: november(day))?.description == expected)
  }

  @Test func theNextNameOfADay() throws {
    try publish("2026-11-09", "2026-11-10", "2026-11-10.2", "2026-11-10.9")
    let history = try RunHistory(folder: root.path)
    let names = (9...11).map { history.nextName(for: november($0)).description }
    #expect(names == ["2026-11-09.2", "2026-11-10.10", "2026-11-11"])
  }
}
