import AdModel

/// Engagements per day and campaign.
extension PageSection {
  /// Campaigns with a colour of their own.
  private static let campaignsShown = 5

  /// - Parameter daily: what stands in `daily.csv`; nil for a run that has none.
  static func engagements(_ run: RunFiles, _ daily: DailyEngagements?) throws -> PageSection {
    let reading = try run.reading(of: "3-aggregate/daily.csv")
    let content: [Markup]
    if let excuse = excuse(reading, "3-aggregate/daily.csv") {
      content = [excuse]
    } else if let daily, let days = daily.days {
      content = figure(days, daily)
    } else {
      content = [paragraph("There are none within the longest window of any workflow.")]
    }
    return PageSection("engagements", "Engagements", content)
  }

  private static func figure(_ days: [CalendarDay], _ daily: DailyEngagements) -> [Markup] {
    let series = series(days, daily)
    let chart = StackedDayChart(
      days: days, series: series,
      description: "Engagements per day and campaign from \(days.first?.description ?? "") to "
        + "\(days.last?.description ?? ""); the numbers stand in the table below")
    let legend = series.reversed().map { series -> Markup in
      let swatch = Markup.element("span", ["class": "swatch \(series.colour)"], "")
      let total = series.values.reduce(0) { $0.addingWithinRange($1) }
      return .element("li", "\(swatch)\(.text(series.name)) \(total)")
    }
    var parts = [
      Markup.element(
        "figure",
        [
          Markup.element(
            "figcaption", "Engagements of matched accounts per day and campaign"
          ).onItsOwnLine,
          Markup.element("ul", ["class": "legend"], legend).onItsOwnLine, chart.markup,
        ]
      ).onItsOwnLine
    ]
    if let note = note(series, daily) { parts.append(paragraph(note, class: "note")) }
    parts.append(
      Markup.element(
        "details", [Markup.element("summary", "The same as a table"), table(days, series).markup]
      ).onItsOwnLine)
    return parts
  }

  private static func note(
    _ series: [StackedDayChart.Series], _ daily: DailyEngagements
  ) -> Markup? {
    var sentences: [Markup] = []
    if daily.hasPeriods {
      sentences.append("Counts of reports that speak for several days stand on their last day.")
    }
    if series.contains(where: { $0.values.contains { $0 < 0 } }) {
      sentences.append("Where more was taken back than came in, the bar is drawn as 0.")
    }
    if daily.earlierCount != 0 {
      sentences.append("\(daily.earlierCount, "engagement") of earlier days left out.")
    }
    return sentences.isEmpty ? nil : .joined(sentences, by: " ")
  }

  private static func table(
    _ days: [CalendarDay], _ series: [StackedDayChart.Series]
  ) -> PageTable {
    PageTable(
      "Engagements per day",
      [.text("Day")] + series.map { .number(.text($0.name)) } + [.number("All")],
      rows: days.indices.map { day in
        let values = series.map { $0.values[day] }
        return [.words(days[day].description)] + values.map { "\($0)" }
          + ["\(values.reduce(0) { $0.addingWithinRange($1) })"]
      })
  }

  /// The largest campaigns, and the others together.
  private static func series(
    _ days: [CalendarDay], _ daily: DailyEngagements
  ) -> [StackedDayChart.Series] {
    var largest = TopList<String>(capacity: campaignsShown)
    for campaign in daily.campaigns { largest.offer(key: daily.total(of: campaign), campaign) }
    var series = largest.elements.enumerated().map { place, campaign in
      StackedDayChart.Series(
        name: campaign, colour: "series-\(place + 1)",
        values: days.map { daily.count(of: campaign, on: $0) })
    }
    if largest.restCount > 0 {
      let shown = largest.elements
      let others = days.map { day in
        shown.reduce(daily.total(on: day)) {
          $0.addingWithinRange(-daily.count(of: $1, on: day))
        }
      }
      series.append(
        StackedDayChart.Series(
          name: "\(largest.restCount.counted("other campaign"))", colour: "series-other",
          values: others))
    }
    return series
  }
}
