/// The legal forms a company's name can end in: `GmbH`, `Sp. z o.o.`, `Co., Ltd.`
///
/// Kept as a tree over the bytes of the cleaned forms, read from the end and without spaces, so
/// that `S.A.`, `SA` and `S. A.` are one and a name costs a few steps.
package struct LegalForms: Sendable {
  private struct Node {
    var next: [UInt8: Int] = [:]
    var isForm = false
  }

  private var nodes = [Node()]

  /// - Parameter text: one form a line, a tab and the countries that use it behind; blank lines and
  ///   lines that start with `#` are skipped.
  package init(text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let form = line.prefix { $0 != "\t" }
      insert(CleanedName.words(of: String(form)))
    }
  }

  private mutating func insert(_ form: [UInt8]) {
    var node = 0
    for byte in form.reversed() where byte != UInt8(ascii: " ") {
      if let next = nodes[node].next[byte] {
        node = next
      } else {
        nodes.append(Node())
        nodes[node].next[byte] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    nodes[node].isForm = node != 0
  }

  /// Where a name ends once the legal forms behind it are dropped, the longest first. Something is
  /// always left, and more than an article: `The Limited` is a name.
  ///
  /// - Parameter words: cleaned words with single spaces between them.
  func endOfName(in words: [UInt8]) -> Int {
    var end = words.count
    while let start = startOfLongestForm(in: words[..<end]), start > 0,
      !words[..<(start - 1)].elementsEqual("the".utf8)
    {
      end = start - 1
    }
    return end
  }

  /// The forms are whole words: `anytimeco` ends in none.
  private func startOfLongestForm(in words: ArraySlice<UInt8>) -> Int? {
    let space = UInt8(ascii: " ")
    var node = 0
    var start: Int?
    for index in words.indices.reversed() where words[index] != space {
      guard let next = nodes[node].next[words[index]] else { break }
      node = next
      if nodes[node].isForm, index == 0 || words[index - 1] == space { start = index }
    }
    return start
  }
}
