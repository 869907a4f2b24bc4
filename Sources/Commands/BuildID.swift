/// The id that a linker gave an executable: a digest of what it linked.
///
/// An ELF file (System V gABI; 64 bits, little-endian) has a table of program headers, whose place,
/// entry size and count stand at bytes 32, 54 and 56. One of type 4 is a run of notes: the lengths
/// of name and content, a type, the name and the content, both filled up to four bytes. The id is
/// the content of the note of type 3 by `GNU`:
///
///     04 00 00 00  14 00 00 00  03 00 00 00  47 4e 55 00  5f 1c …
struct BuildID: Equatable {
  let bytes: [UInt8]

  /// - Parameter file: the first bytes of an executable; nil when there is no such note in them.
  init?(inStartOf file: [UInt8]) {
    guard file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]),
      let table = file.number(at: 32, byteCount: 8),
      let entrySize = file.number(at: 54, byteCount: 2),
      let entryCount = file.number(at: 56, byteCount: 2)
    else { return nil }
    for entry in 0..<entryCount {
      let header = table + entry * entrySize
      guard file.number(at: header, byteCount: 4) == 4,
        let start = file.number(at: header + 8, byteCount: 8),
        let byteCount = file.number(at: header + 32, byteCount: 8),
        start <= file.count, byteCount <= file.count - start,
        let id = BuildID.id(inNotes: file[start..<start + byteCount])
      else { continue }
      self.bytes = id
      return
    }
    return nil
  }

  private static func id(inNotes notes: ArraySlice<UInt8>) -> [UInt8]? {
    var note = Array(notes)
    while let nameCount = note.number(at: 0, byteCount: 4),
      let count = note.number(at: 4, byteCount: 4), let type = note.number(at: 8, byteCount: 4)
    {
      let start = 12 + filled(nameCount)
      guard start + filled(count) <= note.count else { return nil }
      if type == 3, count > 0, note[12..<12 + nameCount].elementsEqual("GNU\0".utf8) {
        return Array(note[start..<start + count])
      }
      note.removeFirst(start + filled(count))
    }
    return nil
  }

  private static func filled(_ byteCount: Int) -> Int { (byteCount + 3) / 4 * 4 }

  /// Two digits a byte.
  var hex: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension [UInt8] {
  /// A little-endian number of at most 2 to the power of 40; nil for a larger one, or past the end.
  fileprivate func number(at place: Int, byteCount: Int) -> Int? {
    guard place >= 0, place <= count - byteCount else { return nil }
    var number: UInt64 = 0
    for byte in self[place..<place + byteCount].reversed() { number = number << 8 | UInt64(byte) }
    return number <= 1 << 40 ? Int(number) : nil
  }
}
