import AdModel
import Files

/// The identities and rows of a partial as bytes that a later run reads back.
///
/// First the identities, then for each row of each series in their order the step from the row's
/// identity to the one before (to -1 for the first of a series) less one, and its sum. Which series
/// there are, and how many rows each has, stands with the export (`Export.bytes`).
extension ExportPartial {
  var bytes: [UInt8] {
    var packed = PackedBytes(
      reserving: identities.bytes.count + 2 * identities.count + 3 * rows.count + 1 << 10)
    identities.pack(into: &packed)
    var varints = VarintBytes(reserving: 3 * rows.count)
    var series: UInt32?
    var next: UInt32 = 0
    for row in rows {
      if row.series != series { next = 0 }
      series = row.series
      varints.append(UInt64(row.identity &- next))
      varints.append(row.engagements)
      next = row.identity &+ 1
    }
    packed.append(copying: varints.bytes)
    return packed.bytes
  }

  /// Nil when the bytes are no rows, or not those of these series.
  ///
  /// - Parameters:
  ///   - range: where its bytes lie among those given.
  ///   - outline: of the same partial.
  init?(bytes: [UInt8], in range: Range<Int>, of outline: ExportCounts.Outline) {
    do {
      var reader = PackedReader(bytes, in: range)
      let identities = try IdentityList(from: &reader)
      guard identities.count == outline.identityCount else { return nil }
      let rows = try ExportPartial.rows(try reader.slice(), outline)
      guard reader.isAtEnd else { return nil }
      self.init(identities: identities, series: outline.series, rows: rows)
    } catch {
      return nil
    }
  }

  private static func rows(
    _ bytes: ArraySlice<UInt8>, _ outline: ExportCounts.Outline
  ) throws(PackedReader.Fault) -> [Row] {
    var rows: [Row] = []
    // A row takes two bytes or more.
    rows.reserveCapacity(bytes.count / 2)
    var reader = VarintReader(bytes)
    for (series, rowCount) in outline.companyCounts.enumerated() {
      var next: UInt64 = 0
      for _ in 0..<rowCount {
        let (identity, isTooLarge) = next.addingReportingOverflow(try reader.number())
        guard !isTooLarge, identity < outline.identityCount else { throw PackedReader.Fault() }
        next = identity + 1
        rows.append(
          Row(
            series: UInt32(truncatingIfNeeded: series),
            identity: UInt32(truncatingIfNeeded: identity),
            engagements: try reader.signedNumber()))
      }
    }
    guard reader.isAtEnd else { throw PackedReader.Fault() }
    return rows
  }
}

/// Identities and their sums as bytes, the sums behind the identities in their order.
extension IdentitySums {
  var bytes: [UInt8] {
    var packed = PackedBytes(reserving: identities.bytes.count + 4 * sums.count + 1 << 10)
    identities.pack(into: &packed)
    var varints = VarintBytes(reserving: 2 * sums.count)
    for sum in sums { varints.append(sum) }
    packed.append(copying: varints.bytes)
    return packed.bytes
  }

  /// Nil when the bytes are no such sums.
  init?(bytes: [UInt8], in range: Range<Int>) {
    do {
      var reader = PackedReader(bytes, in: range)
      let identities = try IdentityList(from: &reader)
      var varints = VarintReader(try reader.slice())
      var sums: [Int64] = []
      sums.reserveCapacity(identities.count)
      for _ in 0..<identities.count { sums.append(try varints.signedNumber()) }
      guard varints.isAtEnd, reader.isAtEnd else { return nil }
      self.init(identities, sums)
    } catch {
      return nil
    }
  }
}

extension IdentityList {
  /// The keys one behind the other, then the length of each.
  fileprivate func pack(into packed: inout PackedBytes) {
    packed.append(copying: bytes)
    var varints = VarintBytes(reserving: count)
    var start = 0
    for end in ends {
      varints.append(UInt64(end - start))
      start = end
    }
    packed.append(copying: varints.bytes)
  }

  fileprivate init(from reader: inout PackedReader) throws(PackedReader.Fault) {
    let bytes = try reader.copied(UInt8.self)
    let lengths = try reader.slice()
    var varints = VarintReader(lengths)
    var ends: [Int] = []
    ends.reserveCapacity(lengths.count)
    var end = 0
    while !varints.isAtEnd {
      let length = try varints.number()
      guard length <= bytes.count - end else { throw PackedReader.Fault() }
      end += Int(length)
      ends.append(end)
    }
    guard let identities = IdentityList(keptBytes: bytes, ends: ends) else {
      throw PackedReader.Fault()
    }
    self = identities
  }
}
