package import AdModel
package import Files

/// What the name of an export states, through the placeholders of its source's pattern.
package struct NamedFacts: Hashable, Sendable {
  package var campaign: String?
  package var part: String?
  package var firstDay: CalendarDay?
  package var lastDay: CalendarDay?
  package var generated: CalendarDay?
  /// Whether eight figures in the places of a day pass for one, whatever they are.
  fileprivate var takesAnyFigures = false

  package init() {}
}

/// A pattern of file paths: plain text, `*` and `?` within a name, and placeholders.
///
/// `{first_day}`, `{last_day}` and `{generated}` read a day (YYYY-MM-DD or YYYYMMDD); `{campaign}`
/// and `{part}` as few characters, at least one, as the rest of the name allows. A placeholder
/// that stands twice must read the same twice. `*` does not find names that begin with a dot.
package struct FilePattern: Sendable {
  package enum Placeholder: String, Sendable, CaseIterable {
    case campaign
    case part
    case firstDay = "first_day"
    case lastDay = "last_day"
    case generated
  }

  private enum Token: Equatable {
    case plain(Character)
    case anyCharacters
    case oneCharacter
    case placeholder(Placeholder)
  }

  /// A file that a pattern found.
  package struct Match: Sendable {
    /// As the pipeline file would write it: relative to its folder.
    package var shownPath: String
    package var facts: NamedFacts

    package init(shownPath: String, facts: NamedFacts = NamedFacts()) {
      self.shownPath = shownPath
      self.facts = facts
    }
  }

  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// The placeholders of the pattern, unknown ones left out.
  package var placeholders: Set<Placeholder> {
    Set(
      FilePattern.tokens(text).compactMap {
        if case .placeholder(let placeholder) = $0 { placeholder } else { nil }
      })
  }

  /// Whether the pattern can stand for more than one path.
  package var isVariable: Bool {
    FilePattern.tokens(text).contains { if case .plain = $0 { false } else { true } }
  }

  /// The files found, sorted by path; a pattern of plain text gives its path, there or not.
  ///
  /// - Parameter folder: where relative patterns start.
  /// - Throws: `FileFault` for a folder that cannot be listed; one that is missing finds nothing.
  package func matches(in folder: String) throws(FileFault) -> [Match] {
    guard isVariable else { return [Match(shownPath: text, facts: NamedFacts())] }
    var found = [Match(shownPath: text.hasPrefix("/") ? "/" : "", facts: NamedFacts())]
    let names = text.split(separator: "/").map(String.init)
    for (place, name) in names.enumerated() {
      var next: [Match] = []
      for match in found {
        next += try FilePattern.step(
          match, name: name, isLast: place == names.count - 1, folder: folder)
      }
      found = next
    }
    return found.sorted { $0.shownPath.precedesInBytes($1.shownPath) }
  }

  /// The match of a path as the pipeline file would write it, whether there is such a file or not;
  /// nil for one that the pattern does not fit.
  package func match(_ path: String) -> Match? {
    guard isVariable else { return path == text ? Match(shownPath: path) : nil }
    // As `matches` walks, which makes one of several slashes.
    let names = path.split(separator: "/").map(String.init)
    let patterns = text.split(separator: "/").map(String.init)
    guard names.count == patterns.count, path.hasPrefix("/") == text.hasPrefix("/") else {
      return nil
    }
    var facts = NamedFacts()
    for (name, pattern) in zip(names, patterns) {
      let tokens = FilePattern.tokens(pattern)
      if tokens.allSatisfy({ if case .plain = $0 { true } else { false } }) {
        guard name == pattern else { return nil }
        continue
      }
      guard !name.hasPrefix(".") || pattern.hasPrefix("."),
        let read = FilePattern.read(name, tokens, onto: facts)
      else { return nil }
      facts = read
    }
    return Match(shownPath: path, facts: facts)
  }

  private static func step(
    _ match: Match, name: String, isLast: Bool, folder: String
  ) throws(FileFault) -> [Match] {
    let tokens = tokens(name)
    let isPlain = tokens.allSatisfy { if case .plain = $0 { true } else { false } }
    if isPlain {
      var match = match
      match.shownPath = append(name, to: match.shownPath)
      return !isLast || Folder.kind(of: Path.join(folder, match.shownPath)) == .file
        ? [match] : []
    }
    let parent = match.shownPath.isEmpty ? folder : Path.join(folder, match.shownPath)
    guard Folder.kind(of: parent.isEmpty ? "." : parent) == .folder else { return [] }
    var found: [Match] = []
    for entry in try Folder.names(in: parent.isEmpty ? "." : parent) {
      guard !entry.hasPrefix(".") || name.hasPrefix("."),
        let facts = read(entry, tokens, onto: match.facts)
      else { continue }
      let path = append(entry, to: match.shownPath)
      // What fits and is no folder is taken: a broken link or a pipe must not vanish silently.
      guard (Folder.kind(of: Path.join(folder, path)) == .folder) != isLast else { continue }
      found.append(Match(shownPath: path, facts: facts))
    }
    return found
  }

  private static func append(_ name: String, to path: String) -> String {
    path.isEmpty || path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// What a name states, or nil when it does not fit.
  ///
  /// A browser's ` (3)` before the extension is no part of what a placeholder reads: the copy is of
  /// the same campaign, part and days. Where the name fits only with it, it is.
  private static func read(
    _ name: String, _ tokens: [Token], onto facts: NamedFacts
  ) -> NamedFacts? {
    for tried in [NaturalOrder.withoutCopyNumber(name), name] {
      var facts = facts
      if read(tokens[...], Array(tried)[...], into: &facts) { return facts }
    }
    return nil
  }

  /// Names of files that would be found if what stands for a day in them were one: `2026-02-30`.
  ///
  /// - Parameter folder: where relative patterns start.
  /// - Returns: paths as the pipeline file would write them, sorted.
  package func namesWithoutDay(in folder: String) throws(FileFault) -> [String] {
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = names.last, !placeholders.isDisjoint(with: [.firstDay, .lastDay, .generated])
    else { return [] }
    let shownFolder = names.dropLast().joined(separator: "/")
    guard !FilePattern(shownFolder).isVariable else { return [] }
    let parent = Path.join(folder, shownFolder)
    guard Folder.kind(of: parent.isEmpty ? "." : parent) == .folder else { return [] }
    let tokens = FilePattern.tokens(String(last))
    var found: [String] = []
    for entry in try Folder.names(in: parent.isEmpty ? "." : parent)
    where FilePattern.read(entry, tokens, onto: NamedFacts()) == nil {
      var facts = NamedFacts()
      facts.takesAnyFigures = true
      if FilePattern.read(entry, tokens, onto: facts) != nil {
        found.append(FilePattern.append(entry, to: shownFolder))
      }
    }
    return found.sortedInBytes()
  }

  /// Whether the whole name fits the tokens; the placeholders read are put into `facts`.
  private static func read(
    _ tokens: ArraySlice<Token>, _ name: ArraySlice<Character>, into facts: inout NamedFacts
  ) -> Bool {
    guard let token = tokens.first else { return name.isEmpty }
    let rest = tokens.dropFirst()
    switch token {
    case .plain(let character):
      return name.first == character && read(rest, name.dropFirst(), into: &facts)
    case .oneCharacter:
      return !name.isEmpty && read(rest, name.dropFirst(), into: &facts)
    case .anyCharacters:
      return (0...name.count).contains { read(rest, name.dropFirst($0), into: &facts) }
    case .placeholder(let placeholder):
      return lengths(of: placeholder, in: name.count).contains { length in
        var tried = facts
        guard tried.take(placeholder, String(name.prefix(length))),
          read(rest, name.dropFirst(length), into: &tried)
        else { return false }
        facts = tried
        return true
      }
    }
  }

  private static func lengths(of placeholder: Placeholder, in available: Int) -> [Int] {
    switch placeholder {
    case .campaign, .part: available > 0 ? Array(1...available) : []
    case .firstDay, .lastDay, .generated: [10, 8].filter { $0 <= available }
    }
  }

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let character = rest.first {
      if character == "{", let end = rest.firstIndex(of: "}"),
        let placeholder = Placeholder(
          rawValue: String(rest[rest.index(after: rest.startIndex)..<end]))
      {
        tokens.append(.placeholder(placeholder))
        rest = rest[rest.index(after: end)...]
        continue
      }
      switch character {
      case "*": tokens.append(.anyCharacters)
      case "?": tokens.append(.oneCharacter)
      default: tokens.append(.plain(character))
      }
      rest = rest.dropFirst()
    }
    return tokens
  }
}

extension NamedFacts {
  /// Takes what a placeholder read; false when it is no day, or differs from what it read before.
  fileprivate mutating func take(_ placeholder: FilePattern.Placeholder, _ text: String) -> Bool {
    func put<Value: Equatable>(_ value: Value?, _ path: WritableKeyPath<NamedFacts, Value?>) -> Bool
    {
      guard let value, self[keyPath: path] == nil || self[keyPath: path] == value else {
        return false
      }
      self[keyPath: path] = value
      return true
    }
    func day() -> CalendarDay? { text.contains("/") ? nil : CalendarDay(text) }
    if takesAnyFigures, placeholder != .campaign, placeholder != .part {
      let figures = text.count { $0.isASCII && $0.isNumber }
      let places = text.enumerated().filter { $1 == "-" }.map(\.offset)
      return figures == 8 && figures + places.count == text.count
        && (places.isEmpty || places == [4, 7])
    }
    switch placeholder {
    case .campaign: return put(text, \.campaign)
    case .part: return put(text, \.part)
    case .firstDay: return put(day(), \.firstDay)
    case .lastDay: return put(day(), \.lastDay)
    case .generated: return put(day(), \.generated)
    }
  }
}
