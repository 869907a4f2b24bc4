import Testing

/// The three rules of the first pipeline over ten days of exports, one run a day.
///
/// - Low: 1+ Awareness engagements in 7 days, added.
/// - Medium: 3+ Consideration engagements in 7 days, moved from Low.
/// - High: 5+ Decision engagements in 3 days, moved from Low and Medium.
@Suite("The seed case over ten days") struct SeedCaseOverTenDaysTests {
  /// What each company does: the day, counted from 1, campaign and engagements.
  private static let engagements: [(company: String, days: [(Int, String, Int)])] = [
    // A rung at a time; the windows still hold its first days when it has climbed.
    (
      "alder",
      [
        (1, "Awareness", 1), (2, "Consideration", 1), (3, "Consideration", 1),
        (4, "Consideration", 1), (5, "Decision", 2), (6, "Decision", 2), (7, "Decision", 1),
      ]
    ),
    // All in one day: Low to High in one night.
    ("birch", [(3, "Awareness", 1), (3, "Consideration", 3), (3, "Decision", 5)]),
    ("cedar", [(2, "Awareness", 1)]),
    // Decision came before Awareness: High only once Low has it.
    ("dogwood", [(2, "Decision", 6), (4, "Awareness", 1)]),
    // The window of day 8 still holds day 1...
    ("elm", [(1, "Awareness", 1), (1, "Consideration", 2), (8, "Consideration", 1)]),
    // ...that of day 9 no longer does.
    ("fir", [(1, "Awareness", 1), (1, "Consideration", 2), (9, "Consideration", 1)]),
    // The same with 3 days: day 9 and day 6 are in one window, day 10 and day 6 are not.
    ("hazel", [(5, "Awareness", 1), (6, "Decision", 3), (9, "Decision", 2)]),
    ("iris", [(5, "Awareness", 1), (6, "Decision", 3), (10, "Decision", 2)]),
    // A move needs a segment to leave.
    ("juniper", [(3, "Consideration", 5), (3, "Decision", 5)]),
  ]

  /// Who stands where after the run of each day: L, M, H, or nowhere.
  private static let withLadder = """
    day   alder birch cedar dogwood elm   fir   hazel iris  juniper
    1     L     .     .     .       L     L     .     .     .
    2     L     .     L     .       L     L     .     .     .
    3     L     H     L     .       L     L     .     .     .
    4     M     H     L     H       L     L     .     .     .
    5     M     H     L     H       L     L     L     L     .
    6     M     H     L     H       L     L     L     L     .
    7     H     H     L     H       L     L     L     L     .
    8     H     H     L     H       M     L     L     L     .
    9     H     H     L     H       M     L     H     L     .
    10    H     H     L     H       M     L     H     L     .
    """

  /// Without a ladder Low's rule adds accounts of High back as long as it matches, and the moves
  /// take them up again as long as theirs do.
  private static let withoutLadder = """
    day   alder birch cedar dogwood elm   fir   hazel iris  juniper
    1     L     .     .     .       L     L     .     .     .
    2     L     .     L     .       L     L     .     .     .
    3     L     H     L     .       L     L     .     .     .
    4     M     H     L     H       L     L     .     .     .
    5     M     H     L     H       L     L     L     L     .
    6     M     H     L     LH      L     L     L     L     .
    7     H     MH    L     LH      L     L     L     L     .
    8     H     MH    L     LH      M     L     L     L     .
    9     H     MH    L     LH      M     L     H     L     .
    10    H     MH    L     LH      M     L     LH    L     .
    """

  private static let rules = [
    """
      - id: to-low
        when: {engagements: 1, campaign: Awareness, within_days: 7}
        add: {to: [low]}
    """,
    """
      - id: to-medium
        when: {engagements: 3, campaign: Consideration, within_days: 7}
        move: {from: [low], to: [medium]}
    """,
    """
      - id: to-high
        when: {engagements: 5, campaign: Decision, within_days: 3}
        move: {from: [low, medium], to: [high]}
    """,
  ]

  private static let fileOrders = [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
  ]

  @Test("with a ladder", arguments: fileOrders) func ladder(fileOrder: [Int]) throws {
    let pipeline = Self.pipeline(fileOrder, ladder: "ladders:\n  - [low, medium, high]\n")
    try hold(pipeline, to: Self.withLadder)
  }

  @Test("by the rules alone", arguments: fileOrders) func noLadder(fileOrder: [Int]) throws {
    try hold(Self.pipeline(fileOrder, ladder: ""), to: Self.withoutLadder)
  }

  private func hold(_ pipeline: String, to expected: String) throws {
    let place = try TemporaryFolder()
    try place.write(pipeline, to: "pipeline.yaml")
    var table = [String(expected.prefix { $0 != "\n" })]
    for day in 1...10 {
      let asOf = Self.date(day)
      try place.write(Self.export(day), to: "exports/\(asOf).csv")
      let result = try Program.run(
        ["run", "pipeline.yaml", "--as-of", asOf, "--quiet"], in: place.path)
      try #require(result.exitCode == 0, "\(result)")
      table.append(Self.line(day, try place.text(of: "runs/\(asOf)/4-apply/membership.csv")))
    }
    #expect(table.joined(separator: "\n") == expected)
  }

  // MARK: - Files

  private static func date(_ day: Int) -> String { "2026-11-\(day + 9)" }

  private static func pipeline(_ fileOrder: [Int], ladder: String) -> String {
    """
    version: 1
    name: seed-case
    runs: runs
    sources:
      - name: dsp
        platform: generic
        files: exports/*.csv
        columns: {date: Day, campaign: Campaign, account_domain: Domain}
        engagements: [Clicks]
    segments:
      - {id: low, name: Low}
      - {id: medium, name: Medium}
      - {id: high, name: High}
    \(ladder)workflows:
    \(fileOrder.map { rules[$0] }.joined(separator: "\n"))

    """
  }

  /// The export of one day, with a header alone when nobody did anything.
  private static func export(_ day: Int) -> String {
    let rows = engagements.flatMap { company, days in
      days.filter { $0.0 == day }.map { "\(date(day)),\($0.1),\(company).example,\($0.2)" }
    }
    return (["Day,Campaign,Domain,Clicks"] + rows).joined(separator: "\n") + "\n"
  }

  /// A line of the tables above, made of `membership.csv`.
  private static func line(_ day: Int, _ membership: String) -> String {
    let members = Set(
      membership.split(separator: "\n").map {
        $0.split(separator: ",").prefix(2).joined(separator: ",")
      })
    let columns = engagements.map { company, _ in
      let letters = [("low", "L"), ("medium", "M"), ("high", "H")].filter { segment, _ in
        members.contains("\(segment),domain:\(company).example")
      }.map(\.1).joined()
      return padded(letters.isEmpty ? "." : letters, to: company == "dogwood" ? 8 : 6)
    }
    let line = padded("\(day)", to: 6) + columns.joined()
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
