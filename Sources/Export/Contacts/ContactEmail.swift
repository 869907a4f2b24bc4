import Files

/// What stands in a list's e-mail column: an address, or a digest that somebody made of one.
enum ContactEmail: Hashable, Sendable {
  case address(EmailAddress)
  /// SHA-256 of the address without white space around it and in lower case, which is how most
  /// platforms want it: the platform sees no difference.
  case digest(Digest)

  /// What a text says; nil for what is neither, and for the digest of nothing at all, which lists
  /// hold where a blank cell was hashed.
  init?(_ original: String) {
    if let address = EmailAddress(original) {
      self = .address(address)
    } else if let digest = Digest(written: TidyText(original).text),
      digest != ContactEmail.digestOfNothing
    {
      self = .digest(digest)
    } else {
      return nil
    }
  }

  private static let digestOfNothing = Digest(of: "")

  /// The digest of the address, or the one that stands in the list.
  ///
  /// - Parameter canonical: the address as a platform hashes it. It plays no part for a digest that
  ///   stands in the list, so an address that the platform would have changed is not found.
  func digest(_ canonical: (EmailAddress) -> EmailAddress? = { $0 }) -> Digest? {
    switch self {
    case .address(let address): canonical(address).map { Digest(of: $0.text) }
    case .digest(let digest): digest
    }
  }
}
