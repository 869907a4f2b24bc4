/// The counts of all sources after restatement: what stands, of all exports, up to the as-of day.
package struct StandingCounts: Sendable {
  /// One identity in one campaign and period.
  package struct Row: Sendable, Equatable {
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

  /// One campaign of one source in one period.
  package struct Series: Sendable, Equatable {
    /// Index into the pipeline's sources.
    package var source: Int
    /// Index into `campaigns`.
    package var campaign: Int
    package var period: Period

    package init(source: Int, campaign: Int, period: Period) {
      self.source = source
      self.campaign = campaign
      self.period = period
    }
  }

  /// One campaign of one source, as rules see it.
  package struct CampaignEntry: Sendable, Equatable {
    package var source: Int
    /// With the spelling of the newest export.
    package var campaign: Campaign

    package init(source: Int, campaign: Campaign) {
      self.source = source
      self.campaign = campaign
    }
  }

  /// One raw identity of one source.
  package struct Identity: Sendable, Equatable {
    package var source: Int
    package var raw: RawIdentity

    package init(source: Int, raw: RawIdentity) {
      self.source = source
      self.raw = raw
    }
  }

  /// Sorted by source, then as in a partial.
  package var identities: [Identity]
  /// Every campaign any export of a source ever mentioned, standing or not.
  package var campaigns: [CampaignEntry]
  package var series: [Series]
  /// Sorted by series and identity; a pair can stand in more than one row (parts).
  package var rows: [Row]
  /// One per source of the pipeline.
  package var coverage: [Coverage]

  package init(
    identities: [Identity] = [], campaigns: [CampaignEntry] = [], series: [Series] = [],
    rows: [Row] = [], coverage: [Coverage] = []
  ) {
    self.identities = identities
    self.campaigns = campaigns
    self.series = series
    self.rows = rows
    self.coverage = coverage
  }
}

/// The days a source speaks for, as restatement left them.
package struct Coverage: Sendable, Equatable {
  /// What one campaign and part of a source speaks for.
  package struct Lane: Sendable, Equatable {
    /// Index into the campaigns of `StandingCounts`; nil for an empty report that names none.
    package var campaign: Int?
    /// The campaign the file name states; nil when it states none.
    package var namedCampaign: String?
    /// The part the file name states; nil when it states none.
    package var part: String?
    /// Sorted, each day once.
    package var days: [CalendarDay]

    package init(
      campaign: Int?, namedCampaign: String?, part: String?, days: [CalendarDay]
    ) {
      self.campaign = campaign
      self.namedCampaign = namedCampaign
      self.part = part
      self.days = days
    }
  }

  package var lanes: [Lane]
  /// Days the window slides back for this source.
  package var lagUsed: Int

  package init(lanes: [Lane] = [], lagUsed: Int = 0) {
    self.lanes = lanes
    self.lagUsed = lagUsed
  }
}
