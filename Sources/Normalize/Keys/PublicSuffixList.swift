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
    if let keys = keys(of: host.text) { return keys }
    // Behind the `www` of `www.gov.uk` stands a suffix: that is a name below it.
    return host.isBehindWWW ? keys(of: "www." + host.text) : nil
  }

  private func keys(of host: String) -> DomainKeys? {
    let length = unsafe host.withCString { start -> Int? in
      // Sound: libpsl answers with a pointer into the string it was given.
      guard let found = unsafe psl_registrable_domain(list, start) else { return nil }
      return unsafe host.utf8.count - (found - start)
    }
    return length.map { DomainKeys(host: host, registrableLength: $0) }
  }
}
