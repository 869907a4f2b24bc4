import AdModel
import CSV
import Files
import TestSupport

/// An export of twelve columns and 90 days, made up from a seed, as a file in a folder of its own.
final class MadeUpExport {
  enum Form: String, CaseIterable {
    case plain
    /// Every text is quoted.
    case quoted
    /// One row in twenty has a comma, a doubled quote and a line end in a quoted text.
    case embedded
    case utf16 = "UTF-16"
  }

  static let header =
    "Day,Campaign,Company,Domain,Country,Device,Placement,Impressions,Clicks,Video Completions,"
    + "Spend,Reach"

  static let source = Source(
    name: SourceName("dsp"), platform: "generic", files: ["*.csv"],
    columns: [.date: "Day", .campaign: "Campaign", .accountDomain: "Domain"],
    engagements: ["Clicks", "Video Completions"])

  let folder: TemporaryFolder
  let file: InputFile
  let encoding: TextEncoding
  /// Where the text begins.
  let start: RecordReader.Position

  /// - Parameter accountCount: how many domains the rows name.
  init(_ form: Form, rowCount: Int, accountCount: Int) throws {
    self.folder = try TemporaryFolder()
    let bytes = MadeUpExport.bytes(form, rowCount: rowCount, accountCount: accountCount)
    self.file = try InputFile(path: try folder.write(bytes, to: "export.csv"))
    let opening = try FileOpening(file)
    self.encoding = opening.encoding
    self.start = opening.start
  }

  private static func bytes(_ form: Form, rowCount: Int, accountCount: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: 1)
    var text = header + "\n"
    let quote = form == .quoted ? "\"" : ""
    for row in 0..<rowCount {
      // Sorted by day, as platforms write them.
      let day = CalendarDay(number: Int32(20_454 + row * 90 / rowCount))
      let account = Int.random(in: 0..<accountCount, using: &generator)
      let company =
        form == .embedded && row % 20 == 0
        ? "\"Company \(account), \"\"the\"\"\nbest\"" : "\(quote)Company \(account)\(quote)"
      let clicks = Int.random(in: 0..<6, using: &generator)
      text +=
        "\(day),\(quote)Campaign \(row % 7)\(quote),\(company),"
        + "\(quote)company-\(account).example\(quote),\(quote)Germany\(quote),"
        + "\(quote)Desktop\(quote),\(quote)Feed\(quote),"
        + "\(100 + row % 1900),\(clicks),\(clicks / 3),\(row % 90).\(10 + row % 90),\(row % 800)\n"
    }
    guard form == .utf16 else { return Array(text.utf8) }
    return ([0xFEFF] + Array(text.utf16)).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }
}

/// Texts one behind the other, as the fields of a file are.
///
/// Unsafe, and why it is sound: a field is shown between ends that were written with its bytes, and
/// only while the call lasts.
struct MadeUpFields {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(count: Int, _ text: (Int) -> String) {
    for place in 0..<count {
      bytes += Array(text(place).utf8)
      ends.append(bytes.count)
    }
    // As behind a reader's fields, 32 bytes can be read from each one's start on.
    bytes += [UInt8](repeating: 0, count: 32)
  }

  var count: Int { ends.count }

  /// Calls with each field.
  @inline(__always)
  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    forEachBatch(of: count) { batch in
      for place in batch.places { unsafe body(batch[place]) }
    }
  }

  /// Some neighbours.
  @safe struct Batch {
    fileprivate let start: UnsafePointer<UInt8>
    fileprivate let ends: UnsafePointer<Int>
    let places: Range<Int>

    @inline(__always)
    subscript(place: Int) -> UnsafeBufferPointer<UInt8> {
      let from = unsafe place == 0 ? 0 : ends[place - 1]
      return unsafe UnsafeBufferPointer(start: start + from, count: ends[place] - from)
    }
  }

  /// Calls with each batch of neighbours.
  @inline(__always)
  func forEachBatch(of size: Int, _ body: (Batch) -> Void) {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe ends.withUnsafeBufferPointer { ends in
        guard let start = bytes.baseAddress, let ends = ends.baseAddress else {
          return
        }
        for first in stride(from: 0, to: count, by: size) {
          unsafe body(
            Batch(start: start, ends: ends, places: first..<min(first + size, count)))
        }
      }
    }
  }
}
