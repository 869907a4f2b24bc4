package import AdModel

/// What an export counted: its series at hand, its identities and rows where they lie.
///
/// Which exports speak is decided from the series alone. The rest of a partial is large and most of
/// it is not looked at again once its days are old, so an export that was kept opens it when asked.
package struct ExportCounts: Sendable {
  package typealias Series = ExportPartial.Series

  /// What is at hand.
  struct Outline: Sendable, Equatable {
    /// As in the partial.
    var series: [Series]
    /// By series: how many identities it has, each with one row.
    var companyCounts: [Int]
    var identityCount: Int
  }

  private let outline: Outline
  private let place: Place

  private enum Place: Sendable {
    case here(ExportPartial)
    case elsewhere(@Sendable () throws -> ExportPartial)
  }

  package init(_ partial: ExportPartial) {
    self.outline = Outline(
      series: partial.series,
      companyCounts: partial.series.indices.map { partial.rowRange(ofSeries: $0).count },
      identityCount: partial.identities.count)
    self.place = .here(partial)
  }

  /// - Parameter open: gives the partial that is outlined; called anew each time it is asked for.
  init(_ outline: Outline, open: @escaping @Sendable () throws -> ExportPartial) {
    self.outline = outline
    self.place = .elsewhere(open)
  }

  /// As in the partial.
  package var series: [Series] { outline.series }
  /// By series: how many identities it has, each with one row.
  package var companyCounts: [Int] { outline.companyCounts }
  package var identityCount: Int { outline.identityCount }

  /// All of it. What was not in memory before is not kept there.
  ///
  /// - Throws: `FileFault` and `RunFailure` where the export's file must be read again and cannot be.
  package func partial() throws -> ExportPartial {
    switch place {
    case .here(let partial): partial
    case .elsewhere(let open): try open()
    }
  }
}
