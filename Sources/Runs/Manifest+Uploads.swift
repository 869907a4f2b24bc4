package import AdModel

extension Manifest {
  /// The uploads of the run with their files, in the order they were made.
  package var uploadRecords: [UploadRecord] { uploads ?? uploadsByPath }

  /// Of a run whose manifest does not list them: every upload has a whole table and two of what was
  /// added and removed.
  private var uploadsByPath: [UploadRecord] {
    let paths = Set(outputs.map(\.path))
    return outputs.map(\.path).compactMap { path in
      guard path.hasPrefix("uploads/"), path.hasSuffix(".csv") else { return nil }
      let stem = path.dropLast(".csv".utf8.count)
      let (added, removed) = ("\(stem).added.csv", "\(stem).removed.csv")
      guard paths.contains(added), paths.contains(removed) else { return nil }
      let names = stem.split(separator: "/", maxSplits: 2)
      guard names.count == 3 else { return nil }
      return UploadRecord(
        as: String(names[1]), of: String(names[2]), hashing: nil, files: [path], added: [added],
        removed: [removed])
    }
  }

  /// The digests of an upload's whole files, in their order.
  package func digests(of record: UploadRecord) -> [String] {
    record.files.compactMap { path in outputs.first { $0.path == path }?.sha256 }
  }

  package func uploadRecord(of upload: Upload) -> UploadRecord? {
    uploadRecords.first { $0.upload == upload }
  }
}

extension Manifest.UploadRecord {
  package var upload: Upload { Upload(segment: SegmentID(segment), format: format) }
}
