import AdModel
import Testing

@testable import Ingest

@Suite struct ReportFactsTests {
  private let labels: [Platform.Label] = [
    .init(.firstDay, "Report Start:"), .init(.lastDay, "Report End:"),
    .init(.generated, "Date Generated:"), .init(.rowCount, "Rows:"),
    .init(.aggregation, "Report Aggregation:"), .init(.period, "Report Time:"),
  ]

  private func facts(
    _ lines: [String], _ labels: [Platform.Label]? = nil, _ order: DateOrder = .monthFirst
  ) -> ReportFacts {
    ReportFacts(lines: lines, labels: labels ?? self.labels, order: order)
  }

  @Test func readsWhatTheLabelsStandBefore() {
    let facts = facts([
      "Professional Demographics Report (in UTC)", "Report Start: November 16, 2026, 12:00 AM",
      "REPORT END:  November 22, 2026, 11:59 PM", "Date Generated: November 23, 2026, 8:05 AM",
    ])
    #expect(facts.period == Period(first: november(16), last: november(22)))
    #expect(facts.generatedAt == GeneratedStamp(day: november(23), minute: 485))
    #expect(facts.statedRows == nil)
    #expect(facts.aggregation == nil)
  }

  @Test(arguments: [
    ["Report Start: November 16, 2026"], ["Report End: November 16, 2026"],
    ["Report Start: yesterday", "Report End: November 16, 2026"], [],
    ["Report Time: All time"],
  ])
  func statesNoPeriodUnlessBothDaysAreThere(lines: [String]) {
    #expect(facts(lines) == ReportFacts())
  }

  @Test(arguments: [
    ["Report Start: November 22, 2026", "Report End: November 16, 2026"],
    ["Report Time: 11/22/2026, 11/16/2026"],
  ])
  func daysInTheWrongOrderAreTold(lines: [String]) {
    let facts = facts(lines)
    #expect(facts.period == nil)
    #expect(facts.reversed == [november(22), november(16)])
  }

  /// A title may be a day; the line with both days is the range.
  @Test func aTitleThatIsADay() {
    let bare = [Platform.Label(.period, "")]
    let lines = ["November 19, 2026", "November 16, 2026 - November 22, 2026"]
    #expect(facts(lines, bare).period == Period(first: november(16), last: november(22)))
  }

  @Test func aPlatformWithoutLabelsStatesNothing() {
    let lines = ["Report Start: November 16, 2026", "Report End: November 16, 2026"]
    #expect(facts(lines, []) == ReportFacts())
  }

  /// The guide's own lines, with days of our own.
  @Test func whatMicrosoftSays() {
    let facts = facts([
      "Report Name: Keywords", "Report Time: 11/16/2026, 11/22/2026",
      "Last Completed Available Day: 11/23/2026 10:15:00 PM (GMT)",
      "Report Aggregation: Daily", "Rows: 1,204",
    ])
    #expect(facts.period == Period(first: november(16), last: november(22)))
    #expect(facts.aggregation == "Daily")
    #expect(facts.statedRows == 1204)
    #expect(self.facts(["Report Time: 11/16/2026"]).period == Period(day: november(16)))
  }

  /// A line of days alone, however the language writes them.
  @Test(arguments: [
    "November 16, 2026 - November 22, 2026", "16 November 2026 - 22 November 2026",
    "Nov 16, 2026 – Nov 22, 2026", "16. November 2026 - 22. November 2026",
    "16 nov. 2026 - 22 nov. 2026", "16 de noviembre de 2026 - 22 de noviembre de 2026",
    "16 de novembro de 2026 até 22 de novembro de 2026", "2026-11-16 to 2026-11-22",
  ])
  func aLineOfDaysAlone(line: String) {
    let bare = [Platform.Label(.period, "")]
    #expect(facts([line], bare).period == Period(first: november(16), last: november(22)))
    #expect(facts(["Campaign of \(line)"], bare).period == nil)
  }

  @Test func factsBelowCompleteThoseAbove() {
    var above = ReportFacts()
    above.statedRows = 3
    var below = ReportFacts()
    below.statedRows = 4
    below.period = Period(day: november(16))
    let both = above.or(below)
    #expect(both.statedRows == 3)
    #expect(both.period == Period(day: november(16)))
  }
}

@Suite struct WrittenDaysTests {
  private func first(_ text: String, _ order: DateOrder = .yearFirst) -> String? {
    WrittenDays(text, order: order).stamps.first?.description
  }

  @Test(arguments: [
    ("November 16, 2026, 12:00 AM", "2026-11-16T00:00"),
    ("November 16, 2026, 12:30 PM", "2026-11-16T12:30"),
    ("November 16, 2026, 11:59 PM", "2026-11-16T23:59"),
    ("Nov 6, 2026, 9:05 am", "2026-11-06T09:05"),
    ("november 6 2026", "2026-11-06"),
    (" November 6, 2026", "2026-11-06"),
    ("\"May 1, 2026, 1:00 PM\"", "2026-05-01T13:00"),
    ("2026-11-16", "2026-11-16"),
    ("2026-11-16 14:05", "2026-11-16T14:05"),
    ("2026-11-16 14:05:59", "2026-11-16T14:05"),
    ("20261116", "2026-11-16"),
    ("16 November 2026", "2026-11-16"),
    ("23 september 2026 07:06", "2026-09-23T07:06"),
    ("2026/11/16 14:14 GMT", "2026-11-16T14:14"),
    ("2026/11/16 13:02 PM", "2026-11-16T13:02"),
    ("November 6, 2026, 1:40 PM", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40PM", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40pm", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40 p.m.", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40 p.m", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40p.m.", "2026-11-06T13:40"),
    ("6 de noviembre de 2026, 1:40 p. m.", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40\u{202F}PM", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40:59\u{00A0}PM", "2026-11-06T13:40"),
    ("November 6, 2026, 12:05 a.m.", "2026-11-06T00:05"),
    ("November 6, 2026, 12:05AM", "2026-11-06T00:05"),
    ("2026-11-06 1:40pm", "2026-11-06T13:40"),
    ("November 6, 2026, 1:40pmx", "2026-11-06"),
    ("November 6, 2026, 1:40 pam", "2026-11-06T01:40"),
    ("1er août 2026", "2026-08-01"), ("1. März 2026", "2026-03-01"),
    ("1 de septiembre de 2026", "2026-09-01"), ("3 de março de 2026", "2026-03-03"),
    ("21st of May 2026", "2026-05-21"), ("31 dez. 2026", "2026-12-31"),
    ("1 MÄRZ 2026", "2026-03-01"), ("1 févr. 2026", "2026-02-01"),
  ])
  func reads(text: String, expected: String) {
    #expect(first(text) == expected)
  }

  @Test(arguments: [
    "", "November", "November 31, 2026", "Brumaire 1, 2026", "16.11.2026", "No 6, 2026",
    "Novem 6, 2026", "November 6, 26", "6 6 2026", "November November 2026", "32 November 2026",
  ])
  func isNothingForAnythingElse(text: String) {
    #expect(first(text) == nil)
  }

  /// The words of a time belong to it, so a range of days with times is nothing but that.
  @Test(arguments: [
    "November 6, 2026, 1:40 p.m. - November 7, 2026, 1:40 p. m.",
    "November 6, 2026, 1:40PM to November 7, 2026, 1:40\u{202F}PM",
  ])
  func aRangeWithTimesIsWhole(text: String) {
    let days = WrittenDays(text, order: .yearFirst)
    #expect(days.isWhole)
    #expect(days.stamps.map(\.description) == ["2026-11-06T13:40", "2026-11-07T13:40"])
  }

  @Test func figuresAreReadInTheOrderOfTheFile() {
    #expect(first("16.11.2026", .dayFirst) == "2026-11-16")
    #expect(first("11/16/2026", .monthFirst) == "2026-11-16")
    #expect(first("11/16/2026", .dayFirst) == nil)
  }

  /// Every month in six languages; names from Unicode CLDR, written here by hand.
  @Test(arguments: [
    "January February March April May June July August September October November December",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
    "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
  ])
  func monthsOfSixLanguages(names: String) {
    for (place, name) in names.split(separator: " ").enumerated() {
      let day = CalendarDay(year: 2026, month: place + 1, day: 5)
      #expect(first("5 \(name) 2026") == day?.description, "\(name)")
    }
  }

  @Test func stampsOrderByDayThenMinute() {
    let stamps = [
      GeneratedStamp(day: november(15), minute: 1439), GeneratedStamp(day: november(16)),
      GeneratedStamp(day: november(16), minute: 1), GeneratedStamp(day: november(17), minute: 0),
    ]
    for (place, earlier) in stamps.enumerated() {
      for later in stamps[(place + 1)...] {
        #expect(earlier < later)
        #expect(!(later < earlier))
      }
    }
  }
}
