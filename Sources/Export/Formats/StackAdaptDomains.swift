extension UploadFormat {
  /// StackAdapt, ABM audience by domain.
  ///
  /// ```
  /// domain
  /// nordwind.example
  /// ```
  ///
  /// An ABM audience is made from a file of domains; its countries are set beside the file (schema
  /// of the API, of which a third party keeps a copy; StackAdapt's own page is not open to everyone).
  /// The form of the file is not public: it is one column with a header line.
  static let stackAdaptDomains: UploadFormat = {
    let form = UploadForm.domainList(header: "domain")
    return UploadFormat(
      name: "stackadapt-domains", taker: "StackAdapt, ABM audience by domain", level: .account,
      header: form.header,
      sources: ["https://github.com/api-evangelist/stackadapt"],
      caveat: "the header and the limits of StackAdapt's file are not public"
    ) { _, _ in form }
  }()
}
