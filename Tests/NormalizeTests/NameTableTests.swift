import Foundation
import Testing

@testable import Normalize

/// The tables of names in Tests/Vectors.
@Suite struct NameTableTests {
  /// The fields of every line that is no comment.
  static func lines(_ name: String) -> [[String]] {
    let text =
      (try? String(
        contentsOf: Reference.root.appending(path: "Tests/Vectors/\(name)"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func tablesCoverFortyCountries() {
    let meeting = Self.lines("names-that-meet.tsv")
    #expect(meeting.allSatisfy { $0.count == 4 && $0[0] != $0[1] })
    #expect(Set(meeting.map { $0[2] }).count >= 40)
    let differing = Self.lines("names-that-differ.tsv")
    #expect(differing.count > 50)
    #expect(differing.allSatisfy { $0.count == 3 })
  }

  @Test(arguments: lines("names-that-meet.tsv"))
  func meet(line: [String]) throws {
    let left = try #require(Reference.cleaned(line[0]))
    let right = try #require(Reference.cleaned(line[1]))
    #expect(left == right)
    #expect(Reference.cleaned(left) == left)
  }

  @Test(arguments: lines("names-that-differ.tsv"))
  func stayApart(line: [String]) throws {
    let left = try #require(Reference.cleaned(line[0]))
    let right = try #require(Reference.cleaned(line[1]))
    #expect(left != right)
  }
}
