import CSV
import TestSupport

/// CSV made up from a seed: sound, then broken here and there.
struct InventedCSV {
  private var generator: SeededGenerator
  private let delimiter: UInt8
  let dialect: CSVDialect

  init(seed: UInt64) {
    self.init(seed: seed, CSVDialect(delimiter: CSVDialect.delimiters[Int(seed % 4)]))
  }

  /// Of a dialect with a quote and no escape.
  init(seed: UInt64, _ dialect: CSVDialect) {
    self.generator = SeededGenerator(seed: seed)
    self.delimiter = dialect.delimiter
    self.dialect = dialect
  }

  /// Any bytes that shape a CSV, in any order.
  mutating func noise(count: Int) -> [UInt8] {
    inOwnQuotes((0..<count).flatMap { _ in pick(noiseParts) })
  }

  /// Rows of plain and quoted fields, with all line ends, blank lines and white space.
  mutating func sound(byteCount: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < byteCount {
      for place in 0..<Int.random(in: 1...5, using: &generator) {
        if place > 0 { bytes.append(delimiter) }
        bytes += field()
      }
      bytes += pick(lineEnds)
    }
    if Bool.random(using: &generator) { bytes += field() }
    return bytes
  }

  /// The bytes with some of them replaced, dropped or doubled.
  mutating func broken(_ bytes: [UInt8], places: Int) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<places where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes.replaceSubrange(place...place, with: inOwnQuotes(pick(noiseParts)))
      case 1: bytes.remove(at: place)
      default: bytes.insert(bytes[place], at: place)
      }
    }
    return bytes
  }

  private mutating func field() -> [UInt8] {
    let around = [[], [], [], Array(" ".utf8), Array("\t ".utf8)].map {
      $0.filter { $0 != delimiter }
    }
    let text = (0..<Int.random(in: 0...4, using: &generator)).flatMap { _ in pick(words) }
    if Int.random(in: 0..<3, using: &generator) > 0 { return pick(around) + text + pick(around) }
    let quoted = (0..<Int.random(in: 0...4, using: &generator)).flatMap { _ in pick(quotedParts) }
    return inOwnQuotes(pick(around) + Array("\"".utf8) + quoted + Array("\"".utf8) + pick(around))
  }

  private func inOwnQuotes(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 == UInt8(ascii: "\"") ? dialect.quote ?? $0 : $0 }
  }

  private mutating func pick(_ parts: [[UInt8]]) -> [UInt8] {
    parts.randomElement(using: &generator) ?? []
  }

  private let words = ["a", "Nordwind", "é", "株式会社", "12", ".", "x y", "\0", "\u{FEFF}"]
    .map { Array($0.utf8) }

  private let lineEnds = ["\n", "\n", "\r\n", "\r\n", "\r", "\n\n", " \n", "\r\n\r\n", "\r\r"]
    .map { Array($0.utf8) }

  private let quotedParts = ["a", "\"\"", ",", "\t", ";", "|", "\n", "\r\n", "\r", " ", "é", "\0"]
    .map { Array($0.utf8) }

  private var noiseParts: [[UInt8]] {
    ["\"", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\t", "a", "é", "\0", ",", ";"]
      .map { Array($0.utf8) } + [[delimiter], [delimiter], [0xFF]]
  }
}
