import AdModel
import Files

/// Which bytes the export files had when they were read last, so that they need not be hashed
/// again: `index` of the cache.
///
/// The file's text, behind the head that `SealedBytes` says: a count, then for each path, sorted by
/// its bytes, the path as the pipeline file would write it, size, modification and change time,
/// inode, device, the time before the bytes were hashed, their digest, and the name of the entry.
struct CacheIndex: Equatable, Sendable {
  struct Line: Equatable, Sendable {
    var stamp: FileStamp
    /// A time before its bytes were hashed, by the clock of the cache's file system.
    var hashed: Int
    /// SHA-256 of the file's bytes.
    var content: String
    /// The entry of what was made of them last.
    var entry: String
  }

  /// A file that changed so shortly before it was hashed may have changed once more right after,
  /// without another time to show for it: there are file systems that count in two seconds.
  static let doubtNanoseconds = 2_000_000_000

  var lines: [String: Line] = [:]

  init() {}

  /// Nothing is known when the index is missing or is none.
  init(path: String) {
    guard let file = try? InputFile(path: path),
      let sealed = SealedBytes.read(file, name: CacheIndex.name),
      let lines = try? CacheIndex.lines(sealed)
    else { return }
    self.lines = lines
  }

  static let name = "index"

  /// The line of a path whose stamp is the same and was old enough to be believed.
  func line(of shownPath: String, _ stamp: FileStamp) -> Line? {
    guard let line = lines[shownPath], line.stamp == stamp,
      max(stamp.modified, stamp.changed) < line.hashed.subtractingDoubt
    else { return nil }
    return line
  }

  var bytes: [UInt8] {
    var packed = PackedBytes()
    packed.append(lines.sorted { $0.key.precedesInBytes($1.key) }) { packed, line in
      packed.append(line.key)
      packed.append(line.value.stamp.byteCount)
      packed.append(line.value.stamp.modified)
      packed.append(line.value.stamp.changed)
      packed.append(Int(bitPattern: UInt(line.value.stamp.inode)))
      packed.append(Int(bitPattern: UInt(line.value.stamp.device)))
      packed.append(line.value.hashed)
      packed.append(line.value.content)
      packed.append(line.value.entry)
    }
    return packed.bytes
  }

  private static func lines(
    _ sealed: SealedBytes
  ) throws(PackedReader.Fault) -> [String: Line] {
    var reader = PackedReader(sealed.bytes, in: sealed.range)
    var lines: [String: Line] = [:]
    for _ in 0..<(try reader.count()) {
      let path = try reader.text()
      let stamp = FileStamp(
        byteCount: try reader.count(), modified: try reader.int(), changed: try reader.int(),
        inode: UInt64(UInt(bitPattern: try reader.int())),
        device: UInt64(UInt(bitPattern: try reader.int())))
      lines[path] = Line(
        stamp: stamp, hashed: try reader.int(), content: try reader.text(),
        entry: try reader.text())
    }
    guard reader.isAtEnd else { throw PackedReader.Fault() }
    return lines
  }
}

extension Int {
  fileprivate var subtractingDoubt: Int {
    let (value, isBelowLeast) = subtractingReportingOverflow(CacheIndex.doubtNanoseconds)
    return isBelowLeast ? .min : value
  }
}
