import AdModel
import CSV
import Export
import Files
import Runs

/// The files of some uploads: what is in each, and what the manifest says of them.
struct UploadTables {
  private(set) var tables: [OutputTable] = []
  private(set) var records: [Manifest.UploadRecord] = []

  /// - Parameters:
  ///   - jobs: number of threads, at least 1.
  ///   - folder: that the uploads' own folders are in, with a slash at its end; blank for none.
  ///   - files: the files that are made of each.
  init(
    _ uploads: [UploadContent], _ pipeline: Pipeline, _ accounts: AccountTable,
    in folder: String = "uploads/", files: [UploadFile] = UploadFile.allCases, jobs: Int
  ) throws {
    let tables = try Parallel.map(uploads, jobs: jobs) { content, _ in
      try content.tables(accounts, in: folder, files: files)
    }
    for (content, made) in zip(uploads, tables) {
      func paths(_ file: UploadFile) -> [String] {
        made.filter { $0.file == file }.map(\.table.path)
      }
      let options = pipeline.options(of: content.upload)
      let format = UploadFormat.of(content.upload, options)
      self.tables += made.map(\.table)
      records.append(
        .init(
          as: content.upload.format, of: content.upload.segment.text,
          hashing: format.hashings.isEmpty ? nil : options.hashing.rawValue,
          files: paths(.whole), added: paths(.added), removed: paths(.removed)))
    }
  }
}
