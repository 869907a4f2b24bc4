import Runs

/// How large the segments are and how they moved.
extension PageSection {
  static func segments(_ run: RunFiles) -> PageSection {
    let segments = run.results.segments
    guard !segments.isEmpty else {
      return PageSection(
        "segments", "Segments",
        [paragraph("The run stopped before it had any segments to show.", class: "note")])
    }
    let largest = segments.map { max($0.before, $0.after) }.max() ?? 0
    let table = PageTable(
      "Accounts in each segment",
      [
        .text("Segment"), .number("Before"), .number("Entered"), .number("of these moved in"),
        .number("Left"), .number("of these moved on"), .number("Now"), .text("Size"),
        .number("To upload"), .number("Held back"),
      ],
      rows: segments.map { row($0, largest: largest) },
      note: "Bars are the sizes now, with a line at the size before. Who moved in or on came from, "
        + "or went to, another rung of the same ladder.")
    return PageSection("segments", "Segments", [table.markup])
  }

  private static func row(_ segment: RunResults.SegmentResult, largest: Int) -> [Markup] {
    [
      .text(segment.name), "\(segment.before)", "\(segment.entered)", "\(segment.moved_in)",
      "\(segment.left)", "\(segment.moved_out)", .element("strong", "\(segment.after)"),
      SizeBar(value: segment.after, before: segment.before, largest: largest).markup,
      segment.uploaded.map { "\($0)" } ?? "–", segment.held.map { "\($0)" } ?? "–",
    ]
  }
}
