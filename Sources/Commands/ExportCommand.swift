import AdModel
import ArgumentParser
import Files
import Pipelines

/// `adsegments export`: files to upload from a published run.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write files to upload from a published run, without running it again.",
    discussion: """
      Without options: the run's own uploads. With --format: another format of the segments that \
      the run has uploads of; whoever was held from those is left out here too. With --against: \
      what is new since another run and what is gone, as .added.csv and .removed.csv, which platforms \
      that take changes can be given.

      A format of people is made from the pipeline's list of contacts, which must be as the run read \
      it. 'adsegments formats' lists the formats.

      Exit codes: 0 done; 1 it cannot be made; 3 a fault of the program; 64 wrong usage; 75 try \
      again later.
      """)

  @Argument(
    help: .init(
      "The run: latest, previous, a day, a rerun such as 2026-11-20.2, or a path.",
      valueName: "run"))
  var runName: String

  @OptionGroup var lookup: PipelineOption

  @Option(help: "Another format than the run's own.")
  var format: String?

  @Option(
    name: .customLong("segment"),
    help: "A segment, by id or name; can be said several times. All that have uploads without.")
  var segments: [String] = []

  @Option(help: "The run to compare with: only what is new since it and what is gone is written.")
  var against: String?

  @Option(help: "How personal data stands in another format of people: sha256 or none.")
  var hashing: Hashing?

  @Option(help: "A new folder for the files; one file alone goes to stdout without it.")
  var to: String?

  @OptionGroup var threads: ThreadCount

  func validate() throws {
    if runName.isEmpty || against?.isEmpty == true {
      throw ValidationError("A run is named by latest, previous, a day or a path.")
    }
    if to?.isEmpty == true { throw ValidationError("--to needs the name of a folder.") }
  }

  func run() throws {
    try describingErrors {
      let uploads = try RunUploads(
        UploadRequest(
          run: runName, pipelinePath: lookup.pipeline, against: against, format: format,
          segments: segments, hashing: hashing, jobs: threads.jobs), .here)
      guard let to = to.map(RunRequest.withoutSlashAtEnd) else {
        let text = try uploads.onlyFile()
        StandardError.write(RunSummary.warnings(uploads.warnings))
        try StandardOutput.write(text)
        return
      }
      try uploads.write(to: to)
      StandardError.write(RunSummary.warnings(uploads.warnings))
      try StandardOutput.write(ExportText.text(uploads, in: to))
    }
  }
}

extension Hashing: ExpressibleByArgument {}

/// What was written, for people.
enum ExportText {
  static func text(_ uploads: RunUploads, in folder: String) -> String {
    let path = Path.simplified(folder)
    var title = "Uploads of the run \(uploads.run)"
    if let against = uploads.against { title += " against \(against)" }
    let rows = uploads.files.map { file in
      ["\(path)/\(file.path)", "\(file.rowCount) row\(file.rowCount == 1 ? "" : "s")"]
    }
    return ([title] + TextTable.lines(rows, indent: 2)).map { "\($0.onOnePlainLine)\n" }.joined()
  }
}
