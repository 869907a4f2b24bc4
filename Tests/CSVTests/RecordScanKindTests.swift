import CRecordScan
import Glibc
import TestSupport
import Testing

/// The scanner in every kind of instructions this processor has, against a reading of its header's
/// contract byte by byte.
@Suite struct RecordScanKindTests {
  private static let kinds: [adsegments_kind] = (0..<adsegments_kind_count.rawValue)
    .map { adsegments_kind(rawValue: $0) }.filter { adsegments_kind_is_here($0) }

  /// Compares all kinds on some bytes; gives the stop they should tell.
  private func compare(
    _ input: [UInt8], from start: Int, _ dialect: ScanDialect,
    capacities: [Int] = ScanGround.ample,
    on ground: ScanGround
  ) -> adsegments_scan_stop {
    let expected = ExpectedScan(input, from: start, dialect, capacities)
    ground.place(input)
    var portable: FoundScan?
    for kind in RecordScanKindTests.kinds {
      let found = ground.scan(kind, from: start, dialect, capacities)
      #expect(
        expected.agrees(with: found),
        "kind \(kind.rawValue) from \(start) of \(input), \(dialect), \(capacities): \(found)")
      // What of an answer means nothing is the same as well.
      #expect(
        portable == nil || found == portable, "kind \(kind.rawValue) from \(start) of \(input)")
      if kind == adsegments_kind_portable { portable = found }
    }
    return expected.stop
  }

  @Test func thePortableKindIsHereAndOneMore() {
    #expect(RecordScanKindTests.kinds.contains(adsegments_kind_portable))
    #if arch(x86_64) || arch(arm64)
      #expect(RecordScanKindTests.kinds.count > 1)
    #endif
  }

  /// Every length up to three blocks, so every alignment too: the bytes end where the page ends.
  @Test(arguments: ScanDialect.all)
  func everyLength(dialect: ScanDialect) {
    let ground = ScanGround(byteCount: 4096)
    var invented = InventedScan(seed: 1, dialect)
    var stops: [UInt32: Int] = [:]
    for count in 0...200 {
      for _ in 0..<4 {
        let stop = compare(invented.bytes(count), from: 0, dialect, on: ground)
        stops[stop.rawValue, default: 0] += 1
      }
    }
    #expect(stops[adsegments_scan_limit.rawValue] ?? 0 > 100)
    #expect(!dialect.hasQuote || stops[adsegments_scan_irregular.rawValue] ?? 0 > 100)
  }

  /// Scans that begin at every place of a block.
  @Test(arguments: ScanDialect.all)
  func everyStart(dialect: ScanDialect) {
    let ground = ScanGround(byteCount: 4096)
    var invented = InventedScan(seed: 2, dialect)
    for start in 0...130 {
      for count in [0, 1, 63, 64, 65, 127, 128, 129, 700] {
        _ = compare(invented.bytes(start + count), from: start, dialect, on: ground)
      }
    }
  }

  /// Nothing but one byte, so every bit of every mask.
  @Test(arguments: ScanDialect.all)
  func blocksOfOneByte(dialect: ScanDialect) {
    let ground = ScanGround(byteCount: 4096)
    for byte in [dialect.delimiter, dialect.quote, 0x0A, 0x0D, 0x00, 0x7F, 0x80, 0xFF] {
      for count in [1, 2, 63, 64, 65, 128, 320] {
        _ = compare([UInt8](repeating: byte, count: count), from: 0, dialect, on: ground)
      }
    }
  }

  /// Each byte value at each place of a block, so that none passes for another.
  @Test func everyByteAtEveryPlace() {
    let ground = ScanGround(byteCount: 4096)
    let dialect = ScanDialect(delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""))
    for byte in UInt8.min...UInt8.max {
      for place in 0..<66 where place % 7 == byte % 7 {
        var input = [UInt8](repeating: UInt8(ascii: "x"), count: 70)
        input[place] = byte
        _ = compare(input, from: 0, dialect, on: ground)
      }
    }
  }

  /// Each of the three arrays full, at every count around a block's.
  @Test(arguments: ScanDialect.all)
  func smallCapacities(dialect: ScanDialect) {
    let ground = ScanGround(byteCount: 4096)
    var invented = InventedScan(seed: 3, dialect)
    var fullCount = 0
    for capacity in 0...80 {
      for small in 0..<3 {
        var capacities = ScanGround.ample
        capacities[small] = capacity
        let stop = compare(
          invented.sound(atLeast: 1000), from: capacity % 3, dialect, capacities: capacities,
          on: ground)
        if stop == adsegments_scan_full { fullCount += 1 }
      }
    }
    #expect(fullCount > 100)
  }

  @Test func lineEnds() {
    let ground = ScanGround(byteCount: 4096)
    var invented = InventedScan(seed: 4, ScanDialect(delimiter: 0x2C))
    for count in 0...200 {
      var input = [UInt8](repeating: UInt8(ascii: "x"), count: count)
      if count > 0 { input[count - 1] = count % 2 == 0 ? 0x0A : 0x0D }
      for input in [input, Array(input.dropLast()), invented.bytes(count)] {
        ground.place(input)
        for start in Set([0, 1, input.count / 2, input.count]) where start <= input.count {
          let expected = input[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? input.count
          #expect(ground.lineEnd(from: start) == expected, "from \(start) of \(input)")
        }
      }
    }
  }
}

/// What a scan is told of the bytes.
struct ScanDialect: CustomStringConvertible {
  var delimiter: UInt8
  /// Nil where no byte quotes.
  var quoteByte: UInt8?

  /// A quote where there is none stays a byte like others.
  var quote: UInt8 { quoteByte ?? UInt8(ascii: "\"") }
  var hasQuote: Bool { quoteByte != nil }
  var description: String {
    "delimiter \(delimiter), quote \(quoteByte.map(String.init) ?? "none")"
  }

  init(delimiter: UInt8, quote: UInt8? = nil) {
    self.delimiter = delimiter
    self.quoteByte = quote
  }

  static let all = [
    ScanDialect(delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\"")),
    ScanDialect(delimiter: UInt8(ascii: "\t"), quote: UInt8(ascii: "'")),
    ScanDialect(delimiter: 0xFE, quote: 0x80),
    ScanDialect(delimiter: UInt8(ascii: ";")),
  ]
}

/// Bytes made up from a seed, of little but what shapes a CSV.
private struct InventedScan {
  private var generator: SeededGenerator
  private let dialect: ScanDialect

  init(seed: UInt64, _ dialect: ScanDialect) {
    self.generator = SeededGenerator(seed: seed)
    self.dialect = dialect
  }

  /// Noise; noise of few quotes; sound records; sound records with one byte changed.
  mutating func bytes(_ count: Int) -> [UInt8] {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return noise(count, quotesPerThousand: 150)
    case 1: return noise(count, quotesPerThousand: 8)
    case 2:
      var bytes = Array(sound(atLeast: count).prefix(count))
      if let place = bytes.indices.randomElement(using: &generator) {
        bytes[place] = noise(1, quotesPerThousand: 400)[0]
      }
      return bytes
    default: return Array(sound(atLeast: count).prefix(count))
    }
  }

  private mutating func noise(_ count: Int, quotesPerThousand: Int) -> [UInt8] {
    (0..<count).map { _ in
      if Int.random(in: 0..<1000, using: &generator) < quotesPerThousand { return dialect.quote }
      return plain()
    }
  }

  /// A byte that is no quote.
  private mutating func plain() -> UInt8 {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0, 1: return dialect.delimiter
    case 2: return 0x0A
    case 3: return 0x0D
    case 4:
      let any = UInt8.random(in: .min ... .max, using: &generator)
      return any == dialect.quote ? 0x00 : any
    default: return UInt8(ascii: "x")
    }
  }

  /// Records whose quotes stand around whole fields.
  mutating func sound(atLeast count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let length = Int.random(in: 0...9, using: &generator)
      if Bool.random(using: &generator) {
        let text = (0..<length * length / 2).map { _ in plain() }
        bytes += [dialect.quote] + text + [dialect.quote]
      } else {
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: length)
      }
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.append(0x0A)
      case 1: bytes.append(0x0D)
      case 2: bytes += [0x0D, 0x0A]
      default: bytes.append(dialect.delimiter)
      }
    }
    return bytes
  }
}

/// A scan's answer.
private struct FoundScan: Equatable {
  var fieldEnds: [UInt32]
  var recordEnds: [UInt32]
  var innerLines: [UInt32]
  var stop: UInt32
  var isQuoted: Bool
  /// Whether it left alone what stands behind its arrays.
  var isWithinRoom: Bool
}

/// The contract of `RecordScan.h`, read byte by byte.
private struct ExpectedScan {
  private var fieldEnds: [UInt32] = []
  private var recordEnds: [UInt32] = []
  private var innerLines: [UInt32] = []
  private(set) var stop = adsegments_scan_limit
  private var isQuoted = false

  init(_ input: [UInt8], from start: Int, _ dialect: ScanDialect, _ capacities: [Int]) {
    func isSeparator(_ place: Int) -> Bool {
      input[place] == dialect.delimiter || input[place] == 0x0A || input[place] == 0x0D
    }
    for place in start..<input.count {
      let isFull =
        fieldEnds.count > capacities[0] || recordEnds.count > capacities[1]
        || innerLines.count > capacities[2]
      if (place - start) % 64 == 0, isFull {
        stop = adsegments_scan_full
        return
      }
      let byte = input[place]
      if byte == dialect.quoteByte {
        let isRegular =
          isQuoted
          ? place + 1 == input.count || isSeparator(place + 1)
          : place == start || isSeparator(place - 1)
        guard isRegular else {
          stop = adsegments_scan_irregular
          return
        }
        isQuoted.toggle()
        continue
      }
      let isSecond = byte == 0x0A && place > start && input[place - 1] == 0x0D
      let isLineEnd = (byte == 0x0A || byte == 0x0D) && !isSecond
      if isQuoted {
        if isLineEnd { innerLines.append(UInt32(place)) }
      } else if isLineEnd || byte == dialect.delimiter {
        fieldEnds.append(UInt32(place))
        if isLineEnd { recordEnds.append(UInt32(fieldEnds.count)) }
      }
    }
  }

  /// Whether a scan answered so; at an irregular quote it need not know where its bytes end.
  func agrees(with found: FoundScan) -> Bool {
    found.isWithinRoom && found.stop == stop.rawValue && found.fieldEnds == fieldEnds
      && found.recordEnds == recordEnds && found.innerLines == innerLines
      && (stop == adsegments_scan_irregular || found.isQuoted == isQuoted)
  }
}

/// Memory to scan in, with a page behind it whose touch ends the process.
///
/// Unsafe, and why it is sound: bytes are placed right before that page, 64 more behind them, and are
/// never more than there is room for; the arrays have the largest capacity, the slack a scan may use,
/// and what is looked at behind it.
@safe private final class ScanGround {
  private static let largestCapacity = 2048
  /// The capacities of the three arrays, more than any input here needs.
  static let ample = [largestCapacity, largestCapacity, largestCapacity]
  /// What a scan may read at and behind its limit.
  private static let paddingSizeBytes = 64
  /// What it may write beyond a capacity.
  private static let slack = 80
  /// What stands behind that and must stay.
  private static let untouched = UInt32.max
  private static let untouchedCount = 64

  private let memory: UnsafeMutableRawPointer
  private let sizeBytes: Int
  private let arrays: [UnsafeMutablePointer<UInt32>]
  private let arrayCount = largestCapacity + slack + untouchedCount
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCount = 0

  /// - Parameter byteCount: the most bytes that are placed.
  init(byteCount: Int) {
    let pageSizeBytes = Int(getpagesize())
    sizeBytes =
      (byteCount + ScanGround.paddingSizeBytes + pageSizeBytes - 1) / pageSizeBytes * pageSizeBytes
    let mapped = unsafe mmap(
      nil, sizeBytes + pageSizeBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED,
      unsafe mprotect(mapped + sizeBytes, pageSizeBytes, PROT_NONE) == 0
    else { preconditionFailure("there is memory for a test") }
    unsafe memory = mapped
    unsafe bytes = mapped.assumingMemoryBound(to: UInt8.self)
    let count = arrayCount
    unsafe arrays = (0..<3).map { _ in .allocate(capacity: count) }
  }

  deinit {
    unsafe munmap(memory, sizeBytes + Int(getpagesize()))
    for place in 0..<3 { unsafe arrays[place].deallocate() }
  }

  /// Puts bytes so that 64 more, which look like CSV and have no say, end where the page ends.
  func place(_ input: [UInt8]) {
    byteCount = input.count
    let offset = sizeBytes - ScanGround.paddingSizeBytes - byteCount
    unsafe bytes = memory.assumingMemoryBound(to: UInt8.self) + offset
    for (place, byte) in input.enumerated() { unsafe bytes[place] = byte }
    for place in 0..<ScanGround.paddingSizeBytes {
      unsafe bytes[byteCount + place] = Array("\n,\"\r;'\t".utf8)[place % 7]
    }
  }

  func scan(
    _ kind: adsegments_kind, from start: Int, _ dialect: ScanDialect, _ capacities: [Int]
  ) -> FoundScan {
    for place in 0..<3 {
      unsafe arrays[place].initialize(repeating: ScanGround.untouched, count: arrayCount)
    }
    let space = unsafe adsegments_scan_space(
      field_ends: arrays[0], field_capacity: UInt32(capacities[0]), record_ends: arrays[1],
      record_capacity: UInt32(capacities[1]), inner_lines: arrays[2],
      inner_capacity: UInt32(capacities[2]))
    let found = unsafe adsegments_scan_with(
      kind, bytes, UInt32(start), UInt32(byteCount), dialect.delimiter, dialect.quote,
      dialect.hasQuote, space)
    let isWithinRoom = (0..<3).allSatisfy { place in
      let end = capacities[place] + ScanGround.slack
      return (end..<end + ScanGround.untouchedCount).allSatisfy {
        unsafe arrays[place][$0] == ScanGround.untouched
      }
    }
    return FoundScan(
      fieldEnds: entries(0, found.field_count), recordEnds: entries(1, found.record_count),
      innerLines: entries(2, found.inner_count), stop: found.stop.rawValue,
      isQuoted: found.is_quoted, isWithinRoom: isWithinRoom)
  }

  private func entries(_ array: Int, _ count: UInt32) -> [UInt32] {
    unsafe Array(UnsafeBufferPointer(start: arrays[array], count: Int(count)))
  }

  func lineEnd(from start: Int) -> Int {
    unsafe Int(adsegments_find_line_end(bytes, UInt32(start), UInt32(byteCount)))
  }
}
