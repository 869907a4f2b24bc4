/// The counts of all sources after restatement: what stands, of all exports, up to the as-of day.
package struct StandingCounts: Sendable {
  /// One identity in one campaign and period; the indices are those of this batch.
  package typealias Row = ExportPartial.Row

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

  /// Those of all sources, source after source, each source's sorted by key.
  package var identities: IdentityList
  /// Index into the pipeline's sources, one per identity.
  package var identitySources: [Int]
  /// Sum of all standing engagements up to the as-of day, one per identity.
  package var identityEngagements: [Int64]
  /// Every campaign any export of a source ever mentioned, standing or not.
  package var campaigns: [CampaignEntry]
  /// Sorted by source, campaign, period; each once. Those that end before the earliest day any
  /// rule looks at are left out, with their rows.
  package var series: [Series]
  /// Sorted by series and identity, each pair once.
  package var rows: [Row]
  /// One per source of the pipeline.
  package var coverage: [Coverage]

  package init(
    identities: IdentityList = IdentityList(), identitySources: [Int] = [],
    identityEngagements: [Int64] = [], campaigns: [CampaignEntry] = [], series: [Series] = [],
    rows: [Row] = [], coverage: [Coverage] = []
  ) {
    self.identities = identities
    self.identitySources = identitySources
    self.identityEngagements = identityEngagements
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
