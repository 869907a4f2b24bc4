import Runs
import Testing

@Suite struct DataPackageTests {
  private func package(_ title: String, _ paths: [String]) -> DataPackage {
    DataPackage(
      titled: title,
      of: paths.map {
        DataPackage.Table(
          description: "Rows", schema: .init(fields: [.init("a", .string)]),
          file: .init(path: $0, sha256: "ab", bytes: 2))
      })
  }

  private func names(_ paths: String...) -> [String] {
    package("p", paths).resources.map(\.name)
  }

  @Test func resourcesAreSortedByPathAndNamedByIt() {
    let package = package("p", ["uploads/held.csv", "1-ingest/exports.csv"])
    #expect(package.resources.map(\.path) == ["1-ingest/exports.csv", "uploads/held.csv"])
    #expect(package.resources.map(\.name) == ["1-ingest-exports", "uploads-held"])
    #expect(package.resources.map(\.hash) == ["sha256:ab", "sha256:ab"])
  }

  /// 12 digits of the path's SHA-256, as `sha256sum` prints it.
  @Test func whatNamesMayNotHoldLeavesAMark() {
    #expect(
      names("segments/Low.csv", "segments/low.csv")
        == ["segments-low-40d88897cdd9", "segments-low"])
    #expect(names("segments/é.csv") == ["segments-5736c0e71a13"])
  }

  @Test func pathsThatGiveOneNameAreToldApart() {
    let names = names("a/b-c.csv", "a-b/c.csv")
    #expect(Set(names).count == 2)
    #expect(names.allSatisfy { $0.hasPrefix("a-b-c-") })
  }

  @Test func thePackageIsNamedByTheSlugOfItsTitle() {
    #expect(package("Engagement Ladder", []).name == "engagement-ladder")
    #expect(package("Engagement Ladder", []).title == "Engagement Ladder")
    #expect(package("日本", []).name.hasPrefix("pipeline-"))
  }

  @Test func aBooleanSaysHowItIsWritten() throws {
    let field = DataPackage.Field("matched", .boolean)
    #expect(field.trueValues == ["true"])
    #expect(field.falseValues == ["false"])
    #expect(DataPackage.Field("name", .string).trueValues == nil)
  }
}
