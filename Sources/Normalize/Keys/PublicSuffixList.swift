internal import AdModel
internal import CLibPSL
internal import Glibc

/// The suffixes under which anybody can register a name (`com`, `co.uk`, `github.io`), read from a
/// copy of https://publicsuffix.org/list/ so that two machines agree.
@safe package final class PublicSuffixList: @unchecked Sendable {
  // Sound to share: libpsl only reads a loaded list, and nothing here changes it before `deinit`.
  private let list: OpaquePointer

  /// Reads a copy of the list.
  ///
  /// - Throws: `RunFailure` when the bytes hold no suffix.
  package init(bytes: [UInt8]) throws {
    var bytes = bytes
    let list = unsafe bytes.withUnsafeMutableBytes { buffer -> OpaquePointer? in
      // Sound: the stream reads `buffer.count` bytes and is closed before the buffer goes.
      guard let stream = unsafe fmemopen(buffer.baseAddress, buffer.count, "r") else { return nil }
      defer { unsafe fclose(stream) }
      return unsafe psl_load_fp(stream)
    }
    guard let list = unsafe list else { throw RunFailure.publicSuffixListUnreadable() }
    guard unsafe psl_suffix_count(list) > 0 else {
      unsafe psl_free(list)
      throw RunFailure.publicSuffixListUnreadable()
    }
    unsafe self.list = list
  }

  deinit {
    unsafe psl_free(list)
  }

  /// The part of a host that was registered, the public suffix and one label before it, and the
  /// whole host. Nil when the host is a public suffix itself.
  ///
  /// The list's private section counts, so `acme.github.io` is one. Under a top-level domain that
  /// is not in the list the last two labels are.
  func keys(of host: HostName) -> DomainKeys? {
    if let keys = keys(ofText: host.text) { return keys }
    // Behind the `www` of `www.gov.uk` stands a suffix of a country: that is a name below it. That of
    // `www.github.io` is run by the company all of whose customers have names there.
    guard host.isBehindWWW else { return nil }
    let isOfARegistry = unsafe host.text.withCString {
      unsafe psl_is_public_suffix2(list, $0, Int32(PSL_TYPE_ICANN)) != 0
    }
    return isOfARegistry ? keys(ofText: "www." + host.text) : nil
  }

  private func keys(ofText host: String) -> DomainKeys? {
    registrableLength(of: host.utf8.span).map { DomainKeys(host: host, registrableLength: $0) }
  }

  /// How many bytes of a host, at its end, were registered; nil when it is a public suffix itself.
  ///
  /// - Parameter host: as a `HostName` has it.
  func registrableLength(of host: Span<UInt8>) -> Int? {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: host.count + 1) { text in
      for place in host.indices { unsafe text[place] = CChar(bitPattern: host[place]) }
      unsafe text[host.count] = 0
      // Sound: there is room for the host and the NUL behind it, and libpsl answers with a pointer
      // into the string it was given.
      guard let start = text.baseAddress,
        let found = unsafe psl_registrable_domain(list, start)
      else { return nil }
      return unsafe host.count - (UnsafePointer(found) - UnsafePointer(start))
    }
  }
}
