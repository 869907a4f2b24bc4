/// A piece of HTML in which every text is escaped already.
///
/// Literals are the program's own words. What is put into one comes from files: it is made
/// harmless, escaped and isolated (`bdi`), so that a name written from right to left leaves the
/// words beside it in their order.
struct Markup: Equatable, Sendable, ExpressibleByStringInterpolation {
  private(set) var html: String

  init(stringLiteral words: String) {
    self.html = words.escapedForHTML
  }

  init(stringInterpolation: StringInterpolation) {
    self.html = stringInterpolation.html
  }

  private init(html: String) {
    self.html = html
  }

  /// A text that comes from files.
  static func text(_ text: String) -> Markup { "\(text)" }

  /// The program's own words, put together at run time.
  static func words(_ words: String) -> Markup { Markup(stringLiteral: words) }

  /// A style sheet; it ends at `</style` and knows no escapes.
  static func style(_ sheet: StaticString) -> Markup {
    Markup(html: "<style>\n\(sheet)</style>\n")
  }

  /// An element with its children.
  ///
  /// - Parameter attributes: in the order they are written; values are made harmless and escaped.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ children: [Markup]
  ) -> Markup {
    var html = start(name, attributes)
    for child in children { html += child.html }
    return Markup(html: html + "</\(name)>")
  }

  /// An element with one child.
  static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ child: Markup
  ) -> Markup {
    element(name, attributes, [child])
  }

  /// An element without attributes.
  static func element(_ name: StaticString, _ children: [Markup]) -> Markup {
    element(name, [:], children)
  }

  /// An element with one child and no attributes.
  static func element(_ name: StaticString, _ child: Markup) -> Markup {
    element(name, [:], [child])
  }

  /// An element that has no end tag, such as `meta`.
  static func void(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) -> Markup {
    Markup(html: start(name, attributes) + "\n")
  }

  private static func start(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) -> String {
    var html = "<\(name)"
    for (key, value) in attributes {
      html += " \(key)=\"\(value.harmless.escapedForHTML)\""
    }
    return html + ">"
  }

  /// The parts one after the other.
  static func joined(_ parts: [Markup], by separator: Markup = "") -> Markup {
    Markup(html: parts.map(\.html).joined(separator: separator.html))
  }

  static func + (left: Markup, right: Markup) -> Markup {
    Markup(html: left.html + right.html)
  }

  /// The same on a line of its own.
  var onItsOwnLine: Markup { Markup(html: html + "\n") }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity)
    }

    mutating func appendLiteral(_ words: String) { html += words.escapedForHTML }

    mutating func appendInterpolation(_ text: String) {
      guard !text.isEmpty else { return }
      html += "<bdi>\(text.harmless.escapedForHTML)</bdi>"
    }

    mutating func appendInterpolation(_ number: Int) { html += number.grouped }

    /// `1 row`, `2 rows`.
    mutating func appendInterpolation(
      _ number: Int, _ one: StaticString, _ many: StaticString? = nil
    ) {
      html += number.counted(one, many)
    }

    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
  }
}

extension Int {
  /// `1,234,567`.
  var grouped: String {
    let digits = String(magnitude)
    var grouped = self < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped
  }

  /// `1 row`, `2 rows`.
  func counted(_ one: StaticString, _ many: StaticString? = nil) -> String {
    "\(grouped) " + (self == 1 ? "\(one)" : many.map { "\($0)" } ?? "\(one)s")
  }
}
