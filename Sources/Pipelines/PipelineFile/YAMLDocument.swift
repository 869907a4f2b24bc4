import Yams

/// Reads YAML text into values with places.
///
/// The parser is libyaml through Yams. Yams gives up at the first mapping that says a key twice;
/// here all of them are found (see `compose`). Anchors and aliases work as YAML says; what
/// stands behind an alias has the place of its anchor. `!!str` makes a text of any scalar; other
/// tags and merge keys (`<<`, which YAML 1.2 has not) are faults.
struct YAMLDocument {
  /// So many values, aliases followed, are enough for any pipeline; a few lines of aliases of
  /// aliases could stand for billions.
  static let valueLimit = 100_000

  private let text: YAMLText
  private let faults: FaultLog
  /// The true names of keys that stand for themselves under another name, by place.
  private var hiddenKeys: [FilePlace: String] = [:]
  private var valueCount = 0

  /// The one document of the text, or nil when there is none or it cannot be read; then the log
  /// says why. Values that can be read are given even when others have faults.
  static func read(_ text: String, faults: FaultLog) -> YAMLValue? {
    var document = YAMLDocument(text: YAMLText(text), faults: faults)
    do {
      guard let root = try document.compose() else {
        faults.add(.emptyFile, at: .start)
        return nil
      }
      return try document.value(of: root)
    } catch let failure as ReadingFailure {
      faults.add(failure.problem, at: failure.place)
    } catch {
      let (message, place) = document.text.messageAndPlace(of: error)
      faults.add(.syntax(message), at: place)
    }
    return nil
  }

  private init(text: YAMLText, faults: FaultLog) {
    self.text = text
    self.faults = faults
  }

  /// Parses the text. When Yams finds a key twice in a mapping, one of the two gets a name that
  /// nothing else bears and the text is parsed again, until all keys differ; `value(of:)` gives
  /// them their names back and reports them.
  private mutating func compose() throws -> Node? {
    var text = self.text
    while true {
      do {
        // The encoding is said because Yams else reads it from the environment; the resolver
        // without rules leaves scalars as they are written.
        return try Parser(yaml: text.parsed, resolver: .basic, encoding: .utf8).singleRoot()
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let place = FilePlace(context.mark)
        let key = keys.first ?? ""
        guard hiddenKeys[place] == nil, text.hideKey(at: place, number: hiddenKeys.count) else {
          throw ReadingFailure(problem: .duplicateKey(key), place: place)
        }
        hiddenKeys[place] = key
      }
    }
  }

  private mutating func value(of node: Node) throws -> YAMLValue {
    let place = node.mark.map(FilePlace.init) ?? .start
    valueCount += 1
    guard valueCount <= YAMLDocument.valueLimit else {
      throw ReadingFailure(problem: .aliasesRepeatTooMuch, place: place)
    }
    return YAMLValue(content: try content(of: node, at: place), place: place)
  }

  private mutating func content(
    of node: Node, at place: FilePlace
  ) throws -> YAMLValue.Content {
    switch node {
    case .scalar(let scalar):
      checkTag(scalar.tag, allowed: [.str], at: place)
      return YAMLDocument.content(of: scalar)
    case .sequence(let sequence):
      checkTag(sequence.tag, at: place)
      return .list(try sequence.map { try value(of: $0) })
    case .mapping(let mapping):
      checkTag(mapping.tag, at: place)
      return .mapping(try entries(of: mapping))
    case .alias:
      // The parser puts the anchored node in the alias's stead.
      return .null(written: "")
    }
  }

  private static func content(of scalar: Node.Scalar) -> YAMLValue.Content {
    guard scalar.style == .plain, scalar.tag.description != Tag.Name.str.rawValue else {
      return .quoted(scalar.string)
    }
    let isNull = ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    return isNull ? .null(written: scalar.string) : .plain(scalar.string)
  }

  private mutating func entries(of mapping: Node.Mapping) throws -> [YAMLValue.Entry] {
    var entries: [YAMLValue.Entry] = []
    var firstPlaces: [String: FilePlace] = [:]
    for (keyNode, valueNode) in mapping {
      guard let key = key(of: keyNode) else { continue }
      if let first = firstPlaces[key.value] {
        faults.add(.duplicateKey(key.value, firstLine: first.line), at: key.place)
      } else {
        firstPlaces[key.value] = key.place
        entries.append(YAMLValue.Entry(key: key, value: try value(of: valueNode)))
      }
    }
    return entries
  }

  private func key(of node: Node) -> Placed<String>? {
    let place = node.mark.map(FilePlace.init) ?? .start
    guard case .scalar(let scalar) = node else {
      faults.add(.keyIsNoText, at: place)
      return nil
    }
    // Keys that Yams compared have the tag of a text without saying so.
    checkTag(scalar.tag, allowed: [.str], at: place)
    let name = hiddenKeys[place] ?? scalar.string
    if name == "<<" && scalar.style == .plain {
      faults.add(.mergeKey, at: place)
      return nil
    }
    return Placed(value: name, place: place)
  }

  private func checkTag(_ tag: Tag, allowed: [Tag.Name] = [], at place: FilePlace) {
    let name = tag.description
    guard !name.isEmpty, !allowed.map(\.rawValue).contains(name) else { return }
    faults.add(.tag(name), at: place)
  }
}

/// Why a text could not be read to its end.
private struct ReadingFailure: Error {
  let problem: Problem
  let place: FilePlace
}
