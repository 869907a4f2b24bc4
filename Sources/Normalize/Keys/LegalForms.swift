/// The legal forms a company's name can end in: `GmbH`, `Sp. z o.o.`, `Co., Ltd.`
///
/// Kept as a tree over the bytes of the cleaned forms, read from the end and without spaces, so
/// that `S.A.`, `SA` and `S. A.` are one and a name costs a few steps.
package struct LegalForms: Sendable {
  private struct Node {
    /// The byte that leads to it.
    var byte: UInt8 = 0
    var isForm = false
    /// The first of the nodes that follow it, 0 for none.
    var firstChild = 0
    /// The next of the nodes that follow the one before it, 0 for none.
    var sibling = 0
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
      if let next = child(of: node, byte) {
        node = next
      } else {
        nodes.append(Node(byte: byte, sibling: nodes[node].firstChild))
        nodes[node].firstChild = nodes.count - 1
        node = nodes.count - 1
      }
    }
    nodes[node].isForm = node != 0
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    var child = nodes[node].firstChild
    while child != 0, nodes[child].byte != byte { child = nodes[child].sibling }
    return child == 0 ? nil : child
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
      guard let next = child(of: node, words[index]) else { break }
      node = next
      if nodes[node].isForm, index == 0 || words[index - 1] == space { start = index }
    }
    return start
  }
}
