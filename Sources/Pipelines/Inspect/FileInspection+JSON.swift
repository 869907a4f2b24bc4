import Runs

extension FileInspection {
  /// Several of them as a JSON array, keys sorted.
  package static func json(_ inspections: [FileInspection]) throws -> [UInt8] {
    try RunJSON.bytes(inspections)
  }
}
