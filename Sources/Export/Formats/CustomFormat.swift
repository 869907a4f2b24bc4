import AdModel
import CSV

extension UploadFormat {
  /// Whatever the pipeline file says: columns, their order and headers, delimiter, line ends, byte
  /// order mark, header line, most rows of a file.
  ///
  /// ```
  /// exports:
  ///   - segment: high
  ///     format: custom
  ///     name: crm-sync
  ///     columns: [{header: Company, value: name}, {header: List, text: Ad Engaged}]
  ///     delimiter: semicolon
  /// ```
  package static let custom = UploadFormat(
    name: "custom", taker: "whatever the pipeline file says", level: .account, header: [],
    sources: [], options: [.layout]
  ) { segment, options in
    guard let layout = options.layout else {
      preconditionFailure("the pipeline file was checked for what a custom format needs")
    }
    return UploadForm(layout, of: segment)
  }
}

extension UploadForm {
  fileprivate init(_ layout: UploadLayout, of segment: Segment) {
    let contents = layout.columns.map(\.content)
    self.init(
      header: layout.columns.map(\.header),
      dialect: OutputDialect(
        delimiter: layout.delimiter, lineEnd: layout.endsLinesWithCRLF ? .crlf : .lf,
        hasByteOrderMark: layout.hasByteOrderMark, hasHeader: layout.hasHeader),
      limits: UploadLimits(maximumRows: layout.maximumRows),
      rows: .accounts(
        .init(need: need(of: contents), keys: keys(of: contents)) { row in
          for content in contents {
            switch content {
            case .text(let text): row.text(text)
            case .value(let value): row.write(value, in: segment)
            }
          }
        }))
  }
}

/// What an account must have so that something stands in its row.
private func need(of contents: [UploadLayout.Content]) -> AccountNeed {
  let fields = keys(of: contents).compactMap { key -> AccountNeed.Field? in
    switch key {
    // Every account has one.
    case .id: nil
    case .host: .domain
    case .linkedIn: .linkedIn
    case .name: .name
    }
  }
  return fields.isEmpty ? .all([]) : .any(fields)
}

/// What rows can be told apart by, best first.
private func keys(of contents: [UploadLayout.Content]) -> [AccountKey] {
  var found: Set<AccountKey> = []
  for case .value(let value) in contents {
    switch value {
    case .accountID: return [.id]
    case .name: found.insert(.name)
    case .domain, .host, .website: found.insert(.host)
    case .linkedIn, .linkedInURL: found.insert(.linkedIn)
    case .country, .countryCode, .segment, .segmentName: break
    }
  }
  let order: [AccountKey] = [.host, .linkedIn, .name]
  return order.filter(found.contains)
}

extension AccountRow {
  fileprivate func write(_ value: AccountValue, in segment: Segment) {
    switch value {
    case .accountID: field(.id)
    case .name: field(.name)
    case .domain: field(.domain)
    case .host: host()
    case .website: website()
    case .linkedIn: field(.linkedIn)
    case .linkedInURL: page()
    case .country: field(.country)
    case .countryCode: countryCode()
    case .segment: text(segment.id.text)
    case .segmentName: text(segment.name)
    }
  }
}
