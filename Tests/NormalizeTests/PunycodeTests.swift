import Testing

@testable import Normalize

@Suite struct PunycodeTests {
  /// From RFC 3492, section 7.1, and from names in daily use.
  @Test(arguments: [
    ("bücher", "bcher-kva"),
    ("münchen", "mnchen-3ya"),
    ("食狮", "85x722f"),
    ("公司", "55qx5d"),
    ("faß", "fa-hia"),
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
  ])
  func encodes(label: String, expected: String) {
    #expect(punycode(Array(label.unicodeScalars)) == expected)
  }
}
