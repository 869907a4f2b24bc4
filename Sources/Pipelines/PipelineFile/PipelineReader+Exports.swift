import AdModel

/// The `exports` section: which segments are written in which upload format.
extension PipelineReader {
  private enum ExportKey: String, CaseIterable {
    case segment, format
  }

  /// One upload for each segment of each entry, in the order of the file.
  func exports(_ cursor: Cursor?, segments: NameIndex) -> [Upload] {
    var linesOfUploads: [Upload: Int] = [:]
    var uploads: [Upload] = []
    for item in cursor?.items() ?? [] {
      guard let fields = item.fields(ExportKey.self) else { continue }
      let ids = segments.ids(fields.required(.segment))
      guard let format = format(fields.required(.format)) else { continue }
      for id in ids {
        let upload = Upload(segment: SegmentID(id.value), format: format)
        if let line = linesOfUploads[upload] {
          faults.add(.uploadTwice(id.value, format: format, firstLine: line), at: id.place)
        }
        linesOfUploads[upload] = id.place.line
        uploads.append(upload)
      }
    }
    return uploads
  }

  private func format(_ cursor: Cursor?) -> String? {
    guard let cursor, let name = cursor.text() else { return nil }
    guard knownFormats.contains(name) else {
      cursor.report(.unknownName(name, noun: "format", known: knownFormats))
      return nil
    }
    return name
  }
}
