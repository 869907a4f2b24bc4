import Files
import Testing

/// One ingredient is other in the second run, and the change is put down to it. Most second runs are
/// reruns of the same day, so that nothing else changes.
@Suite("diff, each cause alone") struct DiffCauseTests {
  /// The first run of the day; its name alone would mean the rerun.
  private static let first = "runs/2026-11-18"

  @Test("pipeline: a lower threshold") func pipeline() throws {
    let world = try SmallWorld()
    try world.export(1, "2026-11-17,Consideration,birch.example,2")
    try world.run("2026-11-18")
    try world.replace("engagements: 3, campaign", by: "engagements: 2, campaign")
    try world.run("2026-11-18")
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A2,Birch,enter,,medium,pipeline,2026-11-18.2,consideration,2,1,"
      ])
  }

  @Test("identity: an alias says whose domain it is") func identity() throws {
    let world = try SmallWorld()
    try world.run("2026-11-18")
    try world.place.write("account_id,kind,value\nA3,domain,elm.example\n", to: "aliases.csv")
    try world.run("2026-11-18")
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A3,Cedar,enter,,low,identity,2026-11-18.2,awareness,1,1,"
      ])
  }

  @Test("override_or_exclusion: a ban, and a deal in the file of a segment") func override() throws
  {
    let world = try SmallWorld()
    try world.run("2026-11-18")
    try world.place.write(
      "account,segment,action,until,reason\nA1,low,ban,,asked for it\n", to: "overrides.csv")
    try world.place.write("Account\nA2\n", to: "deals.csv")
    try world.run("2026-11-18")
    // The ban keeps alder out of a segment it would enter this night, so no line made it leave.
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A1,Alder,leave,low,,override_or_exclusion,,,,0,",
        "membership,,A2,Birch,enter,,deals,override_or_exclusion,2026-11-18.2,(file),,0,",
      ])
  }

  @Test("base: a run that starts from another one") func base() throws {
    let world = try SmallWorld()
    try world.export(2, "2026-11-14,Awareness,cedar.example,1")
    try world.run("2026-11-16")
    try world.run("2026-11-18", "--base", "none")
    try world.run("2026-11-18")
    // Cedar entered on the 16th and is a member still when that run is the base.
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A3,Cedar,enter,,low,base,2026-11-16,awareness,1,1,"
      ])
  }

  @Test("lag: a source that is no longer late looks at later days") func lag() throws {
    let world = try SmallWorld()
    try world.export(
      1, "2026-11-15,Awareness,alder.example,1\n2026-11-17,Awareness,birch.example,1")
    try world.run("2026-11-18")
    try world.export(2, "2026-11-18,Awareness,elm.example,1")
    try world.run("2026-11-18")
    // A late source's window goes from the 15th to the 17th, else from the 16th to the 18th.
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A1,Alder,leave,low,,lag,,,,0,"
      ])
  }

  @Test("window_slid: the day alone") func windowSlid() throws {
    let world = try SmallWorld()
    try world.replace("    lag_days: 1\n", by: "")
    try world.replace("{id: low, name: Low}", by: "{id: low, name: Low, expire_after_days: 0}")
    try world.run("2026-11-18")
    try world.run("2026-11-19")
    // The click of the 16th lies before the window of the 19th, so nothing renews the membership.
    #expect(
      try world.changes("2026-11-18", "2026-11-19") == [
        "membership,,A1,Alder,leave,low,,window_slid,2026-11-19,(expiry),,0,"
      ])
  }

  @Test("restated: other counts for a day that was counted") func restated() throws {
    let world = try SmallWorld()
    try world.export(1, "2026-11-17,Consideration,birch.example,2")
    try world.run("2026-11-18")
    try world.export(2, "2026-11-17,Consideration,birch.example,4")
    try world.run("2026-11-18")
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        // The row that counts, and the one that it replaced.
        "membership,,A2,Birch,enter,,medium,restated,2026-11-18.2,consideration,4,2,"
      ])
  }

  @Test("new_data: a day and a campaign that nothing spoke for") func newData() throws {
    let world = try SmallWorld()
    try world.export(
      1, "2026-11-16,Consideration,birch.example,2\n2026-11-18,Consideration,elm.example,1")
    try world.run("2026-11-18")
    try world.export(
      2, "2026-11-17,Consideration,birch.example,1\n2026-11-18,Awareness,cedar.example,1")
    try world.run("2026-11-18")
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A2,Birch,enter,,medium,new_data,2026-11-18.2,consideration,3,2,",
        "membership,,A3,Cedar,enter,,low,new_data,2026-11-18.2,awareness,1,1,",
      ])
  }

  @Test("the first that moves an account wins, and each account has its own") func several() throws
  {
    let world = try SmallWorld()
    try world.export(
      1, "2026-11-17,Consideration,birch.example,2\n2026-11-18,Awareness,elm.example,1")
    try world.run("2026-11-18")
    try world.replace("engagements: 3, campaign", by: "engagements: 2, campaign")
    try world.place.write("account_id,kind,value\nA3,domain,elm.example\n", to: "aliases.csv")
    try world.export(
      2, "2026-11-17,Consideration,birch.example,5\n2026-11-18,Consideration,alder.example,2")
    try world.run("2026-11-18")
    // Birch would have moved by its new count as well; alder moves by its row and the threshold.
    #expect(
      try world.changes(DiffCauseTests.first, "2026-11-18") == [
        "membership,,A1,Alder,enter,,medium,new_data,2026-11-18.2,consideration,2,1,",
        "membership,,A2,Birch,enter,,medium,pipeline,2026-11-18.2,consideration,5,2,",
        "membership,,A3,Cedar,enter,,low,identity,2026-11-18.2,awareness,1,1,",
      ])
  }

  @Test("steps that cannot be taken alone are taken together, with a warning") func together()
    throws
  {
    let world = try SmallWorld()
    try world.run("2026-11-18")
    try world.place.write(
      "ID,Name,Domain\nA1,Alder,alder.example\nA2,Birch,birch.example\nA4,Elm,elm.example\n",
      to: "accounts.csv")
    try world.place.write(
      "account,segment,action,until,reason\nA4,medium,pin,,theirs\n", to: "overrides.csv")
    try world.run("2026-11-18")
    try world.place.write("account,segment,action,until,reason\n", to: "overrides.csv")
    try world.place.write("ID,Name,Domain\nA1,Alder,alder.example\n", to: "accounts.csv")
    try world.run("2026-11-18")
    // With the newest list alone the pin of the second run names an account that is not known.
    let result = try world.diff("runs/2026-11-18.2", "2026-11-18", "--format", "csv")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardError.hasPrefix("warning: identity: a run with this alone"))
    #expect(result.standardOutput.contains(",A4,Elm,leave,medium,,identity,"))
  }
}
