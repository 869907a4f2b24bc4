import CPhoneNumber

/// A phone number that can exist, read by Google's libphonenumber.
package struct PhoneNumber: Hashable, Sendable {
  /// As E.164 has it: a plus, the country calling code and the number, digits only; an extension is
  /// dropped.
  package let e164: String

  /// The same without the plus.
  package var digits: String { String(e164.dropFirst()) }

  /// What is longer is no phone number; the library itself stops at 250 characters.
  private static let maximumBytes = 250

  /// The number that a text says; nil for what is no possible number.
  ///
  /// Possible means that its length is one that numbers of its country have. Whether somebody has the
  /// number is not asked: the vendors' own examples are numbers that nobody has.
  ///
  /// Lists lose the plus: `49 170 1234567` in Germany is `+491701234567`, though a number in the town
  /// of Leer can begin so. With the calling code of another country, a number is one of `country` if
  /// it can be.
  ///
  /// - Parameter country: where a number without a country calling code is dialled; without it a
  ///   number without plus is none.
  package init?(_ text: String, in country: CountryCode? = nil) {
    guard text.utf8.count <= PhoneNumber.maximumBytes, !text.utf8.contains(0) else { return nil }
    let callingCode = PhoneNumber.callingCode(in: text)
    let isReadTwice = callingCode.map { $0.isDialled || country != nil } ?? false
    var number = PhoneNumber.e164(
      text, in: country, callingCode: isReadTwice ? callingCode?.place : nil)
    if number == nil, let callingCode, callingCode.isDialled {
      number = PhoneNumber.e164("+" + text[callingCode.place...], in: nil, callingCode: nil)
    }
    guard let number else { return nil }
    self.e164 = number
  }

  /// Where a country calling code without its plus can stand, and whether it stands behind `00`, which
  /// most of the world dials for the plus and the library knows only of the countries that do.
  ///
  /// No calling code begins with a zero.
  private static func callingCode(in text: String) -> (place: String.Index, isDialled: Bool)? {
    let dialled = text.drop { !$0.isNumber && $0 != "+" && $0 != "＋" }
    if dialled.hasPrefix("00") {
      return (dialled.index(dialled.startIndex, offsetBy: 2), true)
    }
    guard let first = dialled.first, first.isNumber, first.wholeNumberValue != 0 else { return nil }
    return (dialled.startIndex, false)
  }

  /// What is longer is none in any country (ITU-T E.164), though the library takes it for a number
  /// that is dialled within one.
  private static let maximumDigits = 15

  private static func e164(
    _ text: String, in country: CountryCode?, callingCode: String.Index?
  ) -> String? {
    var text = text
    let callingCode = callingCode.map { text.utf8.distance(from: text.startIndex, to: $0) }
    let region = country?.text ?? "ZZ"
    var bytes = [UInt8](repeating: 0, count: Int(ADSEGMENTS_PHONE_BYTES))
    // Sound: the function reads as many bytes as it is told, the region up to the zero that Swift puts
    // behind it, and writes no more than `ADSEGMENTS_PHONE_BYTES`.
    let count = text.withUTF8 { text in
      unsafe adsegments_phone_e164(
        text.baseAddress, text.count, region, callingCode ?? text.count, &bytes)
    }
    guard count > 0, count <= 1 + maximumDigits else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// What the library knows of the world's numbers, as text: another version of it can read a text as
  /// another number, and then this differs too, as far as that can be told from outside.
  package static var metadata: [UInt8] {
    var count = 0
    // Sound: the buffer is malloc's, holds `count` bytes and is freed here.
    guard let text = unsafe adsegments_phone_metadata(&count) else { return [] }
    defer { unsafe adsegments_phone_free(text) }
    return unsafe Array(UnsafeRawBufferPointer(start: text, count: count))
  }
}
