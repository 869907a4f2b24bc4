import Files
import TestSupport
import Testing

@testable import Commands

/// The build id in the head of an executable, by hand.
@Suite struct BuildIDTests {
  private static func bytes(_ number: Int, _ byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func note(_ name: String, type: Int, _ content: [UInt8]) -> [UInt8] {
    func filled(_ bytes: [UInt8]) -> [UInt8] {
      bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }
    return bytes(name.utf8.count, 4) + bytes(content.count, 4) + bytes(type, 4)
      + filled(Array(name.utf8)) + filled(content)
  }

  /// An executable's head with runs of notes, each with the type of its program header.
  private static func head(_ runs: [(type: Int, bytes: [UInt8])]) -> [UInt8] {
    var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 25)
    head += bytes(64, 8) + bytes(0, 14) + bytes(56, 2) + bytes(runs.count, 2) + bytes(0, 6)
    var start = 64 + 56 * runs.count
    for run in runs {
      head += bytes(run.type, 4) + bytes(0, 4) + bytes(start, 8) + bytes(0, 16)
      head += bytes(run.bytes.count, 8) + bytes(0, 16)
      start += run.bytes.count
    }
    return head + runs.flatMap(\.bytes)
  }

  @Test func isTheNoteOfTheLinker() {
    let id: [UInt8] = [0x0A, 0xBC, 0, 7, 9]
    let whole = BuildIDTests.head([
      (1, BuildIDTests.note("GNU\0", type: 3, [1])),
      (4, BuildIDTests.note("GNU\0", type: 5, [2, 2, 2])),
      (
        4,
        BuildIDTests.note("GNU\0", type: 1, [3]) + BuildIDTests.note("Else\0", type: 3, [4])
          + BuildIDTests.note("GNU\0", type: 3, id)
      ),
    ])
    #expect(BuildID(inStartOf: whole)?.bytes == id)
    #expect(BuildID(inStartOf: whole)?.hex == "0abc000709")
    // Three bytes fill the last note up.
    for count in 0..<whole.count - 3 { #expect(BuildID(inStartOf: Array(whole[..<count])) == nil) }
  }

  @Test func isNotThereWithoutOne() {
    #expect(BuildID(inStartOf: []) == nil)
    #expect(BuildID(inStartOf: BuildIDTests.head([])) == nil)
    #expect(
      BuildID(inStartOf: BuildIDTests.head([(4, BuildIDTests.note("GNU\0", type: 3, []))])) == nil)
  }

  /// Any bytes are read without a fault.
  @Test func anyBytesHaveOneOrNone() {
    var random = SeededGenerator(seed: 5)
    let whole = BuildIDTests.head([(4, BuildIDTests.note("GNU\0", type: 3, [1, 2, 3, 4]))])
    for _ in 0..<20_000 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        changed[Int.random(in: changed.indices, using: &random)] =
          [0, 1, 4, 0x7F, 0xFF].randomElement(
            using: &random) ?? 0
      }
      _ = BuildID(inStartOf: changed)
    }
  }

  @Test func aProgramWithoutOneGoesByItsBytes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("#!/bin/sh\n", to: "program")
    #expect(RunningProgram.digest(ofProgramAt: path) == Digest(of: "#!/bin/sh\n").hex)
    let id = try folder.write(
      BuildIDTests.head([(4, BuildIDTests.note("GNU\0", type: 3, [1, 2, 3, 4]))]), to: "id")
    #expect(RunningProgram.digest(ofProgramAt: id) == "build id 01020304")
    #expect(RunningProgram.digest(ofProgramAt: "\(folder.path)/none") == nil)
  }
}
