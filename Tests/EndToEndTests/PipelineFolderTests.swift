import Files
import Testing

@Suite("Pipelines that ship with the project") struct PipelineFolderTests {
  private static func names() throws -> [String] {
    try Folder.names(in: Repository.path("pipelines")).filter { $0.hasSuffix(".yaml") }
  }

  @Test(arguments: try PipelineFolderTests.names()) func runs(name: String) throws {
    let checkout = try SampleCheckout()
    let result = try Program.run(
      ["run", "pipelines/\(name)", "--to", "out"], in: checkout.place.path)
    #expect(result.exitCode == 0, "\(result)")
    let written = try FileTree(of: "\(checkout.place.path)/out")
    #expect(written.paths.contains("4-apply/membership.csv"))
    #expect(written.paths.contains { $0.hasPrefix("uploads/") })
  }

  @Test("check finds nothing wrong with them", arguments: try PipelineFolderTests.names())
  func checks(name: String) throws {
    let checkout = try SampleCheckout()
    let before = try FileTree(of: checkout.place.path)
    let result = try Program.run(["check", "pipelines/\(name)"], in: checkout.place.path)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.standardOutput.hasSuffix("\n\nno lints, no faults\n"))
    #expect(try FileTree(of: checkout.place.path) == before)
  }

  @Test("there are some") func thereAreSome() throws {
    #expect(try !PipelineFolderTests.names().isEmpty)
  }
}
