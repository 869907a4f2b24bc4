/// A horizontal bar for a cell of a table: a size, and a line where it was before.
///
/// The numbers stand in the same row, so it is hidden from people who are read to.
struct SizeBar {
  private static let width = 160
  private static let height = 12

  let value: Int
  let before: Int
  /// What fills the whole width; at least 1.
  let largest: Int

  var markup: Markup {
    .element(
      "svg",
      [
        "class": "bar", "width": "\(SizeBar.width)", "height": "\(SizeBar.height)",
        "viewBox": "0 0 \(SizeBar.width) \(SizeBar.height)", "aria-hidden": "true",
      ],
      [
        .element(
          "rect",
          [
            "class": "size", "x": "0", "y": "1", "width": length(value),
            "height": "\(SizeBar.height - 2)",
          ], ""),
        .element(
          "rect",
          [
            "class": "before", "x": length(before), "y": "0", "width": "2",
            "height": "\(SizeBar.height)",
          ], ""),
      ])
  }

  /// In units of the drawing; two are left for the line.
  private func length(_ value: Int) -> String {
    let share = Double(max(0, value)) / Double(max(1, largest))
    return ChartNumber.text(share * Double(SizeBar.width - 2))
  }
}

/// Numbers of drawings.
enum ChartNumber {
  /// With one decimal: `12.5`, `12`.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let decimal = tenths % 10
    return decimal == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(decimal)"
  }
}
