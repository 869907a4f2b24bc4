import AdModel
import Files
import Runs
import TestSupport
import Testing

@Suite struct RunReferenceTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
    for name in ["2026-11-09", "2026-11-10", "2026-11-10.2", "2026-11-12", "2026-11-12.2"] {
      try Folder.make("\(root.path)/\(name)")
      _ = try root.write("{}", to: "\(name)/manifest.json")
    }
  }

  @Test(
    arguments: [
      ("latest", "2026-11-12.2"), ("previous", "2026-11-10.2"), ("2026-11-10", "2026-11-10.2"),
      ("2026-11-10.2", "2026-11-10.2"), ("2026-11-09", "2026-11-09"),
      ("2026-11-10.1", "2026-11-10"),
    ])
  func findsARunByWhatPeopleCallIt(text: String, name: String) throws {
    let reference = RunReference(text)
    #expect(reference.isInHistory && reference.description == text)
    #expect(try RunHistory(folder: root.path).path(of: reference) == "\(root.path)/\(name)")
  }

  /// A day that is none is no day.
  @Test(arguments: ["runs/latest", "./2026-11-10", "2026-11-10.01", "2026-11-31", "review", ""])
  func anythingElseIsAPath(text: String) throws {
    let reference = RunReference(text)
    #expect(reference == .path(text) && !reference.isInHistory)
    #expect(try RunHistory(folder: root.path).path(of: reference) == text)
  }

  @Test(
    arguments: [
      (
        ["2026-11-10", "2026-11-12"], "2026-11-11",
        "the runs there go from 2026-11-10 to 2026-11-12"
      ),
      (["2026-11-10"], "previous", "the only day with a run is 2026-11-10"),
      ([], "latest", "no run is published there yet"),
    ])
  func oneThatIsNotThereSaysWhatIs(names: [String], text: String, there: String) throws {
    let folder = "\(root.path)/other"
    for name in names {
      try Folder.make("\(folder)/\(name)")
      _ = try root.write("{}", to: "other/\(name)/manifest.json")
    }
    let history = try RunHistory(folder: folder)
    let failure = #expect(throws: RunFailure.self) {
      try history.path(of: RunReference(text))
    }
    #expect(failure?.kind == "no_such_run")
    #expect(failure?.what == "there is no run '\(text)'; \(there)")
  }
}
