import CGlibc

/// What becomes of memory that nobody needs any more.
package enum FreedMemory {
  /// Gives whole pages of what the C library keeps of it back to the system.
  ///
  /// Reading many small files leaves a little of each between much that was freed, which glibc
  /// keeps for good when it does not lie at the end of its heap. A call takes a few milliseconds.
  package static func giveBack() { malloc_trim(0) }

  /// Leaves things to the end of the process, which frees all memory at once: to take millions of
  /// texts apart one by one costs time that nobody gets anything for.
  package static func leaveToTheEnd(_ things: Any...) {
    _ = unsafe Unmanaged.passRetained(Things(things))
  }

  private final class Things {
    private let things: [Any]
    init(_ things: [Any]) { self.things = things }
  }
}
