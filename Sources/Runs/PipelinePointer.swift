package import Files

/// `<runs>/.pipeline`: which pipeline file publishes in a `runs` folder, so that its runs can be
/// replayed when nobody says it.
///
/// One line: the file's path as seen from the folder when the pipeline file writes `runs` so, else
/// from the root. No run depends on it.
package enum PipelinePointer {
  private static let name = ".pipeline"

  /// Notes a pipeline file.
  ///
  /// - Parameter isRelative: whether the pipeline file and the folder move together.
  package static func note(_ pipeline: String, in runs: String, isRelative: Bool) throws(FileFault)
  {
    guard let file = Path.real(pipeline), let folder = Path.real(runs) else { return }
    let text = (isRelative ? Path.relative(file, from: folder) : file) + "\n"
    let path = "\(runs)/\(name)"
    if let known = try? InputFile(path: path).readAll(), known == Array(text.utf8) { return }
    try OutputFile.replace(path, with: Array(text.utf8))
  }

  /// The pipeline file that publishes in a folder, as seen from where that is seen from; nil when none
  /// is noted.
  package static func pipeline(of runs: String) -> String? {
    guard let bytes = try? InputFile(path: "\(runs)/\(name)").readAll() else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first
    guard let path = line.map({ Path.join(runs, String($0)) }) else { return nil }
    // Where a folder is a symbolic link, `..` leads elsewhere than the text says.
    let simplified = Path.simplified(path)
    return Path.real(simplified) == Path.real(path) ? simplified : path
  }
}
