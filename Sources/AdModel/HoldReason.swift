/// Why a member is left out of an upload, as `held.csv` says it; several are joined.
package enum HoldReason: Hashable, Sendable {
  /// A segment of `exclude` holds the account.
  case excluded(SegmentID)
  case notInAccountList
  case banned
  /// The account lacks what one format needs: `no_domain:stackadapt-domains`.
  case lacking(String, format: String)

  package var text: String {
    switch self {
    case .excluded(let segment): "excluded:\(segment)"
    case .notInAccountList: "not_in_account_list"
    case .banned: "banned"
    case .lacking(let what, let format): "\(what):\(format)"
    }
  }

  /// Nil for a text that is none.
  package init?(_ text: String) {
    switch text {
    case "not_in_account_list": self = .notInAccountList
    case "banned": self = .banned
    default:
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty else { return nil }
      if parts[0] == "excluded" {
        self = .excluded(SegmentID(String(parts[1])))
      } else if parts[0].hasPrefix("no_") {
        self = .lacking(String(parts[0]), format: String(parts[1]))
      } else {
        return nil
      }
    }
  }

  /// Whether an account stays out of a format's uploads for this, whatever contacts it has.
  package func holds(from format: String) -> Bool {
    guard case .lacking(_, let other) = self else { return true }
    return other == format && !isOfContacts
  }

  /// Whether it is about contacts.
  package var isOfContacts: Bool {
    guard case .lacking(let what, _) = self else { return false }
    return what == HoldReason.noContact || what == HoldReason.noUsableContact
  }

  /// What an account without contacts lacks.
  package static let noContact = "no_contact"
  /// What an account lacks whose domain is also that of an account that is kept out, where a row is
  /// the domain alone.
  package static let noOwnDomain = "no_own_domain"
  /// What an account lacks whose contacts say nothing that identifies a person.
  package static let noUsableContact = "no_usable_contact"

  package static let separator = " | "

  /// The reasons of a field of `held.csv`; what is none is left out.
  package static func list(_ text: String) -> [HoldReason] {
    var rest = text[...]
    var reasons: [HoldReason] = []
    while !rest.isEmpty {
      let end = rest.firstRange(of: separator)
      if let reason = HoldReason(String(rest[..<(end?.lowerBound ?? rest.endIndex)])) {
        reasons.append(reason)
      }
      rest = end.map { rest[$0.upperBound...] } ?? ""
    }
    return reasons
  }
}
