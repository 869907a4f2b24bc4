extension UploadForm {
  /// One column of bare domains, each once, however many accounts have it.
  static func domainList(header: String, limits: UploadLimits = UploadLimits()) -> UploadForm {
    UploadForm(
      header: [header], limits: limits,
      rows: .records(
        .init(
          origin: .accounts(need: .all([.domain])) { accounts, place in
            [AccountKey.host.text(accounts, place)]
          }, keys: [[0]])))
  }
}
