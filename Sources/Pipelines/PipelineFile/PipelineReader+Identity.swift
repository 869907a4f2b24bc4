import AdModel

/// Names and ids of segments and workflows.
extension PipelineReader {
  /// Longer ids make file names that no file system takes.
  private static let longestIDBytes = 200

  /// Reads what a segment or workflow is called and takes it into the index.
  func identity<Key>(
    _ fields: Fields<Key>, id idKey: Key, name nameKey: Key, into index: inout NameIndex
  ) -> (id: String, name: String) {
    let name = fields.required(nameKey)?.placedText()
    let id: Placed<String>?
    if let cursor = fields.optional(idKey) {
      id = cursor.placedText()
      if let id { checkID(id) }
    } else {
      id = name.flatMap { slugged($0) }
    }
    index.declare(id: id, name: name?.value ?? id?.value ?? "", faults: faults)
    return (id?.value ?? "", name?.value ?? "")
  }

  private func slugged(_ name: Placed<String>) -> Placed<String>? {
    let id = slug(of: name.value)
    if id.isEmpty || id.utf8.count > PipelineReader.longestIDBytes {
      faults.add(.noSlug(name.value), at: name.place)
    }
    return id.isEmpty ? nil : Placed(value: id, place: name.place)
  }

  /// Ids are file names and stand in lists in CSVs.
  private func checkID(_ id: Placed<String>) {
    let isPlain = id.value.unicodeScalars.allSatisfy { scalar in
      let properties = scalar.properties
      return properties.isAlphabetic || properties.numericType == .decimal
        || "._-".unicodeScalars.contains(scalar)
    }
    if !isPlain || id.value.hasPrefix(".") || id.value.utf8.count > PipelineReader.longestIDBytes {
      faults.add(.id(id.value, longest: PipelineReader.longestIDBytes), at: id.place)
    }
  }
}
