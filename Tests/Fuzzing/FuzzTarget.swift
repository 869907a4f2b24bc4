import FuzzChecks

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  checkFuzzed(UnsafeBufferPointer(start: data, count: size))
  return 0
}
