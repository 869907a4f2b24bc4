import AdModel
import Testing

@testable import Ingest

@Suite struct PreambleFactsTests {
  private let labels = Platform.Preamble(
    firstDay: "Report Start:", lastDay: "Report End:", generated: "Date Generated:")

  @Test func readsWhatTheLabelsStandBefore() {
    let facts = PreambleFacts(
      lines: [
        "Professional Demographics Report (in UTC)", "Report Start: November 16, 2026, 12:00 AM",
        "REPORT END:  November 22, 2026, 11:59 PM", "Date Generated: November 23, 2026, 8:05 AM",
      ], labels: labels)
    #expect(facts.period == Period(first: november(16), last: november(22)))
    #expect(facts.generatedAt == GeneratedStamp(day: november(23), minute: 485))
  }

  @Test(arguments: [
    ["Report Start: November 16, 2026"], ["Report End: November 16, 2026"],
    ["Report Start: November 22, 2026", "Report End: November 16, 2026"],
    ["Report Start: yesterday", "Report End: November 16, 2026"], [],
  ])
  func statesNoPeriodUnlessBothDaysAreThereInOrder(lines: [String]) {
    #expect(PreambleFacts(lines: lines, labels: labels) == PreambleFacts())
  }

  @Test func aPlatformWithoutLabelsStatesNothing() {
    let lines = ["Report Start: November 16, 2026", "Report End: November 16, 2026"]
    #expect(PreambleFacts(lines: lines, labels: nil) == PreambleFacts())
  }
}

@Suite struct GeneratedStampTests {
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
  ])
  func reads(text: String, expected: String) {
    #expect(GeneratedStamp(english: text)?.description == expected)
  }

  @Test(arguments: [
    "", "November", "16 November 2026", "November 31, 2026", "Brumaire 1, 2026", "16.11.2026",
    "No 6, 2026", "Novem 6, 2026",
  ])
  func isNilForAnythingElse(text: String) {
    #expect(GeneratedStamp(english: text) == nil)
  }

  @Test func ordersByDayThenMinute() {
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
