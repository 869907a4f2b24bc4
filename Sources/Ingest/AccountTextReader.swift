import AdModel
import CSV

/// Takes the account out of the text of a campaign, an ad group or an address.
///
/// Called once per distinct text, so a regular expression may take its time.
final class AccountTextReader {
  private let regex: Regex<AnyRegexOutput>

  /// - Parameter text: its pattern was compiled before, when the pipeline file was checked.
  init(_ text: Source.AccountText) {
    guard let regex = try? Regex(text.pattern) else {
      preconditionFailure("the pipeline file was checked for patterns that do not compile")
    }
    self.regex = regex
  }

  /// The key of the identity that stands in a text, its five fields joined by NUL; nil when the
  /// pattern is not found or finds nothing in its groups but the country.
  func key(in text: String) -> [UInt8]? {
    guard let match = try? regex.firstMatch(in: text) else { return nil }
    let fields = Source.AccountText.groups.map { group -> String in
      guard regex.contains(captureNamed: group), let found = match[group]?.substring else {
        return ""
      }
      return String(found).filter { $0 != "\0" }.trimmingWhiteSpace()
    }
    guard fields.dropLast().contains(where: { !$0.isEmpty }) else { return nil }
    return Array(fields.map { Array($0.utf8) }.joined(separator: [0]))
  }
}
