import Foundation
import Testing

/// The commands of README.md do what it says: fenced `sh` blocks are run, and a `text` block that
/// follows one holds the output of its last command.
@Suite("README.md") struct ReadmeTests {
  @Test("every command works, with the output that is shown") func commands() throws {
    let blocks = MarkdownBlock.all(in: try Repository.text(of: "README.md"))
    let checkout = try SampleCheckout()
    var runCount = 0
    for (place, block) in blocks.enumerated() where block.language == "sh" {
      let shown = place + 1 < blocks.count ? blocks[place + 1] : nil
      let commands = block.commands
      try #require(!commands.isEmpty, "an sh block without a command on line \(block.line)")
      for (number, command) in commands.enumerated() {
        let isLast = number == commands.count - 1
        let output = isLast && shown?.language == "text" && shown?.follows(block) == true
        runCount += try hold(
          command, in: checkout, output: output ? shown?.text : nil, line: block.line)
      }
    }
    #expect(runCount > 0, "README.md shows no command that runs a pipeline")
  }

  /// Runs a command, or checks that it is there; gives the number of runs.
  private func hold(
    _ command: [String], in checkout: SampleCheckout, output: String?, line: Int
  ) throws -> Int {
    let name = try #require(command.first)
    guard let arguments = Self.arguments(command) else {
      try #require(name.hasPrefix("scripts/"), "line \(line): no test knows how to check \(name)")
      let path = Repository.path(name)
      #expect(FileManager.default.isExecutableFile(atPath: path), "line \(line): no \(name)")
      return 0
    }
    let result = try Program.run(arguments, in: checkout.place.path)
    #expect(result.exitCode == 0, "line \(line): \(result)")
    if let output, result.standardOutput != output {
      Issue.record(
        """
        line \(line): \(command.joined(separator: " ")): the output is another one
        \(TextDifference.first(result.standardOutput, output))
        """)
    }
    return 1
  }

  /// What `adsegments` is given; nil for a command that is none of a pipeline. `scripts/run` is
  /// `adsegments run`, of the sample pipeline when it is given nothing.
  private static func arguments(_ command: [String]) -> [String]? {
    let given = Array(command.dropFirst())
    switch command.first {
    case "adsegments", ".build/release/adsegments": return given
    case "scripts/run":
      return ["run"] + (given.isEmpty ? ["pipelines/engagement-ladder.yaml"] : given)
    default: return nil
    }
  }

  @Test("scripts/run does with its arguments what these tests do")
  func scriptIsWhatIsTested() throws {
    let script = try Repository.text(of: "scripts/run")
    #expect(script.contains(#"exec "$program" run "$@""#))
    #expect(script.contains(#"exec "$program" run pipelines/engagement-ladder.yaml"#))
  }
}

/// A fenced block of a Markdown text.
struct MarkdownBlock {
  /// What stands behind the opening fence.
  let language: String
  /// The line of the opening fence, from 1.
  let line: Int
  let lines: [Substring]
  /// Nothing but blank lines stands between this block and the one before.
  private let isDirectlyAfterAnother: Bool

  /// The lines with their ends, as a program writes them.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// The commands, each as its words; comments and blank lines left out.
  var commands: [[String]] {
    lines.compactMap { line in
      let words = line.split(separator: " ").prefix { !$0.hasPrefix("#") }
      return words.isEmpty ? nil : words.map(String.init)
    }
  }

  func follows(_ block: MarkdownBlock) -> Bool { isDirectlyAfterAnother && line > block.line }

  static func all(in markdown: String) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var open: (language: String, line: Int, lines: [Substring])?
    var isOnlyBlankSince = false
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if let block = open, line == "```" {
        blocks.append(
          MarkdownBlock(
            language: block.language, line: block.line, lines: block.lines,
            isDirectlyAfterAnother: isOnlyBlankSince))
        open = nil
        isOnlyBlankSince = true
      } else if open != nil {
        open?.lines.append(line)
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), number + 1, [])
      } else if !line.isEmpty {
        isOnlyBlankSince = false
      }
    }
    return blocks
  }
}
