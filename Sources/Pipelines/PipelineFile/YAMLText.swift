import Yams

/// The text of a YAML file, with lines and columns as libyaml counts them.
struct YAMLText {
  private var scalars: [Unicode.Scalar]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    // libyaml takes the mark for the first column of the line and then misses the indentation.
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
  }

  /// The text for the parser. Never so short that Swift keeps it inside the String value: Yams
  /// keeps a pointer to the bytes for longer than such a value stays in its place.
  var parsed: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    while text.count < 16 { text.append("\n") }
    return String(text)
  }

  /// Replaces the first letter of the key at a place by one of Unicode's private letters, a
  /// different one for every number, so that the key differs from all others and nothing moves.
  /// False when there is no plain or quoted key of one letter or more, or the numbers run out.
  mutating func hideKey(at place: FilePlace, number: Int) -> Bool {
    guard let start = index(of: place), let letter = Unicode.Scalar(0xE000 + UInt32(number)),
      number < 0x1900
    else { return false }
    switch scalars[start] {
    case "\"", "'":
      guard start + 1 < scalars.count, scalars[start + 1] != scalars[start],
        scalars[start + 1] != "\\"
      else { return false }
      scalars[start + 1] = letter
    case "&", "*", "!", "[", "{", "|", ">":
      return false
    default:
      scalars[start] = letter
    }
    return true
  }

  /// What the parser says of this text, and where.
  func messageAndPlace(of error: any Error) -> (message: String, place: FilePlace) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _):
      // The place is often the end of the file; where the open thing begins is what helps.
      let beginning = context.map { ", \($0.text) from line \(place(of: $0.mark).line)" } ?? ""
      return (problem + beginning, place(of: mark))
    case YamlError.composer(let context, let problem, let mark, _):
      return ((context.map { "\($0.text) " } ?? "") + problem, place(of: mark))
    case YamlError.reader(let problem, _, let value, _):
      return (problem, place(ofScalar: value))
    default:
      return ("\(error)", .start)
    }
  }

  /// The mark's place, or the end of the text when the mark lies behind it.
  private func place(of mark: Mark) -> FilePlace {
    let place = FilePlace(mark)
    let end = self.place(ofIndex: scalars.count)
    return place.line > end.line ? end : place
  }

  private func place(ofScalar value: Int32) -> FilePlace {
    let found = scalars.firstIndex { Int32($0.value) == value }
    return found.map(place(ofIndex:)) ?? .start
  }

  private func place(ofIndex index: Int) -> FilePlace {
    placesOfAll().dropFirst(index).first ?? .start
  }

  private func index(of place: FilePlace) -> Int? {
    placesOfAll().dropLast().firstIndex(of: place)
  }

  /// The place of every scalar and of the end.
  private func placesOfAll() -> [FilePlace] {
    var places = [FilePlace.start]
    for index in scalars.indices {
      let last = places[index]
      places.append(
        isBreak(at: index)
          ? FilePlace(line: last.line + 1, column: 1)
          : FilePlace(line: last.line, column: last.column + 1))
    }
    return places
  }

  /// Whether a line ends with this scalar; of CR LF the second does it.
  private func isBreak(at index: Int) -> Bool {
    switch scalars[index] {
    case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
    case "\r": index + 1 == scalars.count || scalars[index + 1] != "\n"
    default: false
    }
  }
}

extension FilePlace {
  init(_ mark: Mark) {
    self.init(line: mark.line, column: mark.column)
  }
}
