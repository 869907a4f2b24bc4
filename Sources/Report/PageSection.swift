/// A part of the page with a heading of its own.
struct PageSection {
  /// For links to it.
  let id: StaticString
  let heading: Markup
  let content: [Markup]

  init(_ id: StaticString, _ heading: Markup, _ content: [Markup]) {
    self.id = id
    self.heading = heading
    self.content = content
  }

  var markup: Markup {
    .element(
      "section", ["id": "\(id)"],
      [Markup.element("h2", heading).onItsOwnLine] + content
    ).onItsOwnLine
  }

  var link: Markup { PageSection.link(to: id, heading) }

  static func link(to id: StaticString, _ words: Markup) -> Markup {
    .element("a", ["href": "#\(id)"], words)
  }

  /// A paragraph.
  static func paragraph(_ content: Markup, class name: String? = nil) -> Markup {
    guard let name else { return Markup.element("p", content).onItsOwnLine }
    return Markup.element("p", ["class": name], content).onItsOwnLine
  }

  /// What stands in the place of a table that could not be shown; nil when it can.
  static func excuse(_ reading: RunFiles.TableReading, _ path: StaticString) -> Markup? {
    switch reading {
    case .read: nil
    case .missing: paragraph(.words("The run has no \(path)."), class: "note")
    case .tooLarge(let byteCount):
      paragraph(
        .words("\(path) is too large for this page (\(byteCount.grouped) bytes)."), class: "note")
    }
  }

  /// `and 3 more in FILE`; nil when there are none.
  static func rest(_ count: Int, in path: StaticString) -> Markup? {
    count > 0 ? .words("And \(count.grouped) more in \(path).") : nil
  }
}
