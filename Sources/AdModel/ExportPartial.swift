/// What one export, or one piece of it, comes down to: counts per raw identity, campaign and
/// period. Sorted, so equal exports give equal partials and partials merge by one pass.
package struct ExportPartial: Sendable, Equatable {
  /// One distinct combination and its sum.
  package struct Row: Sendable, Equatable, BitwiseCopyable {
    /// Index into `series`.
    package var series: UInt32
    /// Index into `identities`.
    package var identity: UInt32
    package var engagements: Int64

    package init(series: UInt32, identity: UInt32, engagements: Int64) {
      self.series = series
      self.identity = identity
      self.engagements = engagements
    }
  }

  /// One campaign in one period, and what the file holds of it.
  package struct Series: Sendable, Equatable {
    package var campaign: Campaign
    package var period: Period
    /// Rows read, rejected ones not included.
    package var rowCount: Int
    package var engagements: Int64

    package init(campaign: Campaign, period: Period, rowCount: Int, engagements: Int64) {
      self.campaign = campaign
      self.period = period
      self.rowCount = rowCount
      self.engagements = engagements
    }
  }

  /// Sorted by key, each once.
  package var identities: IdentityList
  /// Sorted by campaign id, campaign name, period.
  package var series: [Series]
  /// Sorted by series, then identity; each pair once.
  package var rows: [Row]

  package init(identities: IdentityList, series: [Series], rows: [Row]) {
    self.identities = identities
    self.series = series
    self.rows = rows
  }
}

extension ExportPartial {
  /// The rows of one series; they lie side by side.
  package func rowRange(ofSeries series: Int) -> Range<Int> {
    firstRow(from: UInt32(series))..<firstRow(from: UInt32(series + 1))
  }

  /// The first row of a series or a later one, by halving.
  private func firstRow(from series: UInt32) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].series < series { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
