import Runs
import Testing

@Suite struct RunJSONTests {
  private var manifest: Manifest {
    Manifest(
      tool: .init(named: "adsegments", version: "1.0"),
      pipeline: .init(named: "é / \"x\"", file: "pipelines/p.yaml", text: "a: 1\n", sha256: "00"),
      as_of: "2026-11-20", until: "export", base: nil,
      inputs: [.init(at: "b.csv", role: "export", sha256: "11", bytes: 3)],
      sources: [.init(of: "dsp", lagDaysUsed: 1)], accepted_guards: ["max_removed:low"],
      reference_data: [], outputs: [.init(path: "x.csv", sha256: "22", bytes: 4)])
  }

  @Test func readsWhatItWrites() throws {
    #expect(try RunJSON.read(Manifest.self, from: RunJSON.bytes(manifest)) == manifest)
    var based = manifest
    based.base = .init(of: "2026-11-19.2", sha256: "33")
    #expect(try RunJSON.read(Manifest.self, from: RunJSON.bytes(based)) == based)
  }

  /// Keys in order, slashes as they are, one LF at the end: a file to diff.
  @Test func theTextIsTheSameEveryTime() throws {
    let text = String(decoding: try RunJSON.bytes(["b": "/", "a": "é", "c": "\n"]), as: UTF8.self)
    #expect(text == "{\n  \"a\" : \"é\",\n  \"b\" : \"/\",\n  \"c\" : \"\\n\"\n}\n")
    #expect(try RunJSON.bytes(manifest) == RunJSON.bytes(manifest))
  }
}
