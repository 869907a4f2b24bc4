import AdModel

extension Platform {
  /// Any CSV with a header line; the source says what its columns mean.
  ///
  /// ```
  /// Day,Campaign,Company,Domain,Clicks
  /// 2026-11-19,Awareness,"Nordwind, Inc.",nordwind.example,3
  /// ```
  ///
  /// Daily with a `date` column; otherwise its rows or its file names state a period. Days are
  /// written year first and numbers plain unless the source says otherwise.
  package static let generic = Platform(name: "generic")
}
