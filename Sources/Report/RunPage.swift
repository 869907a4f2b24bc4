package import AdModel
import Runs

/// The run on one page: HTML without scripts that needs no other file.
///
/// Two equal runs give equal pages, but for what stands in `<span class="timing">`.
package enum RunPage {
  /// The page of a run, made from the files in its folder.
  ///
  /// Bounded in time and size however large the run is: tables beyond `RunFiles.largestTableBytes`
  /// are named and not read, long lists are cut and the rest counted.
  ///
  /// - Parameter daily: what its `daily.csv` adds up to, which takes longer to read back than all
  ///   others together; nil for a run that has none.
  /// - Throws: `FileFault`, or `RunFailure` when the folder holds no run.
  package static func html(
    ofRunAt folder: String, daily: DailyEngagements? = nil
  ) throws -> [UInt8] {
    try html(RunFiles(folder: folder), daily: daily)
  }

  static func html(_ run: RunFiles, daily: DailyEngagements? = nil) throws -> [UInt8] {
    let sections = try sections(run, daily)
    let page = Markup.element(
      "html", ["lang": "en"], [head(run), body(run, sections)]
    ).onItsOwnLine
    return Array("<!DOCTYPE html>\n".utf8) + Array(page.html.utf8)
  }

  private static func sections(
    _ run: RunFiles, _ daily: DailyEngagements?
  ) throws -> [PageSection] {
    let rejects = try RejectGroups(run)
    return [
      .attention(run, rejects),
      .segments(run),
      try .moves(run),
      try .uploads(run),
      .workflows(run),
      try .engagements(run, daily),
      try .exports(run),
      try .unmatched(run),
      .rejects(rejects),
      .inputs(run),
      .timings(run),
    ]
  }

  private static func head(_ run: RunFiles) -> Markup {
    let title = "\(run.manifest.pipeline.name.harmless), \(run.manifest.as_of)"
    return Markup.element(
      "head",
      [
        .void("meta", ["charset": "utf-8"]),
        Markup.element("title", .words(title)).onItsOwnLine,
        .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .void("meta", ["name": "color-scheme", "content": "light dark"]),
        // Should a browser ever take some text for a script, it must not run.
        .void(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]),
        .style(sheet),
      ]
    ).onItsOwnLine
  }

  private static func body(_ run: RunFiles, _ sections: [PageSection]) -> Markup {
    let links = sections.map { Markup.element("li", $0.link).onItsOwnLine }
    return .element(
      "body",
      [
        header(run),
        Markup.element("nav", ["aria-label": "On this page"], .element("ul", links))
          .onItsOwnLine,
        Markup.element("main", sections.map(\.markup)).onItsOwnLine,
      ])
  }

  private static func header(_ run: RunFiles) -> Markup {
    let facts: [(Markup, Markup)] = [
      ("As of", .words(run.manifest.as_of)),
      ("Base", run.results.base.map(Markup.text) ?? "none: it started from empty segments"),
      ("Run", .text(run.results.run)),
      ("Status", status(run)),
    ]
    let list = facts.map { name, value in
      Markup.element("div", [.element("dt", name), .element("dd", value)]).onItsOwnLine
    }
    return Markup.element(
      "header",
      [
        Markup.element("h1", .text(run.manifest.pipeline.name)).onItsOwnLine,
        .element("dl", list),
      ]
    ).onItsOwnLine
  }

  private static func status(_ run: RunFiles) -> Markup {
    switch run.results.status {
    case "published": "published"
    case "written": "written outside the history"
    case "failed": .element("strong", ["class": "bad"], "failed")
    default: .text(run.results.status)
    }
  }
}
