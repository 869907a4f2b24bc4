import AdModel
import Foundation
import Runs
import Testing

/// The schemas of `data/schemas` have the properties of the types that are written, no more and no
/// fewer. `Tests/Python/validate_runs.py` holds whole runs to them.
@Suite struct SchemaTests {
  @Test func manifest() throws {
    var manifest = Manifest(
      tool: .init(named: "adsegments", version: "1"),
      pipeline: .init(named: "p", file: "p.yaml", text: "", sha256: ""),
      as_of: "2026-11-20", until: "export", base: .init(of: "2026-11-19", sha256: ""),
      inputs: [.init(at: "a.csv", role: "export", sha256: "", bytes: 0)],
      sources: [.init(of: "dsp", lagDaysUsed: 0)], accepted_guards: [],
      reference_data: [.init(named: "x", sha256: "")],
      outputs: [.init(path: "a.csv", sha256: "", bytes: 0)])
    manifest.base_picked = true
    manifest.uploads = [
      .init(as: "x", of: "s", hashing: "sha256", files: ["a"], added: ["a"], removed: ["a"])
    ]
    try expect(
      manifest, "manifest.v1", version: Manifest.currentSchemaVersion,
    )
  }

  @Test func runResults() throws {
    let message = RunResults.Message(kind: "k", place: "p", message: "m")
    let results = RunResults(
      status: "failed", run: "r", as_of: "d", base: "b", seconds: 0,
      stages: [.init(name: "ingest", status: "done", seconds: 0)],
      left_out: [
        .init(
          of: "s", file: "f", language: "en", headerLine: 1, totals: 0, repeatedHeaders: 0,
          blankRows: 0, rowsWithoutAccount: 0, footerLines: 0)
      ],
      workflows: [
        .init(
          id: "w", name: "w", status: "ran", order: 1, counted: 0,
          outcomes: Dictionary(uniqueKeysWithValues: Outcome.allCases.map { ($0.rawValue, 1) }))
      ],
      segments: [
        .init(
          id: "s", name: "s", before: 0, entered: 0, movedIn: 0, left: 0, movedOut: 0, after: 0,
          uploaded: 0, held: 0)
      ],
      uploads: [.init(format: "x", segment: "s", accounts: 0, rows: 0, added: 0, removed: 0)],
      warnings: [message], failure: message)
    try expect(results, "run_results.v1", version: RunResults.currentSchemaVersion)
  }

  @Test func dataPackage() throws {
    let schema = DataPackage.Schema(
      fields: [.init("a", .boolean, "A column")], primaryKey: ["a"])
    let package = DataPackage(
      titled: "p",
      of: [
        .init(description: "d", schema: schema, file: .init(path: "a", sha256: "", bytes: 0))
      ])
    try expect(package, "datapackage.v1", version: 1)
  }

  /// - Parameter value: with everything in it that can be absent, and no list empty.
  private func expect(
    _ value: some Encodable, _ name: String, version: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(name.hasSuffix(".v\(version)"), "a new version is a new schema")
    let path = "\(SchemaTests.folder)/\(name).schema.json"
    let schema = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path)))
    let written = try JSONSerialization.jsonObject(with: Data(try RunJSON.bytes(value)))
    compare(
      written, schema, at: name, sourceLocation: sourceLocation)
  }

  private func compare(
    _ value: Any, _ schema: Any?, at place: String,
    sourceLocation: SourceLocation
  ) {
    var schema = schema as? [String: Any] ?? [:]
    if let first = (schema["anyOf"] as? [[String: Any]])?.first { schema = first }
    func next(_ value: Any, _ part: Any?, _ name: String) {
      compare(
        value, part, at: "\(place).\(name)",
        sourceLocation: sourceLocation)
    }
    if let list = value as? [Any] {
      for element in list { next(element, schema["items"], "[]") }
    } else if let object = value as? [String: Any], !place.hasSuffix(".counts") {
      let properties = schema["properties"] as? [String: Any] ?? [:]
      #expect(
        object.keys.sorted() == properties.keys.sorted(),
        "\(place)", sourceLocation: sourceLocation)
      for (key, value) in object { next(value, properties[key], key) }
    }
  }

  private static let folder = String(#filePath.dropLast(ownPath.utf8.count)) + "/data/schemas"
  private static let ownPath = "/Tests/RunsTests/SchemaTests.swift"
}
