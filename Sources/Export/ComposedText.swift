import AdModel

/// Calls with a text canonically composed (NFC), as UTF-8 that is valid during the call: a platform
/// is not told to remove what an upload has in other code points.
func withComposedText<Result>(
  _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  // All that comes before the combining marks, U+0300 and up, is composed.
  if unsafe text.allSatisfy({ $0 < 0xCC }) { return unsafe body(text) }
  var composed = unsafe canonicallyComposed(String(decoding: text, as: UTF8.self))
  return composed.withUTF8 { unsafe body($0) }
}
