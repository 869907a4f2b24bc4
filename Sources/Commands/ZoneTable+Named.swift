import AdModel
import Foundation

extension ZoneTable {
  /// From 1990 to 2060: no report is older or newer.
  private static let firstInstant = 631_152_000
  private static let lastInstant = 2_840_140_800
  private static let weekSeconds = 7 * 86_400

  /// The offsets of a zone as this machine knows them; nil when it knows no such zone.
  ///
  /// Changes are looked for week by week, since Foundation lists those of daylight saving alone;
  /// no zone has changed twice within a week.
  init?(named name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    func offset(_ instant: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }
    var transitions: [Int64] = []
    var last = offset(ZoneTable.firstInstant)
    var offsets = [Int64(last)]
    var start = ZoneTable.firstInstant
    while start < ZoneTable.lastInstant {
      let end = start + ZoneTable.weekSeconds
      let next = offset(end)
      if next != last {
        var (low, high) = (start, end)
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == last { low = middle } else { high = middle }
        }
        transitions.append(Int64(high))
        offsets.append(Int64(next))
        last = next
      }
      start = end
    }
    self.init(name: name, transitions: transitions, offsets: offsets)
  }
}
