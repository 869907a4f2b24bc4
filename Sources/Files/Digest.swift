import CLibCrypto

/// A SHA-256 digest (FIPS 180-4) in lower-case hexadecimal, by the system's libcrypto.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let hex: String
  package var description: String { hex }

  init(hex: String) {
    self.hex = hex
  }

  /// The digest of a file's bytes as they lie on the disk.
  package init(of file: InputFile) throws(FileFault) {
    let hasher = RunningDigest()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { unsafe buffer.deallocate() }
    var offset = 0
    while true {
      let count = try unsafe file.read(at: offset, into: buffer)
      if count == 0 { break }
      unsafe hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += count
    }
    self = hasher.finish()
  }

  package init(of bytes: [UInt8]) {
    self.init(of: bytes[...])
  }

  package init(of bytes: ArraySlice<UInt8>) {
    let hasher = RunningDigest()
    unsafe bytes.withUnsafeBytes { unsafe hasher.update($0) }
    self = hasher.finish()
  }

  package init(of text: String) {
    self.init(of: Array(text.utf8))
  }
}

/// One running SHA-256.
@safe final class RunningDigest {
  private let context: OpaquePointer

  init() {
    guard let context = unsafe EVP_MD_CTX_new(),
      unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    else { preconditionFailure("libcrypto has no SHA-256") }
    unsafe self.context = context
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  func finish() -> Digest {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe EVP_DigestFinal_ex(context, &digest, nil)
    let digits = Array("0123456789abcdef".utf8)
    return Digest(
      hex: String(
        decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
        as: UTF8.self))
  }
}
