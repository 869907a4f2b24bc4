/// A row that was counted, in the numbers of its counter.
struct CountedRow {
  var identity: Int
  var series: Int
  /// The first one of its record, from 1.
  var line: Int
  var engagements: Int64
}

/// Is told of every row that a counter adds up.
protocol RowTracer {
  /// Known when the code is compiled, so that a counter without a tracer does nothing for it.
  static var isTracing: Bool { get }
  /// How many identities it was told of.
  var identityCount: Int { get }

  /// Tells it of the next identity.
  ///
  /// - Parameter key: nil for one that rows are rejected for.
  mutating func addIdentity(key: [UInt8]?)
  /// Tells it of a row of an identity that it knows.
  mutating func add(_ row: CountedRow)
}

/// Nobody: the hot path is compiled for it.
struct Untraced: RowTracer {
  static let isTracing = false
  let identityCount = 0

  mutating func addIdentity(key: [UInt8]?) {}
  mutating func add(_ row: CountedRow) {}
}

/// Keeps the rows of some identities.
struct IdentityTracer: RowTracer {
  static let isTracing = true

  /// The wanted identities by key, each with its place in the export's partial.
  let wanted: [[UInt8]: Int]
  /// By the counter's numbers: the place of a wanted identity, nil for the others.
  private(set) var places: [Int?] = []
  private(set) var rows: [CountedRow] = []

  init(wanted: [[UInt8]: Int]) {
    self.wanted = wanted
  }

  var identityCount: Int { places.count }

  mutating func addIdentity(key: [UInt8]?) {
    places.append(key.flatMap { wanted[$0] })
  }

  mutating func add(_ row: CountedRow) {
    if places[row.identity] != nil { rows.append(row) }
  }
}
