import Testing

@testable import Normalize

@Suite struct KeyIndexTests {
  private func places(_ index: KeyIndex, _ key: String) -> [String] {
    var places: [String] = []
    index.forEach(key.utf8.span) { places.append("\($0.place)\($0.isAlias ? "*" : "")") }
    return places
  }

  @Test("accounts come in the order they were noted, aliases behind them, each once") func order() {
    var noted = NotedKeys()
    for (place, key) in ["acme", "", "nord", "acme", "acme"].enumerated() {
      noted.note(key.utf8.span, place: UInt32(place))
    }
    #expect(noted.count == 5)
    var index = KeyIndex()
    index.insert(noted)
    index.insert("acme", place: 3, isAlias: true)
    index.insert("acme", place: 0, isAlias: true)
    index.insert("nord", place: 9, isAlias: true)
    index.insert("new", place: 1, isAlias: true)
    #expect(places(index, "acme") == ["0", "3", "4"])
    #expect(places(index, "") == ["1"])
    #expect(places(index, "nord") == ["2", "9*"])
    #expect(places(index, "new") == ["1*"])
    #expect(places(index, "acm") == [])
    #expect(places(index, "acmenord") == [])
  }
}
