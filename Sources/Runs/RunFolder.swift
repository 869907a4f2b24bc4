package import AdModel
import Files

/// A published run, or one written outside the history, by what its manifest says.
package struct RunFolder: Sendable {
  package let path: String
  package let manifest: Manifest
  /// Of the manifest's bytes.
  package let manifestDigest: String
  package let asOf: CalendarDay

  /// The name of the folder, also where the path is a link to it such as `latest`.
  package let name: String

  /// - Throws: `FileFault` when there is no manifest; `RunFailure` for one that cannot be read.
  package init(path: String) throws {
    let file = "\(path)/manifest.json"
    let bytes = try InputFile(path: file).readAll()
    guard let manifest = try? RunJSON.read(Manifest.self, from: bytes),
      let asOf = CalendarDay(manifest.as_of)
    else { throw RunFailure.brokenRun(file, "a manifest that cannot be read") }
    guard manifest.schema_version <= Manifest.currentSchemaVersion else {
      throw RunFailure.newerManifest(file, version: manifest.schema_version)
    }
    self.path = path
    self.name = Path.name(of: Path.real(path) ?? path)
    self.manifest = manifest
    self.manifestDigest = Digest(of: bytes).hex
    self.asOf = asOf
  }
}

extension RunFailure {
  static func newerManifest(_ path: String, version: Int) -> RunFailure {
    RunFailure(
      kind: "newer_manifest", place: path,
      what: "its schema_version is \(version), and this program reads up to "
        + "\(Manifest.currentSchemaVersion)",
      mend: "use the version of adsegments that made the run, or a newer one")
  }
}
