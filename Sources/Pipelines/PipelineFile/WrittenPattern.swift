import AdModel

/// A path pattern of the pipeline file and the placeholders in its file name:
/// `exports/dsp-{last_day}-{part}.csv`.
struct WrittenPattern {
  enum Placeholder: String, CaseIterable {
    case campaign
    case firstDay = "first_day"
    case lastDay = "last_day"
    case generated
    case part
  }

  let text: String
  let place: FilePlace
  private let placeholders: [Placeholder]
  /// Whether it could be read; one that could not is taken to hold whatever is due.
  private let isWhole: Bool

  /// Reports placeholders that are unknown, said twice, or stand in a folder's name, and `**`, which
  /// elsewhere stands for any depth of folders.
  init(_ text: Placed<String>, allowed: [Placeholder] = Placeholder.allCases, faults: FaultLog) {
    self.text = text.value
    self.place = text.place
    var found: [Placeholder] = []
    var problems: [Problem] = []
    let names = WrittenPattern.names(in: text.value)
    if names == nil { problems.append(.openBrace(text.value)) }
    for name in names ?? [] {
      guard let placeholder = allowed.first(where: { $0.rawValue == name }) else {
        problems.append(.unknownPlaceholder(name, known: allowed.map(\.rawValue)))
        continue
      }
      if found.contains(placeholder) { problems.append(.placeholderTwice(name)) }
      found.append(placeholder)
    }
    if text.value.split(separator: "/").dropLast().contains(where: { $0.contains("{") }) {
      problems.append(.placeholderInFolder(text.value))
    }
    if text.value.contains("**") { problems.append(.starsOfAnyDepth(text.value)) }
    for problem in problems { faults.add(problem, at: text.place) }
    placeholders = found
    isWhole = problems.isEmpty
  }

  /// Whether the name states this, for all that could be read of it.
  func states(_ placeholder: Placeholder) -> Bool { placeholders.contains(placeholder) }

  /// Whether what is due is there, as far as that can be said.
  func holds(_ placeholder: Placeholder) -> Bool {
    !isWhole || placeholders.contains(placeholder)
  }

  /// The names in braces, or nil when a brace has no partner.
  private static func names(in text: String) -> [String]? {
    var names: [String] = []
    var open: String?
    for scalar in text.unicodeScalars {
      switch (scalar, open) {
      case ("{", nil): open = ""
      case ("{", _), ("}", nil): return nil
      case ("}", let name?):
        names.append(name)
        open = nil
      case (_, let name?): open = name + String(scalar)
      default: break
      }
    }
    return open == nil ? names : nil
  }
}
