import AdModel
import Runs
import Testing

@Suite struct RunNameTests {
  @Test(arguments: [
    ("2026-11-20", 20, 1), ("2026-11-20.2", 20, 2), ("2026-11-09.10", 9, 10),
  ])
  func readsWhatItWrites(text: String, day: Int, rerun: Int) throws {
    let name = try #require(RunName(text))
    #expect(name == RunName(asOf: november(day), rerun: rerun))
    #expect(name.description == text)
  }

  @Test(arguments: [
    "", "latest", "failed", ".cache", "2026-11-31", "20261120", "2026/11/20", "2026-11-20.1",
    "2026-11-20.0", "2026-11-20.-2", "2026-11-20.02", "2026-11-20.+2", "2026-11-20.",
    "2026-11-20.2.3",
    "2026-11-20 ", "2026-11-20.x", ".staging-2026-11-20", "2026-11-20.99999999999999999999",
  ])
  func otherFoldersAreNoRuns(text: String) {
    #expect(RunName(text) == nil)
  }

  /// By day, then by rerun as a number.
  @Test func theOrderOfRuns() {
    let names = ["2026-11-09.10", "2026-11-10", "2026-11-10.2", "2026-11-10.10", "2026-11-11"]
      .compactMap { RunName($0) }
    #expect(names.count == 5)
    #expect(names.reversed().sorted() == names)
  }
}

/// A day of November 2026.
func november(_ day: Int) -> CalendarDay {
  CalendarDay(year: 2026, month: 11, day: day) ?? CalendarDay(number: 0)
}
