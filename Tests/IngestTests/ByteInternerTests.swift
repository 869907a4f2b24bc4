import TestSupport
import Testing

@testable import Ingest

@Suite struct ByteInternerTests {
  /// Keys of all lengths the hash treats apart, many more than its first 256 places, against a
  /// dictionary.
  @Test(arguments: UInt64(1)...4)
  func numbersKeysInTheOrderOfFirstSight(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var interner = ByteInterner()
    var expected: [[UInt8]: UInt32] = [:]
    var keys: [[UInt8]] = []
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...40, using: &generator)
      let alphabet = seed % 2 == 0 ? UInt8(0)...1 : UInt8(0)...255
      let key = (0..<count).map { _ in UInt8.random(in: alphabet, using: &generator) }
      let number = unsafe key.withUnsafeBufferPointer { unsafe interner.intern($0) }
      if let known = expected[key] {
        guard number == known else {
          Issue.record("key \(key) is number \(number), was \(known)")
          return
        }
      } else {
        expected[key] = number
        #expect(number == keys.count)
        keys.append(key)
      }
    }
    #expect(interner.count == keys.count)
    for (number, key) in keys.enumerated() {
      #expect(unsafe interner.key(number).elementsEqual(key))
    }
  }

  @Test func theEmptyKeyIsAKey() {
    var interner = ByteInterner()
    let empty: [UInt8] = []
    let zero: [UInt8] = [0]
    for _ in 0..<2 {
      #expect(unsafe empty.withUnsafeBufferPointer { unsafe interner.intern($0) } == 0)
      #expect(unsafe zero.withUnsafeBufferPointer { unsafe interner.intern($0) } == 1)
      #expect(unsafe interner.intern(UnsafeBufferPointer(start: nil, count: 0)) == 0)
    }
    #expect(unsafe interner.key(0).isEmpty)
    #expect(unsafe interner.key(1).elementsEqual(zero))
  }

  /// Keys that are alike at both ends and differ in the middle, or in length alone.
  @Test func keysThatAreNearlyAlikeStayApart() {
    var interner = ByteInterner()
    var number: UInt32 = 0
    for length in 1...70 {
      for place in 0..<length {
        var key = [UInt8](repeating: 0x61, count: length)
        key[place] = 0x62
        #expect(unsafe key.withUnsafeBufferPointer { unsafe interner.intern($0) } == number)
        number += 1
      }
    }
  }

  /// A key longer than the arena.
  @Test func longKeys() {
    var interner = ByteInterner()
    for count in [10, 5000, 1_000_000, 3] {
      let key = [UInt8](repeating: UInt8(count % 251), count: count)
      let number = unsafe key.withUnsafeBufferPointer { unsafe interner.intern($0) }
      #expect(unsafe interner.key(Int(number)).elementsEqual(key))
    }
    #expect(interner.count == 4)
  }
}
