import AdModel
import Runs

/// Which segments can ever hold an account, and which workflows can ever act.
///
/// A segment is filled when it is made from a file, when the first run will read members of an
/// `initial:` file, when the base run has members in it, when a pin that holds names it, or when a
/// workflow leads to it that can act. A workflow can act when it is active, its campaign is
/// mentioned, and some account can be where it looks: in one of its `from` (an add looks anywhere),
/// in one of its `only_in` at the same time, in none of its `not_in`. Both are the smallest sets for
/// which this holds. Of several rungs of one ladder a workflow leads to the highest alone, since
/// entering a rung leaves the others; a ban from a higher rung that holds lets a lower one in.
struct SegmentReach {
  /// Why a workflow can never act, whatever its campaign counts.
  enum Obstacle: Hashable {
    /// Nothing fills any of its `from`.
    case emptyFrom
    /// Nothing fills any of its `only_in`.
    case emptyOnlyIn
    /// Every account it could act on is narrowed out, by `not_in` or since no account can be in its
    /// `from` and its `only_in` at once.
    case narrowedOut
  }

  private(set) var filled: Set<SegmentID>
  private let ladders: LadderPlaces
  /// Segments that some account is banned from tonight.
  private let banned: Set<SegmentID>

  init(_ night: CheckedNight) {
    self.ladders = night.ladders
    self.banned = Set(night.standingLines(.ban).map(\.segment))
    self.filled = SegmentReach.filledBefore(night)
    var didGrow = true
    while didGrow {
      didGrow = false
      for workflow in night.active
      where !night.isCampaignUnknown(workflow) && obstacle(workflow) == nil {
        for segment in entered(by: workflow) where filled.insert(segment).inserted {
          didGrow = true
        }
      }
    }
  }

  /// The segments of a workflow's `to` that some account can get into by it.
  func entered(by workflow: Workflow) -> [SegmentID] {
    workflow.action.to.filter { rung(above: $0, in: workflow) == nil }
  }

  /// A higher rung in a workflow's `to` that every account gets to instead.
  func rung(above segment: SegmentID, in workflow: Workflow) -> SegmentID? {
    workflow.action.to.first { ladders.isLower(segment, than: $0) && !banned.contains($0) }
  }

  /// Nil when some account can be where the workflow looks.
  func obstacle(_ workflow: Workflow) -> Obstacle? {
    let looksAnywhere = workflow.action.from.isEmpty
    let from = workflow.action.from.filter { filled.contains($0) }
    if !looksAnywhere && from.isEmpty { return .emptyFrom }
    let onlyIn = workflow.onlyIn?.filter { filled.contains($0) }
    if onlyIn?.isEmpty == true { return .emptyOnlyIn }
    let canPass =
      looksAnywhere
      ? passes(nil, onlyIn, workflow.notIn) : from.contains { passes($0, onlyIn, workflow.notIn) }
    return canPass ? nil : .narrowedOut
  }

  /// Whether an account in a segment (nil: anywhere) can be within the narrowing.
  private func passes(
    _ segment: SegmentID?, _ onlyIn: [SegmentID]?, _ notIn: [SegmentID]
  ) -> Bool {
    if let segment, notIn.contains(segment) { return false }
    guard let onlyIn else { return true }
    return onlyIn.contains { other in
      !notIn.contains(other) && !(segment.map { ladders.exclude($0, other) } ?? false)
    }
  }

  private static func filledBefore(_ night: CheckedNight) -> Set<SegmentID> {
    let inputs = night.inputs
    var filled = Set(night.pipeline.segments.filter { $0.origin != nil }.map(\.id))
    if let base = inputs.base {
      filled.formUnion(base.members.map(\.segment))
    } else {
      filled.formUnion(inputs.initial.filter { !$0.value.lines.isEmpty }.keys)
    }
    filled.formUnion(night.standingPins.map(\.segment))
    return filled
  }
}

extension CheckedNight {
  /// Pins that hold tonight.
  var standingPins: [OverrideFile.Line] { standingLines(.pin) }

  /// Overrides of one kind that hold tonight.
  func standingLines(_ action: Override.Action) -> [OverrideFile.Line] {
    (inputs.overrides?.lines ?? []).filter { line in
      guard line.action == action else { return false }
      guard let until = line.until, let asOf else { return true }
      return asOf <= until
    }
  }
}
