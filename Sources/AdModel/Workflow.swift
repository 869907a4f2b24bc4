/// One rule: a trigger and an action.
package struct Workflow: Sendable {
  /// What a pipeline file may ask for; far more than any account does.
  package static let allowedThresholds = 1...1_000_000_000

  package enum Test: Hashable, Sendable {
    /// N or more engagements, N >= 1.
    case atLeast(Int)
    /// Fewer than N, zero included, N >= 1: a cooling rule.
    case fewerThan(Int)

    /// The count test alone.
    @inlinable package func isMet(by engagements: Int) -> Bool {
      switch self {
      case .atLeast(let threshold): engagements >= threshold
      case .fewerThan(let threshold): engagements < threshold
      }
    }
  }

  /// Where a rule looks for its campaign.
  package enum SourceChoice: Hashable, Sendable {
    /// Nothing said: the one source that mentions it.
    case theOnlyOne
    case all
    case named([SourceName])
  }

  package struct Trigger: Sendable {
    package var test: Test
    package var campaign: CampaignSelector
    package var withinDays: Int
    package var sources: SourceChoice
    /// Whether two campaign ids under one name are both meant.
    package var anyID: Bool

    package init(
      test: Test, campaign: CampaignSelector, withinDays: Int,
      sources: SourceChoice = .theOnlyOne, anyID: Bool = false
    ) {
      self.test = test
      self.campaign = campaign
      self.withinDays = withinDays
      self.sources = sources
      self.anyID = anyID
    }
  }

  package enum Action: Hashable, Sendable {
    case add(to: [SegmentID])
    case move(from: [SegmentID], to: [SegmentID])
    case remove(from: [SegmentID])

    package var from: [SegmentID] {
      switch self {
      case .add: []
      case .move(let from, _), .remove(let from): from
      }
    }

    package var to: [SegmentID] {
      switch self {
      case .add(let to), .move(_, let to): to
      case .remove: []
      }
    }
  }

  package var id: WorkflowID
  package var name: String
  package var isActive: Bool
  package var trigger: Trigger
  package var action: Action
  /// Only accounts in any of these; nil for all.
  package var onlyIn: [SegmentID]?
  /// Only accounts in none of these.
  package var notIn: [SegmentID]
  package var after: [WorkflowID]

  package init(
    id: WorkflowID, name: String, isActive: Bool = true, trigger: Trigger, action: Action,
    onlyIn: [SegmentID]? = nil, notIn: [SegmentID] = [], after: [WorkflowID] = []
  ) {
    self.id = id
    self.name = name
    self.isActive = isActive
    self.trigger = trigger
    self.action = action
    self.onlyIn = onlyIn
    self.notIn = notIn
    self.after = after
  }
}
