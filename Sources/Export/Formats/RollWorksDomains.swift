extension UploadFormat {
  /// RollWorks (AdRoll ABM), target account list by domain.
  ///
  /// ```
  /// domain
  /// nordwind.example
  /// ```
  ///
  /// RollWorks knows target accounts by their bare domain (API guide). How its page for CSVs wants
  /// the header, and how many rows, is not public: the header bears the API's name.
  static let rollWorksDomains: UploadFormat = {
    let form = UploadForm.domainList(header: "domain")
    return UploadFormat(
      name: "rollworks-domains", taker: "RollWorks, target account list", level: .account,
      header: form.header,
      sources: ["https://apidocs.nextroll.com/guides/target-account-lists.html"],
      caveat: "the header and the limits of RollWorks' CSV are not public; the header is the "
        + "API's name of the field"
    ) { _, _ in form }
  }()
}
