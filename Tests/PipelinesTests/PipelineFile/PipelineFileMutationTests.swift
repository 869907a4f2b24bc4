import AdModel
import Pipelines
import Testing

/// Files with keys and lines deleted, doubled, renamed and broken at random: always a pipeline or
/// faults, and every fault at a place the file has.
@Suite struct PipelineFileMutationTests {
  @Test(arguments: [UInt64](1...8))
  func givesAPipelineOrFaultsWithPlaces(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<150 {
      var lines = SamplePipelines.full.split(separator: "\n").map(String.init)
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&lines, using: &random) }
      check(lines.joined(separator: "\n"))
    }
  }

  @Test func givesAPipelineOrFaultsForEveryPrefix() {
    let scalars = Array(SamplePipelines.full.unicodeScalars)
    for length in stride(from: 0, to: scalars.count, by: 3) {
      var prefix = String.UnicodeScalarView()
      prefix.append(contentsOf: scalars.prefix(length))
      check(String(prefix))
    }
  }

  private func check(_ text: String) {
    do {
      let pipeline = try SamplePipelines.read(text)
      #expect(!pipeline.name.isEmpty && !pipeline.segments.isEmpty, "\(text)")
    } catch {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(!error.faults.isEmpty)
      #expect(Set(error.faults).count == error.faults.count)
      for fault in error.faults {
        #expect((1...lines.count).contains(fault.line), "\(fault) in \(text)")
        guard lines.indices.contains(fault.line - 1) else { continue }
        let width = lines[fault.line - 1].unicodeScalars.count
        #expect((1...width + 1).contains(fault.column), "\(fault) in \(text)")
        #expect(!fault.message.contains("\n"))
      }
      let places = error.faults.map { ($0.line, $0.column) }
      #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  private func mutate(_ lines: inout [String], using random: inout SplitMix) {
    let index = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: if lines.count > 1 { lines.remove(at: index) }
    case 1: lines.insert(lines[index], at: index)
    case 2: lines.swapAt(index, Int.random(in: 0..<lines.count, using: &random))
    case 3: doubleKey(&lines[index])
    case 4: lines[index] = lines[index].replacing("_", with: "", maxReplacements: 1)
    case 5: lines[index] = lines[index].replacing("s", with: "ß", maxReplacements: 1)
    case 6: insert("{}[]:,#&*!|>'\"%@`-? \t\u{E000}\u{7}é".randomElement(using: &random)!)
    default: if !lines[index].isEmpty { lines[index].removeLast() }
    }

    func insert(_ character: Character) {
      let offset = Int.random(in: 0...lines[index].count, using: &random)
      lines[index].insert(
        character, at: lines[index].index(lines[index].startIndex, offsetBy: offset))
    }
  }

  /// `{a: 1, b: 2}` becomes `{a: 1, a: 1, b: 2}`.
  private func doubleKey(_ line: inout String) {
    guard let open = line.firstIndex(of: "{"), let comma = line.firstIndex(of: ","), open < comma
    else { return }
    line.insert(contentsOf: line[line.index(after: open)...comma], at: line.index(after: open))
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
