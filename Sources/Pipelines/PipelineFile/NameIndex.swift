import AdModel

/// The segments, the workflows or the sources of a file, by id and by name.
struct NameIndex {
  private struct Entry {
    let id: String
    let name: String
  }

  /// `segment`, `workflow` or `source`.
  let noun: String
  private var entries: [Entry] = []
  private var lines: [String: Int] = [:]
  /// Whether everything that could be referred to is here. If not, a name that is missing and
  /// near to none may be one that could not be read, and is no fault of its own.
  private(set) var isComplete: Bool

  init(noun: String, isComplete: Bool) {
    self.noun = noun
    self.isComplete = isComplete
  }

  /// Takes in one more; an id that is there already is a fault. A nil id stands for one that
  /// could not be read.
  mutating func declare(id: Placed<String>?, name: String, faults: FaultLog) {
    guard let id else {
      isComplete = false
      return
    }
    if let line = lines[id.value] {
      isComplete = false
      faults.add(.duplicateID(id.value, noun: noun, firstLine: line), at: id.place)
    } else {
      lines[id.value] = id.place.line
      entries.append(Entry(id: id.value, name: name))
    }
  }

  /// The ids of what a list of ids and names refers to, each once; nothing for no list.
  func ids(_ cursor: Cursor?) -> [Placed<String>] {
    guard let cursor else { return [] }
    var ids: [Placed<String>] = []
    for reference in cursor.texts() {
      guard let id = id(of: reference, faults: cursor.faults) else { continue }
      if ids.contains(where: { $0.value == id }) {
        cursor.faults.add(.listedTwice(reference.value, in: cursor.subject), at: reference.place)
      } else {
        ids.append(Placed(value: id, place: reference.place))
      }
    }
    return ids
  }

  private func id(of reference: Placed<String>, faults: FaultLog) -> String? {
    let text = reference.value
    let found = entries.filter { $0.id == text || $0.name == text }
    switch found.count {
    case 1: return found[0].id
    case 0:
      let near = names(near: text)
      if isComplete || !near.isEmpty {
        faults.add(.unknownName(text, noun: noun, near: near), at: reference.place)
      }
    default:
      faults.add(.ambiguousName(text, noun: noun, ids: found.map(\.id)), at: reference.place)
    }
    return nil
  }

  /// Right names for a misspelled one, of each entry at most one.
  private func names(near text: String) -> [String] {
    var ids: Set<String> = []
    return nearestNames(to: text, among: entries.flatMap { [$0.id, $0.name] }).filter { near in
      let entry = entries.first { $0.id == near || $0.name == near }
      return entry.map { ids.insert($0.id).inserted } ?? false
    }
  }
}
