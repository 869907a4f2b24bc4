/// What a fault says, before it has a place. The wording of all faults is in the two files
/// `Problem+*.swift`: what is wrong, and how to mend it where that is not plain.
struct Problem {
  let kind: PipelineFault.Kind
  let message: String
  /// Right names for a misspelled one, nearest first.
  let suggestions: [String]

  init(_ kind: PipelineFault.Kind, _ message: String, suggestions: [String] = []) {
    self.kind = kind
    self.message = message
    self.suggestions = suggestions
  }

  /// A text of the file in single quotes: on one line, and not too long.
  static func quoted(_ text: String) -> String {
    let limit = 60
    let shown = text.unicodeScalars.prefix(limit).map { scalar in
      scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : "\(scalar)"
    }
    return "'\(shown.joined())\(text.unicodeScalars.count > limit ? "…" : "")'"
  }

  /// `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`.
  static func list(_ names: [String], joinedBy word: String) -> String {
    let quotedNames = names.map(quoted)
    guard let last = quotedNames.last, quotedNames.count > 1 else { return quotedNames.joined() }
    return quotedNames.dropLast().joined(separator: ", ") + " \(word) " + last
  }

  /// `; did you mean 'a'?`, or nothing.
  static func meaning(_ near: [String]) -> String {
    near.isEmpty ? "" : "; did you mean \(list(near, joinedBy: "or"))?"
  }
}
