import Files
import Testing

/// Personal data stands in files to upload whose platform wants it there, and nowhere else.
@Suite("Personal data of contacts") struct PersonalDataTests {
  private static let formats = [
    "linkedin-contact-list", "google-customer-match", "meta-custom-audience",
    "microsoft-customer-match", "the-trade-desk-crm", "reddit", "x",
  ]
  private static let plainFormats = formats.filter {
    !["microsoft-customer-match", "reddit"].contains($0)
  }

  /// What of the contacts must not be read anywhere, in lower case. Of every row there is something:
  /// good ones, such that are set aside, without consent, of no account.
  private static let personal = [
    "anneke", "muster", "geheimrat", "quedlinburg", "30 1234567", "301234567",
    "bobbington", "wrongly-written", "fieldtoomany", "unlisted", "homeless", "unwilling",
    "38400000-8cf0", "555-0132", "5550132", "useless-address", "rotterdam-zuid",
  ]

  private func world(hashing: String?, formats: [String]) throws -> TemporaryFolder {
    let place = try TemporaryFolder()
    let exports = formats.map { format in
      "  - {segment: low, format: \(format)\(hashing.map { ", hashing: \($0)" } ?? "")}\n"
    }.joined()
    try place.write(
      """
      version: 1
      name: people
      runs: runs
      archive: archive
      accounts: {file: accounts.csv, columns: {id: ID, name: Name, domain: Website}}
      contacts:
        file: contacts.csv
        columns: {account_id: Account, email: Email, phone: Phone, first_name: First,
                  last_name: Last, job_title: Title, city: City, state: State, zip: Zip,
                  country: Country, aaid: Device}
        where: {Consent: [given]}
      sources:
        - name: dsp
          platform: generic
          files: exports/*.csv
          columns: {date: Day, campaign: Campaign, account_id: Account}
          engagements: [Clicks]
      segments:
        - {id: low, name: Low}
      workflows:
        - id: awareness
          when: {engagements: 1, campaign: Awareness, within_days: 7}
          add: {to: [low]}
      exports:
      \(exports)
      """, to: "pipeline.yaml")
    try place.write(
      "ID,Name,Website\nA-1,Alder AG,alder.example\nA-2,Birch BV,birch.example\n",
      to: "accounts.csv")
    try place.write(
      "Day,Campaign,Account,Clicks\n2026-11-18,Awareness,A-1,1\n2026-11-18,Awareness,A-2,1\n",
      to: "exports/1.csv")
    try place.write(
      """
      Account,Email,Phone,First,Last,Title,City,State,Zip,Country,Device,Consent
      A-1,Anneke.Muster@alder.example,+49 30 1234567,Anneke,Muster,Geheimrat,Quedlinburg,,06484,DE,,given
      A-2,bobbington@birch.example,(415) 555-0132,Bobbington,,,Rotterdam-Zuid,,94016,US,\
      38400000-8CF0-11BD-B23E-10B96E40000D,given
      A-2,wrongly-written birch.example,12,Wrongly-Written,,,,,,Nowhere,useless-address,given
      A-2,fieldtoomany@birch.example,,Fieldtoomany,,,,,,,,given,more
      A-2,"unclosed quote of homeless
      A-9,unlisted@elm.example,,Unlisted,,,,,,,,given
      ,homeless@elm.example,,Homeless,,,,,,,,given
      A-1,unwilling@alder.example,,Unwilling,,,,,,,,refused

      """, to: "contacts.csv")
    return place
  }

  private func run(_ arguments: String..., in place: TemporaryFolder) throws -> String {
    let result = try Program.run(arguments, in: place.path)
    try #require(result.exitCode == 0, "\(result)")
    return (result.standardOutput + result.standardError).lowercased()
  }

  /// Paths below the folder, input left out, that have a personal text in them.
  private func paths(with texts: [String], in place: TemporaryFolder) throws -> [String] {
    let input = ["contacts.csv"]
    return try FileTree(of: place.path).entries.compactMap { path, entry in
      guard !input.contains(path), case .file(let bytes) = entry else { return nil }
      let text = String(decoding: bytes, as: UTF8.self).lowercased()
      return texts.first(where: text.contains).map { "\(path): \($0)" }
    }.sorted()
  }

  @Test("is hashed in uploads and in nothing else that a run leaves or says")
  func hashed() throws {
    let place = try world(hashing: nil, formats: PersonalDataTests.formats)
    for day in ["2026-11-18", "2026-11-19"] {
      for more in [["--verbose"], ["--log-format", "json"]] {
        let result = try Program.run(
          ["run", "pipeline.yaml", "--as-of", day] + more, in: place.path)
        try #require(result.exitCode == 0, "\(result)")
        let said = (result.standardOutput + result.standardError).lowercased()
        #expect(PersonalDataTests.personal.filter(said.contains) == [])
      }
    }
    for command in [
      ["plan", "pipeline.yaml", "--as-of", "2026-11-19"], ["check", "pipeline.yaml"],
      ["diff", "2026-11-18", "2026-11-19", "--pipeline", "pipeline.yaml"],
      ["explain", "pipeline.yaml", "A-1", "--as-of", "2026-11-19"],
      ["export", "latest", "--pipeline", "pipeline.yaml", "--to", "out"],
      ["verify", "runs/2026-11-19"],
    ] {
      let result = try Program.run(command, in: place.path)
      let said = (result.standardOutput + result.standardError).lowercased()
      #expect(PersonalDataTests.personal.filter(said.contains) == [], "\(command)")
    }
    let found = try paths(with: PersonalDataTests.personal, in: place)
    #expect(found == [], "\(found)")
    // Google takes it unhashed.
    let withZip = try paths(with: ["06484"], in: place)
    #expect(withZip.allSatisfy { $0.contains("/google-customer-match/") }, "\(withZip)")
    let upload = try place.text(of: "runs/latest/uploads/linkedin-contact-list/low.csv")
    #expect(upload.split(separator: "\n").count == 3, "there is something to be found")
  }

  @Test("is text in the uploads that say so alone") func plain() throws {
    let place = try world(hashing: "none", formats: PersonalDataTests.plainFormats)
    let said = try run("run", "pipeline.yaml", "--as-of", "2026-11-18", "--verbose", in: place)
    #expect(PersonalDataTests.personal.filter(said.contains) == [])
    let found = try paths(with: PersonalDataTests.personal, in: place)
    #expect(
      found.filter { !$0.hasPrefix("runs/2026-11-18/uploads/") } == [])
    for format in PersonalDataTests.plainFormats {
      #expect(found.contains { $0.hasPrefix("runs/2026-11-18/uploads/\(format)/low.csv") })
    }
    let anywhere = [
      "fieldtoomany", "unlisted", "homeless", "unwilling", "useless-address",
    ]
    #expect(try paths(with: anywhere, in: place) == [])
  }

  /// A list without its header line begins with a person.
  @Test(
    "is not in what is said of a list that cannot be used",
    arguments: [
      "A-1,Anneke.Muster@alder.example,+49 30 1234567,Anneke,Muster\n",
      "Anneke.Muster@alder.example\n", "\"Anneke.Muster@alder.example\n",
    ])
  func unusableList(text: String) throws {
    let place = try world(hashing: nil, formats: ["reddit"])
    try place.write(text, to: "contacts.csv")
    for command in ["run", "check", "plan"] {
      let result = try Program.run([command, "pipeline.yaml"], in: place.path)
      #expect(result.exitCode == 1, "\(result)")
      let said = (result.standardOutput + result.standardError).lowercased()
      #expect(!said.contains("anneke"), "\(result)")
    }
    #expect(try paths(with: ["anneke"], in: place) == [])
  }
}
