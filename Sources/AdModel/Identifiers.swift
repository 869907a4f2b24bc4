/// The stable id of an account: from the account list, or made (`domain:acme.com`).
package struct AccountID: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
}

/// The id of a segment, as references, file names and CSVs use it.
package struct SegmentID: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
}

/// The id of a workflow; a name in brackets, `(expiry)`, is a step that is no workflow.
package struct WorkflowID: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
}

/// The name of a source.
package struct SourceName: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
}

/// The place of an account in the run's account table, whose order is that of the ids' bytes; so
/// indices sort as ids do.
package struct AccountIndex: Hashable, Comparable, Sendable {
  package let number: UInt32
  package init(_ number: UInt32) { self.number = number }
  package static func < (left: AccountIndex, right: AccountIndex) -> Bool {
    left.number < right.number
  }
}
