/// What an identity or an account is called, as nearness is measured: the cleaned name, and the part
/// of the domain that was chosen (`acme` of `acme.co.uk`); both may be empty.
///
/// Kept as Unicode scalars, one text behind the other.
struct ComparedTexts: Sendable {
  private let letters: [UInt32]
  private let nameEnd: Int
  private let closedNameEnd: Int

  init(name: String, label: String) {
    var letters = name.unicodeScalars.map(\.value)
    nameEnd = letters.count
    letters += letters.filter { $0 != ComparedTexts.space }
    closedNameEnd = letters.count
    letters += label.unicodeScalars.map(\.value)
    self.letters = letters
  }

  private static let space: UInt32 = 0x20

  var isEmpty: Bool { letters.isEmpty }

  private var name: Range<Int> { 0..<nameEnd }
  /// The name without spaces, as domains have it.
  private var closedName: Range<Int> { nameEnd..<closedNameEnd }
  private var label: Range<Int> { closedNameEnd..<letters.count }

  // MARK: Nearness

  /// 0 to 1: the highest of names with names, labels with labels, and each with the other.
  func score(_ other: ComparedTexts) -> Double {
    max(
      score(name, other, other.name), score(label, other, other.label),
      score(closedName, other, other.label), score(label, other, other.closedName))
  }

  private func score(_ range: Range<Int>, _ other: ComparedTexts, _ otherRange: Range<Int>)
    -> Double
  {
    if range.isEmpty || otherRange.isEmpty { return 0 }
    return JaroWinkler.similarity(
      letters.span.extracting(range), other.letters.span.extracting(otherRange))
  }

  // MARK: Blocks

  /// The blocks the texts stand in, each once: texts that have none in common are not compared.
  ///
  /// Names of one company share a word, the beginning, the end, or all letters in another order; or
  /// they are the same once a letter of one of them, or of each, is left out: that is one letter more,
  /// less, changed or swapped with the next (deletions, as in W. Garbe's SymSpell).
  var blocks: [UInt64] {
    var blocks: [UInt64] = []
    for word in letters[name].split(separator: ComparedTexts.space) where word.count > 1 {
      blocks.append(ComparedTexts.block(.word, word))
    }
    for text in [letters[closedName], letters[label]] where !text.isEmpty {
      blocks.append(ComparedTexts.block(.word, text))
      blocks.append(ComparedTexts.block(.beginning, text.prefix(ComparedTexts.endLength)))
      blocks.append(ComparedTexts.block(.end, text.suffix(ComparedTexts.endLength)))
      blocks.append(ComparedTexts.block(.letters, text.sorted()[...]))
      ComparedTexts.appendDeletions(of: text, to: &blocks)
    }
    blocks.sort()
    var distinct: [UInt64] = []
    for block in blocks where block != distinct.last { distinct.append(block) }
    return distinct
  }

  /// The text, and all that is left of it without one letter. Of a short text too little would be
  /// left, and of a long one a word is the same.
  private static func appendDeletions(of text: ArraySlice<UInt32>, to blocks: inout [UInt64]) {
    guard (minDeletionLength...maxDeletionLength).contains(text.count) else { return }
    blocks.append(block(.oneLess, text))
    var before = start(of: .oneLess)
    for (place, letter) in zip(text.indices, text) {
      blocks.append(continued(before, text[(place + 1)...]))
      before = continued(before, letter)
    }
  }

  private static let minDeletionLength = 4
  private static let maxDeletionLength = 32
  private static let endLength = 5

  private enum BlockKind: UInt64 {
    case word = 1
    case beginning
    case end
    case letters
    case oneLess
  }

  // FNV-1a over scalars (http://www.isthe.com/chongo/tech/comp/fnv/), the same on every machine. Two
  // blocks of one number are one larger block, which costs time and changes no score.

  private static func block(_ kind: BlockKind, _ letters: ArraySlice<UInt32>) -> UInt64 {
    continued(start(of: kind), letters)
  }

  private static func start(of kind: BlockKind) -> UInt64 {
    (0xCBF2_9CE4_8422_2325 ^ kind.rawValue) &* 0x100_0000_01B3
  }

  private static func continued(_ hash: UInt64, _ letters: ArraySlice<UInt32>) -> UInt64 {
    var hash = hash
    for letter in letters { hash = continued(hash, letter) }
    return hash
  }

  private static func continued(_ hash: UInt64, _ letter: UInt32) -> UInt64 {
    (hash ^ UInt64(letter)) &* 0x100_0000_01B3
  }
}
