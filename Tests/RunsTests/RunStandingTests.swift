import AdModel
import Files
import Runs
import TestSupport
import Testing

@Suite struct RunStandingTests {
  private let root: TemporaryFolder

  init() throws {
    self.root = try TemporaryFolder()
  }

  /// Publishes a run that started from another one.
  private func publish(_ name: String, from base: String? = nil, isPicked: Bool = false) throws {
    var manifest = Manifest(
      tool: .init(named: "adsegments", version: "1"),
      pipeline: .init(named: "p", file: "p.yaml", text: "", sha256: name),
      as_of: String(name.prefix(10)), until: "export",
      base: try base.map { .init(of: $0, sha256: try digest(of: $0)) }, inputs: [], sources: [],
      accepted_guards: [], reference_data: [], outputs: [])
    if isPicked { manifest.base_picked = true }
    try Folder.make("\(root.path)/\(name)")
    _ = try root.write(try RunJSON.bytes(manifest), to: "\(name)/manifest.json")
  }

  private func digest(of name: String) throws -> String {
    try RunFolder(path: "\(root.path)/\(name)").manifestDigest
  }

  private func standings() throws -> [RunStanding] {
    try RunHistory(folder: root.path).records().map(\.standing)
  }

  private func name(_ day: Int, _ rerun: Int = 1) -> RunName {
    RunName(asOf: november(day), rerun: rerun)
  }

  @Test func runsThatStandOnEachOtherAreCurrent() throws {
    try publish("2026-11-09")
    try publish("2026-11-10", from: "2026-11-09")
    try publish("2026-11-12", from: "2026-11-10")
    #expect(try standings() == [.current, .current, .current])
  }

  @Test func aRerunReplacesItsDayAndMakesLaterOnesStale() throws {
    try publish("2026-11-09")
    try publish("2026-11-10", from: "2026-11-09")
    try publish("2026-11-11", from: "2026-11-10")
    try publish("2026-11-12", from: "2026-11-11")
    try publish("2026-11-10.2", from: "2026-11-09")
    #expect(
      try standings() == [
        .current, .replaced(by: name(10, 2)), .current, .stale(.otherBase(name(10, 2))),
        .stale(.baseIsStale(name(11))),
      ])
  }

  /// The same bytes under another name are the same base, and as stale as it is.
  @Test func aRunOnAStaleBaseIsStaleHoweverTheBaseIsCalled() throws {
    try publish("2026-11-09")
    try publish("2026-11-11", from: "2026-11-09")
    try publish("2026-11-12", from: "2026-11-11")
    try Folder.make("\(root.path)/2026-11-11.2")
    let manifest = try InputFile(path: "\(root.path)/2026-11-11/manifest.json").readAll()
    _ = try root.write(manifest, to: "2026-11-11.2/manifest.json")
    #expect(
      try standings() == [.current, .replaced(by: name(11, 2)), .current, .current])
    try publish("2026-11-10", from: "2026-11-09")
    #expect(
      try standings() == [
        .current, .current, .replaced(by: name(11, 2)), .stale(.otherBase(name(10))),
        .stale(.baseIsStale(name(11, 2))),
      ])
  }

  @Test func aDayThatIsFilledInOrTakenAwayMakesTheNextOneStale() throws {
    try publish("2026-11-09")
    try publish("2026-11-11", from: "2026-11-09")
    try publish("2026-11-10", from: "2026-11-09")
    #expect(try standings() == [.current, .current, .stale(.otherBase(name(10)))])
    try Folder.remove("\(root.path)/2026-11-09")
    #expect(try standings() == [.stale(.noBase), .stale(.otherBase(name(10)))])
  }

  @Test func aBaseThatWasEditedIsAnotherOne() throws {
    try publish("2026-11-09")
    try publish("2026-11-10", from: "2026-11-09")
    let manifest = try InputFile(path: "\(root.path)/2026-11-09/manifest.json").readAll()
    _ = try root.write(manifest + Array("\n".utf8), to: "2026-11-09/manifest.json")
    #expect(try standings() == [.current, .stale(.baseChanged(name(9)))])
    _ = try root.write("{", to: "2026-11-09/manifest.json")
    #expect(try standings() == [.broken, .stale(.baseIsBroken(name(9)))])
  }

  @Test func aBaseThatWasPickedStandsWhateverHappensToIt() throws {
    try publish("2026-11-09")
    try publish("2026-11-10", from: "2026-11-09")
    try publish("2026-11-11", from: "2026-11-09", isPicked: true)
    try publish("2026-11-12", isPicked: true)
    try publish("2026-11-13", from: "2026-11-12")
    try Folder.remove("\(root.path)/2026-11-09")
    #expect(
      try standings() == [.stale(.noBase), .current, .current, .current])
  }

  @Test func whatARerunLeavesBehind() throws {
    try publish("2026-11-09")
    try publish("2026-11-10", from: "2026-11-09")
    try publish("2026-11-11", from: "2026-11-10")
    try publish("2026-11-12", isPicked: true)
    try publish("2026-11-13", from: "2026-11-12")
    let history = try RunHistory(folder: root.path)
    #expect(
      history.runsLeftBehind(by: name(9, 2), manifestDigest: "other").map(\.description)
        == ["2026-11-10", "2026-11-11"])
    // A rerun that is the same to the byte takes nobody's base away.
    #expect(
      history.runsLeftBehind(by: name(9, 2), manifestDigest: try digest(of: "2026-11-09")) == [])
    #expect(history.runsLeftBehind(by: name(11, 2), manifestDigest: "other") == [])
    #expect(history.runsLeftBehind(by: name(14), manifestDigest: "other") == [])

    let runs = [name(10), name(11)]
    #expect(
      RunWarning.runsLeftBehind(runs, pipeline: "p.yaml")?.message
        == "2 runs, 2026-11-10 to 2026-11-11, now rest on a replaced base; to make them anew: "
        + "adsegments backfill p.yaml --from 2026-11-10 --to 2026-11-11")
    #expect(
      RunWarning.runsLeftBehind([name(10)], pipeline: "p.yaml")?.message
        == "run 2026-11-10 now rests on a replaced base; to make it anew: "
        + "adsegments backfill p.yaml --from 2026-11-10 --to 2026-11-10")
    #expect(RunWarning.runsLeftBehind([], pipeline: "p.yaml") == nil)
  }
}
