import CZstd

/// Unpacks a zstd file of any number of frames, skippable ones among them, in bounded memory.
///
/// Unsafe, and why it is sound: libzstd reads at most `size` bytes of `input`, which this value
/// owns, and writes at most the buffer that it is handed.
@safe final class ZstdUnpacker: Unpacker {
  private static let inputSizeBytes = 1 << 18
  /// Frames that want to look back further than 128 MiB are refused: `zstd --long` beyond the
  /// limit that the tool itself sets when it unpacks.
  private static let windowLogMax: Int32 = 27

  private let file: InputFile
  private var offset = 0
  private let input = UnsafeMutableRawBufferPointer.allocate(
    byteCount: ZstdUnpacker.inputSizeBytes, alignment: 16)
  private let context: OpaquePointer
  private var rest: ZSTD_inBuffer
  private var isInsideFrame = false
  private var isAtEnd = false

  init(_ file: InputFile) {
    self.file = file
    guard let context = unsafe ZSTD_createDCtx() else {
      preconditionFailure("libzstd could not start")
    }
    unsafe self.context = context
    unsafe self.rest = ZSTD_inBuffer(src: UnsafeRawPointer(input.baseAddress), size: 0, pos: 0)
    let status = unsafe ZSTD_DCtx_setParameter(
      context, ZSTD_d_windowLogMax, ZstdUnpacker.windowLogMax)
    precondition(ZSTD_isError(status) == 0, "libzstd knows the limit")
  }

  deinit {
    unsafe ZSTD_freeDCtx(context)
    unsafe input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    var output = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    while unsafe output.pos < output.size && !isAtEnd {
      if unsafe rest.pos == rest.size { try refill() }
      let isInputOver = unsafe rest.pos == rest.size
      if isInputOver && !isInsideFrame {
        isAtEnd = true
        break
      }
      let before = unsafe output.pos
      let status = unsafe ZSTD_decompressStream(context, &output, &rest)
      if ZSTD_isError(status) != 0 { throw broken }
      isInsideFrame = status != 0
      // What libzstd still held is out, and the frame is not.
      if isInputOver, isInsideFrame, unsafe output.pos == before { throw broken }
    }
    return unsafe output.pos
  }

  private var broken: FileFault {
    FileFault(.brokenCompression, path: file.path, compression: .zstd)
  }

  private func refill() throws(FileFault) {
    let count = try unsafe file.read(at: offset, into: input)
    offset += count
    unsafe rest = ZSTD_inBuffer(src: UnsafeRawPointer(input.baseAddress), size: count, pos: 0)
  }
}
