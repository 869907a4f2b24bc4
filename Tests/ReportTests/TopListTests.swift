import Testing

@testable import Report

@Suite struct TopListTests {
  @Test("keeps the largest, of equal ones the first, and counts the rest") func largest() {
    var list = TopList<String>(capacity: 3)
    for (name, key) in [("a", 2), ("b", 9), ("c", 2), ("d", 1), ("e", 9), ("f", 2)] {
      list.offer(key: key, name)
    }
    #expect(list.elements == ["b", "e", "a"])
    #expect(list.seenCount == 6)
    #expect(list.restCount == 3)
  }

  @Test("without keys keeps the first") func first() {
    var list = TopList<Int>(capacity: 2)
    for number in 1...5 { list.offer(number) }
    #expect(list.elements == [1, 2])
  }

  @Test("makes no element that it does not keep") func laziness() {
    var list = TopList<Int>(capacity: 1)
    var made = 0
    func make(_ number: Int) -> Int {
      made += 1
      return number
    }
    for number in 1...100 { list.offer(make(number)) }
    #expect(made == 1)
  }

  @Test("with room for none keeps none") func noRoom() {
    var list = TopList<Int>(capacity: 0)
    list.offer(key: 7, 1)
    #expect(list.elements == [])
    #expect(list.restCount == 1)
  }
}
