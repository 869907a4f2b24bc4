/// Bytes that stay where they were put: one behind the other, in chunks that never move.
///
/// Unsafe, and why it is sound: what is put in lies in a chunk with room for it and is never written
/// again; chunks are freed with the arena, which whoever keeps an address in it must keep too. One
/// thread puts in; all may read what they were given the address of.
@safe package final class ByteArena: @unchecked Sendable {
  private static let largestChunkSizeBytes = 1 << 20

  private var chunks: [UnsafeMutablePointer<UInt8>] = unsafe []
  private var chunkSizeBytes = 1 << 12
  private var next: UnsafeMutablePointer<UInt8>?
  private var roomBytes = 0

  package init() {}

  deinit {
    unsafe chunks.forEach { unsafe $0.deallocate() }
  }

  /// Room for so many bytes, side by side, to be written at once.
  package func room(for count: Int) -> UnsafeMutablePointer<UInt8> {
    if unsafe count > roomBytes || next == nil {
      chunkSizeBytes = min(chunkSizeBytes * 4, ByteArena.largestChunkSizeBytes)
      roomBytes = max(chunkSizeBytes, count)
      let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: roomBytes)
      unsafe chunks.append(chunk)
      unsafe next = chunk
    }
    guard let start = unsafe next else { preconditionFailure("there is a chunk") }
    unsafe next = start + count
    roomBytes -= count
    return unsafe start
  }

  /// Where a copy of some bytes lies.
  package func put(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8> {
    let start = unsafe room(for: bytes.count)
    if let source = bytes.baseAddress { unsafe start.update(from: source, count: bytes.count) }
    return unsafe UnsafePointer(start)
  }
}
