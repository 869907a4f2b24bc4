import AdModel
import Testing

@testable import Aggregate

@Suite struct WindowCountingTests {
  private var night = CountedNight()

  // MARK: - The window rule

  /// D = 0 is the as-of day alone, D = 7 covers eight dates.
  @Test(arguments: [
    (0, "20"), (1, "19 20"), (7, "13 14 15 16 17 18 19 20"), (30, "1 2 12 13 14 15 16 17 18 19 20"),
  ])
  mutating func aWindowOfDDaysReachesDDaysBack(within: Int, expected: String) throws {
    let days = [1, 2] + Array(12...22)
    // A power of two for each day tells which were counted.
    night.rows = days.map { "dsp A \($0) #0 \(1 << $0)" }
    night.workflows = [rule("A", within: within)]
    let sum = expected.split(separator: " ").map { 1 << (Int($0) ?? 0) }.reduce(0, +)
    #expect(try night.firstWindow() == ["#0 \(sum)"])
  }

  /// Counts that are too large to add up, of several identities, days and campaigns, stay at the
  /// largest number: such a file ends no run.
  @Test mutating func sumsStayWithinRange() throws {
    let most = Int64.max
    night.rows = [
      "dsp A 19 #0 \(most)", "dsp A 19 #0 2", "dsp A 20 #0 \(most)", "dsp B 20 #0 \(most)",
    ]
    night.workflows = [rule("*", within: 7)]
    #expect(try night.firstWindow() == ["#0 \(most)"])
    let windows = try night.windows()
    let daily = DailyCounts(
      night.accounts, counts: night.counts, sources: night.sourceList,
      isWithinLongestWindow: windows.isWithinLongestWindow)
    #expect(daily.totals == [most, most, most])
  }

  @Test mutating func aPeriodCountsWhenItLiesInTheWindow() throws {
    night.rows = ["dsp A 13-20 #0 1", "dsp A 13-13 #1 2", "dsp A 14-19 #2 4"]
    night.workflows = [rule("A", within: 7)]
    #expect(try night.firstWindow() == ["#0 1", "#1 2", "#2 4"])
    #expect(try night.windows().warnings.isEmpty)
  }

  @Test mutating func aPeriodOverTheWindowsStartIsLeftOutAndReported() throws {
    night.rows = [
      "dsp A 12-20 #0 1", "dsp A 12-13 #0 2", "dsp A 1-12 #0 4", "dsp A 15-21 #0 8",
      "dsp A 12-13 #- 16", "dsp B 12-13 #0 32",
    ]
    night.workflows = [rule("A", within: 7)]
    let windows = try night.windows()
    #expect(windows.windows[0].rows.isEmpty)
    #expect(windows.windows[0].straddlingEngagements == 3)
    #expect(windows.warnings.map(\.kind) == ["straddling_periods"])
    #expect(
      windows.warnings.first?.message
        == "3 engagements of reports that begin before its window were left out")
  }

  /// A source that is late is read by an earlier window of the same length.
  @Test mutating func aLateSourceSlidesTheWindow() throws {
    night.sources = ["dsp", "linkedin"]
    night.lags = ["linkedin": 2]
    night.rows = [
      "dsp A 18 #0 1", "dsp A 19 #0 2", "dsp A 20 #0 4", "linkedin A 16 #0 8",
      "linkedin A 17 #0 16", "linkedin A 18 #0 32", "linkedin A 19 #0 64",
    ]
    night.workflows = [rule("A", within: 1, sources: .all)]
    #expect(try night.firstWindow() == ["#0 \(2 + 4 + 16 + 32)"])
  }

  // MARK: - Sums

  @Test mutating func countsAreAddedUpPerAccount() throws {
    night.rows = [
      "dsp A 20 #2 1", "dsp A 19 #0 2", "dsp A 20 #0 4", "dsp A 20 #0 8", "dsp B 20 #0 16",
      "dsp A 20 #- 32",
    ]
    night.workflows = [rule("A", within: 7)]
    #expect(try night.firstWindow() == ["#0 14", "#2 1"])
  }

  /// Everything is summed first; then a total below 0 counts as 0.
  @Test mutating func aNegativeTotalCountsAsZero() throws {
    night.rows = [
      "dsp A 18 #0 5", "dsp A 19 #0 -2", "dsp A 19 #1 -2", "dsp A 20 #1 1", "dsp A 12 #1 5",
    ]
    night.workflows = [rule("A", within: 7)]
    #expect(try night.firstWindow() == ["#0 3", "#1 0"])
  }

  @Test mutating func aCountedRowOfZeroIsListed() throws {
    night.rows = ["dsp A 20 #0 0", "dsp A 12 #1 3", "dsp A 20 #2 1"]
    night.workflows = [rule("A", within: 7)]
    #expect(try night.firstWindow() == ["#0 0", "#2 1"])
  }

  @Test mutating func inactiveWorkflowsHaveNoWindow() throws {
    night.rows = ["dsp A 20 #0 1"]
    night.workflows = [
      rule("A", within: 7, isActive: false, id: "off"), rule("A", within: 7, id: "on"),
      rule("Nowhere", within: 7, isActive: false, id: "off too"),
    ]
    let windows = try night.windows()
    #expect(windows.windows.map(\.workflow.text) == ["on"])
    #expect(windows.warnings.isEmpty)
  }

  /// Of any active rule, each source with its own lag.
  @Test mutating func theLongestWindowTellsWhatIsListed() throws {
    night.sources = ["dsp", "linkedin"]
    night.lags = ["linkedin": 1]
    night.rows = [
      "dsp A 12 #0 1", "dsp A 13 #0 1", "dsp A 20 #0 1", "linkedin A 12 #0 1", "linkedin A 20 #0 1",
    ]
    night.workflows = [
      rule("A", within: 3, sources: .all, id: "short"),
      rule("A", within: 7, sources: .all, id: "long"),
      rule("A", within: 30, sources: .all, isActive: false, id: "off"),
    ]
    #expect(try night.windows().isWithinLongestWindow == [false, true, true, true, false])
  }
}
