import Pipelines

/// A forecast for a marketer.
enum ForecastText {
  /// How many accounts are named of one day and step; `--format csv` has all.
  private static let namesShown = 5
  /// Nights whose sizes are shown.
  private static let nightsShown = [0, 1, 3, 7, 14, 21, 30]

  static func text(_ forecast: Forecast) -> String {
    var lines = [
      "The \(forecast.days) nights after \(forecast.as_of), if nobody engaged any more; "
        + "nothing is written",
      "Rows of segment files count as long as their dates do; those dated later are not seen.",
      "",
    ]
    lines += TextTable.lines(sizes(forecast))
    lines += [""] + forecast.uploads.map(shortage)
    lines += changes(forecast)
    return lines.map(\.onOnePlainLine).joined(separator: "\n") + "\n"
  }

  private static func sizes(_ forecast: Forecast) -> [[String]] {
    let nights = nightsShown.filter { $0 <= forecast.days }
    func row(_ name: String, _ sizes: [Int]) -> [String] { [name] + nights.map { "\(sizes[$0])" } }
    return [["Members after"] + nights.map { $0 == 0 ? "tonight" : "+\($0)" }]
      + forecast.segments.map { row($0.name, $0.sizes) }
      + forecast.uploads.map {
        row(
          "\($0.is_of_people ? "companies in" : "to upload:") \($0.format)/\($0.segment).csv",
          $0.sizes)
      }
  }

  private static func shortage(_ upload: Forecast.Upload) -> String {
    let name = "\(upload.format)/\(upload.segment).csv"
    if upload.is_of_people { return "\(name): it is of people, who are not looked at" }
    guard let minimum = upload.minimum else {
      return "\(name): its platform states no fewest number of rows"
    }
    let fewest = "below \(minimum) rows, the fewest its platform can use"
    guard let day = upload.below_minimum_on, let rows = upload.sizes.first(where: { $0 < minimum })
    else { return "\(name): never \(fewest)" }
    if rows == upload.sizes[0] { return "\(name): already \(fewest)" }
    return "\(name): from \(day) on \(fewest) (\(rows) then)"
  }

  private static func changes(_ forecast: Forecast) -> [String] {
    if forecast.changes.isEmpty { return ["", "Nobody enters, moves or leaves."] }
    let wording = MovementWording(
      segmentNames: forecast.segmentNames, workflowNames: forecast.workflowNames)
    var lines: [String] = []
    var rest = forecast.changes[...]
    while let first = rest.first {
      let own = rest.prefix { isAlike($0, first) }
      rest = rest.dropFirst(own.count)
      let heading = wording.heading(first.action, from: first.from, to: first.to)
      let names = own.prefix(namesShown).map { $0.name.isEmpty ? $0.account_id : $0.name }
      let more = own.count - names.count
      lines.append(
        "\(first.day)  \(heading) (\(own.count)), \(wording.workflow(first.workflow)): "
          + names.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : ""))
    }
    return [""] + lines
  }

  private static func isAlike(_ change: Forecast.Change, _ other: Forecast.Change) -> Bool {
    change.day == other.day && change.workflow == other.workflow && change.from == other.from
      && change.to == other.to
  }
}
