import Runs

/// The tables that every pipeline has, by their paths.
extension TableDescription {
  static let ofStages: [String: TableDescription] = [
    "1-ingest/exports.csv": TableDescription(
      "The exports that were read", key: ["source", "file"],
      [
        .init("source", .string, "The source it is of"),
        .init("file", .string, "Its path, as the pipeline file would write it"),
        .init("sha256", .string, "SHA-256 of its bytes, in hex"),
        .init("bytes", .integer, "Its size as it lies on the disk"),
        .init("platform", .string, "The preset it was read with"),
        .init("encoding", .string, "How its text is encoded"),
        .init("delimiter", .string, "What stands between its fields"),
        .init("part", .string, "Which part of a report it is; blank when its name says none"),
        .init("first_day", .date, "The first day it speaks for; blank when it has no day"),
        .init("last_day", .date, "The last day it speaks for; blank when it has no day"),
        .init("generated_at", .string, "When the platform made it; blank when it does not say"),
        .init("rows", .integer, "Rows of its table, those set aside included"),
        .init("rejected", .integer, "Rows set aside"),
        .init("superseded_rows", .integer, "Rows whose days a newer export speaks for"),
        .init("engagements", .integer, "Engagements of all rows that could be read"),
      ]),
    "1-ingest/rejects.csv": TableDescription(
      "Rows that were set aside, the first 1,000 for each file and reason",
      [
        .init("source", .string, "The source, or segment: and a segment's id"),
        .init("file", .string, "The path of the file"),
        .init("record", .integer, "The row's number below the header line, from 1"),
        .init("line", .integer, "The line it begins on, from 1"),
        .init("byte", .integer, "Offset of its first byte, after unpacking"),
        .init("column", .string, "The column at fault; blank when the whole row is"),
        .init("reason", .string, "Why it was set aside, in one word"),
        .init("message", .string, "The same for people"),
        .init("text", .string, "The row as it stands in the file, at most 1,000 bytes of it"),
      ]),
    "2-normalize/accounts.csv": TableDescription(
      "Accounts with engagements or membership", key: ["account_id"],
      [
        .init("account_id", .string, "The account"),
        .init("name", .string, "Its name"),
        .init("domain", .string, "Its domain"),
        .init("linkedin", .string, "Its LinkedIn page"),
        .init("country", .string, "Its country"),
        .init("parent_id", .string, "The account it belongs to"),
      ]),
    "2-normalize/identities.csv": TableDescription(
      "How each company of the exports was matched",
      identity + [
        .init("account_id", .string, "The account it is"),
        .init("matched_by", .string, "The key that found it"),
        .init("engagements", .integer, "Its standing engagements; 0 in files of segments"),
      ]),
    "2-normalize/unmatched.csv": TableDescription(
      "Companies of the exports that match no account, or several",
      identity + [
        .init("reason", .string, "Why there is no account"),
        .init("candidates", .string, "Ids of the accounts it could be, joined with ' | '"),
        .init("engagements", .integer, "Its standing engagements; 0 in files of segments"),
        .init(
          "nearest_accounts", .string,
          "Where no account goes by it: ids of the nearest ones, joined with ' | '; never matched"),
        .init(
          "nearest_scores", .string,
          "How near each is, 0 to 1 (Jaro-Winkler of names, or of domains without their suffix)"),
      ]),
    "3-aggregate/daily.csv": TableDescription(
      "Standing counts within the longest window of any workflow",
      key: ["account_id", "source", "campaign", "first_day", "last_day"],
      [
        .init("account_id", .string, "The account"),
        .init("source", .string, "The source"),
        .init("campaign", .string, "The campaign"),
        .init("first_day", .date, "The first day the count speaks for"),
        .init("last_day", .date, "The last day; the first one for daily exports"),
        .init("engagements", .integer, "Engagements; negative when more were taken back"),
      ]),
    "3-aggregate/windows.csv": TableDescription(
      "What the window of each active workflow holds, accounts with a counted row alone",
      key: ["workflow", "account_id"],
      [
        .init("workflow", .string, "The workflow"),
        .init("account_id", .string, "The account"),
        .init("engagements", .integer, "Engagements in the window"),
        .init("matched", .boolean, "Whether they meet the number the workflow asks for"),
      ]),
    "4-apply/decisions.csv": TableDescription(
      "Every account a workflow matched, and what came of it", key: ["workflow", "account_id"],
      [
        .init("order", .integer, "The workflow's place in the run, from 1"),
        .init("workflow", .string, "The workflow"),
        .init("account_id", .string, "The account"),
        .init("engagements", .integer, "Engagements in the workflow's window"),
        .init("outcome", .string, "What came of it"),
      ]),
    "4-apply/changes.csv": TableDescription(
      "Every change of membership and its cause",
      [
        .init("order", .integer, "The place of the cause in the run; 0 before the workflows"),
        .init("workflow", .string, "The workflow, or a step in brackets that is none"),
        .init("account_id", .string, "The account"),
        .init("action", .string, "enter, leave or move"),
        .init("from", .string, "Segments it left, joined with ' | '"),
        .init("to", .string, "Segments it entered, joined with ' | '"),
        .init("engagements", .integer, "Engagements in the workflow's window; blank for a step"),
      ]),
    "4-apply/membership.csv": TableDescription(
      "Who is in which segment after the run", key: ["segment", "account_id"],
      [
        .init("segment", .string, "The segment"),
        .init("account_id", .string, "The account"),
        .init("since", .date, "The day the membership began"),
        .init("qualified_on", .date, "The last day a workflow matched that names the segment"),
        .init("workflow", .string, "The workflow of the first day; blank for initial members"),
      ]),
    "uploads/held.csv": TableDescription(
      "Accounts left out of uploads, and why", key: ["segment", "account_id"],
      [
        .init("segment", .string, "The segment whose uploads leave it out"),
        .init("account_id", .string, "The account"),
        .init("reason", .string, "Why; several reasons are joined"),
      ]),
  ]

  /// What an export says of a company; each can be blank.
  private static let identity: [DataPackage.Field] = [
    .init("source", .string, "The source, or segment: and a segment's id"),
    .init("account_key", .string, "Its id in the account list, as the file gives it"),
    .init("name", .string, "Its name, as the file gives it"),
    .init("domain", .string, "Its domain, as the file gives it"),
    .init("linkedin", .string, "Its LinkedIn page, as the file gives it"),
    .init("country", .string, "Its country, as the file gives it"),
  ]
}
