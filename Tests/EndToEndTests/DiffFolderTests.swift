import Files
import Testing

@Suite("diff of plain folders") struct DiffFolderTests {
  @Test("by the column account_id, else the first; apostrophes before formulas come off")
  func plain() throws {
    let place = try TemporaryFolder()
    try place.write("name,account_id\nAlder,A1\n'=Birch,'=A2\n", to: "old/low.csv")
    try place.write("account_id,name\nA3,Cedar\n", to: "old/medium.csv")
    try place.write("id;label\n=A2;x\nA3;y\n", to: "new/segments/low.csv")
    try place.write("account_id\n", to: "new/segments/medium.csv")
    try place.write("account_id\nA1\n", to: "new/ignored.csv")
    let csv = try Program.run(["diff", "./old", "./new", "--format", "csv"], in: place.path)
    #expect(csv.exitCode == 0, "\(csv)")
    #expect(
      csv.standardOutput == """
        kind,segment,account_id,name,action,from,to,cause,run,workflow,engagements,rows,reason
        membership,,A1,Alder,leave,low,,,,,,0,
        membership,,A3,Cedar,move,medium,low,,,,,0,

        """)
    let text = try Program.run(["diff", "./old", "./new", "--detailed-exitcode"], in: place.path)
    #expect(text.exitCode == 2)
    #expect(
      text.standardOutput == """
        From folder old to folder new

        Segment  before         entered            left  stayed  now
        low           2  1 (1 moved in)               1       1    2
        medium        1               0  1 (1 moved on)       0    0

        Changes: 2
          Alder (A1): leave low
          Cedar (A3): move from medium to low

        No causes: causes are found by deciding runs again, and a plain folder is none

        """)
  }

  @Test("a run's segments against a copy of them, and against the run they were copied from")
  func runAgainstFolder() throws {
    let world = try SmallWorld()
    try world.run("2026-11-17")
    try FileTree(of: "\(world.place.path)/runs/2026-11-17/segments")
      .write(to: "\(world.place.path)/kept")
    let same = try world.diff("./kept", "latest")
    #expect(
      same.standardOutput
        == "From folder kept to run 2026-11-17: nobody entered, left or moved (3 segments)\n")
    try world.place.write("Account\nA1\n", to: "deals.csv")
    try world.run("2026-11-18")
    let told = try JSON(
      world.diff("./kept", "runs/2026-11-18", "--format", "json").standardOutput)
    #expect(told["a"]["is_run"].flag == false)
    #expect(told["b"]["is_run"].flag == true)
    #expect(told["changes"].list.map { $0["to"].list.map { $0.text } } == [["deals"]])
    #expect(
      told["no_causes"].text
        == "causes are found by deciding runs again, and a plain folder is none")
    #expect(told["uploads"].list.isEmpty)
  }

  @Test("rows without an account are a warning") func blank() throws {
    let place = try TemporaryFolder()
    try place.write("account_id,name\nA1,Alder\n", to: "old/low.csv")
    try place.write("account_id,name\nA1,Alder\n,Birch\n", to: "new/low.csv")
    let result = try Program.run(["diff", "./old", "./new", "--detailed-exitcode"], in: place.path)
    #expect(result.exitCode == 0)
    #expect(
      result.standardError == "warning: ./new/low.csv: 1 row without an account was left out\n")
  }

  @Test("a row with a stray quote ends it") func broken() throws {
    let place = try TemporaryFolder()
    try place.write("account_id\nA1\n", to: "old/low.csv")
    try place.write("account_id\n\"A1\"x\n", to: "new/low.csv")
    let result = try Program.run(["diff", "./old", "./new"], in: place.path)
    #expect(result.exitCode == 1)
    #expect(
      result.standardError.hasPrefix("adsegments: ./new/low.csv:2: this row does not fit"),
      "\(result)")
  }
}
