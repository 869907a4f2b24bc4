import AdModel

/// The place of a segment in the pipeline file.
struct SegmentNumber: Hashable, Comparable {
  let place: Int

  static func < (left: SegmentNumber, right: SegmentNumber) -> Bool { left.place < right.place }
}

/// The segments of a pipeline by number, and where each stands on a ladder.
struct SegmentNumbers {
  let segments: [Segment]
  /// From the lowest rung to the highest.
  let ladders: [[SegmentNumber]]
  /// One per segment; nil for a segment on no ladder.
  private let ladderOf: [Int?]
  private let rungOf: [Int]
  private let numberByID: [SegmentID: SegmentNumber]
  /// A list of each segment alone: most changes have such lists, and share these.
  private let single: [[SegmentID]]

  /// - Parameter ladders: of segments that are listed, each on one ladder at most.
  init(_ segments: [Segment], ladders: [[SegmentID]]) {
    var numberByID: [SegmentID: SegmentNumber] = [:]
    for (place, segment) in segments.enumerated() {
      numberByID[segment.id] = SegmentNumber(place: place)
    }
    var ladderOf = [Int?](repeating: nil, count: segments.count)
    var rungOf = [Int](repeating: 0, count: segments.count)
    var numbered: [[SegmentNumber]] = []
    for (ladder, rungs) in ladders.enumerated() {
      let numbers = rungs.map { SegmentNumbers.number(of: $0, in: numberByID) }
      for (rung, number) in numbers.enumerated() {
        ladderOf[number.place] = ladder
        rungOf[number.place] = rung
      }
      numbered.append(numbers)
    }
    self.segments = segments
    self.ladders = numbered
    self.ladderOf = ladderOf
    self.rungOf = rungOf
    self.numberByID = numberByID
    self.single = segments.map { [$0.id] }
  }

  var count: Int { segments.count }

  var all: [SegmentNumber] { segments.indices.map { SegmentNumber(place: $0) } }

  subscript(number: SegmentNumber) -> Segment { segments[number.place] }

  /// The pipeline's checks and the base's leave no id that is not listed.
  func number(of id: SegmentID) -> SegmentNumber {
    SegmentNumbers.number(of: id, in: numberByID)
  }

  func numbers(of ids: [SegmentID]) -> [SegmentNumber] { ids.map(number) }

  func ids(of numbers: [SegmentNumber]) -> [SegmentID] {
    numbers.count == 1 ? single[numbers[0].place] : numbers.map { self[$0].id }
  }

  func ladder(of number: SegmentNumber) -> Int? { ladderOf[number.place] }

  /// Height on the segment's ladder; 0 is the lowest, and that of a segment on no ladder.
  func rung(of number: SegmentNumber) -> Int { rungOf[number.place] }

  func isFromFile(_ number: SegmentNumber) -> Bool { self[number].origin != nil }

  private static func number(
    of id: SegmentID, in numberByID: [SegmentID: SegmentNumber]
  ) -> SegmentNumber {
    guard let number = numberByID[id] else {
      preconditionFailure("segment \(id) is not in the pipeline")
    }
    return number
  }
}
