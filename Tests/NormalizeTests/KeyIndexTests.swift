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
    let index = KeyIndex(
      [noted], aliases: [("acme", 3), ("acme", 0), ("nord", 9), ("new", 1)])
    #expect(places(index, "acme") == ["0", "3", "4"])
    #expect(places(index, "") == ["1"])
    #expect(places(index, "nord") == ["2", "9*"])
    #expect(places(index, "new") == ["1*"])
    #expect(places(index, "acm") == [])
    #expect(places(index, "acmenord") == [])
    #expect(index.onlyEntry("new".utf8.span) == KeyIndex.Entry(place: 1, isAlias: true))
    #expect(index.onlyEntry("".utf8.span) == KeyIndex.Entry(place: 1, isAlias: false))
    #expect(index.onlyEntry("acme".utf8.span) == nil)
    #expect(index.onlyEntry("acm".utf8.span) == nil)
  }

  @Test("stretches filled side by side tell what one thread tells") func threads() {
    let keys = (0..<3_000).map { "key \($0 * 7919 % 1_999)" }
    let stretches = stride(from: 0, to: keys.count, by: 100).map { start in
      var noted = NotedKeys()
      for place in start..<start + 100 { noted.note(keys[place].utf8.span, place: UInt32(place)) }
      return noted
    }
    var expected: [String: [String]] = [:]
    for (place, key) in keys.enumerated() { expected[key, default: []].append("\(place)") }
    for jobs in [1, 4] {
      let index = KeyIndex(stretches, jobs: jobs)
      #expect(expected.allSatisfy { places(index, $0.key) == $0.value })
    }
  }
}
