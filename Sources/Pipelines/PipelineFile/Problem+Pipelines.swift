import AdModel

/// Faults of what a pipeline file says.
extension Problem {
  static func unsupportedVersion(_ version: Int) -> Problem {
    Problem(
      .unsupportedVersion, "version \(version) is not supported; this program reads version 1")
  }

  static func timeZone(_ name: String) -> Problem {
    Problem(
      .invalidText,
      "'time_zone' must be a name such as 'Europe/Berlin' or 'UTC', not \(quoted(name))")
  }

  static let asOfTwice = Problem(
    .conflict, "only one of 'as_of' and 'as_of_lag_days' may stand: each says which day it is")

  static func asOf(_ text: String) -> Problem {
    let near = nearestNames(to: text, among: ["newest_day"])
    return Problem(
      .invalidText,
      "'as_of' must be 'newest_day', not \(quoted(text)); a day is given with --as-of",
      suggestions: near)
  }

  static let onExcludeAlone = Problem(
    .conflict, "'on_exclude' has no effect without 'exclude'")

  // MARK: Names and ids

  static func unknownName(_ name: String, noun: String, near: [String]) -> Problem {
    Problem(
      .unknownName, "unknown \(noun) \(quoted(name))\(meaning(near))", suggestions: near)
  }

  /// The same for names from a list that is short enough to show.
  static func unknownName(_ name: String, noun: String, known: [String]) -> Problem {
    let near = nearestNames(to: name, among: known)
    let hint = near.isEmpty ? "; there is \(list(known, joinedBy: "and"))" : meaning(near)
    return Problem(.unknownName, "unknown \(noun) \(quoted(name))\(hint)", suggestions: near)
  }

  static func ambiguousName(_ name: String, noun: String, ids: [String]) -> Problem {
    Problem(
      .ambiguousName,
      "\(quoted(name)) may be any of the \(noun)s \(list(ids, joinedBy: "and")); use an id that is "
        + "nobody's name")
  }

  static func duplicateID(_ id: String, noun: String, firstLine: Int) -> Problem {
    let identified = noun == "source" ? "is called" : "has the id"
    return Problem(
      .duplicateID, "another \(noun), on line \(firstLine), \(identified) \(quoted(id)) already")
  }

  static func id(_ id: String, longest: Int) -> Problem {
    Problem(
      .invalidText,
      "the id \(quoted(id)) must be letters, digits, '.', '_' and '-', not start with '.', and "
        + "have at most \(longest) bytes")
  }

  static func noSlug(_ name: String) -> Problem {
    Problem(.invalidText, "no id can be made of the name \(quoted(name)); say one with 'id'")
  }

  static func idOfAnotherUpload(_ id: String) -> Problem {
    Problem(
      .invalidText,
      "the id \(quoted(id)) must not end in '.added' or '.removed', nor in those and a number: "
        + "uploads have files of that name"
    )
  }

  static func formerIDInUse(_ id: String) -> Problem {
    Problem(
      .conflict,
      "\(quoted(id)) is the id of a segment of this pipeline; 'was' and 'retired' take ids of "
        + "earlier runs")
  }

  static func formerIDTwice(_ id: String) -> Problem {
    Problem(
      .conflict,
      "\(quoted(id)) is listed twice: an earlier segment either goes on as one other ('was') or "
        + "is 'retired'")
  }

  // MARK: Accounts

  static let columnsWithoutFile = Problem(
    .conflict, "'columns' has no effect without 'file' in 'accounts'")

  static let rollUpWithoutParent = Problem(
    .conflict, "'roll_up' needs the column 'parent' of the account list in 'columns'")

  static func noDomain(_ text: String) -> Problem {
    Problem(.invalidText, "\(quoted(text)) is no domain; write it like 'provider.example'")
  }

  static func noAccountColumn(_ columns: [String]) -> Problem {
    Problem(
      .missingKey,
      "no column says which company a row is about: \(list(columns, joinedBy: "or")) is needed")
  }

  // MARK: Sources

  static let sourceNamedAll = Problem(
    .invalidText, "a source cannot be called 'all': in workflows that means every source")

  static let noCampaign = Problem(
    .missingKey,
    "nothing says which campaign a row is about: 'campaign' or 'campaign_id' in 'columns', "
      + "'campaign' on the source, or {campaign} in every file name is needed")

  static func campaignTwice(_ other: String) -> Problem {
    Problem(.conflict, "the source says its campaign twice: here and in \(other)")
  }

  static let noDays = Problem(
    .missingKey,
    "nothing says which days a row is about: 'date', or 'first_day' and 'last_day', in 'columns', "
      + "{first_day} and {last_day} in every file name, or 'period' is needed")

  static let dateAndPeriodColumns = Problem(
    .conflict, "'date' is for daily rows, 'first_day' and 'last_day' are for periods; not both")

  static func loneDayColumn(_ column: String, needs other: String) -> Problem {
    Problem(.missingKey, "\(quoted(column)) needs \(quoted(other)) beside it in 'columns'")
  }

  static func periodTwice(_ reason: String) -> Problem {
    Problem(.conflict, "'period' has no effect: \(reason)")
  }

  static func periodEnd(_ text: String) -> Problem {
    Problem(
      .invalidText,
      "'ends' must be \"{generated}\", the day in the file's name, not \(quoted(text))")
  }

  static func patternWithoutGenerated(_ pattern: String) -> Problem {
    Problem(.conflict, "'period' needs {generated} in every file name; \(quoted(pattern)) lacks it")
  }

  static func openBrace(_ pattern: String) -> Problem {
    Problem(.invalidText, "a brace has no partner in \(quoted(pattern))")
  }

  static func unknownPlaceholder(_ name: String, known: [String]) -> Problem {
    let near = nearestNames(to: name, among: known)
    let shown = { (name: String) in "{\(name)}" }
    let hint = near.isEmpty ? "there is" : "did you mean"
    let names = (near.isEmpty ? known : near).map(shown).joined(separator: ", ")
    return Problem(
      .unknownName,
      "unknown placeholder \(quoted(shown(name))); \(hint) \(names)\(near.isEmpty ? "" : "?")",
      suggestions: near)
  }

  static func placeholderTwice(_ name: String) -> Problem {
    Problem(.repeated, "the placeholder {\(name)} is there twice")
  }

  static func placeholderInFolder(_ pattern: String) -> Problem {
    Problem(
      .invalidText,
      "placeholders stand in the name of a file, not of its folder: \(quoted(pattern))")
  }

  static func starsOfAnyDepth(_ pattern: String) -> Problem {
    Problem(
      .invalidText,
      "'*' stands within the name of one file or folder, and '**' for no depth of folders: write "
        + "one pattern per depth instead of \(quoted(pattern))")
  }

  static func accountTwice(_ column: String) -> Problem {
    Problem(
      .conflict,
      "'account' takes the account out of a text; the column \(quoted(column)) would not be read")
  }

  static func platformNamesNoCompany(_ platform: String) -> Problem {
    Problem(
      .missingKey,
      "the exports of \(quoted(platform)) name no company: say which text does, 'account: "
        + "{column: \"Ad group\", pattern: \"ABM - (?<name>.+)\"}', or map an account column")
  }

  static func patternBroken(_ pattern: String) -> Problem {
    Problem(.invalidText, "\(quoted(pattern)) is no regular expression")
  }

  static func patternWithoutGroup(_ groups: [String]) -> Problem {
    Problem(
      .invalidText,
      "'pattern' needs a group that says what it finds: "
        + list(groups.map { "(?<\($0)>…)" }, joinedBy: "or"))
  }

  static let cumulativeDays = Problem(
    .conflict, "'counts: cumulative' is for snapshots of a period; these columns have daily rows")

  static let spansOfPeriods = Problem(
    .conflict, "'date_spans' is for rows with one day; these columns state first and last day")

  static let freshnessReversed = Problem(
    .conflict, "'warn_days' must be less than 'error_days', or it would never warn")

  static func noShapingByte(_ subject: String, _ text: String, words: [String]) -> Problem {
    Problem(
      .invalidText,
      "\(subject) must be one sign of ASCII, \(list(words, joinedBy: "or")), not \(quoted(text))")
  }

  static let sameShapingByte = Problem(
    .conflict, "'delimiter', 'quote' and 'escape' must be different signs")

  static func totalsWord(_ text: String) -> Problem {
    Problem(
      .invalidText,
      "in \(quoted(text)) a * may stand at the end, behind something, and nowhere else")
  }

  // MARK: Segments and ladders

  static func settingOfFileSegment(_ key: String) -> Problem {
    Problem(
      .conflict, "\(quoted(key)) has no effect: a segment with 'from' is read anew in each run")
  }

  static func needs(_ key: String, other: String) -> Problem {
    Problem(.missingKey, "\(quoted(key)) needs \(quoted(other)) beside it")
  }

  static let oneRung = Problem(
    .emptyValue, "a ladder is a list of two segments or more, lowest first")

  static func twoLadders(_ segment: String, firstLine: Int) -> Problem {
    Problem(
      .repeated,
      "the segment \(quoted(segment)) stands on a ladder already, on line \(firstLine)")
  }

  static func fileSegmentOnLadder(_ segment: String) -> Problem {
    Problem(
      .conflict,
      "the segment \(quoted(segment)) cannot stand on a ladder: it is read from a file")
  }

  // MARK: Workflows and exports

  static let coolingAdd = Problem(
    .conflict,
    "'fewer_than' cannot stand with 'add': it looks at accounts in the segments of a 'from'; use "
      + "'move' or 'remove'")

  static func fromAndTo(_ segment: String) -> Problem {
    Problem(.conflict, "the segment \(quoted(segment)) is in both 'from' and 'to'")
  }

  static func enteringFileSegment(_ segment: String) -> Problem {
    Problem(
      .conflict, "no workflow can put accounts into \(quoted(segment)): it is read from a file")
  }

  static func leavingFileSegment(_ segment: String) -> Problem {
    Problem(
      .conflict,
      "no workflow can take accounts out of \(quoted(segment)): it is read from a file; 'only_in' "
        + "narrows a workflow to it")
  }

  static func afterItself(_ workflow: String) -> Problem {
    Problem(.conflict, "the workflow \(quoted(workflow)) cannot come after itself")
  }

  static func uploadTwice(_ segment: String, format: String, firstLine: Int) -> Problem {
    Problem(
      .repeated,
      "the segment \(quoted(segment)) is exported as \(quoted(format)) already, on line \(firstLine)"
    )
  }

  // MARK: Exports

  static func partOfAnotherUpload(_ id: String, of other: String, format: String) -> Problem {
    Problem(
      .conflict,
      "the segments \(quoted(other)) and \(quoted(id)) cannot both be exported as "
        + "\(quoted(format)): where a file of the first is cut in pieces, one has the other's name; "
        + "give one another 'id' ('was' keeps its members)")
  }

  static func notOfFormat(_ key: String, format: String) -> Problem {
    Problem(.conflict, "\(quoted(key)) means nothing for the format \(quoted(format))")
  }

  static func hashingNotTaken(_ hashing: String, format: String) -> Problem {
    Problem(
      .conflict, "the format \(quoted(format)) takes no personal data as 'hashing: \(hashing)'")
  }

  static func audienceOfSeveral(_ segments: [String]) -> Problem {
    Problem(
      .conflict,
      "one list cannot hold \(list(segments, joinedBy: "and")): give each segment an entry and an "
        + "'audience_id' of its own")
  }

  static func formatName(_ name: String, longest: Int) -> Problem {
    Problem(
      .invalidText,
      "the name \(quoted(name)) becomes a folder: it must be lower-case letters, digits, '-' and "
        + "'_', at most \(longest) of them")
  }

  static func formatNameTaken(_ name: String) -> Problem {
    Problem(.conflict, "\(quoted(name)) is a format of its own; give the custom one another name")
  }

  static func contactsMissing(format: String) -> Problem {
    Problem(
      .missingKey,
      "the format \(quoted(format)) is of people: say with 'contacts' which file lists them")
  }

  static func contactsWithoutAccount(_ columns: [String]) -> Problem {
    Problem(
      .missingKey,
      "no column says which account a contact belongs to: one of "
        + "\(list(columns, joinedBy: "and")) is missing")
  }

  static func contactsWithoutKey(_ columns: [String]) -> Problem {
    Problem(
      .missingKey,
      "no column says who a contact is: one of \(list(columns, joinedBy: "and")) is missing")
  }
}
