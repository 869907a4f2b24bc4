import Testing

@testable import Ingest

@Suite struct KeyScratchTests {
  /// Keys longer than the space it starts with.
  @Test func growsWithItsFields() {
    var scratch = KeyScratch()
    for count in [0, 1, 1022, 1023, 1024, 5000] {
      let field = [UInt8](repeating: 0x61, count: count)
      scratch.clear()
      unsafe field.withUnsafeBufferPointer { unsafe scratch.append($0) }
      scratch.separate()
      unsafe field.withUnsafeBufferPointer { unsafe scratch.append($0) }
      scratch.separate()
      #expect(unsafe scratch.bytes.elementsEqual(field + [0] + field + [0]))
    }
  }
}
