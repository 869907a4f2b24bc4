import AdModel
import Files

/// The sums of each identity over the standing series that end before the earliest day any rule
/// looks at.
///
/// They change little from night to night: the window moves on and leaves one more day behind. So
/// they are kept under a digest of what they are sums of, taken day after day: the last day of the
/// series, and which series of which kept exports they are. What was kept up to some day, with the
/// days before all alike, needs only the days after it. A day that was restated has another digest,
/// and so have all after it, which are then added up from the exports.
struct EarlierSums {
  /// Those that are not in `known`, to be added.
  let missing: [StandingMerge.Entry]
  private let known: IdentitySums
  private let store: (any ExportStore)?
  /// What all of them are kept under; nil where they cannot be, or are already.
  private let key: ExportKey?

  /// - Parameter entries: those that end before the earliest day.
  init(_ entries: [StandingMerge.Entry], _ exports: [Export], _ store: (any ExportStore)?) {
    self.store = store
    let days = Dictionary(grouping: entries, by: \.period.last).sorted { $0.key < $1.key }
    guard let store, let keys = EarlierSums.keys(days.map(\.value), exports) else {
      self.missing = entries
      self.known = IdentitySums()
      self.key = nil
      return
    }
    for place in keys.indices.reversed() {
      guard let kept = store.kept(under: keys[place]),
        let known = IdentitySums(bytes: kept.bytes, in: kept.range)
      else { continue }
      self.missing = days[(place + 1)...].flatMap(\.value)
      self.known = known
      self.key = place == keys.count - 1 ? nil : keys.last
      return
    }
    self.missing = entries
    self.known = IdentitySums()
    self.key = keys.last
  }

  /// The key of the sums up to each day; nil when some export is not one that is kept.
  private static func keys(
    _ days: [[StandingMerge.Entry]], _ exports: [Export]
  ) -> [ExportKey]? {
    var keys: [ExportKey] = []
    for entries in days {
      var lines: [String] = []
      for entry in entries {
        guard let key = exports[entry.export].key else { return nil }
        lines.append("\(key.content) \(key.reading) \(entry.series)")
      }
      let before = keys.last?.content ?? ""
      keys.append(
        ExportKey(
          content: Digest(of: "\(before)\n\(lines.sortedInBytes().joined(separator: "\n"))").hex,
          reading: "", part: .sums))
    }
    return keys
  }

  /// All of them.
  ///
  /// - Parameter added: what the missing ones are.
  func finished(with added: [IdentitySums], jobs: Int) throws -> IdentitySums {
    let sums = try known.merged(with: IdentitySums.merged(added, jobs: jobs))
    if let store, store.isWritable, let key { store.keep(sums.bytes, under: key) }
    return sums
  }
}
