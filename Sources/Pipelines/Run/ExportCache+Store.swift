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
    kept(content: key.content, reading: key.reading)
  }

  package func note(_ stamp: FileStamp, shownPath: String, key: ExportKey) {
    note(stamp, shownPath: shownPath, content: key.content, reading: key.reading)
  }

  package func keep(_ bytes: [UInt8], under key: ExportKey) {
    keep(bytes, content: key.content, reading: key.reading)
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
