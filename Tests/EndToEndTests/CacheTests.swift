import Files
import Foundation
import Glibc
import Testing

import struct TestSupport.SeededGenerator

/// With a cache, without one or with a spoilt one, runs are the same to the byte.
@Suite("The cache has no say in any result") struct CacheTests {
  /// Some days of exports of two sources, a few of them before the longest window, with rejects.
  private struct Nights {
    static let pipeline = """
      version: 1
      name: nights
      runs: runs
      time_zone: UTC

      sources:
        - name: dsp
          platform: generic
          files: exports/dsp_*.csv
          columns: {date: Day, campaign: Campaign, account_domain: Domain}
          engagements: [Clicks]
        - name: other
          platform: generic
          files: exports/other_{campaign}_*.csv
          columns: {date: Day, account_name: Company}
          engagements: [Clicks]

      segments:
        - {id: low, name: Low}
        - {id: high, name: High}

      ladders: [[low, high]]

      workflows:
        - id: to-low
          when: {engagements: 1, campaign: "*", sources: all, within_days: 7}
          add: {to: [low]}
        - id: to-high
          when: {engagements: 5, campaign: Awareness, sources: all, within_days: 3}
          move: {from: [low], to: [high]}

      exports:
        - {segment: [low, high], format: linkedin-company-list}

      """

    let place: TemporaryFolder

    init() throws {
      self.place = try TemporaryFolder()
      try place.write(Nights.pipeline, to: "pipeline.yaml")
      for day in 10...18 { try arrive(day) }
    }

    func arrive(_ day: Int) throws {
      try place.write(
        """
        Day,Campaign,Domain,Clicks,Likes
        2026-11-\(day),Awareness,alder.example,\(day % 3),1
        2026-11-\(day)T23:30:00+01:00,Awareness,birch-\(day % 2).example,2,1
        2026-11-\(day),Consideration,cedar.example,1.000,7
        2026-11-\(day),Consideration,elm.example,x,7

        """, to: "exports/dsp_\(day).csv")
      try place.write(
        Array("Day,Company,Clicks\n2026-11-\(day),Caf".utf8) + [0xC3, 0xA9]
          + Array(" \(day % 2),3\n".utf8), to: "exports/other_Awareness_\(day).csv")
    }

    func run(_ day: Int, _ more: String...) throws -> ProgramResult {
      try Program.run(
        ["run", "pipeline.yaml", "--as-of", "2026-11-\(day)", "--quiet"] + more, in: place.path)
    }

    func withoutCache() throws { try Folder.remove("\(place.path)/runs/.cache") }

    /// What runs left, but for timings and the cache.
    func runs() throws -> FileTree { try FileTree(of: "\(place.path)/runs").reproducible }

    /// What is in the cache but for its index.
    func entries() throws -> FileTree {
      try FileTree(of: "\(place.path)/runs/.cache").filter { $0 != "index" }
    }

    /// Paths of the files in the cache, the index included.
    func cacheFiles() throws -> [String] {
      try Folder.names(in: "\(place.path)/runs/.cache").map { "\(place.path)/runs/.cache/\($0)" }
    }
  }

  /// Runs a night, spoils the cache, and holds the next night to that of a folder without one.
  private func expectSame(
    _ name: String, change: (TemporaryFolder) throws -> Void = { _ in },
    spoil: ([String]) throws -> Void = { _ in }
  ) throws {
    let cached = try Nights()
    let plain = try Nights()
    for nights in [cached, plain] {
      let result = try nights.run(18)
      try #require(result.exitCode == 0, "\(name): \(result)")
    }
    try #require(try cached.cacheFiles().count > 2)
    try spoil(try cached.cacheFiles())
    try plain.withoutCache()
    for nights in [cached, plain] {
      try nights.arrive(19)
      try change(nights.place)
      let result = try nights.run(19)
      #expect(result.exitCode == 0, "\(name): \(result)")
    }
    let found = try cached.runs()
    #expect(found.paths.contains { $0.hasPrefix("2026-11-19/") })
    #expect(found.difference(from: try plain.runs()) == nil, "\(name)")
    // What was spoilt was made anew: nothing is to be written any more.
    let entries = try cached.entries()
    _ = try cached.run(19)
    #expect(try cached.entries() == entries, "\(name)")
  }

  @Test func whole() throws { try expectSame("whole") }

  @Test("any of its files deleted or broken in any way", arguments: 1...8)
  func anySubset(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let spoiltPercent = Int.random(in: 10...90, using: &random)
    func spoil(_ files: [String]) throws {
      for file in files where Int.random(in: 0..<100, using: &random) < spoiltPercent {
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        switch Int.random(in: 0...3, using: &random) {
        case 0: try Folder.remove(file)
        case 1:
          bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
            in: 1...255, using: &random)
          try Data(bytes).write(to: URL(fileURLWithPath: file))
        case 2:
          bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
          try Data(bytes).write(to: URL(fileURLWithPath: file))
        default:
          bytes += [UInt8](repeating: 0, count: Int.random(in: 1...9, using: &random))
          try Data(bytes).write(to: URL(fileURLWithPath: file))
        }
      }
    }
    try expectSame("seed \(seed)", spoil: spoil)
  }

  @Test("after a day before the longest window was downloaded again") func restated() throws {
    for name in ["dsp_10.csv", "dsp_19b.csv"] {
      try expectSame(name) { place in
        try place.write(
          "Day,Campaign,Domain,Clicks,Likes\n2026-11-10,Awareness,alder.example,5,1\n"
            + "2026-11-10,Awareness,fir.example,1,1\n", to: "exports/\(name)")
      }
    }
  }

  @Test("after an export is gone") func gone() throws {
    for name in ["dsp_10.csv", "dsp_11.csv", "other_Awareness_17.csv"] {
      try expectSame(name) { try Folder.remove("\($0.path)/exports/\(name)") }
    }
  }

  @Test("after the as-of day went back") func earlierDay() throws {
    let cached = try Nights()
    let plain = try Nights()
    for day in [18, 19, 17, 20] {
      for nights in [cached, plain] {
        if day > 18 { try nights.arrive(day) }
        #expect(try nights.run(day).exitCode == 0)
      }
      try plain.withoutCache()
    }
    #expect(try cached.runs().difference(from: try plain.runs()) == nil)
  }

  @Test("commands that explain read it, whole or spoilt") func explaining() throws {
    let nights = try Nights()
    #expect(try nights.run(18).exitCode == 0)
    try nights.arrive(19)
    func told() throws -> [String] {
      try [
        ["explain", "pipeline.yaml", "domain:alder.example", "--as-of", "2026-11-19"],
        ["check", "pipeline.yaml"], ["plan", "pipeline.yaml", "--as-of", "2026-11-19"],
      ].map { arguments in
        let result = try Program.run(arguments, in: nights.place.path)
        #expect(result.exitCode == 0, "\(result)")
        return result.standardOutput + result.standardError
      }
    }
    let whole = try told()
    for file in try nights.cacheFiles() {
      var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
      // Facts, rows and sums alike, about half of each.
      if bytes.count % 2 == 0 { bytes[bytes.count / 2] ^= 1 }
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    }
    #expect(try told() == whole)
    try nights.withoutCache()
    #expect(try told() == whole)
  }

  @Test func spoiltInManyWays() throws {
    func entries(_ files: [String]) -> [String] { files.filter { !$0.hasSuffix("/index") } }
    func overwrite(_ files: [String], _ body: (inout [UInt8]) -> Void) throws {
      for file in files {
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        body(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
      }
    }
    let ways: [(String, ([String]) throws -> Void)] = [
      (
        "half of it deleted",
        { try $0.enumerated().filter { $0.0 % 2 == 0 }.map(\.1).forEach(Folder.remove) }
      ),
      ("without its index", { try $0.filter { $0.hasSuffix("/index") }.forEach(Folder.remove) }),
      ("torn", { try overwrite($0) { $0.removeLast($0.count / 3) } }),
      ("empty", { try overwrite($0) { $0 = [] } }),
      ("zeroed", { try overwrite($0) { $0 = $0.map { _ in 0 } } }),
      ("one bit changed", { try overwrite($0) { $0[$0.count / 2] ^= 4 } }),
      ("of another version", { try overwrite($0) { $0[17] += 1 } }),
      (
        "turned round among each other",
        { files in
          let all = entries(files)
          for (place, file) in all.enumerated() { try Folder.rename(file, to: "\(file).\(place)") }
          for (place, file) in all.enumerated() {
            try Folder.rename("\(file).\(place)", to: all[(place + 1) % all.count])
          }
        }
      ),
      (
        "folders in its place",
        {
          try $0.forEach {
            try Folder.remove($0)
            try Folder.make("\($0)/x")
          }
        }
      ),
      (
        "links to nowhere in its place",
        { try $0.forEach { try Folder.link($0, to: "nowhere") } }
      ),
      (
        "links round in a circle in its place",
        { try $0.forEach { try Folder.link($0, to: Path.name(of: $0)) } }
      ),
      (
        "not to be read",
        { $0.forEach { _ = unsafe chmod($0, 0) } }
      ),
    ]
    for (name, spoil) in ways { try expectSame(name, spoil: spoil) }
  }

  @Test("a file in its place is left alone") func noFolder() throws {
    let nights = try Nights()
    try nights.place.write("mine", to: "runs/.cache")
    for day in [18, 19] { #expect(try nights.run(day).exitCode == 0) }
    #expect(try nights.place.text(of: "runs/.cache") == "mine")
    let plain = try Nights()
    for day in [18, 19] { #expect(try plain.run(day).exitCode == 0) }
    #expect(try nights.runs().difference(from: try plain.runs()) == nil)
  }

  /// Each is read anew, though the files are the same.
  @Test(
    "after a change of the pipeline file",
    arguments: [
      ("account_domain: Domain", "account_name: Domain"),
      ("engagements: [Clicks]\n  - name: other", "engagements: [Likes]\n  - name: other"),
      ("time_zone: UTC", "time_zone: Asia/Tokyo"),
      (
        "engagements: [Clicks]\n  - name: other",
        "engagements: [Clicks]\n    numbers: \"1.234,56\"\n  - name: other"
      ),
      ("account_name: Company}", "account_name: Company}\n    encoding: windows-1252"),
      ("other_{campaign}_", "other_{part}_"),
      ("within_days: 7", "within_days: 30"),
      ("within_days: 7", "within_days: 4"),
      (
        "  - name: other\n    platform: generic\n",
        "  - name: third\n    platform: generic\n    files: exports/dsp_*.csv\n"
          + "    columns: {date: Day, campaign: Campaign, account_domain: Domain}\n"
          + "    engagements: [Clicks]\n  - name: other\n    platform: generic\n"
      ),
      (
        "  - name: other\n    platform: generic\n    files: exports/other_{campaign}_*.csv\n"
          + "    columns: {date: Day, account_name: Company}\n    engagements: [Clicks]\n", ""
      ),
    ])
  func settings(old: String, new: String) throws {
    try expectSame(new) { place in
      var text = try place.text(of: "pipeline.yaml")
      try #require(text.ranges(of: old).count == 1, "'\(old)' does not stand once")
      text = text.replacing(old, with: new)
      if new.contains("{part}") {
        text = text.replacing(
          "columns: {date: Day, account_name",
          with: "campaign: B\n    columns: {date: Day, account_name")
      }
      try place.write(text, to: "pipeline.yaml")
    }
  }

  @Test("after an export was changed, its size and time the same") func sameSizeAndTime() throws {
    try expectSame("same size and time") { place in
      let path = "\(place.path)/exports/dsp_18.csv"
      let time = try #require(
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
      let text = try place.text(of: "exports/dsp_18.csv")
      let changed = text.replacing("birch-0", with: "birch-7")
      try #require(changed != text && changed.utf8.count == text.utf8.count)
      try place.write(changed, to: "exports/dsp_18.csv")
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    }
  }

  @Test("after exports came again under other names and times") func otherNames() throws {
    try expectSame("other names") { place in
      for day in 10...18 {
        try Folder.rename(
          "\(place.path)/exports/dsp_\(day).csv", to: "\(place.path)/exports/dsp_0\(day).csv")
      }
    }
  }

  @Test("what cannot be read fails as it does without it, and is not kept") func failures() throws {
    let cached = try Nights()
    let plain = try Nights()
    for nights in [cached, plain] {
      #expect(try nights.run(18).exitCode == 0)
      try nights.place.write("Day,Else\n2026-11-19,1\n", to: "exports/dsp_19.csv")
    }
    try plain.withoutCache()
    let entries = try cached.entries()
    let (one, other) = (try cached.run(19), try plain.run(19))
    #expect(one.exitCode == 1)
    #expect(one.standardError == other.standardError)
    #expect(try cached.entries() == entries)
    #expect(try plain.entries().paths == [])
    #expect(try cached.runs().difference(from: try plain.runs()) == nil)
  }

  @Test("what was read is kept when a guard stops the run") func guards() throws {
    let nights = try Nights()
    try nights.place.write(
      try nights.place.text(of: "pipeline.yaml")
        + "guards:\n  max_rejected_rows: {percent: 1, at_least: 1}\n", to: "pipeline.yaml")
    #expect(try nights.run(18).exitCode == 1)
    let entries = try nights.entries()
    // Facts and rows of 18 files, sums of two sources.
    #expect(entries.paths.count == 38)
    #expect(try nights.run(18, "--accept", "max_rejected_rows").exitCode == 0)
    #expect(try nights.entries() == entries)
  }

  @Test("deciding reads it and writes nothing") func readers() throws {
    let nights = try Nights()
    #expect(try nights.run(18).exitCode == 0)
    try nights.arrive(19)
    let before = try Snapshot(of: nights.place.path)
    let planned = try Program.run(
      ["plan", "pipeline.yaml", "--as-of", "2026-11-19"], in: nights.place.path)
    #expect(try Snapshot(of: nights.place.path).differences(from: before) == [])
    let runs = try Snapshot(of: "\(nights.place.path)/runs")
    #expect(try nights.run(19, "--to", "review").exitCode == 0)
    #expect(try Snapshot(of: "\(nights.place.path)/runs").differences(from: runs) == [])
    try nights.withoutCache()
    let plain = try Program.run(
      ["plan", "pipeline.yaml", "--as-of", "2026-11-19"], in: nights.place.path)
    #expect(planned.standardOutput == plain.standardOutput)
    #expect(planned.standardError == plain.standardError)
  }

  @Test("on random cases over several nights", arguments: [3, 17, 29, 58, 73, 91])
  func randomCases(seed: Int) throws {
    let kept = try RandomCase(seed)
    let deleted = try RandomCase(seed)
    let odd = try RandomCase(seed)
    try kept.runAllDays()
    try deleted.runAllDays { try Folder.remove("\(deleted.place.path)/runs/.cache") }
    try odd.runAllDays("--jobs", "3") {
      let cache = "\(odd.place.path)/runs/.cache"
      guard Folder.kind(of: cache) == .folder else { return }
      for (place, name) in try Folder.names(in: cache).enumerated() where place % 2 == 1 {
        try Folder.remove("\(cache)/\(name)")
      }
      try odd.layDownAgainInReverse()
    }
    let expected = try deleted.runs()
    #expect(try kept.runs().difference(from: expected) == nil, "seed \(seed)")
    #expect(try odd.runs().difference(from: expected) == nil, "seed \(seed)")
  }
}
