import AdModel
import Files
import Normalize
import Runs

/// The contacts of a published run's accounts, read from the list that its pipeline names.
struct ContactReading {
  let shownPath: String
  /// By the run's own accounts.
  let book: ContactBook
  let warnings: [RunWarning]

  /// - Parameter lookup: finds the pipeline file, whose folder paths are relative to.
  /// - Throws: `FileFault`; `RunFailure` for a pipeline without contacts, and for the account list,
  ///   the aliases or the contacts when the run read them and they have changed since.
  init(
    _ run: PublishedRun, _ lookup: RunLookup, jobs: Int, _ surroundings: RunSurroundings
  ) throws {
    guard let settings = run.pipeline.contacts else {
      throw RunFailure.contactsNotSaid(run.folder.shownName)
    }
    self.shownPath = settings.file
    let record = run.folder.manifest.pipeline
    let text = try PipelineText(
      path: Path.join(Path.parent(of: try lookup.pipeline(of: run.folder)), record.file),
      text: record.text)
    let located = RunReplay.located(run.folder.manifest.inputs, text)
    let recorded = RunInputs(of: text, recorded: located)
    var log = RunLog(surroundings)
    let resolver = try AccountStage.resolver(
      text.pipeline, recorded, base: run.accounts.accounts, jobs: jobs, log: &log)
    let resolution = resolver.resolve([])
    var warnings: [RunWarning] = []
    let file: ContactFile
    if located[.contacts] == nil {
      file = try ContactFile(settings, RunInputs(of: text))
      warnings.append(
        RunWarning(
          kind: "contacts_as_they_are", place: settings.file,
          message: "the run did not read it: the contacts are those that stand there now"))
    } else {
      let digest = located[.contacts]?.first?.input.sha256
      guard let now = try? Digest(of: InputFile(path: text.resolve(settings.file))).hex else {
        throw RunFailure.contactsGone(settings.file)
      }
      guard now == digest else { throw RunFailure.contactsChanged(settings.file) }
      file = try ContactFile(settings, recorded)
    }
    var contacts: [AccountIndex: [Contact]] = [:]
    for (account, own) in file.book(resolver, resolution).contacts {
      if let index = run.accounts.index(of: resolution.table.id(of: account)) {
        contacts[index] = own
      }
    }
    self.book = ContactBook(contacts)
    self.warnings = warnings + file.warnings
  }
}

extension RunFailure {
  fileprivate static func contactsNotSaid(_ run: String) -> RunFailure {
    RunFailure(
      kind: "contacts_not_said", place: run,
      what: "the format is of people, and the pipeline file of this run names no list of them",
      mend: "add 'contacts' to the pipeline file, and run the day again")
  }
}
