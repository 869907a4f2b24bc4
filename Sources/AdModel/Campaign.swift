/// A campaign as an export names it: an id, a name, or both.
package struct Campaign: Hashable, Sendable {
  /// Blank when the export has none.
  package let id: String
  /// Blank when the export has none.
  package let name: String

  package init(id: String = "", name: String) {
    self.id = id
    self.name = name
  }

  /// What makes two rows speak of one campaign: the id, else the folded name.
  package var key: CampaignKey {
    id.isEmpty ? .name(FoldedText(name)) : .id(id)
  }

  /// What people are shown: the name, else the id.
  package var shown: String { name.isEmpty ? id : name }
}

/// The identity of a campaign within a source.
package enum CampaignKey: Hashable, Sendable {
  case id(String)
  case name(FoldedText)
}

/// Which campaigns a rule reads: any of a list of names, ids or globs (`*` and `?` only).
package struct CampaignSelector: Hashable, Sendable {
  /// As written in the pipeline file, in its order.
  package let patterns: [String]

  package init(_ patterns: [String]) {
    self.patterns = patterns
  }

  /// Whether any pattern is the campaign's id, its folded name, or a glob over that name; a
  /// campaign without a name goes by its id.
  package func matches(_ campaign: Campaign) -> Bool {
    let name = FoldedText(campaign.shown).text
    return patterns.contains { pattern in
      if !campaign.id.isEmpty && pattern == campaign.id { return true }
      return Glob(FoldedText(pattern).text).matches(name)
    }
  }
}
