import AdModel

/// Joins what goes by an id in one download and by its name alone in another.
///
/// A column of ids may be left out of a report, or blank in some rows. Where one id alone of a
/// source bears a name, rows that say the name are that campaign's; where several do, nobody knows
/// whose they are, and they stay apart.
enum CampaignIDs {
  private struct Name: Hashable {
    var source: Int
    var text: FoldedText
  }

  /// - Parameter keys: by export, one per series.
  static func joined(_ exports: [Export], keys: [[CampaignKey]]) -> [[CampaignKey]] {
    var ids: [Name: Set<String>] = [:]
    var hasNameAlone = false
    for (export, keys) in zip(exports, keys) {
      var last: Campaign?
      for (series, key) in zip(export.series, keys) where series.campaign != last {
        last = series.campaign
        switch key {
        case .name: hasNameAlone = true
        case .id(let id):
          let name = Name(source: export.source, text: FoldedText(series.campaign.name))
          if !name.text.text.isEmpty { ids[name, default: []].insert(id) }
        }
      }
    }
    guard hasNameAlone, !ids.isEmpty else { return keys }
    return zip(exports, keys).map { export, keys in
      keys.map { key in
        guard case .name(let text) = key,
          let found = ids[Name(source: export.source, text: text)], found.count == 1,
          let id = found.first
        else { return key }
        return .id(id)
      }
    }
  }
}
