/// The two keys a domain gives: the host, and the registrable domain it ends in.
struct DomainKeys: Hashable, Sendable {
  let host: String
  /// Where in the host's bytes the registrable domain begins.
  private let registrableStart: Int

  /// - Parameter registrableLength: how many of the host's bytes, at its end, were registered.
  init(host: String, registrableLength: Int) {
    self.host = host
    self.registrableStart = host.utf8.count - registrableLength
  }

  var registrable: String {
    isRegistrable ? host : String(decoding: host.utf8.dropFirst(registrableStart), as: UTF8.self)
  }

  /// Whether the host is the registrable domain itself.
  var isRegistrable: Bool { registrableStart == 0 }

  /// Calls with the bytes of the registrable domain.
  func withRegistrable<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    let bytes = host.utf8.span
    return body(bytes.extracting(registrableStart..<bytes.count))
  }
}

/// What an identity, or an account of the list, can be found by. Nil where it says nothing, or
/// nothing that identifies anybody.
struct AccountKeys: Sendable {
  var domain: DomainKeys?
  var linkedIn: String?
  var name: String?
}
