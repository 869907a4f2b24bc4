import AdModel
import CSV
import Files
import Foundation
import Ingest
import Pipelines
import TestSupport

/// Holds the program to its laws on the bytes of a file that a fuzzer made up: the first byte says
/// which, the rest is the file. A trap is a finding, and so is a law that does not hold.
package func checkFuzzed(_ data: UnsafeBufferPointer<UInt8>) {
  guard let choice = data.first else { return }
  let bytes = UnsafeBufferPointer(rebasing: data.dropFirst())
  do {
    let path = try FuzzFile.write(bytes)
    switch choice % 8 {
    case 0, 1: try readInPieces(path, choice: Int(choice / 8))
    case 2: try inspect(path)
    case 3, 4: try ingest(path, choice: Int(choice / 8))
    case 5: try readAgainstLibCSV(path)
    case 6: try normalizeTwice(path)
    default: readPipeline(bytes)
    }
  } catch is FileFault {
  } catch is RunFailure {
  } catch is InspectOptionFault {
  } catch is PipelineFileError {
  } catch {
    preconditionFailure("an error that is none of ours: \(error)")
  }
}

/// One file in memory, written anew for each input.
private enum FuzzFile {
  static let path = "/dev/shm/adsegments-fuzz-\(getpid()).csv"
  static let otherPath = "/dev/shm/adsegments-fuzz-\(getpid())-2.csv"

  static func write(_ bytes: UnsafeBufferPointer<UInt8>, to path: String = path) throws -> String {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0, "there is room for the file")
    var written = 0
    while written < bytes.count {
      let count = Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      precondition(count > 0, "there is room for the file")
      written += count
    }
    close(descriptor)
    return path
  }
}

private func expect(_ condition: Bool, _ message: String) {
  precondition(condition, message)
}

private let dialects = [
  CSVDialect(), CSVDialect(delimiter: UInt8(ascii: "\t")),
  CSVDialect(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'")),
  CSVDialect(delimiter: UInt8(ascii: " ")), CSVDialect(quote: nil),
  CSVDialect(escape: UInt8(ascii: "\\")),
]

private struct ReadRecord: Equatable {
  var fields: [[UInt8]]
  var fault: RecordFault?
  var line: Int
  var offset: Int
}

private func records(
  _ file: InputFile, _ dialect: CSVDialect, _ encoding: TextEncoding,
  from start: RecordReader.Position, to end: Int = .max
) throws -> (records: [ReadRecord], stoppedAt: Int, line: Int) {
  let reader = try RecordReader(
    file, dialect: dialect, encoding: encoding, start: start, pieceEnd: end)
  var records: [ReadRecord] = []
  while try reader.next() {
    for record in 0..<reader.batch.recordCount {
      records.append(
        ReadRecord(
          fields: (0..<reader.batch.fieldCount(record)).map {
            Array(reader.batch.field(record, $0))
          }, fault: reader.batch.fault(record), line: reader.batch.lineNumber(record),
          offset: reader.byteOffset(record)))
    }
  }
  return (records, reader.stoppedAt, reader.lineNumber)
}

/// A file read in one go is the same as in two pieces that meet.
private func readInPieces(_ path: String, choice: Int) throws {
  let file = try InputFile(path: path)
  let opening = try FileOpening(file)
  let dialect = dialects[choice % dialects.count]
  let whole = try records(file, dialect, opening.encoding, from: opening.start)
  guard !opening.isCompressed, !opening.encoding.isTranscoded else { return }
  for (place, record) in whole.records.enumerated().prefix(40) where place > 0 {
    let first = try records(
      file, dialect, opening.encoding, from: opening.start, to: record.offset)
    expect(first.stoppedAt <= record.offset || first.records.count >= place, "a piece stops")
    guard first.stoppedAt == record.offset else { continue }
    let second = try records(
      file, dialect, opening.encoding,
      from: .init(byteOffset: record.offset, lineNumber: record.line))
    expect(first.records + second.records == whole.records, "pieces add up")
  }
}

/// Records of quotes and of none come out as libcsv alone gives them.
private func readAgainstLibCSV(_ path: String) throws {
  let file = try InputFile(path: path)
  guard try !FileOpening(file).isCompressed else { return }
  let dialect = CSVDialect()
  let start = RecordReader.Position(byteOffset: 0, lineNumber: 1)
  let ours = try records(file, dialect, .utf8, from: start)
  guard !ours.records.contains(where: { $0.fault != nil }) else { return }
  let theirs = LibCSV.records(of: try file.readAll(), dialect)
  expect(theirs == ours.records.map(\.fields), "the scan and libcsv agree")
}

private func inspect(_ path: String) throws {
  let inspection = try FileInspector.inspect(InspectRequest(path: path))
  _ = try FileInspection.json([inspection])
}

private func table(_ path: String, _ options: InspectOptions = .init()) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try FileInspector.writeTable(InspectRequest(path: path, options: options)) {
    bytes += $0
    return true
  }
  return bytes
}

/// What was printed as a plain CSV, read as one without guessing, is printed alike.
private func normalizeTwice(_ path: String) throws {
  let once = try table(path)
  guard String(validating: once, as: UTF8.self) != nil else { return }
  let again = try once.withUnsafeBufferPointer { try FuzzFile.write($0, to: FuzzFile.otherPath) }
  var options = InspectOptions()
  options.delimiter = UInt8(ascii: ",")
  options.quote = .byte(UInt8(ascii: "\""))
  options.escape = .absent
  options.encoding = "utf-8"
  options.preambleLineCount = 0
  options.footerLineCount = 0
  options.headerRowCount = 0
  // A row that only another delimiter gives the table's width is read with that one, again and again.
  let inspection = try FileInspector.inspect(InspectRequest(path: again, options: options))
  guard inspection.other_delimiter_rows.count == 0 else { return }
  let twice = once.isEmpty ? [] : try table(again, options)
  expect(once == twice, "a table that was printed reads as it was")
}

/// The same export whatever the threads and pieces, for every preset.
private func ingest(_ path: String, choice: Int) throws {
  let platform = Platform.all[choice % Platform.all.count]
  var source = Source(name: SourceName("fuzz"), platform: platform.name, files: [path])
  if platform.name == "generic" {
    source.columns = [
      .date: "Day", .campaign: "Campaign", .accountName: "Company", .accountDomain: "Domain",
    ]
    source.engagements = ["Clicks"]
  } else if !platform.namesCompanies {
    source.accountText = .init(column: "Campaign", pattern: "ABM - (?<name>.+)")
  }
  source.counts = choice % 2 == 0 ? .period : .cumulative
  var match = FilePattern.Match(shownPath: "fuzz.csv")
  match.facts.campaign = "Awareness"
  match.facts.firstDay = CalendarDay(number: 20_000)
  match.facts.lastDay = CalendarDay(number: 20_006)
  let request = ExportReading.Request(
    sourceIndex: 0, source: source, match: match, path: path)
  let whole = try ExportReading.read([request], jobs: 1)[0]
  let cut = try ExportReading.read([request], jobs: 2, pieceSizeBytes: 64)[0]
  expect(try whole.counts.partial() == cut.counts.partial(), "pieces add up")
  expect(whole.rejects == cut.rejects, "pieces reject alike")
  expect(whole.layout == cut.layout, "pieces leave out alike")
  expect(whole.recordCount == cut.recordCount, "pieces have the same rows")
  let snapshots = try CumulativeSnapshots([whole, cut], sources: [source])
  _ = try Restatement(
    of: snapshots.exports, sources: [source], asOf: CalendarDay(number: 20_010), withinDays: 90)
}

private func readPipeline(_ bytes: UnsafeBufferPointer<UInt8>) {
  let text = String(decoding: bytes, as: UTF8.self)
  _ = try? PipelineFile.read(
    text: text, shownPath: "pipeline.yaml", knownPlatforms: Platform.all.map(\.name))
}
