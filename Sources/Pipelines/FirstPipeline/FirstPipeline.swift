import AdModel
import Files

/// A pipeline to begin with, and made-up data to try it on: what `init` writes.
package enum FirstPipeline {
  /// A file, its path seen from the folder that `init` was given.
  package struct File: Sendable {
    package let path: String
    package let text: String
  }

  /// The pipeline file first.
  package static let files: [File] = [
    File(path: "pipelines/first.yaml", text: pipeline),
    File(path: "data/accounts.csv", text: accounts),
    File(path: "data/crm/deals.csv", text: deals),
    File(path: "data/exports/ads_2026-11-09_2026-11-15.csv", text: firstWeek),
    File(path: "data/exports/ads_2026-11-14_2026-11-20.csv", text: secondWeek),
  ]

  /// Writes the files below a folder, which is made when missing.
  ///
  /// - Throws: `RunFailure` when one of them is there already, before any is written; `FileFault`.
  package static func write(to folder: String) throws {
    for file in files where Folder.kind(of: Path.join(folder, file.path)) != nil {
      throw RunFailure.firstPipelineTaken(Path.join(folder, file.path))
    }
    for file in files {
      let path = Path.join(folder, file.path)
      try Folder.make(Path.parent(of: path))
      _ = try OutputFile.write(Array(file.text.utf8), to: path)
    }
  }
}

extension RunFailure {
  static func firstPipelineTaken(_ path: String) -> RunFailure {
    RunFailure(
      kind: "place_taken", place: path, what: "there is something at this place already",
      mend: "give init a folder without it; it never writes over anything")
  }
}
