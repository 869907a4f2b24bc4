package import AdModel
import CSV
import Files
import Ingest

/// A pipeline file as it lies on the disk, read and checked.
package struct PipelineText: Sendable {
  package var pipeline: Pipeline
  package let path: String
  /// Relative paths of the pipeline start here.
  package let folder: String
  let text: String
  let digest: Digest

  /// - Throws: `FileFault`, or `PipelineFileError` with all faults at once.
  package init(path: String) throws {
    let file = try InputFile(path: path)
    let bytes = try file.readAll()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RunFailure.pipelineNotText(path)
    }
    try self.init(path: path, text: text)
  }

  /// A text in the place of the file at a path: what a run of that file recorded, say.
  ///
  /// - Throws: `PipelineFileError` with all faults at once.
  init(path: String, text: String) throws {
    self.path = path
    self.folder = Path.parent(of: path)
    self.text = text
    self.digest = Digest(of: Array(text.utf8))
    self.pipeline = try PipelineFile.read(
      text: text, shownPath: path, knownPlatforms: Platform.all.map(\.name))
  }

  /// Where a path of the pipeline file lies.
  func resolve(_ written: String) -> String {
    written.hasPrefix("/") || folder == "." ? written : Path.join(folder, written)
  }

  /// The folder relative patterns start in, as `FilePattern` takes it.
  var patternFolder: String { folder == "." ? "" : folder }
}
