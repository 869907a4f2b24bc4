internal import AdModel
internal import CSV

/// The wording of everything about accounts that ends a run.
extension RunFailure {
  // MARK: Reference data

  static func publicSuffixListUnreadable() -> RunFailure {
    RunFailure(
      kind: "public_suffix_list_unreadable", place: "data/reference/public_suffix_list.dat",
      what: "the program was built with a public suffix list that holds no suffix",
      mend: "put the file back as it ships with the project and build again")
  }

  // MARK: Any list

  static func columnMissing(_ name: String, header: [String], path: String) -> RunFailure {
    let near = nearestNames(to: name, among: header).first
    return RunFailure(
      kind: "column_missing", place: "\(path):1",
      what: "there is no column '\(name)'; "
        + (header.isEmpty
          ? "the file is empty" : "the columns are: \(header.joined(separator: ", "))"),
      mend: near.map { "did you mean '\($0)'? Name it under 'columns' in the pipeline file" }
        ?? "name the right column in the pipeline file, or add it to the list")
  }

  static func columnTwice(_ name: String, path: String) -> RunFailure {
    RunFailure(
      kind: "column_twice", place: "\(path):1",
      what: "two columns are called '\(name)'", mend: "rename the one that is not meant")
  }

  static func listRowUnreadable(
    _ fault: RecordFault, path: String, lineNumber: Int
  ) -> RunFailure {
    let what =
      switch fault {
      case .strayQuote: "a quote stands where none belongs"
      case .unclosedQuote: "a quoted field is never closed"
      case .tooLong: "the row is too long; a quote before it was probably never closed"
      case .notText: "the row has bytes that are not UTF-8"
      }
    return RunFailure(
      kind: "list_row_unreadable", place: "\(path):\(lineNumber)", what: what,
      mend: fault == .notText
        ? "save the file as UTF-8"
        : "put fields that hold quotes in quotes, and double the quotes inside")
  }

  static func listRowOfOtherWidth(
    _ fieldCount: Int, headerWidth: Int, path: String, lineNumber: Int
  ) -> RunFailure {
    RunFailure(
      kind: "list_row_width", place: "\(path):\(lineNumber)",
      what: "the row has \(fieldCount) fields, the header has \(headerWidth)",
      mend: "give every row as many fields as the header; quote fields that hold the delimiter")
  }

  // MARK: The account list

  static func accountListEmpty(path: String) -> RunFailure {
    RunFailure(
      kind: "account_list_empty", place: path, what: "the account list holds no account",
      mend: "export the list again, or take it out of the pipeline file")
  }

  static func accountIDBlank(path: String, lineNumber: Int) -> RunFailure {
    RunFailure(
      kind: "account_id_blank", place: "\(path):\(lineNumber)", what: "the account has no id",
      mend: "give it an id or take the row out")
  }

  static func accountIDTwice(
    _ id: AccountID, path: String, lineNumber: Int, firstLineNumber: Int
  ) -> RunFailure {
    RunFailure(
      kind: "account_id_twice", place: "\(path):\(lineNumber)",
      what: "account id '\(id)' stands on line \(firstLineNumber) too",
      mend: "keep one of the two rows; ids must be distinct")
  }

  static func circleOfParents(_ ids: [AccountID], path: String, lineNumber: Int) -> RunFailure {
    RunFailure(
      kind: "circle_of_parents", place: "\(path):\(lineNumber)",
      what: "accounts are each other's parents, or joined to each other by an alias: \(chain(ids))",
      mend: "blank the parent of the one at the top, or take the alias out")
  }

  // MARK: Aliases

  static func aliasFieldBlank(_ column: String, path: String, lineNumber: Int) -> RunFailure {
    RunFailure(
      kind: "alias_blank", place: "\(path):\(lineNumber)",
      what: "the alias has no \(column)", mend: "fill it in or take the row out")
  }

  static func aliasKindUnknown(_ kind: String, path: String, lineNumber: Int) -> RunFailure {
    let kinds = AccountAlias.Kind.allCases.map(\.rawValue)
    let near = nearestNames(to: kind, among: kinds).first
    return RunFailure(
      kind: "alias_kind_unknown", place: "\(path):\(lineNumber)",
      what: "'\(kind)' is no kind of alias; the kinds are: \(kinds.joined(separator: ", "))",
      mend: near.map { "did you mean '\($0)'?" } ?? "write one of these in the column 'kind'")
  }

  static func aliasAccountUnknown(_ alias: AccountAlias, path: String) -> RunFailure {
    RunFailure(
      kind: "alias_account_unknown", place: "\(path):\(alias.lineNumber)",
      what: "alias '\(alias.value)' is for account '\(alias.account)', which is not known",
      mend: "correct the account_id, add the account to the list, or take the row out")
  }

  static func aliasIDTwice(
    _ alias: AccountAlias, firstLineNumber: Int, path: String
  ) -> RunFailure {
    RunFailure(
      kind: "alias_id_twice", place: "\(path):\(alias.lineNumber)",
      what: "id '\(alias.value)' was joined to another account on line \(firstLineNumber)",
      mend: "keep the row that is right; an id can be joined to one account only")
  }

  static func circleOfAliases(_ ids: [AccountID], path: String, lineNumber: Int) -> RunFailure {
    RunFailure(
      kind: "circle_of_aliases", place: "\(path):\(lineNumber)",
      what: "ids are joined in a circle: \(chain(ids))",
      mend: "take out the row whose account_id is not the one to keep")
  }

  private static func chain(_ ids: [AccountID]) -> String {
    (ids + ids.prefix(1)).map(\.text).joined(separator: " -> ")
  }
}

/// The wording of what is reported about accounts while the run goes on.
extension RunWarning {
  static func aliasWithoutEffect(_ alias: AccountAlias, path: String) -> RunWarning {
    RunWarning(
      kind: "alias_without_effect", place: "\(path):\(alias.lineNumber)",
      message: "\(alias.kind.rawValue) alias '\(alias.value)' identifies nobody")
  }

  static func parentsUnknown(count: Int, first: Account, path: String, lineNumber: Int)
    -> RunWarning
  {
    RunWarning(
      kind: "parents_unknown", place: "\(path):\(lineNumber)",
      message: "\(count) accounts have a parent that is not in the list and are counted by "
        + "themselves; the first is '\(first.id)'")
  }
}
