/// A named set of accounts, kept from run to run.
package struct Segment: Sendable {
  /// A CRM export (or any CSV) the segment is made from anew each run.
  package struct Origin: Sendable {
    /// Path pattern as written; `{last_day}` picks the newest file up to the as-of day.
    package var file: String
    package var columns: [AccountColumn: String]
    /// Column and the values that count, in the order of the file; all must hold.
    package var conditions: [(column: String, values: [String])]
    /// Column of the date that `withinDays` looks at.
    package var dateColumn: String?
    package var withinDays: Int?
    package var mayBeEmpty: Bool

    package init(
      file: String, columns: [AccountColumn: String],
      conditions: [(column: String, values: [String])] = [], dateColumn: String? = nil,
      withinDays: Int? = nil, mayBeEmpty: Bool = false
    ) {
      self.file = file
      self.columns = columns
      self.conditions = conditions
      self.dateColumn = dateColumn
      self.withinDays = withinDays
      self.mayBeEmpty = mayBeEmpty
    }
  }

  package var id: SegmentID
  package var name: String
  /// Ids it had in earlier runs.
  package var was: [SegmentID] = []
  package var expireAfterDays: Int?
  /// A CSV of the members the first run starts with; path as written.
  package var initial: String?
  package var origin: Origin?

  package init(
    id: SegmentID, name: String, expireAfterDays: Int? = nil, initial: String? = nil,
    origin: Origin? = nil
  ) {
    self.id = id
    self.name = name
    self.expireAfterDays = expireAfterDays
    self.initial = initial
    self.origin = origin
  }
}
