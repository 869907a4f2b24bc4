/// A table of the page: its first column names the row.
struct PageTable {
  struct Column {
    var title: Markup
    /// Numbers stand at the right edge.
    var isNumber = false

    static func text(_ title: Markup) -> Column { Column(title: title) }
    static func number(_ title: Markup) -> Column { Column(title: title, isNumber: true) }
  }

  /// What the table is; also its name for people who cannot see it.
  var caption: Markup
  var columns: [Column]
  /// Each with as many cells as there are columns.
  var rows: [[Markup]]
  /// What is not in it, below it.
  var note: Markup?

  init(_ caption: Markup, _ columns: [Column], rows: [[Markup]], note: Markup? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
  }

  var markup: Markup {
    let table = Markup.element(
      "table",
      [
        Markup.element("caption", caption).onItsOwnLine,
        Markup.element("thead", .element("tr", columns.map(heading))).onItsOwnLine,
        Markup.element("tbody", rows.map(row)),
      ])
    // Wide tables scroll in a frame of their own, with the keyboard too.
    let frame = Markup.element("div", ["class": "frame", "tabindex": "0"], table).onItsOwnLine
    guard let note else { return frame }
    return "\(frame)\(Markup.element("p", ["class": "note"], note).onItsOwnLine)"
  }

  private func heading(_ column: Column) -> Markup {
    column.isNumber
      ? .element("th", ["scope": "col", "class": "number"], column.title)
      : .element("th", ["scope": "col"], column.title)
  }

  private func row(_ cells: [Markup]) -> Markup {
    precondition(cells.count == columns.count, "a row has a cell for each column")
    let cells = zip(cells, columns).enumerated().map { place, cell in
      let (content, column) = cell
      if place == 0 { return Markup.element("th", ["scope": "row"], content) }
      return column.isNumber
        ? .element("td", ["class": "number"], content) : .element("td", content)
    }
    return Markup.element("tr", cells).onItsOwnLine
  }
}
