import AdModel

/// Faults of any YAML file with known keys.
extension Problem {
  static let emptyFile = Problem(.emptyValue, "the file is empty")

  static func syntax(_ message: String) -> Problem {
    Problem(.syntax, "this is not YAML: \(message)")
  }

  static let aliasesRepeatTooMuch = Problem(.syntax, "the aliases of this file repeat too much")

  static let keyIsNoText = Problem(.syntax, "a key must be a text")

  static let mergeKey = Problem(
    .syntax, "merge keys ('<<') are no part of YAML 1.2; write the keys out")

  static func tag(_ tag: String) -> Problem {
    Problem(.syntax, "the tag \(quoted(tag)) is not supported; leave it out")
  }

  static func duplicateKey(_ key: String, firstLine: Int) -> Problem {
    Problem(.duplicateKey, "the key \(quoted(key)) is there already, on line \(firstLine)")
  }

  /// For a key whose second place is not known.
  static func duplicateKey(_ key: String) -> Problem {
    Problem(.duplicateKey, "the key \(quoted(key)) is there more than once")
  }

  static func unknownKey(
    _ key: String, in holder: String?, near: [String], known: [String]
  ) -> Problem {
    let hint = near.isEmpty ? "; the keys here are \(list(known, joinedBy: "and"))" : meaning(near)
    return Problem(
      .unknownKey, "unknown key \(quoted(key))\(within(holder))\(hint)", suggestions: near)
  }

  static func missingKey(_ key: String, in holder: String?) -> Problem {
    Problem(.missingKey, "\(quoted(key)) is missing\(within(holder))")
  }

  static func missingOneOf(_ keys: [String], in holder: String?) -> Problem {
    Problem(.missingKey, "one of \(list(keys, joinedBy: "and")) is missing\(within(holder))")
  }

  static func moreThanOne(of keys: [String], in holder: String?) -> Problem {
    Problem(.conflict, "only one of \(list(keys, joinedBy: "and")) may stand\(within(holder))")
  }

  static func empty(_ subject: String) -> Problem {
    Problem(.emptyValue, "\(subject) is empty")
  }

  static func nullText(_ subject: String, _ written: String) -> Problem {
    Problem(
      .emptyValue, "\(subject) is empty: \(written) means nothing in YAML unless it is in quotes")
  }

  static func emptyList(_ subject: String) -> Problem {
    Problem(.emptyValue, "\(subject) is an empty list")
  }

  static func emptyMapping(_ subject: String) -> Problem {
    Problem(.emptyValue, "\(subject) has no keys")
  }

  static func severalLines(_ subject: String, _ text: String) -> Problem {
    Problem(
      .invalidText,
      "\(subject) holds a line break or another control character: \(quoted(text))")
  }

  static func wrongType(_ subject: String, due: String, found: YAMLValue) -> Problem {
    Problem(.wrongType, "\(subject) must be \(due), not \(description(of: found))")
  }

  static func outOfRange(_ subject: String, _ text: String, in range: ClosedRange<Int>) -> Problem {
    Problem(.outOfRange, "\(subject) must be \(wholeNumber(in: range)), not \(text)")
  }

  static func noChoice(_ subject: String, _ text: String, among choices: [String]) -> Problem {
    let near = nearestNames(to: text, among: choices)
    return Problem(
      .invalidText,
      "\(subject) must be \(list(choices, joinedBy: "or")), not \(quoted(text))\(meaning(near))",
      suggestions: near)
  }

  static func listedTwice(_ text: String, in subject: String) -> Problem {
    Problem(.repeated, "\(quoted(text)) is listed twice in \(subject)")
  }

  /// `a whole number from 0 to 7`, `a whole number of 1 or more`.
  static func wholeNumber(in range: ClosedRange<Int>) -> String {
    range.upperBound == Int.max
      ? "a whole number of \(range.lowerBound) or more"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func within(_ holder: String?) -> String {
    holder.map { " in \(quoted($0))" } ?? ""
  }

  private static func description(of value: YAMLValue) -> String {
    switch value.content {
    case .null: "nothing"
    case .plain(let text): quoted(text)
    case .quoted(let text): "the text \(quoted(text))"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
