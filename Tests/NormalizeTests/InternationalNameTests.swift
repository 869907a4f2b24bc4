import Foundation
import Testing

@testable import Normalize

/// Held to the conformance vectors of UTS 46, nontransitional, with the differences libidn2 states.
@Suite struct InternationalNameTests {
  private struct Vector {
    let source: String
    let unicode: String
    let ascii: String
    /// The steps of UTS 46 that find a fault; empty for a valid name.
    let faults: [Substring]
  }

  /// Columns 1 to 5 of the file; a blank one means what its head says.
  private static func vectors() throws -> [Vector] {
    let file = Reference.root.appending(path: "Tests/Vectors/IdnaTestV2.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      guard let text = line.split(separator: "#", omittingEmptySubsequences: false).first,
        text.contains(";")
      else { return nil }
      let columns = text.split(separator: ";", omittingEmptySubsequences: false)
        .map { unescaped($0.trimmingPrefix(while: \.isWhitespace)) }
      let unicode = columns[1].isEmpty ? columns[0] : columns[1]
      return Vector(
        source: columns[0], unicode: unicode, ascii: columns[3].isEmpty ? unicode : columns[3],
        faults: (columns[4].isEmpty ? columns[2] : columns[4])
          .split { "[], ".contains($0) })
    }
  }

  /// `\u00DF` and `\x{1F600}` made characters; white space at the end dropped. Lone surrogates,
  /// which no text of ours can hold, become the replacement character.
  private static func unescaped(_ text: Substring) -> String {
    var rest = text.unicodeScalars
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    var plain = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let kind = rest.popFirst() else {
        plain.append(scalar)
        continue
      }
      let digits = kind == "u" ? rest.prefix(4) : rest.dropFirst().prefix { $0 != "}" }
      rest = rest[(kind == "u" ? digits.endIndex : rest.index(after: digits.endIndex))...]
      plain.append(UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
    }
    return String(plain)
  }

  @Test func validNamesAreWrittenAsTheVectorsSay() throws {
    let valid = try Self.vectors().filter(\.faults.isEmpty)
    #expect(valid.count > 400)
    var refusedCount = 0
    for vector in valid {
      if let ascii = HostName.asciiForm(of: vector.source) {
        #expect(ascii == vector.ascii, "\(vector.source)")
      } else {
        refusedCount += 1
        #expect(
          vector.unicode.unicodeScalars.contains(where: isOutsideIDNA2008), "\(vector.source)")
      }
    }
    #expect(refusedCount < 60)
  }

  /// Rules that cannot make two companies one: the order of letters in names that are written from
  /// right to left (B), signs that are ASCII or newer than the library (V6, P1), lengths (A4), which
  /// `HostName` looks at itself.
  @Test func brokenNamesAreRefusedOrWrittenAsTheVectorsSay() throws {
    let broken = try Self.vectors().filter { !$0.faults.isEmpty }
    #expect(broken.count > 5000)
    var takenCount = 0
    for vector in broken {
      guard let ascii = HostName.asciiForm(of: vector.source) else { continue }
      takenCount += 1
      #expect(ascii == vector.ascii, "\(vector.source)")
      #expect(
        vector.faults.allSatisfy {
          $0.hasPrefix("B") || ["P1", "V6", "A4_1", "A4_2"].contains($0)
        },
        "\(vector.source) \(vector.faults)")
    }
    #expect(takenCount < 200)
  }

  private func isOutsideIDNA2008(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      false
    default: scalar != "-" && scalar != "."
    }
  }
}
