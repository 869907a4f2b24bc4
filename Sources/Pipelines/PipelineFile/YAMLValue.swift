/// Where something stands in the file; both count from 1, columns in Unicode scalars.
struct FilePlace: Hashable, Comparable, Sendable {
  let line: Int
  let column: Int

  static let start = FilePlace(line: 1, column: 1)

  static func < (left: FilePlace, right: FilePlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// What a reader took from the file, with its place.
struct Placed<Value> {
  let value: Value
  let place: FilePlace
}

/// A value of the YAML file with its place, aliases followed. Scalars keep their written text, so
/// that a campaign `2026` or a stage `Yes` is what it says.
struct YAMLValue {
  struct Entry {
    let key: Placed<String>
    let value: YAMLValue
  }

  enum Content {
    /// Nothing, or one of the words that mean nothing.
    case null(written: String)
    case plain(String)
    /// In quotes, or a block of text: never a number, a flag or nothing.
    case quoted(String)
    case list([YAMLValue])
    /// In the order of the file, each key once.
    case mapping([Entry])
  }

  let content: Content
  let place: FilePlace
}
