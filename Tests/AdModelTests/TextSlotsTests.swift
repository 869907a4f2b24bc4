import AdModel
import Testing

@Suite struct TextSlotsTests {
  @Test("every text is found by its bytes, however many there are, and no other") func found() {
    let texts = (0..<5000).map { "B-\($0)" } + ["", "é", "e\u{301}", "\0", "a\0", "a"]
    for capacity in [0, 10, texts.count * 2] {
      var slots = TextSlots(capacity: capacity)
      for (number, text) in texts.enumerated() {
        let hash = TextSlots.hash(of: text)
        #expect(slots.number(hash) { texts[$0].hasBytes(of: text) } == nil)
        slots.insert(hash, number: number)
      }
      for (number, text) in texts.enumerated() {
        #expect(slots.number(TextSlots.hash(of: text)) { texts[$0].hasBytes(of: text) } == number)
      }
      for text in ["B-5000", "b-1", "B-1 ", "a\0\0", "ê"] {
        #expect(slots.number(TextSlots.hash(of: text)) { texts[$0].hasBytes(of: text) } == nil)
      }
    }
  }

  @Test("texts with one hash are told apart") func collisions() {
    var slots = TextSlots()
    for number in 0..<100 { slots.insert(7 << 32, number: number) }
    for number in 0..<100 { #expect(slots.number(7 << 32) { $0 == number } == number) }
    #expect(slots.number(7 << 32) { _ in false } == nil)
  }

  @Test("texts that Unicode calls the same are two") func bytes() {
    #expect(!"é".hasBytes(of: "e\u{301}"))
    #expect("é".hasBytes(of: "é"))
    #expect(!"ab".hasBytes(of: "abc"))
  }
}
