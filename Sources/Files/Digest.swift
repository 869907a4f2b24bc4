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

  /// A digest that somebody made and wrote in hexadecimal, in lower or upper case; nil for any other
  /// text.
  package init?(written text: String) {
    guard text.utf8.count == 64, text.utf8.allSatisfy({ $0.isHexDigit }) else { return nil }
    self.hex = text.lowercased()
  }

  /// The digest's 32 bytes in base64 (RFC 4648, section 4): 44 characters, the last of them `=`.
  package var base64: String {
    let digits = Array(hex.utf8)
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      digits[$0].hexValue << 4 | digits[$0 + 1].hexValue
    }
    return Base64.text(of: bytes)
  }
}

extension UInt8 {
  /// The lower-case digit of a number below sixteen.
  fileprivate init(hexDigit number: UInt8) {
    self = number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") + number - 10
  }

  fileprivate var isHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// Of a digit of lower-case hexadecimal.
  fileprivate var hexValue: UInt8 {
    self <= UInt8(ascii: "9") ? self - UInt8(ascii: "0") : self - UInt8(ascii: "a") + 10
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
    var hex: [UInt8] = []
    hex.reserveCapacity(64)
    for byte in digest {
      hex.append(UInt8(hexDigit: byte >> 4))
      hex.append(UInt8(hexDigit: byte & 15))
    }
    return Digest(hex: String(decoding: hex, as: UTF8.self))
  }
}
