import CSV
import TestSupport
import Testing

/// `RecordReader` against libcsv on the whole input: where libcsv accepts it both read the same,
/// and where libcsv refuses it the reader finds a fault.
@Suite struct RecordReaderDifferentialTests {
  /// Reads both ways; true when libcsv accepted the input.
  private func compare(_ input: [UInt8], _ dialect: CSVDialect) throws -> Bool {
    let reading = try Reading(ofText: input, dialect)
    guard let expected = LibCSV.records(of: input, dialect) else {
      #expect(!reading.faults.isEmpty, "\(String(decoding: input, as: UTF8.self).debugDescription)")
      return false
    }
    let isSame = reading.fields == expected && reading.faults.isEmpty
    #expect(isSame, "\(String(decoding: input.prefix(500), as: UTF8.self).debugDescription)")
    return true
  }

  @Test func bytesInAnyOrder() throws {
    var accepted = 0
    for seed in UInt64(0)..<3000 {
      var invented = InventedCSV(seed: seed)
      let input = invented.noise(count: Int(seed % 24))
      if try compare(input, invented.dialect) { accepted += 1 }
    }
    #expect(accepted > 600)
  }

  @Test func soundFiles() throws {
    for seed in UInt64(0)..<300 {
      var invented = InventedCSV(seed: seed)
      let input = invented.sound(byteCount: 1 + Int(seed) * 13)
      #expect(try compare(input, invented.dialect))
    }
  }

  @Test func brokenFiles() throws {
    var accepted = 0
    for seed in UInt64(0)..<600 {
      var invented = InventedCSV(seed: seed)
      let sound = invented.sound(byteCount: 400)
      let input = invented.broken(sound, places: 1 + Int(seed % 4))
      if try compare(input, invented.dialect) { accepted += 1 }
    }
    #expect(accepted > 100)
  }

  /// Every dialect that libcsv knows, on sound, broken and random bytes.
  @Test(arguments: [",", "\t", ";", "|", " ", ":", "^", "~", "a"], ["\"", "'", "`"])
  func everyDialect(delimiter: String, quote: String) throws {
    let dialect = CSVDialect(
      delimiter: Array(delimiter.utf8)[0], quote: Array(quote.utf8)[0])
    var accepted = 0
    for seed in UInt64(0)..<40 {
      var invented = InventedCSV(seed: seed, dialect)
      let sound = invented.sound(byteCount: 150)
      for input in [
        sound, invented.broken(sound, places: 2), invented.noise(count: Int(seed % 24)),
      ] where try compare(input, dialect) { accepted += 1 }
    }
    #expect(accepted > 20)
  }

  /// So many columns that the ends of a batch's fields outgrow the room there is for them at first.
  @Test(arguments: [17, 20, 24, 33, 100, 8193])
  func wideFiles(columnCount: Int) throws {
    for (seed, isQuoted) in [(UInt64(1), false), (2, true)] {
      var generator = SeededGenerator(seed: seed)
      var text = ""
      while text.utf8.count < 400_000 {
        let fields = (0..<columnCount).map { _ in
          let field = String(repeating: "x", count: Int.random(in: 0...4, using: &generator))
          return isQuoted && Bool.random(using: &generator) ? "\"\(field)\"" : field
        }
        text += fields.joined(separator: ",")
        text += Int.random(in: 0..<9, using: &generator) == 0 ? "\n\n \n" : "\n"
      }
      #expect(try compare(Array(text.utf8), CSVDialect()))
    }
  }

  @Test(arguments: ["\n", "\r\n", " \n"])
  func blankLinesByTheThousand(line: String) throws {
    for count in [511, 512, 513, 8191, 8192, 8193, 20_000] {
      let text = "a,b\n" + String(repeating: line, count: count) + "c,d\n"
      #expect(try compare(Array(text.utf8), CSVDialect()))
    }
  }

  /// Longer than two windows of 256 KiB, with records on both sides of every border.
  @Test(arguments: UInt64(0)..<4)
  func filesOfSeveralWindows(seed: UInt64) throws {
    var invented = InventedCSV(seed: seed)
    let input = invented.sound(byteCount: 600_000)
    #expect(try compare(input, invented.dialect))
  }

  /// One record, moved byte by byte over the border of the window.
  @Test(arguments: [
    "a,b\r\nc,d\r\n", "\"a\"\"b\",\"c\r\nd\"\r\n\"e\"", " \"a\" , b \r\r\n\n\"\"\r",
    "é,株\n😀,\"é\"\n",
    "\r\n\r\n\"\r\n\",x", ",,\n\"\",\"\"\n",
  ])
  func aRecordOnTheBorderOfTheWindow(probe: String) throws {
    let windowSizeBytes = 1 << 18
    let probe = Array(probe.utf8)
    for shift in 0...probe.count + 1 {
      let filler = [UInt8](repeating: UInt8(ascii: "x"), count: windowSizeBytes - shift - 1)
      let input = filler + Array("\n".utf8) + probe + Array("\nlast,record\n".utf8)
      #expect(try compare(input, CSVDialect()))
    }
  }

  /// One field longer than the window, quoted and not.
  @Test func fieldsLongerThanTheWindow() throws {
    for count in [(1 << 18) - 1, 1 << 18, (1 << 18) + 1, 700_000] {
      let text = [UInt8](repeating: UInt8(ascii: "x"), count: count)
      let comma = [UInt8(ascii: ",")]
      #expect(try compare(text + comma + text.prefix(9) + [0x0A] + comma, CSVDialect()))
      let quote = [UInt8(ascii: "\"")]
      let quoted = quote + text + quote + quote + comma + quote
      #expect(try compare(quoted + comma + quoted.suffix(9) + [0x0A], CSVDialect()) == false)
      #expect(try compare(quoted + comma + quoted.prefix(1) + quote + [0x0D], CSVDialect()))
    }
  }

  /// A batch holds 512 records: files around that, and with more fields than its slices.
  @Test func manyRecordsAndManyFields() throws {
    for count in [511, 512, 513, 1025] {
      let input = Array(String(repeating: "a,\"b\"\n", count: count).utf8)
      #expect(try compare(input, CSVDialect()))
    }
    let wide = Array((String(repeating: "a,", count: 40_000) + "\n\"b\"\n").utf8)
    #expect(try compare(wide, CSVDialect()))
    let wideQuoted = Array((String(repeating: "\"a\",", count: 40_000) + "\nb\n").utf8)
    #expect(try compare(wideQuoted, CSVDialect()))
  }

  /// More than 1 MiB of quoted text within one batch.
  @Test func muchQuotedTextInOneBatch() throws {
    let field = "\"" + String(repeating: "x\"\"y\n", count: 150) + "\",z\n"
    let input = Array(String(repeating: field, count: 5000).utf8)
    #expect(try compare(input, CSVDialect()))
  }
}
