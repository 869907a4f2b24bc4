import AdModel
import Runs

/// How long each stage took: the one section that differs between two equal runs.
extension PageSection {
  static func timings(_ run: RunFiles) -> PageSection {
    let table = PageTable(
      "Stages", [.text("Stage"), .text("Status"), .text("Counts"), .number("Seconds")],
      rows: run.results.stages.map { stage in
        let counts = stage.counts.keys.sortedInBytes().map { name -> Markup in
          "\(.words(name.replacing("_", with: " "))) \(stage.counts[name] ?? 0)"
        }
        return [
          .text(stage.name), .words(stage.status.replacing("_", with: " ").harmless),
          .joined(counts, by: ", "), seconds(stage.seconds),
        ]
      })
    return PageSection(
      "timings", "Timings",
      [
        table.markup,
        paragraph("All together \(seconds(run.results.seconds)) seconds.", class: "note"),
      ])
  }

  /// With three decimals, marked as what may differ.
  private static func seconds(_ seconds: Double) -> Markup {
    let thousandths = Int((seconds.clamped(to: 0...1e12) * 1000).rounded())
    let decimals = String(thousandths % 1000 + 1000).dropFirst()
    return .element(
      "span", ["class": "timing"], .words("\((thousandths / 1000).grouped).\(decimals)"))
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    isNaN ? range.lowerBound : Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
