import AdModel

/// Bars of stacked counts, one a day, as inline SVG; what is below 0 is drawn as 0.
struct StackedDayChart {
  /// A part of every bar.
  struct Series {
    var name: String
    /// The class that colours it.
    var colour: String
    /// One a day.
    var values: [Int]
  }

  /// Every day from first to last.
  let days: [CalendarDay]
  /// From the bottom up.
  let series: [Series]
  /// What it shows, for people who cannot see it.
  let description: String

  private static let width = 736.0
  private static let height = 230.0
  /// Where the bars stand; the rest is for numbers and days.
  private static let left = 64.0
  private static let right = 712.0
  private static let top = 14.0
  private static let bottom = 200.0
  /// More days than these are not all named below their bars.
  private static let namedDays = 10

  var markup: Markup {
    .element(
      "svg",
      [
        "class": "chart", "role": "img", "aria-label": description,
        "viewBox": "0 0 \(number(StackedDayChart.width)) \(number(StackedDayChart.height))",
      ],
      lines + days.indices.map(bar) + dayNames)
  }

  /// The height of the whole bar of a day.
  private func total(_ day: Int) -> Int {
    series.reduce(0) { $0.addingWithinRange(max(0, $1.values[day])) }
  }

  private var scale: ChartScale {
    ChartScale(reaching: days.indices.map(total).max() ?? 0)
  }

  private var lines: [Markup] {
    let scale = scale
    return scale.marks.flatMap { mark -> [Markup] in
      let y = height(of: mark, on: scale)
      return [
        .element(
          "line",
          [
            "class": mark == 0 ? "axis" : "grid", "x1": number(StackedDayChart.left),
            "x2": number(StackedDayChart.right), "y1": number(y), "y2": number(y),
          ], ""),
        .element(
          "text",
          [
            "x": number(StackedDayChart.left - 8), "y": number(y + 4), "text-anchor": "end",
          ], "\(mark)"),
      ]
    }
  }

  private func bar(_ day: Int) -> Markup {
    let scale = scale
    let width = min(44, step * 0.72)
    let x = middle(day) - width / 2
    var parts: [Markup] = [.element("title", title(day))]
    var below = 0
    for series in series where series.values[day] > 0 {
      let above = below.addingWithinRange(series.values[day])
      let y = height(of: above, on: scale)
      parts.append(
        .element(
          "rect",
          [
            "class": series.colour, "x": number(x), "y": number(y), "width": number(width),
            "height": number(height(of: below, on: scale) - y),
          ], ""))
      below = above
    }
    return .element("g", parts)
  }

  /// What a bar says when a pointer rests on it.
  private func title(_ day: Int) -> Markup {
    let parts = series.filter { $0.values[day] != 0 }
      .map { "\($0.name.harmless) \($0.values[day].grouped)" }
    return .words(
      "\(days[day]): " + (parts.isEmpty ? "none" : parts.reversed().joined(separator: ", ")))
  }

  private var dayNames: [Markup] {
    let every = (days.count - 1) / StackedDayChart.namedDays + 1
    // Counted from the last day, the one that people look for.
    return days.indices.filter { (days.count - 1 - $0) % every == 0 }.map { day in
      .element(
        "text",
        [
          "x": number(middle(day)), "y": number(StackedDayChart.bottom + 20),
          "text-anchor": "middle",
        ], .words(String("\(days[day])".dropFirst(5))))
    }
  }

  // MARK: - Places

  /// From the middle of one bar to that of the next.
  private var step: Double {
    (StackedDayChart.right - StackedDayChart.left) / Double(max(1, days.count))
  }

  private func middle(_ day: Int) -> Double {
    StackedDayChart.left + (Double(day) + 0.5) * step
  }

  private func height(of value: Int, on scale: ChartScale) -> Double {
    let room = StackedDayChart.bottom - StackedDayChart.top
    return StackedDayChart.bottom - min(1, scale.share(of: value)) * room
  }

  private func number(_ value: Double) -> String { ChartNumber.text(value) }
}
