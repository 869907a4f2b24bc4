import Files
import Foundation
import Testing

/// Runs that are held at a moment, and what lies there afterwards.
extension SpoiltPipeline {
  /// Starts the run of the 19th and holds it after it has decided everything and before it writes
  /// anything, until the body has gone through: it waits for the archive, which the body has.
  ///
  /// - Returns: what came of the run.
  func holdBeforePublishing(_ body: (RunningProgram) throws -> Void) throws -> ProgramResult {
    let archive = "\(place.path)/archive"
    try place.write(try place.text(of: "pipeline.yaml") + "archive: archive\n", to: "pipeline.yaml")
    try Folder.make(archive)
    let real = try #require(Path.real(archive))
    // Keeps the run from looking for leftovers, and then from copying.
    var lock = try FolderLock(path: archive)
    try #require(lock != nil)
    let run = try Program.start(
      ["run", "pipeline.yaml", "--as-of", "2026-11-19", "--quiet"], in: place.path)
    try waitUntil("the run waits for the archive") { run.hasOpen(real) || !run.isUnderWay }
    try body(run)
    lock = nil
    return try run.wait()
  }

  /// Has each run that goes well wait, once it is published and with the pipeline locked, until
  /// there is a file `go`.
  func holdAfterPublishing() throws {
    let text = try place.text(of: "pipeline.yaml")
    try place.write(
      text + "on_success: [sh, -c, 'until [ -e \(place.path)/go ]; do sleep 0.05; done']\n",
      to: "pipeline.yaml")
  }

  func letGo() throws { try place.write("", to: "go") }

  /// Where `latest` points.
  var latest: String? { Folder.linkTarget(of: "\(place.path)/runs/latest") }

  /// Staging folders and temporary files, wherever they lie in the folder.
  func leftovers() throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: place.path)
    return paths.filter {
      let name = Path.name(of: $0)
      return name.contains(".staging-") || name.contains(".new-") || name.hasSuffix(".stopped")
    }
  }
}

/// Programs with no more rights than permission bits give, also when the tests are root's.
enum Unprivileged {
  static func run(_ arguments: [String], in folder: String) throws -> ProgramResult {
    let program = try Program.path()
    guard geteuid() == 0 else { return try Program.run(program, arguments, in: folder) }
    return try Program.run("setpriv", ["--bounding-set=-all", program] + arguments, in: folder)
  }
}
