import AdModel
import Files
import Testing

@testable import Ingest

@Suite struct FilePatternTests {
  private let folder: ExportFolder

  init() throws {
    self.folder = try ExportFolder()
  }

  /// `path` and what its name states, of the files found among those written.
  private func found(_ pattern: String, among names: [String]) throws -> [String] {
    for name in names { try folder.write("x", to: name) }
    return try FilePattern(pattern).matches(in: folder.path("")).map { match in
      let facts = match.facts
      let parts = [
        facts.campaign.map { "campaign=\($0)" }, facts.part.map { "part=\($0)" },
        facts.firstDay.map { "first=\($0)" }, facts.lastDay.map { "last=\($0)" },
        facts.generated.map { "generated=\($0)" },
      ]
      return ([match.shownPath] + parts.compactMap(\.self)).joined(separator: " ")
    }
  }

  @Test func globs() throws {
    let names = ["a.csv", "ab.csv", "abc.csv", "b.csv", "a.txt", "sub/a.csv", "A.csv"]
    #expect(try found("*.csv", among: names) == ["A.csv", "a.csv", "ab.csv", "abc.csv", "b.csv"])
    #expect(try found("a?.csv", among: names) == ["ab.csv"])
    #expect(try found("a*.csv", among: names) == ["a.csv", "ab.csv", "abc.csv"])
    #expect(try found("*/a.csv", among: names) == ["sub/a.csv"])
    #expect(try found("?.*", among: names) == ["A.csv", "a.csv", "a.txt", "b.csv"])
    #expect(try found("z*.csv", among: names) == [])
  }

  /// Brackets, braces and dots are themselves.
  @Test func nothingElseIsSpecial() throws {
    let names = ["a[1].csv", "a1.csv", "{x}.csv", "a.csv", "axcsv"]
    #expect(try found("a[1]*.csv", among: names) == ["a[1].csv"])
    #expect(try found("{x}*.csv", among: names) == ["{x}.csv"])
    #expect(try found("a?csv", among: names) == ["a.csv", "axcsv"])
  }

  @Test func hiddenFilesAreFoundOnlyByName() throws {
    let names = [".hidden.csv", "shown.csv", ".folder/a.csv", "folder/.b.csv", "folder/c.csv"]
    #expect(try found("*.csv", among: names) == ["shown.csv"])
    #expect(try found("{campaign}.csv", among: names) == ["shown.csv campaign=shown"])
    #expect(try found("?hidden.csv", among: names) == [])
    #expect(try found("*/*.csv", among: names) == ["folder/c.csv"])
    #expect(try found(".h*.csv", among: names) == [".hidden.csv"])
  }

  /// A browser's copy is of the same campaign, part and days.
  @Test func copiesStateWhatTheFirstDownloadDoes() throws {
    #expect(
      try found("c/{campaign}.csv", among: ["c/A.csv", "c/A (1).csv", "c/B (12).csv"]) == [
        "c/A (1).csv campaign=A", "c/A.csv campaign=A", "c/B (12).csv campaign=B",
      ])
    #expect(
      try found(
        "d/{first_day}_{last_day}.csv.gz",
        among: ["d/2026-11-01_2026-11-07.csv.gz", "d/2026-11-01_2026-11-07 (1).csv.gz"]
      ).count == 2)
    // A name that fits with it alone, and what only looks like one.
    #expect(
      try found("e/{campaign} (2).csv", among: ["e/A (2).csv"]) == ["e/A (2).csv campaign=A"])
    #expect(
      try found("f/{campaign}.csv", among: ["f/A (b).csv", "f/A(1).csv", "f/(1).csv"]) == [
        "f/(1).csv campaign=(1)", "f/A (b).csv campaign=A (b)", "f/A(1).csv campaign=A(1)",
      ])
  }

  /// What fits but for a day that is none is not passed over in silence.
  @Test func namesWithoutADay() throws {
    for name in [
      "g/A_2026-02-30.csv", "g/A_2026-11-19.csv", "g/A_20261340.csv", "g/A_notes.csv",
      "g/A_2026-11-19x.csv", "g/A_123456-789.csv", "g/2026-02-30 (1).csv",
    ] {
      try folder.write("x", to: name)
    }
    func names(_ pattern: String) throws -> [String] {
      try FilePattern(pattern).namesWithoutDay(in: folder.path(""))
    }
    #expect(
      try names("g/{campaign}_{last_day}.csv") == ["g/A_2026-02-30.csv", "g/A_20261340.csv"])
    #expect(try names("g/{last_day}.csv") == ["g/2026-02-30 (1).csv"])
    #expect(try names("g/*.csv") == [])
    #expect(try names("h/{last_day}.csv") == [])
  }

  @Test func daysBothWays() throws {
    let names = [
      "d-2026-11-19.csv", "d-20261120.csv", "d-2026-13-01.csv", "d-2026-1-1.csv", "d-.csv",
    ]
    #expect(
      try found("d-{last_day}.csv", among: names) == [
        "d-2026-11-19.csv last=2026-11-19", "d-20261120.csv last=2026-11-20",
      ])
    #expect(
      try found(
        "{first_day}_{last_day}-{generated}.csv", among: ["20261101_2026-11-07-20261108.csv"])
        == [
          "20261101_2026-11-07-20261108.csv first=2026-11-01 last=2026-11-07 generated=2026-11-08"
        ])
    #expect(
      try found("{first_day}{last_day}x.csv", among: ["2026110120261107x.csv"])
        == ["2026110120261107x.csv first=2026-11-01 last=2026-11-07"])
  }

  /// As few characters as the rest of the name allows, at least one.
  @Test func campaignAndPartAreLazy() throws {
    #expect(
      try found("{campaign}-*.csv", among: ["a-b-c.csv", "-x.csv"]) == ["a-b-c.csv campaign=a"])
    #expect(
      try found("p_{part}_{last_day}.csv", among: ["p_north_1_2026-11-19.csv"])
        == ["p_north_1_2026-11-19.csv part=north_1 last=2026-11-19"])
    #expect(
      try found("q{campaign}{part}.csv", among: ["qabc.csv", "qa.csv"])
        == ["qabc.csv campaign=a part=bc"])
    #expect(
      try found("r-{campaign}-{last_day}*.csv", among: ["r-Brand 2026-2026-11-19 (3).csv"])
        == ["r-Brand 2026-2026-11-19 (3).csv campaign=Brand 2026 last=2026-11-19"])
  }

  @Test func aPlaceholderTwiceReadsTheSameTwice() throws {
    #expect(
      try found("{campaign}/{campaign}-{part}.csv", among: ["a/a-1.csv", "a/b-1.csv", "b/b-2.csv"])
        == ["a/a-1.csv campaign=a part=1", "b/b-2.csv campaign=b part=2"])
    #expect(
      try found("x{part}x{part}x.csv", among: ["x1x1x.csv", "x1x2x.csv", "x1x1x1x.csv"])
        == ["x1x1x.csv part=1"])
    #expect(
      try found(
        "y{last_day}_{last_day}.csv", among: ["y2026-11-19_20261119.csv", "y20261119_20261120.csv"])
        == ["y2026-11-19_20261119.csv last=2026-11-19"])
  }

  @Test func placeholdersInFolders() throws {
    let names = [
      "eu/2026-11-19/a.csv", "us/2026-11-19/a.csv", "us/notes/a.csv", "us/2026-11-20/b.csv",
    ]
    #expect(
      try found("{part}/{last_day}/{campaign}.csv", among: names) == [
        "eu/2026-11-19/a.csv campaign=a part=eu last=2026-11-19",
        "us/2026-11-19/a.csv campaign=a part=us last=2026-11-19",
        "us/2026-11-20/b.csv campaign=b part=us last=2026-11-20",
      ])
    #expect(
      try found("us/{last_day}/a.csv", among: names) == ["us/2026-11-19/a.csv last=2026-11-19"])
    #expect(try found("../{part}/none*.csv", among: names) == [])
  }

  /// A folder that fits is no export, and a file no folder; a link that leads nowhere is found, so
  /// that it is an error later.
  @Test func foldersAreNotFound() throws {
    let names = ["a.csv/inside.csv", "b.csv"]
    #expect(try found("*.csv", among: names) == ["b.csv"])
    #expect(try found("*.csv/*.csv", among: names) == ["a.csv/inside.csv"])
    try Folder.link(folder.path("c.csv"), to: "b.csv")
    try Folder.link(folder.path("d.csv"), to: "nowhere.csv")
    #expect(try found("*.csv", among: []) == ["b.csv", "c.csv", "d.csv"])
  }

  /// A plain path is given as it is, so that a missing file is an error later.
  @Test func aPlainPathIsGivenThereOrNot() throws {
    #expect(try found("exports/none.csv", among: []) == ["exports/none.csv"])
    #expect(try found("{unknown}.csv", among: []) == ["{unknown}.csv"])
    #expect(!FilePattern("a/b.csv").isVariable)
    #expect(FilePattern("a/b?.csv").isVariable)
    #expect(FilePattern("{part}.csv").isVariable)
  }

  @Test func aMissingFolderHasNoFiles() throws {
    #expect(try found("none/*.csv", among: []) == [])
    #expect(try found("none/*/deep.csv", among: []) == [])
  }

  @Test func absolutePaths() throws {
    try folder.write("x", to: "a/1.csv")
    let pattern = folder.path("a/*.csv")
    let found = try FilePattern(pattern).matches(in: "/nowhere")
    #expect(found.map(\.shownPath) == [folder.path("a/1.csv")])
  }

  @Test func tellsItsPlaceholders() {
    #expect(
      FilePattern("{campaign}/{part}-{last_day}.csv").placeholders == [.campaign, .part, .lastDay])
    #expect(FilePattern("{Campaign}{ part }{}*").placeholders == [])
    #expect(FilePattern("{{part}}.csv").placeholders == [.part])
  }

  /// `é` as one character or as two, as file systems differ.
  @Test func accentsAreComparedAsCharacters() throws {
    #expect(try found("Caf\u{E9}*.csv", among: ["Cafe\u{301}1.csv"]).count == 1)
  }
}
