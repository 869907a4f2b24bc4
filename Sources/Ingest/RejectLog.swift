import AdModel

/// The rows of a piece that were set aside: all counted, the first of each reason kept.
struct RejectLog: Sendable {
  private(set) var rejects: [Reject] = []
  private(set) var countByReason: [Reject.Reason: Int] = [:]
  private(set) var count = 0
  private(set) var byteCount = 0

  /// Whether the next reject of a reason is to be kept; counted either way.
  mutating func admits(_ reason: Reject.Reason, byteCount: Int) -> Bool {
    count += 1
    self.byteCount += byteCount
    countByReason[reason, default: 0] += 1
    return countByReason[reason, default: 0] <= Reject.shownPerReason
  }

  /// Counts bytes that belong to rejects but were not handed to `admits`.
  mutating func count(moreBytes: Int) {
    byteCount += moreBytes
  }

  mutating func keep(_ reject: Reject) {
    rejects.append(reject)
  }

  /// Appends the log of the piece that follows.
  mutating func append(_ other: RejectLog, recordsBefore: Int, linesBefore: Int) {
    for reject in other.rejects {
      let kept = countByReason[reject.reason, default: 0]
      guard kept < Reject.shownPerReason else { continue }
      countByReason[reject.reason] = kept + 1
      rejects.append(reject.moved(records: recordsBefore, lines: linesBefore))
    }
    for (reason, count) in other.countByReason where count > Reject.shownPerReason {
      countByReason[reason] = Reject.shownPerReason
    }
    count += other.count
    byteCount += other.byteCount
  }
}

extension Reject {
  fileprivate func moved(records: Int, lines: Int) -> Reject {
    Reject(
      recordNumber: recordNumber + records, lineNumber: lineNumber + lines,
      byteOffset: byteOffset, column: column, reason: reason, message: message, text: text)
  }
}
