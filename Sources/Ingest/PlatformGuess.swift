import AdModel
import CSV

/// Which platform a file of nobody's may come from.
package struct PlatformGuess: Sendable {
  package let platform: Platform
  /// Header names and lines that speak for it.
  package let signs: [String]

  /// How many signs are enough where a column is missing.
  private static let signsEnough = 3

  /// Of the platforms whose columns of days, campaigns and accounts are all in one header, whose
  /// words stand before the facts of a report without one, or that many signs speak for: the one
  /// with most signs, the first of equals. Nil when none has any.
  ///
  /// - Parameters:
  ///   - headers: the first row of each table.
  ///   - lines: those above and below the tables.
  package init?(headers: [[String]], lines: [String]) {
    let finders = headers.map { HeaderFinder($0.map { $0.trimmingWhiteSpace() }) }
    var best: PlatformGuess?
    for platform in Platform.all where platform.name != Platform.generic.name {
      let source = Source(name: SourceName(""), platform: platform.name, files: [])
      let fitting = finders.filter { finder in
        platform.headers.contains {
          TableColumns.Wanted(source, platform, $0).missingColumns(in: finder).isEmpty
        }
      }
      // Two facts of words at least: one line that begins like a label proves little.
      let isReportOfWords =
        lines.count { line in
          platform.labels.contains {
            !$0.words.isEmpty && $0.text(in: line, order: .yearFirst) != nil
          }
        } >= 2
      let signs = PlatformGuess.signs(of: platform, in: finders.flatMap(\.header) + lines)
      guard !fitting.isEmpty || isReportOfWords || signs.count >= PlatformGuess.signsEnough else {
        continue
      }
      if signs.count > best?.signs.count ?? 0 {
        best = PlatformGuess(platform: platform, signs: signs)
      }
    }
    guard let best else { return nil }
    self = best
  }

  private init(platform: Platform, signs: [String]) {
    self.platform = platform
    self.signs = signs
  }

  private static func signs(of platform: Platform, in texts: [String]) -> [String] {
    let folded = texts.map { FoldedText($0).text }
    return platform.signs.filter { sign in
      let sign = FoldedText(sign).text
      return folded.contains { $0.hasPrefix(sign) || $0.contains(" \(sign)") }
    }
  }
}
