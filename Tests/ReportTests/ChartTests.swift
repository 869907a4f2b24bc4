import AdModel
import Testing

@testable import Report

@Suite struct ChartTests {
  @Test(
    "a scale has at most four round steps",
    arguments: [
      (0, 1, 1), (1, 1, 1), (4, 1, 4), (5, 2, 6), (8, 2, 8), (9, 5, 10), (20, 5, 20),
      (21, 10, 30), (107, 50, 150), (1000, 500, 1000), (4_000_001, 2_000_000, 6_000_000),
    ]) func scale(value: Int, step: Int, top: Int)
  {
    let scale = ChartScale(reaching: value)
    #expect(scale.step == step)
    #expect(scale.top == top)
    #expect(scale.marks.first == 0)
    #expect(scale.marks.last == top)
  }

  @Test("a scale bears the largest and the smallest number") func extremes() {
    #expect(ChartScale(reaching: .max).marks.count <= 5)
    #expect(ChartScale(reaching: .min) == ChartScale(reaching: 1))
    #expect(ChartScale(reaching: 8).share(of: -5) == 0)
    #expect(ChartScale(reaching: 8).share(of: 2) == 0.25)
  }

  @Test("numbers of drawings have one decimal at most") func numbers() {
    #expect(ChartNumber.text(12.5) == "12.5")
    #expect(ChartNumber.text(12.04) == "12")
    #expect(ChartNumber.text(0.96) == "1")
  }

  @Test("a size is a share of 158 units; the line stands where it was before") func bar() {
    let bar = SizeBar(value: 25, before: 50, largest: 50).markup.html
    #expect(bar.contains(#"<rect class="size" x="0" y="1" width="79" height="10">"#))
    #expect(bar.contains(#"<rect class="before" x="158" y="0" width="2" height="12">"#))
    #expect(bar.contains(#"aria-hidden="true""#))
    #expect(SizeBar(value: 0, before: 0, largest: 0).markup.html.contains(#"width="0""#))
  }

  /// Bars stand between 64 and 712, and 200 is the ground, 14 the top: with two days each has 324
  /// units, the bars are 44 wide and stand in the middle, at 204 and 528. The scale reaches 8.
  @Test("days are stacked bars from the ground up") func stack() throws {
    let day = try #require(CalendarDay(year: 2026, month: 11, day: 19))
    let chart = StackedDayChart(
      days: [day, day.advanced(by: 1)],
      series: [
        .init(name: "A & B", colour: "series-1", values: [2, 4]),
        .init(name: "C", colour: "series-2", values: [-3, 4]),
      ], description: "Two days")
    let html = chart.markup.html
    #expect(
      html.contains(#"<rect class="series-1" x="204" y="153.5" width="44" height="46.5"></rect>"#))
    #expect(
      html.contains(#"<rect class="series-1" x="528" y="107" width="44" height="93"></rect>"#))
    #expect(html.contains(#"<rect class="series-2" x="528" y="14" width="44" height="93"></rect>"#))
    #expect(html.ranges(of: "<rect").count == 3, "what is below 0 has no bar")
    #expect(html.contains("<title>2026-11-19: C -3, A &amp; B 2</title>"))
    #expect(html.contains(#"role="img" aria-label="Two days""#))
    #expect(html.contains(">11-19</text>") && html.contains(">11-20</text>"))
  }

  @Test("of many days about ten are named, the last one always") func dayNames() throws {
    let first = try #require(CalendarDay(year: 2026, month: 8, day: 22))
    let chart = StackedDayChart(
      days: (0..<91).map { first.advanced(by: $0) },
      series: [.init(name: "A", colour: "series-1", values: [Int](repeating: .max, count: 91))],
      description: "")
    let names = chart.markup.html.ranges(of: #"text-anchor="middle""#).count
    #expect((5...10).contains(names))
    #expect(chart.markup.html.contains(">11-20</text>"))
  }
}
