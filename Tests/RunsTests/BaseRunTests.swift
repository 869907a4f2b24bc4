import AdModel
import Files
import Runs
import TestSupport
import Testing

@Suite struct BaseRunTests {
  private let root: TemporaryFolder
  private static let name = RunName(asOf: november(19))

  private static let files = [
    "4-apply/membership.csv": """
    segment,account_id,since,qualified_on,workflow
    high,A1,2026-11-01,2026-11-19,to-high
    low,A2,2026-11-18,2026-11-18,
    low,A3,2026-11-18,2026-11-18,(override)

    """,
    "2-normalize/accounts.csv": """
    account_id,name,domain,linkedin,country,parent_id
    A1,"Nordwind, Inc.",nordwind.example,nordwind,DE,
    A2,"Haverly ""Blue"" Dock",,,,A1

    """,
    "uploads/held.csv": """
    segment,account_id,reason
    high,A1,excluded:open-deals | banned
    low,A2,not_in_account_list
    low,A9,banned

    """,
    "uploads/linkedin-company-list/low.csv": "companyname\n",
    "uploads/linkedin-company-list/low.added.csv": "companyname\n",
    "uploads/linkedin-company-list/low.removed.csv": "companyname\n",
  ]

  init() throws {
    self.root = try TemporaryFolder()
    for (name, text) in BaseRunTests.files { try write(text, to: name) }
    try writeManifest()
  }

  /// Writes a manifest with the digests of the files as they are.
  private func writeManifest(more: [String] = []) throws {
    let outputs = try (BaseRunTests.files.keys + more).sorted().map { name in
      let file = try InputFile(path: "\(root.path)/2026-11-19/\(name)")
      return Manifest.Output(path: name, sha256: try Digest(of: file).hex, bytes: file.size)
    }
    let manifest = Manifest(
      tool: .init(named: "adsegments", version: "1"),
      pipeline: .init(named: "p", file: "p.yaml", text: "", sha256: ""), as_of: "2026-11-19",
      until: "export", base: nil, inputs: [], sources: [], accepted_guards: [],
      reference_data: [], outputs: outputs)
    let text = String(decoding: try RunJSON.bytes(manifest), as: UTF8.self)
    try write(text, to: "manifest.json")
  }

  private func write(_ text: String, to name: String) throws {
    try Folder.make(Path.parent(of: "\(root.path)/2026-11-19/\(name)"))
    _ = try root.write(text, to: "2026-11-19/\(name)")
  }

  private func read() throws -> BaseRun {
    try BaseRun(history: RunHistory(folder: root.path), name: BaseRunTests.name, jobs: 2)
  }

  private func failure() -> RunFailure? {
    do {
      _ = try read()
      return nil
    } catch {
      return error as? RunFailure
    }
  }

  @Test func readsWhatTheRunPublished() throws {
    let base = try read()
    #expect(base.name == BaseRunTests.name.description)
    #expect(
      try base.manifestDigest
        == Digest(of: InputFile(path: "\(root.path)/2026-11-19/manifest.json")).hex)
    #expect(
      base.members.map { "\($0.segment) \($0.account) \($0.since) \($0.qualifiedOn)" } == [
        "high A1 2026-11-01 2026-11-19", "low A2 2026-11-18 2026-11-18",
        "low A3 2026-11-18 2026-11-18",
      ])
    #expect(base.members.map(\.workflow?.text) == ["to-high", nil, "(override)"])
    #expect(
      Array(base.accounts) == [
        Account(
          id: AccountID("A1"), name: "Nordwind, Inc.", domain: "nordwind.example",
          linkedIn: "nordwind", country: "DE"),
        Account(id: AccountID("A2"), name: "Haverly \"Blue\" Dock", parentID: AccountID("A1")),
      ])
    #expect(
      base.held.mapValues { Set($0.keys) } == [
        SegmentID("high"): [AccountID("A1")], SegmentID("low"): [AccountID("A2"), AccountID("A9")],
      ])
  }

  /// Two memberships that become one keep the earliest `since` and the latest `qualified_on`.
  @Test func carriesMembersOverToNewNames() throws {
    try write(
      """
      segment,account_id,since,qualified_on,workflow
      high,A1,2026-11-01,2026-11-19,to-high
      low,A1,2026-10-30,2026-11-02,to-low
      low,A3,2026-11-18,2026-11-18,
      old,A2,2026-11-18,2026-11-18,

      """, to: "4-apply/membership.csv")
    try writeManifest()
    var base = try read()
    let top = SegmentID("top")
    base.carry(over: [top: [SegmentID("high"), SegmentID("low")]], retired: [SegmentID("old")])
    #expect(
      base.members.map {
        "\($0.segment) \($0.account) \($0.since) \($0.qualifiedOn) \($0.workflow?.text ?? "-")"
      } == ["top A1 2026-10-30 2026-11-19 to-low", "top A3 2026-11-18 2026-11-18 -"])
    #expect(base.memberCounts(of: [SegmentID("low"), top]).map(\.count) == [2, 0])
    let table = AccountTable([
      (Account(id: AccountID("A0")), true), (Account(id: AccountID("A1")), true),
    ])
    #expect(
      base.members.memberships([base.members.accounts(0..<2, in: table)]) == [
        Membership(
          segment: top, account: AccountIndex(1), since: try #require(CalendarDay("2026-10-30")),
          qualifiedOn: november(19),
          workflow: WorkflowID("to-low"))
      ])
  }

  /// Members that were not held, of an upload that the run had; nothing is known of A3.
  @Test func whoWasUploaded() throws {
    let base = try read()
    func uploaded(_ segment: String, _ format: String) -> [String] {
      let upload = Upload(segment: SegmentID(segment), format: format)
      let (places, unknown) = base.uploadedAccounts(upload)
      return places.map { base.accounts.id(of: $0).text } + unknown.map { "unknown \($0)" }
    }
    #expect(uploaded("low", "linkedin-company-list") == ["unknown A3"])
    #expect(uploaded("high", "linkedin-company-list") == [])
    #expect(uploaded("low", "other") == [])
  }

  /// Of an account of two segments that are one today there is one.
  @Test func whoWasUploadedOfSeveralSegments() throws {
    try write("segment,account_id,reason\nlow,A3,banned\n", to: "uploads/held.csv")
    try write(
      """
      segment,account_id,since,qualified_on,workflow
      low,A2,2026-11-18,2026-11-18,
      low,A3,2026-11-18,2026-11-18,
      old,A1,2026-11-18,2026-11-18,
      old,A2,2026-11-18,2026-11-18,

      """, to: "4-apply/membership.csv")
    let old = ["", ".added", ".removed"].map { "uploads/linkedin-company-list/old\($0).csv" }
    for path in old { try write("companyname\n", to: path) }
    try writeManifest(more: old)
    var base = try read()
    base.carry(over: [SegmentID("low"): [SegmentID("old")]], retired: [])
    let (places, unknown) = base.uploadedAccounts(
      Upload(segment: SegmentID("low"), format: "linkedin-company-list"))
    #expect(places == [0, 1])
    #expect(unknown.isEmpty)
  }

  @Test(arguments: [
    ("4-apply/membership.csv", "segment,account_id,since,workflow\n", ":1"),
    ("4-apply/membership.csv", "", ":1"),
    (
      "4-apply/membership.csv",
      "segment,account_id,since,qualified_on,workflow\nlow,A1,2026-11-01\n", ":2"
    ),
    (
      "4-apply/membership.csv",
      "segment,account_id,since,qualified_on,workflow\n\nlow,A1,2026-11-31,2026-11-01,x\n", ":3"
    ),
    (
      "4-apply/membership.csv",
      "segment,account_id,since,qualified_on,workflow\nlow,A1,2026-11-01,,x\n", ":2"
    ),
    (
      "2-normalize/accounts.csv", "account_id,name,domain,linkedin,country,parent_id\nA1,\"x,,,,\n",
      ":2"
    ),
    ("2-normalize/accounts.csv", "name,account_id,domain,linkedin,country,parent_id\n", ":1"),
    ("uploads/held.csv", "segment,account_id,reason\nlow,A1,x\nlow,A1,x,y\n", ":3"),
  ])
  func aFileSomebodyChangedEndsTheRun(name: String, text: String, line: String) throws {
    try write(text, to: name)
    let changed = try #require(self.failure())
    #expect(changed.kind == "broken_run")
    #expect(changed.place == "\(root.path)/2026-11-19/\(name)")

    // With a manifest that vouches for it, the file's own form is what is wrong.
    try writeManifest()
    let failure = try #require(self.failure())
    #expect(failure.kind == "broken_run")
    #expect(failure.place == "\(root.path)/2026-11-19/\(name)\(line)")
  }

  @Test(arguments: ["{}\n", "", "no JSON"])
  func aManifestSomebodyChangedEndsTheRun(text: String) throws {
    try write(text, to: "manifest.json")
    let failure = try #require(self.failure())
    #expect(failure.kind == "broken_run")
    #expect(failure.place == "\(root.path)/2026-11-19/manifest.json")
  }

  @Test(arguments: ["manifest.json"] + files.keys.filter { !$0.contains("linkedin") }.sorted())
  func aMissingFileIsAFault(name: String) throws {
    let path = "\(root.path)/2026-11-19/\(name)"
    try Folder.remove(path)
    if name == "manifest.json" {
      // The folder is no run any more.
      #expect(try RunHistory(folder: root.path).runs.isEmpty)
    }
    #expect(throws: FileFault(.missing, path: path)) { try read() }
  }
}
