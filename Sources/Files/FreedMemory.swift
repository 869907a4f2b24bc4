import CGlibc

/// Memory that was freed and that the C library keeps.
package enum FreedMemory {
  /// Gives whole pages of it back to the system.
  ///
  /// Reading many small files leaves a little of each between much that was freed, which glibc
  /// keeps for good when it does not lie at the end of its heap. A call takes a few milliseconds.
  package static func giveBack() { malloc_trim(0) }
}
