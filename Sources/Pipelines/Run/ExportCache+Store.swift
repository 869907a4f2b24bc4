import AdModel
package import Files
package import Ingest
package import Runs

/// The cache of a lineage as the place where its exports are kept.
extension ExportCache: ExportStore {
  package func digest(of stamp: FileStamp, shownPath: String) -> String? {
    content(of: stamp, shownPath: shownPath)
  }

  package func kept(under key: ExportKey) -> (bytes: [UInt8], range: Range<Int>)? {
    kept(.init(key))
  }

  package func note(_ stamp: FileStamp, shownPath: String, key: ExportKey) {
    note(
      stamp, shownPath: shownPath, content: key.content, entry: .init(key),
      others: [.init(key.of(.rows))])
  }

  package func keep(_ bytes: [UInt8], under key: ExportKey) {
    keep(bytes, as: .init(key))
  }
}

extension ExportCache.Entry {
  fileprivate init(_ key: ExportKey) {
    self.init(content: key.content, reading: key.reading, part: key.part.rawValue)
  }
}

extension ExportCache {
  /// The cache beside the runs of a pipeline.
  ///
  /// - Parameter isWritable: whether the caller holds the lineage's lock and may change it.
  convenience init(of text: PipelineText, _ surroundings: RunSurroundings, isWritable: Bool) {
    self.init(
      runs: text.resolve(text.pipeline.runsFolder), isWritable: isWritable,
      program: surroundings.programDigest)
  }
}
