import ArgumentParser
import Files
import Pipelines

/// `adsegments init`: something to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first pipeline and made-up data to try it on.",
    discussion: """
      Writes pipelines/first.yaml and what it reads below data/. It never writes over anything.
      """)

  @Argument(help: "The folder to write to; made when missing.", completion: .directory)
  var folder = "."

  func run() throws {
    try describingErrors {
      try FirstPipeline.write(to: folder)
      let paths = FirstPipeline.files.map { Path.simplified(Path.join(folder, $0.path)) }
      let lines =
        ["Written:"] + paths.map { "  \($0)" }
        + [
          "", "See what it would do, then run it:", "  adsegments plan \(paths[0])",
          "  adsegments run \(paths[0])",
        ]
      try StandardOutput.write(lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n")
    }
  }
}
