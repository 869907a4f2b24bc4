import AdModel

/// A value of the file that is about to be read as something. Every reader returns nil after it
/// has put what is wrong into the log, so callers go on with the next value.
struct Cursor {
  let value: YAMLValue
  /// What messages call the value: `'lag_days'`, `an item of 'sources'`.
  let subject: String
  /// The key that holds the value, nil for the whole file.
  let key: String?
  let faults: FaultLog

  var place: FilePlace { value.place }

  /// A text as it is written: not empty, on one line. What YAML would take for a number or a flag
  /// stays its text; a word that means nothing (`null`, `~`) has to be quoted to be one.
  func text() -> String? {
    switch value.content {
    case .plain(let text), .quoted(let text):
      guard !text.allSatisfy(\.isWhitespace) else { return refuse(.empty(subject)) }
      let hasControls = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
      return hasControls ? refuse(.severalLines(subject, text)) : text
    case .null(let written):
      return refuse(written.isEmpty ? .empty(subject) : .nullText(subject, written))
    case .list, .mapping:
      return refuse(.wrongType(subject, due: "a text", found: value))
    }
  }

  /// The same with its place.
  func placedText() -> Placed<String>? {
    text().map { Placed(value: $0, place: place) }
  }

  /// A whole number in decimal digits, without quotes.
  func integer(in range: ClosedRange<Int>) -> Int? {
    let due = Problem.wholeNumber(in: range)
    guard case .plain(let text) = value.content else { return refuseType(due: due) }
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return refuseType(due: due)
    }
    guard let number = Int(text), range.contains(number) else {
      return refuse(.outOfRange(subject, text, in: range))
    }
    return number
  }

  /// `true` or `false`, as YAML 1.2 writes them.
  func flag() -> Bool? {
    switch value.content {
    case .plain("true"), .plain("True"), .plain("TRUE"): true
    case .plain("false"), .plain("False"), .plain("FALSE"): false
    default: refuseType(due: "true or false")
    }
  }

  /// One of a few words.
  func choice<Choice>(
    of type: Choice.Type = Choice.self
  ) -> Choice? where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = text() else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    return refuse(.noChoice(subject, text, among: Choice.allCases.map(\.rawValue)))
  }

  /// The items of a list that is not empty.
  func items() -> [Cursor] {
    guard case .list(let values) = value.content else { return refuseType(due: "a list") ?? [] }
    if values.isEmpty { report(.emptyList(subject)) }
    return values.map { item($0) }
  }

  /// One text, or a list of texts that is not empty and says nothing twice.
  func texts() -> [Placed<String>] {
    switch value.content {
    case .plain, .quoted: return [placedText()].compactMap(\.self)
    case .list: break
    case .null, .mapping: return refuseType(due: "a text or a list of texts") ?? []
    }
    var texts: [Placed<String>] = []
    for text in items().compactMap({ $0.placedText() }) {
      if texts.contains(where: { $0.value == text.value }) {
        faults.add(.listedTwice(text.value, in: subject), at: text.place)
      } else {
        texts.append(text)
      }
    }
    return texts
  }

  /// Whether this is the given text; nothing is reported when it is not.
  func isText(_ text: String) -> Bool {
    switch value.content {
    case .plain(text), .quoted(text): true
    default: false
    }
  }

  /// Whether this is a text, or a list of one.
  var isOneText: Bool {
    switch value.content {
    case .plain, .quoted: true
    case .list(let values): values.count == 1
    case .null, .mapping: false
    }
  }

  /// A mapping whose keys are known; unknown ones go into the log.
  func fields<Key>(
    _ keys: [Key]
  ) -> Fields<Key>? where Key: RawRepresentable<String> & Hashable {
    guard let entries = entries() else { return nil }
    return Fields(entries, knownKeys: keys, cursor: self)
  }

  /// The same with every key of a kind.
  func fields<Key>(
    _ type: Key.Type = Key.self
  ) -> Fields<Key>? where Key: RawRepresentable<String> & Hashable & CaseIterable {
    fields(Array(Key.allCases))
  }

  /// A mapping, not empty, whose keys are the user's.
  func entries() -> [(key: Placed<String>, value: Cursor)]? {
    guard case .mapping(let entries) = value.content else {
      return refuseType(due: "a mapping of keys to values")
    }
    guard !entries.isEmpty else { return refuse(.emptyMapping(subject)) }
    return entries.map { ($0.key, child($0)) }
  }

  /// Puts a problem at this value's place into the log.
  func report(_ problem: Problem) {
    faults.add(problem, at: place)
  }

  /// The same, for readers that have nothing to give then.
  private func refuse<Value>(_ problem: Problem) -> Value? {
    report(problem)
    return nil
  }

  private func refuseType<Value>(due: String) -> Value? {
    if case .null = value.content { return refuse(.empty(subject)) }
    return refuse(.wrongType(subject, due: due, found: value))
  }

  private func item(_ value: YAMLValue) -> Cursor {
    Cursor(
      value: value, subject: key.map { "an item of '\($0)'" } ?? "an item", key: key,
      faults: faults)
  }

  private func child(_ entry: YAMLValue.Entry) -> Cursor {
    // Nothing has no place of its own worth showing: the key is where the eye should go.
    let isNothing = if case .null(written: "") = entry.value.content { true } else { false }
    let value =
      isNothing
      ? YAMLValue(content: entry.value.content, place: entry.key.place) : entry.value
    return Cursor(
      value: value, subject: Problem.quoted(entry.key.value), key: entry.key.value,
      faults: faults)
  }
}
