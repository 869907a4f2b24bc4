internal import AdModel

/// The legal forms that stand around a company's name: `GmbH`, `Sp. z o.o.`, `Co., Ltd.` behind it,
/// `AB`, `株式会社` or `Công ty TNHH` in front.
///
/// `S.A.`, `SA` and `S. A.` are one form. Forms are whole words: `anytimeco` ends in none, nor does
/// `made in c` in `inc`; those of scripts that put no spaces between words may stand against the name
/// (`日立製作所株式会社`).
package struct LegalForms: Sendable {
  /// What a form stands beside.
  private enum Place: Substring {
    case behind = ""
    /// Behind or in front.
    case inFront = "front"
    case inFrontOnly = "front only"
    /// Behind, or in front of a name in quotes: `SIA "Rimi Latvia"`, but not `SIA Engineering`.
    case inFrontOfQuotes = "front of quotes"
    case inFrontOfQuotesOnly = "quotes only"
    /// Behind, when its parts stand apart: `o.p.s.`, but not `Ops`.
    case apart
    /// Behind, in just these letters: `SpA`, but not `Spa`.
    case asWritten = "as written"
  }

  /// From the last byte to the first.
  private var behind = FormTree()
  private var inFront = FormTree()
  private var inFrontOfQuotes = FormTree()
  /// Forms in front that only another one behind the name shows to be one.
  private var pairs = FormTree()
  /// By number of a form in `pairs`: the forms behind, letters alone.
  private var partners: [Set<[UInt8]>] = []
  /// The words of forms that are known by how they are written.
  private var written: [Substring: [UInt8]] = [:]
  /// In bytes.
  private var longestWritten = 0

  /// - Parameter text: one form a line, behind it after tabs the countries that use it and where it
  ///   stands, as the raw values of `Place` say. A form in two parts around a name has `…` between
  ///   them. Blank lines and lines that start with `#` are skipped.
  package init(text: String) {
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let parts = fields[0].split(separator: "…", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        insertPair(Form(parts[0]), Form(parts[1]))
      } else {
        insert(fields[0], Place(rawValue: fields.count > 2 ? fields[2] : "") ?? .behind)
      }
    }
  }

  private mutating func insert(_ text: Substring, _ place: Place) {
    let form = Form(String(text), isApart: place == .apart)
    switch place {
    case .behind, .apart: behind.insert(form, reversed: true)
    case .inFront:
      behind.insert(form, reversed: true)
      inFront.insert(form)
    case .inFrontOnly: inFront.insert(form)
    case .inFrontOfQuotes:
      behind.insert(form, reversed: true)
      inFrontOfQuotes.insert(form)
    case .inFrontOfQuotesOnly: inFrontOfQuotes.insert(form)
    case .asWritten:
      // As if its letters stood apart.
      let words = Array(form.letters.map { [$0] }.joined(separator: [WordList.initialBreak]))
      behind.insert(Form(words: words, isApart: true), reversed: true)
      written[text] = words
      longestWritten = max(longestWritten, text.utf8.count)
    }
  }

  private mutating func insertPair(_ front: Form, _ back: Form) {
    behind.insert(back, reversed: true)
    let number = pairs.insert(front)
    if number == partners.count { partners.append([]) }
    partners[number].insert(back.letters)
  }

  /// The words of a form at the end of a name that is known by how it is written, and what stands
  /// before it. Signs and spaces around it do not matter: `Rossi (SpA)`.
  func formAsWritten(atEndOf name: String) -> (stem: String, words: [UInt8])? {
    let scalars = name.unicodeScalars
    guard let last = scalars.lastIndex(where: LegalForms.isOfWord), scalars[last].isASCII else {
      return nil
    }
    let end = scalars.index(after: last)
    guard
      let before = scalars[..<end].suffix(longestWritten + 1)
        .lastIndex(where: { !LegalForms.isOfWord($0) }),
      let words = written[name[scalars.index(after: before)..<end]]
    else { return nil }
    return (String(name[..<before]), words)
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      ? isDigit(UInt8(scalar.value)) || isLowercaseLetter(asciiLowercased(UInt8(scalar.value)))
      : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Where a name stands once the legal forms around it are dropped, the longest first. Something
  /// is always left, and more than an article: `The Limited` is a name.
  ///
  /// - Parameter words: cleaned words with single spaces between them.
  func rangeOfName(in words: [UInt8]) -> Range<Int> {
    var name = 0..<words.count
    var dropped: [Range<Int>] = []
    while true {
      if let form = behind.longest(endOf: words[name]),
        let shorter = rest(of: words[name], before: form)
      {
        dropped.append(form)
        name = shorter
      } else if let shorter = restBehindForm(of: words[name], dropped.map { words[$0] }) {
        name = shorter
      } else {
        return name
      }
    }
  }

  /// Whether these words are a form that stands in front of a name in quotes.
  func isInFrontOfQuotes(_ words: [UInt8]) -> Bool {
    [inFrontOfQuotes, inFront].contains {
      $0.longest(startOf: words[...], areInitialsOne: true)?.range == words.indices
    }
  }

  /// Whether these words are a form and nothing else.
  func isForm(_ words: [UInt8]) -> Bool {
    behind.longest(endOf: words[...]) == words.indices
      || words.count <= longestWritten
        && written.values.contains { FormTree.letters(of: $0[...]) == words }
      || inFront.longest(startOf: words[...], areInitialsOne: false)?.range == words.indices
  }

  /// What stands before a form at the end; nil when that is no name.
  private func rest(of words: ArraySlice<UInt8>, before form: Range<Int>) -> Range<Int>? {
    var end = form.lowerBound
    if end > words.startIndex, FormTree.isGap(words[end - 1]) { end -= 1 }
    guard end > words.startIndex, !words[..<end].elementsEqual("the".utf8) else { return nil }
    return words.startIndex..<end
  }

  /// What stands behind a form at the start; nil when there is none or that is no name.
  private func restBehindForm(
    of words: ArraySlice<UInt8>, _ dropped: @autoclosure () -> [ArraySlice<UInt8>]
  ) -> Range<Int>? {
    // Initials are a person's: `A. B. Dick` is no AB.
    var found = inFront.longest(startOf: words, areInitialsOne: false)?.range
    if let pair = pairs.longest(startOf: words, areInitialsOne: false),
      pair.range.count > found?.count ?? 0,
      dropped().contains(where: { partners[pair.number].contains(FormTree.letters(of: $0)) })
    {
      found = pair.range
    }
    guard var start = found?.upperBound else { return nil }
    if start < words.endIndex, FormTree.isGap(words[start]) { start += 1 }
    return start < words.endIndex ? start..<words.endIndex : nil
  }
}

/// A legal form as names are searched for it.
private struct Form {
  /// Of the cleaned form, without spaces.
  let letters: [UInt8]
  /// Before which letters a word begins, bit by bit, counted from the first letter.
  let breaks: UInt128
  /// Whether a name must have all its breaks.
  let isApart: Bool
  /// Whether it may stand against the name without a space. A single sign may not: it is a word.
  let needsNoSpace: Bool

  init(_ text: String, isApart: Bool = false) {
    self.init(words: CleanedName.words(of: text), isApart: isApart)
  }

  init(words: [UInt8], isApart: Bool) {
    letters = FormTree.letters(of: words[...])
    precondition(letters.count < UInt128.bitWidth, "a legal form of more than 127 bytes")
    var breaks: UInt128 = 0
    var letter = 0
    for byte in words {
      if FormTree.isGap(byte) { breaks |= 1 << UInt128(letter) } else { letter += 1 }
    }
    self.breaks = breaks
    self.isApart = isApart
    let scalars = String(decoding: letters, as: UTF8.self).unicodeScalars
    needsNoSpace = scalars.count > 1 && scalars.allSatisfy(Form.isUnspaced)
  }

  /// The breaks before letters counted from the last.
  var reversedBreaks: UInt128 {
    var reversed: UInt128 = 0
    for letter in 1..<max(1, letters.count) where breaks & 1 << UInt128(letter) != 0 {
      reversed |= 1 << UInt128(letters.count - letter)
    }
    return reversed
  }

  /// Thai, kana, Chinese characters and Hangul.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0E7F, 0x1100...0x11FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF: true
    default: false
    }
  }
}

/// Forms as a tree over their bytes, so that a name costs a few steps whatever their number.
private struct FormTree: Sendable {
  private struct Node {
    /// The byte that leads to it.
    var byte: UInt8 = 0
    /// The number of the form that ends here, or -1.
    var form = -1
    /// Before which letters, counted in the tree's direction, a name may have a space: where one of
    /// the spellings of the form that ends here has one.
    var breaks: UInt128 = 0
    /// Whether all spellings want all of these.
    var isApart = true
    var needsNoSpace = false
    /// The first of the nodes that follow it, 0 for none.
    var firstChild = 0
    /// The next of the nodes that follow the one before it, 0 for none.
    var sibling = 0

    /// Whether the form is what a name spells in so many letters with these breaks.
    func accepts(_ breaks: UInt128, letterCount: Int, areInitialsOne: Bool) -> Bool {
      guard form >= 0 else { return false }
      if needsNoSpace { return true }
      let initials: UInt128 = (1 << UInt128(letterCount)) - 2
      if areInitialsOne, breaks == initials, !isApart || self.breaks == initials { return true }
      return isApart ? breaks == self.breaks : breaks & ~self.breaks == 0
    }
  }

  private var nodes = [Node()]
  /// The nodes that follow the first one, by byte; 0 for none. Most names end here.
  private var first = [Int](repeating: 0, count: 256)
  private var count = 0

  /// - Returns: the form's number, from 0 in the order they came.
  @discardableResult
  mutating func insert(_ form: Form, reversed: Bool = false) -> Int {
    var node = 0
    for byte in reversed ? form.letters.reversed() : form.letters {
      node = child(of: node, byte) ?? addChild(of: node, byte)
    }
    guard node != 0 else { preconditionFailure("a legal form without a letter") }
    if nodes[node].form < 0 {
      nodes[node].form = count
      count += 1
    }
    nodes[node].breaks |= reversed ? form.reversedBreaks : form.breaks
    nodes[node].isApart = nodes[node].isApart && form.isApart
    nodes[node].needsNoSpace = form.needsNoSpace
    return nodes[node].form
  }

  private mutating func addChild(of node: Int, _ byte: UInt8) -> Int {
    let child = nodes.count
    if node == 0 {
      first[Int(byte)] = child
      nodes.append(Node(byte: byte))
    } else {
      nodes.append(Node(byte: byte, sibling: nodes[node].firstChild))
      nodes[node].firstChild = child
    }
    return child
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    var child = node == 0 ? first[Int(byte)] : nodes[node].firstChild
    while child != 0, nodes[child].byte != byte { child = nodes[child].sibling }
    return child == 0 ? nil : child
  }

  /// The longest form at the end of some words, in a tree of reversed forms.
  func longest(endOf words: ArraySlice<UInt8>) -> Range<Int>? {
    longest(in: words, from: words.endIndex - 1, step: -1, areInitialsOne: true)
      .map { $0.last..<words.endIndex }
  }

  /// The longest form at the start of some words.
  ///
  /// - Parameter areInitialsOne: whether single letters side by side are one word.
  func longest(
    startOf words: ArraySlice<UInt8>, areInitialsOne: Bool
  ) -> (range: Range<Int>, number: Int)? {
    longest(in: words, from: words.startIndex, step: 1, areInitialsOne: areInitialsOne)
      .map { (words.startIndex..<($0.last + 1), $0.number) }
  }

  /// Walks words letter by letter, to the one or the other end.
  ///
  /// - Returns: where the last letter of the longest form stands, and the form's number.
  @inline(__always)
  private func longest(
    in words: ArraySlice<UInt8>, from start: Int, step: Int, areInitialsOne: Bool
  ) -> (last: Int, number: Int)? {
    var node = 0
    var found: (last: Int, number: Int)?
    var letterCount = 0
    var breaks: UInt128 = 0
    var next = start
    while words.indices.contains(next) {
      let index = next
      next += step
      if FormTree.isGap(words[index]) {
        breaks |= 1 << UInt128(letterCount)
        continue
      }
      guard let child = child(of: node, words[index]) else { break }
      node = child
      letterCount += 1
      let isWord = !words.indices.contains(next) || FormTree.isGap(words[next])
      guard isWord || nodes[node].needsNoSpace else { continue }
      // The end of other initials is no form: `U.S.A.` is no company U.
      let areInitials = letterCount > 1 && breaks == (1 << UInt128(letterCount)) - 2
      if step < 0, areInitials, FormTree.isInitial(before: index, in: words) { continue }
      if nodes[node].accepts(breaks, letterCount: letterCount, areInitialsOne: areInitialsOne) {
        found = (index, nodes[node].form)
      }
    }
    return found
  }

  /// Whether a single letter stands before initials and is held to them by the same gap that is
  /// between them.
  private static func isInitial(before index: Int, in words: ArraySlice<UInt8>) -> Bool {
    let letter = index - 2
    guard letter >= words.startIndex, isLowercaseLetter(words[letter]),
      words[index - 1] == words[index + 1]
    else { return false }
    // `d.s.v. a/s` has its own initials before the form.
    return letter == words.startIndex || words[letter - 1] == words[index - 1]
  }

  static func letters(of words: ArraySlice<UInt8>) -> [UInt8] { words.filter { !isGap($0) } }

  /// Whether words or initials are parted by a byte.
  static func isGap(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == WordList.initialBreak
  }
}
