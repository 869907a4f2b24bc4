import ArgumentParser
import Files
import Pipelines

/// `adsegments inspect`: what a file is, and the table it holds.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a CSV export is, or print the table it holds.",
    discussion: """
      Finds out the encoding, the delimiter, the quote, where the header is and where the table \
      ends, and says why. With --format csv it prints the table and nothing else: comma, UTF-8, \
      quotes only where needed, every row kept. What an option says is not found out but taken as \
      given.

      Exit codes: 0 done; 1 a file cannot be read; 3 a fault of the program; 64 wrong usage, also \
      an option that does not fit the file.
      """)

  @Argument(help: "The files.", completion: .file())
  var files: [String]

  @Option(help: "How to print: text, json (an array with one object a file) or csv (one file).")
  var format: OutputFormat = .text

  @Option(
    help: """
      What sets fields apart: a character, comma, tab, semicolon, pipe, space, \\t, or a byte such \
      as 0x09.
      """)
  var delimiter: String?

  @Option(help: "What stands around fields: a character, a byte such as 0x27, or none.")
  var quote: String?

  @Option(
    help: """
      What takes a quote's meaning away inside a field: a character, doubled (the quote itself) \
      or none.
      """)
  var escape: String?

  @Option(help: "utf-8, utf-16le, utf-16be, windows-1252, or another usual name of these.")
  var encoding: String?

  @Option(help: "The line the header starts on, from 1; 0 when there is no header.")
  var headerLine: Int?

  @Option(help: "How many rows the header has; 0 when there is none.")
  var headerLines: Int?

  @Option(help: "How many lines stand above the table.")
  var preambleLines: Int?

  @Option(help: "How many lines stand below the table.")
  var footerLines: Int?

  @Flag(help: "There is no header.")
  var noHeader = false

  @Option(help: "Which table of the file, from 1.")
  var table: Int?

  @Option(
    help: """
      Show what ingest makes of the file with this preset; without it the platform is found out \
      where the file tells.
      """)
  var platform: String?

  func validate() throws {
    if files.isEmpty { throw ValidationError("Missing expected argument '<files> ...'") }
    if format == .csv, files.count > 1 {
      throw ValidationError("--format csv takes one file; \(files.count) were given.")
    }
    let counts = [
      ("--header-line", headerLine), ("--header-lines", headerLines),
      ("--preamble-lines", preambleLines), ("--footer-lines", footerLines),
    ]
    for case (let name, let count?) in counts where count < 0 {
      throw ValidationError("\(name) takes 0 or more.")
    }
    if let table, table < 1 { throw ValidationError("--table takes 1 or more.") }
    if noHeader, headerLine ?? 0 > 0 || headerLines ?? 0 > 0 {
      throw ValidationError("--no-header and a header line or count contradict each other.")
    }
    if let encoding, !InspectOptions.isEncoding(encoding) {
      throw ValidationError(
        "--encoding knows no '\(encoding)'; it takes utf-8, utf-16le, utf-16be and windows-1252.")
    }
    if let platform, !InspectOptions.platforms.contains(platform) {
      throw ValidationError(
        "--platform knows no '\(platform)'; it takes "
          + InspectOptions.platforms.joined(separator: ", ") + ".")
    }
    if let contradiction = try options().contradiction {
      throw ValidationError("\(contradiction).")
    }
  }

  func run() throws {
    try describingErrors {
      do {
        switch format {
        case .csv: try writeTable()
        case .json:
          _ = try StandardOutput.write(FileInspection.json(try inspections()))
        case .text:
          try StandardOutput.write(try inspections().map(InspectText.text).joined(separator: "\n"))
        }
      } catch let fault as InspectOptionFault {
        StandardError.write("adsegments: \(fault.path): \(fault.message)\n")
        throw ExitStatus.usage
      }
    }
  }

  private func writeTable() throws {
    try FileInspector.writeTable(InspectRequest(path: files[0], options: try options())) {
      try StandardOutput.write($0)
    }
  }

  private func inspections() throws -> [FileInspection] {
    let options = try options()
    return try files.map { try FileInspector.inspect(InspectRequest(path: $0, options: options)) }
  }

  private func options() throws -> InspectOptions {
    var options = InspectOptions()
    options.delimiter = try delimiter.map { try byte(withoutSpaces($0), of: "--delimiter") }
    options.quote = try quote.map {
      $0 == "none" || $0.isEmpty ? .absent : .byte(try byte($0, of: "--quote"))
    }
    options.escape = try escape.map {
      ["none", "doubled", ""].contains($0) ? .absent : .byte(try byte($0, of: "--escape"))
    }
    options.encoding = encoding
    options.headerLine = headerLine ?? (noHeader ? 0 : nil)
    options.headerRowCount = headerLines
    options.preambleLineCount = preambleLines
    options.footerLineCount = footerLines
    options.table = table
    options.platform = platform
    // Doubling the quote is what escape "" says in other programs.
    if case .byte(let escape) = options.escape, options.quote == .byte(escape) {
      options.escape = .absent
    }
    return options
  }

  /// `, ` is a comma: spaces around fields are dropped as it is.
  private func withoutSpaces(_ text: String) -> String {
    let words = text.split(separator: " ")
    return words.count == 1 ? String(words[0]) : text
  }

  private func byte(_ text: String, of option: String) throws -> UInt8 {
    guard let byte = InspectOptions.byte(named: text) else {
      throw ValidationError(
        "\(option) takes one ASCII character other than a line end, by itself, by name or as a "
          + "byte such as 0x09; '\(text)' is none.")
    }
    return byte
  }
}
