import Runs

/// What the run was made from.
extension PageSection {
  private static let inputsShown = 100

  static func inputs(_ run: RunFiles) -> PageSection {
    let manifest = run.manifest
    let others = manifest.inputs.filter { $0.role != "export" }
    let shown = others.prefix(inputsShown)
    var rows: [[Markup]] = [
      [
        .text(manifest.pipeline.file), "pipeline file", "\(manifest.pipeline.text.utf8.count)",
        shortDigest(manifest.pipeline.sha256),
      ]
    ]
    if let base = manifest.base {
      rows.append([.text(base.run), "base, its manifest", "–", shortDigest(base.sha256)])
    }
    rows += shown.map { [.text($0.path), .text($0.role), "\($0.bytes)", shortDigest($0.sha256)] }
    rows += manifest.reference_data.map {
      [.text($0.name), "ships with the program", "–", shortDigest($0.sha256)]
    }
    let table = PageTable(
      "Inputs beside the exports",
      [.text("File"), .text("What"), .number("Bytes"), .text("SHA-256")], rows: rows,
      note: "The first 12 digits of each digest; whole ones, and those of all exports, stand in "
        + "manifest.json.")
    return PageSection(
      "inputs", "Inputs",
      [
        table.markup,
        paragraph("Made by \(manifest.tool.name) \(manifest.tool.version).", class: "note"),
      ])
  }
}
