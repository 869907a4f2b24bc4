import AdModel

/// What a membership began by, as a number: a workflow of tonight or of an earlier night, or a step
/// that is none.
struct CauseNumber: Equatable {
  fileprivate let place: Int32
}

/// The causes of a pass by number, so that millions of memberships carry no text about.
struct CauseNumbers {
  private var ids: [WorkflowID] = []
  private var numberByID: [WorkflowID: CauseNumber] = [:]
  private var last: (id: WorkflowID, number: CauseNumber)?

  subscript(number: CauseNumber) -> WorkflowID { ids[Int(number.place)] }

  /// The number of a cause, a new one for one that has none yet.
  mutating func number(of id: WorkflowID) -> CauseNumber {
    // One is mostly asked for many times in a row.
    if let last, last.id == id { return last.number }
    let number = numberByID[id] ?? CauseNumber(place: Int32(ids.count))
    if Int(number.place) == ids.count {
      ids.append(id)
      numberByID[id] = number
    }
    last = (id, number)
    return number
  }
}
