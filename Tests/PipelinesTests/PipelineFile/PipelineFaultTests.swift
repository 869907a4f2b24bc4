import Pipelines
import Testing

/// The full sample with one thing wrong, and the faults it gives: one, unless it is wrong in two
/// ways.
@Suite struct PipelineFaultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let line: Int
    let old: String
    let new: String
    let kind: PipelineFault.Kind
    /// Each `line:column: message`.
    let faults: [String]

    init(
      _ line: Int, _ old: String, _ new: String, _ kind: PipelineFault.Kind, _ faults: String...
    ) {
      self.line = line
      self.old = old
      self.new = new
      self.kind = kind
      self.faults = faults
    }

    var testDescription: String { faults.joined(separator: "; ") }
  }

  @Test(
    arguments: [
      pipelineCases, historyCases, sourceCases, segmentCases, workflowCases, valueCases,
      uploadCases,
    ].joined())
  func isReportedWithItsPlace(_ wrong: Case) {
    let text = SamplePipelines.full(line: wrong.line, wrong.old, wrong.new)
    #expect(SamplePipelines.faultLines(text) == wrong.faults)
    #expect(SamplePipelines.faults(text).first?.kind == wrong.kind)
  }
}

private typealias Case = PipelineFaultTests.Case

private let pipelineCases: [Case] = [
  Case(
    1, "1", "2", .unsupportedVersion,
    "1:10: version 2 is not supported; this program reads version 1"),
  Case(2, "name: ladder", "# no name", .missingKey, "1:1: 'name' is missing"),
  Case(5, "runs: runs", "# no runs", .missingKey, "1:1: 'runs' is missing"),
  Case(
    3, "Europe/Berlin", "Europe Berlin", .invalidText,
    "3:12: 'time_zone' must be a name such as 'Europe/Berlin' or 'UTC', not 'Europe Berlin'"),
  Case(
    3, "Europe/Berlin", "../secret", .invalidText,
    "3:12: 'time_zone' must be a name such as 'Europe/Berlin' or 'UTC', not '../secret'"),
  Case(
    3, "time_zone: Europe/Berlin", "as_of: newest_day", .conflict,
    "4:17: only one of 'as_of' and 'as_of_lag_days' may stand: each says which day it is"),
  Case(
    4, "as_of_lag_days: 1", "as_of: yesterday", .invalidText,
    "4:8: 'as_of' must be 'newest_day', not 'yesterday'; a day is given with --as-of"),
  Case(
    4, "1", "8", .outOfRange,
    "4:17: 'as_of_lag_days' must be a whole number from 0 to 7, not 8"),
  Case(8, "id: Account ID, ", "", .missingKey, "8:12: 'id' is missing in 'columns'"),
  Case(
    8, "  columns: {id: Account ID, name: Account Name, parent: Parent}", "  # none", .missingKey,
    "7:3: 'columns' is missing in 'accounts'"),
  Case(
    8, "parent: Parent", "country: Land", .conflict,
    "11:12: 'roll_up' needs the column 'parent' of the account list in 'columns'"),
  Case(
    11, "roll_up: parent", "shared_domains: [provider.example, nonsense]", .invalidText,
    "11:38: 'nonsense' is no domain; write it like 'provider.example'"),
  Case(
    7, "file: accounts.csv", "# no list", .conflict,
    "8:12: 'columns' has no effect without 'file' in 'accounts'"),
  Case(
    8, "parent:", "parnt:", .unknownKey,
    "8:49: unknown key 'parnt' in 'columns'; did you mean 'parent'?"),
  Case(
    10, "report", "raport", .invalidText,
    "10:14: 'unmatched' must be 'report' or 'create', not 'raport'; did you mean 'report'?"),
  Case(
    41, "exclude: [deals]", "# none", .conflict,
    "42:13: 'on_exclude' has no effect without 'exclude'"),
  Case(
    42, "hold", "drop", .invalidText,
    "42:13: 'on_exclude' must be 'hold' or 'remove', not 'drop'"),
  Case(
    45, "linkedin-company-list", "linkedin-company-lst", .unknownName,
    "45:36: unknown format 'linkedin-company-lst'; did you mean 'linkedin-company-list' "
      + "or 'linkedin-contact-list'?"),
  Case(
    45, "linkedin-company-list", "csv", .unknownName,
    "45:36: unknown format 'csv'; there is 'linkedin-company-list', '6sense-accounts', "
      + "'demandbase-accounts', 'rollworks-domains', 'hubspot-companies', 'salesforce-accounts', "
      + "'stackadapt-domains', 'linkedin-contact-list', 'google-customer-match', "
      + "'meta-custom-audience', 'microsoft-customer-match', 'the-trade-desk-crm', 'reddit', 'x' and "
      + "'custom'"),
  Case(
    45, "}", "}\n  - {segment: high, format: linkedin-company-list}", .repeated,
    "46:15: the segment 'high' is exported as 'linkedin-company-list' already, on line 45"),
  Case(
    45, "[low, high]", "[low, \"Ad: Low\"]", .repeated,
    "45:21: 'Ad: Low' is listed twice in 'segment'"),
  Case(
    47, ", at_least: 50", "", .missingKey, "47:16: 'at_least' is missing in 'max_removed'"),
  Case(
    47, "30", "130", .outOfRange,
    "47:26: 'percent' must be a whole number from 0 to 100, not 130"),
  Case(
    48, "warn", "warm", .invalidText,
    "48:19: 'missing_source' must be 'error' or 'warn', not 'warm'; did you mean 'warn'?"),
  Case(
    48, "missing_source: warn", "became_empty: {at_least: 0}", .outOfRange,
    "48:28: 'at_least' must be a whole number of 1 or more, not 0"),
]

/// What carries over from run to run, and who is told of them.
private let historyCases: [Case] = [
  Case(
    5, "runs: runs", "runs: runs\nretired: [old, low]", .conflict,
    "6:16: 'low' is the id of a segment of this pipeline; 'was' and 'retired' take ids of earlier "
      + "runs"),
  Case(
    5, "runs: runs", "runs: runs\nretired: [old, old]", .repeated,
    "6:16: 'old' is listed twice in 'retired'"),
  Case(
    5, "runs: runs", "runs: runs\nretired: {old: yes}", .wrongType,
    "6:10: 'retired' must be a text or a list of texts, not a mapping"),
  Case(
    23, "id: low", "id: low, was: high", .conflict,
    "23:20: 'high' is the id of a segment of this pipeline; 'was' and 'retired' take ids of "
      + "earlier runs"),
  Case(
    23, "id: low", "id: low, was: low", .conflict,
    "23:20: 'low' is the id of a segment of this pipeline; 'was' and 'retired' take ids of "
      + "earlier runs"),
  Case(
    24, "expire_after_days: 30}", "was: [old, older]}\n  - {id: third, was: older}", .conflict,
    "25:22: 'older' is listed twice: an earlier segment either goes on as one other ('was') or is "
      + "'retired'"),
  Case(
    45, "}", "}\nretired: old\narchive: [copies]", .wrongType,
    "47:10: 'archive' must be a text, not a list"),
  Case(
    24, "}", "}\n  - {id: third, was: }", .emptyValue, "25:17: 'was' is empty"),
  Case(
    5, "runs: runs", "runs: runs\non_failure: [tell, \"now: {sumary}\"]", .unknownName,
    "6:20: unknown placeholder '{sumary}'; did you mean {summary}?"),
  Case(
    5, "runs: runs", "runs: runs\non_success: tell-{who_knows}", .unknownName,
    "6:13: unknown placeholder '{who_knows}'; there is {status}, {run}, {summary}"),
  Case(
    5, "runs: runs", "runs: runs\non_success: [tell, {status}]", .wrongType,
    "6:20: an item of 'on_success' must be a text, not a mapping"),
  Case(
    5, "runs: runs", "runs: runs\non_success: []", .emptyValue,
    "6:13: 'on_success' is an empty list"),
]

private let sourceCases: [Case] = [
  Case(
    14, "demographics", "demographic", .unknownName,
    "14:15: unknown platform 'linkedin-demographic'; did you mean 'linkedin-demographics'?"),
  Case(
    14, "linkedin-demographics", "x-ads", .unknownName,
    "14:15: unknown platform 'x-ads'; there is 'generic', 'linkedin-demographics', "
      + "'6sense-reached-accounts' and 'google-ads'"),
  Case(
    15, "{campaign}", "{campain}", .unknownName,
    "15:12: unknown placeholder '{campain}'; did you mean {campaign}?"),
  Case(
    15, "{campaign}", "{region}", .unknownName,
    "15:12: unknown placeholder '{region}'; there is {campaign}, {first_day}, {last_day}, "
      + "{generated}, {part}"),
  Case(
    15, "{campaign}", "{campaign", .invalidText,
    "15:12: a brace has no partner in 'linkedin/{campaign-*.csv'"),
  Case(
    15, "-*", "-{campaign}", .repeated, "15:12: the placeholder {campaign} is there twice"),
  Case(
    15, "linkedin/{campaign}-*", "linkedin/{campaign}/*", .invalidText,
    "15:12: placeholders stand in the name of a file, not of its folder: "
      + "'linkedin/{campaign}/*.csv'"),
  Case(
    15, "linkedin/{campaign}-*", "linkedin/**/{campaign}-*", .invalidText,
    "15:12: '*' stands within the name of one file or folder, and '**' for no depth of folders: "
      + "write one pattern per depth instead of 'linkedin/**/{campaign}-*.csv'"),
  Case(
    16, "1", "9", .outOfRange, "16:15: 'lag_days' must be a whole number from 0 to 7, not 9"),
  Case(
    16, "lag_days: 1", "overlap: sum", .invalidText,
    "16:14: 'overlap' must be 'replace', 'add' or 'error', not 'sum'"),
  Case(
    16, "lag_days: 1", "colour: blue", .unknownKey,
    "16:5: unknown key 'colour' in 'sources'; the keys here are 'name', 'platform', 'files', "
      + "'columns', 'engagements', 'campaign', 'account', 'period', 'lag_days', 'overlap', "
      + "'covers', 'counts', 'freshness', 'encoding', 'delimiter', 'quote', 'escape', "
      + "'header_line', 'ends_at_blank_line', 'dates', 'numbers', 'totals', 'time_zone', "
      + "'date_spans' and 'daily_breakdown'"),
  Case(
    16, "lag_days: 1", "freshness: {warn_days: 4, error_days: 4}", .conflict,
    "16:16: 'warn_days' must be less than 'error_days', or it would never warn"),
  Case(
    16, "lag_days: 1", "freshness: {warn: 4}", .unknownKey,
    "16:17: unknown key 'warn' in 'freshness'; did you mean 'warn_days'?"),
  Case(
    16, "lag_days: 1", "encoding: utf-9", .unknownName,
    "16:15: unknown encoding 'utf-9'; did you mean 'utf-8'?"),
  Case(
    16, "lag_days: 1", "delimiter: ab", .invalidText,
    "16:16: 'delimiter' must be one sign of ASCII, 'comma', 'pipe', 'semicolon', 'space' or "
      + "'tab', not 'ab'"),
  Case(
    16, "lag_days: 1", "delimiter: x", .invalidText,
    "16:16: 'delimiter' must be one sign of ASCII, 'comma', 'pipe', 'semicolon', 'space' or "
      + "'tab', not 'x'"),
  Case(
    16, "lag_days: 1", "delimiter: '\"'", .conflict,
    "16:16: 'delimiter', 'quote' and 'escape' must be different signs"),
  Case(
    16, "lag_days: 1", "quote: double", .invalidText,
    "16:12: 'quote' must be one sign of ASCII, 'none', not 'double'"),
  Case(
    16, "lag_days: 1", "header_line: 0", .outOfRange,
    "16:18: 'header_line' must be a whole number from 1 to 1000000, not 0"),
  Case(
    16, "lag_days: 1", "dates: DD.MM.YYYY", .invalidText,
    "16:12: 'dates' must be 'YYYY-MM-DD', 'M/D/YYYY' or 'D/M/YYYY', not 'DD.MM.YYYY'"),
  Case(
    16, "lag_days: 1", "numbers: german", .invalidText,
    "16:14: 'numbers' must be '1234.56', '1234,56', '1,234.56', '1.234,56', '1 234,56' or "
      + "'1'234.56', not 'german'"),
  Case(
    16, "lag_days: 1", "totals: {first_column: ['To*tal']}", .invalidText,
    "16:29: in 'To*tal' a * may stand at the end, behind something, and nowhere else"),
  Case(
    16, "lag_days: 1", "totals: {blank: [campain]}", .unknownName,
    "16:22: unknown column 'campain'; did you mean 'campaign'?"),
  Case(
    16, "lag_days: 1", "time_zone: here and now", .invalidText,
    "16:16: 'time_zone' must be a name such as 'Europe/Berlin' or 'UTC', not 'here and now'"),
  Case(
    16, "lag_days: 1", "date_spans: fortnight", .invalidText,
    "16:17: 'date_spans' must be 'day', 'week' or 'month', not 'fortnight'"),
  Case(
    16, "lag_days: 1", "account: {column: Name}", .missingKey,
    "16:14: 'pattern' is missing in 'account'"),
  Case(
    16, "lag_days: 1", "account: {column: Name, pattern: 'ABM - (.+'}", .invalidText,
    "16:38: 'ABM - (.+' is no regular expression"),
  Case(
    16, "lag_days: 1", "account: {column: Name, pattern: 'ABM - (.+)'}", .invalidText,
    "16:38: 'pattern' needs a group that says what it finds: '(?<id>…)', '(?<domain>…)', "
      + "'(?<linkedin>…)' or '(?<name>…)'"),
  Case(
    16, "lag_days: 1", "counts: sum", .invalidText,
    "16:13: 'counts' must be 'period' or 'cumulative', not 'sum'"),
  Case(
    21, "engagements", "counts: cumulative\n    engagements", .conflict,
    "21:13: 'counts: cumulative' is for snapshots of a period; these columns have daily rows"),
  Case(
    21, "engagements", "account: {column: Domain, pattern: '(?<domain>.+)'}\n    engagements",
    .conflict,
    "21:14: 'account' takes the account out of a text; the column 'account_domain' would not be "
      + "read"),
  Case(
    14, "linkedin-demographics", "google-ads", .missingKey,
    "13:5: the exports of 'google-ads' name no company: say which text does, 'account: {column: "
      + "\"Ad group\", pattern: \"ABM - (?<name>.+)\"}', or map an account column"),
  Case(
    16, "lag_days: 1", "campaign: Decision", .conflict,
    "16:15: the source says its campaign twice: here and in 'linkedin/{campaign}-*.csv'"),
  Case(
    17, "dsp", "linkedin", .duplicateID,
    "17:11: another source, on line 13, is called 'linkedin' already"),
  Case(
    13, "linkedin", "all", .invalidText,
    "13:11: a source cannot be called 'all': in workflows that means every source",
    "35:74: unknown source 'linkedin'"),
  Case(
    20, "campaign: Campaign, ", "", .missingKey,
    "20:14: nothing says which campaign a row is about: 'campaign' or 'campaign_id' in "
      + "'columns', 'campaign' on the source, or {campaign} in every file name is needed"),
  Case(
    20, "date: Day, ", "", .missingKey,
    "20:14: nothing says which days a row is about: 'date', or 'first_day' and 'last_day', in "
      + "'columns', {first_day} and {last_day} in every file name, or 'period' is needed"),
  Case(
    20, "date: Day", "last_day: Day", .missingKey,
    "20:25: 'last_day' needs 'first_day' beside it in 'columns'"),
  Case(
    20, "date: Day", "date: Day, first_day: From, last_day: To", .conflict,
    "20:21: 'date' is for daily rows, 'first_day' and 'last_day' are for periods; not both"),
  Case(
    20, ", account_domain: Domain", "", .missingKey,
    "20:14: no column says which company a row is about: 'account_id', 'account_name', "
      + "'account_domain' or 'account_linkedin' is needed"),
  Case(
    20, "account_domain", "domain", .unknownKey,
    "20:46: unknown key 'domain' in 'columns'; did you mean 'account_domain'?"),
  Case(
    20, "date: Day", "dates: Day", .unknownKey,
    "20:15: unknown key 'dates' in 'columns'; did you mean 'date'?"),
  Case(
    20, "  columns: {date: Day, campaign: Campaign, account_domain: Domain}", "  # none",
    .missingKey, "17:5: 'columns' is missing in 'sources'"),
  Case(
    21, "  engagements: [Clicks, Views]", "  # none", .missingKey,
    "17:5: 'engagements' is missing in 'sources'"),
  Case(
    21, "Views", "Clicks", .repeated, "21:27: 'Clicks' is listed twice in 'engagements'"),
  Case(
    21, "engagements", "campaign: Decision\n    engagements", .conflict,
    "21:15: the source says its campaign twice: here and in its columns"),
  Case(
    21, "engagements", "period: {ends: \"{generated}\", days: 30}\n    engagements", .conflict,
    "19:13: 'period' needs {generated} in every file name; 'dsp/*.csv' lacks it",
    "21:13: 'period' has no effect: the columns say the days of each row"),
  Case(
    15, "{campaign}-*.csv", "{generated}.csv\n    period: {ends: \"{last_day}\", days: 30}",
    .invalidText,
    "16:20: 'ends' must be \"{generated}\", the day in the file's name, not '{last_day}'"),
  Case(
    15, "{campaign}-*.csv", "{generated}.csv\n    period: {ends: \"{generated}\", days: 0}",
    .outOfRange, "16:41: 'days' must be a whole number from 1 to 36500, not 0"),
  Case(
    15, "{campaign}-*.csv",
    "{first_day}-{last_day}-{generated}.csv\n    period: {ends: \"{generated}\", days: 7}",
    .conflict, "15:12: 'period' has no effect: the file names state their period"),
]

private let segmentCases: [Case] = [
  Case(
    24, "id: high", "id: low", .duplicateID,
    "24:10: another segment, on line 23, has the id 'low' already"),
  Case(
    25, "id: deals", "id: de/als", .invalidText,
    "25:9: the id 'de/als' must be letters, digits, '.', '_' and '-', not start with '.', and have "
      + "at most 200 bytes", "41:11: unknown segment 'deals'; did you mean 'de/als'?"),
  Case(
    24, "}", "}\n  - {id: .hidden, name: Hidden}", .invalidText,
    "25:10: the id '.hidden' must be letters, digits, '.', '_' and '-', not start with '.', and "
      + "have at most 200 bytes"),
  Case(
    24, "}", "}\n  - {id: high.added, name: New}", .invalidText,
    "25:10: the id 'high.added' must not end in '.added' or '.removed', nor in those and a number: "
      + "uploads have files of that name"),
  Case(
    24, "}", "}\n  - {name: \"!!!\"}", .invalidText,
    "25:12: no id can be made of the name '!!!'; say one with 'id'"),
  Case(
    24, "}", "}\n  - {expire_after_days: 3}", .missingKey, "25:5: 'name' is missing in 'segments'"),
  Case(
    24, "expire_after_days: 30", "expire_after_days: -1", .outOfRange,
    "24:53: 'expire_after_days' must be a whole number from 0 to 36500, not -1"),
  Case(
    24, "expire_after_days", "expires_after_days", .unknownKey,
    "24:34: unknown key 'expires_after_days' in 'segments'; did you mean 'expire_after_days'?"),
  Case(
    26, "name: Open deals", "name: Open deals\n    expire_after_days: 3", .conflict,
    "27:24: 'expire_after_days' has no effect: a segment with 'from' is read anew in each run"),
  Case(
    26, "name: Open deals", "name: Open deals\n    initial: deals.csv", .conflict,
    "27:14: 'initial' has no effect: a segment with 'from' is read anew in each run"),
  Case(
    27, "{last_day}", "{campaign}", .unknownName,
    "27:18: unknown placeholder '{campaign}'; there is {last_day}"),
  Case(
    27, "file: \"deals-{last_day}.csv\", ", "", .missingKey, "27:11: 'file' is missing in 'from'"),
  Case(
    27, "columns: {id: Account ID}, ", "", .missingKey, "27:11: 'columns' is missing in 'from'"),
  Case(
    27, "{id: Account ID}", "{country: Land}", .missingKey,
    "27:51: no column says which company a row is about: 'id', 'name', 'domain' or 'linkedin' is "
      + "needed"),
  Case(
    27, "{id: Account ID}", "{id: Account ID, parent: Parent}", .unknownKey,
    "27:68: unknown key 'parent' in 'columns'; the keys here are 'id', 'name', 'domain', "
      + "'linkedin' and 'country'"),
  Case(27, "[Won]", "[]", .emptyValue, "27:84: 'Stage' is an empty list"),
  Case(27, "{Stage: [Won]}", "{}", .emptyValue, "27:76: 'where' has no keys"),
  Case(
    27, "where: {Stage: [Won]}", "date: Closed", .missingKey,
    "27:75: 'date' needs 'within_days' beside it"),
  Case(
    27, "where: {Stage: [Won]}", "within_days: 9", .missingKey,
    "27:82: 'within_days' needs 'date' beside it"),
  Case(
    29, "[low, high]", "[low]", .emptyValue,
    "29:5: a ladder is a list of two segments or more, lowest first"),
  Case(29, "[low, high]", "[]", .emptyValue, "29:5: an item of 'ladders' is an empty list"),
  Case(
    29, "high]", "high, low]", .repeated, "29:17: 'low' is listed twice in an item of 'ladders'"),
  Case(
    29, "high]", "high, deals]", .conflict,
    "29:17: the segment 'deals' cannot stand on a ladder: it is read from a file"),
  Case(
    29, "[low, high]", "[low, high]\n  - [high, low]", .repeated,
    "30:6: the segment 'high' stands on a ladder already, on line 29",
    "30:12: the segment 'low' stands on a ladder already, on line 29"),
]

private let workflowCases: [Case] = [
  Case(
    32, "engagements:", "enagements:", .unknownKey,
    "32:12: unknown key 'enagements' in 'when'; did you mean 'engagements'?"),
  Case(
    32, "engagements: 1", "engagements: 0", .outOfRange,
    "32:25: 'engagements' must be a whole number from 1 to 1000000000, not 0"),
  Case(
    32, "engagements: 1, ", "", .missingKey,
    "32:11: one of 'engagements' and 'fewer_than' is missing in 'when'"),
  Case(
    38, "Down to low", "Up to low", .duplicateID,
    "38:11: another workflow, on line 31, has the id 'up-to-low' already"),
  Case(
    35, "engagements: 5", "engagements: 5, fewer_than: 9", .conflict,
    "35:40: only one of 'engagements' and 'fewer_than' may stand in 'when'"),
  Case(
    35, "within_days: 3", "within_days: 91", .outOfRange,
    "35:61: 'within_days' must be a whole number from 0 to 90, not 91"),
  Case(
    35, ", within_days: 3", "", .missingKey, "35:11: 'within_days' is missing in 'when'"),
  Case(
    35, "campaign: Decision, ", "", .missingKey, "35:11: 'campaign' is missing in 'when'"),
  Case(35, "  when", "  # when", .missingKey, "34:5: 'when' is missing in 'workflows'"),
  Case(
    35, "dsp", "dps", .unknownName, "35:84: unknown source 'dps'; did you mean 'dsp'?"),
  Case(
    33, "[low]", "[lwo]", .unknownName, "33:16: unknown segment 'lwo'; did you mean 'low'?"),
  Case(
    33, "[low]", "[]", .emptyValue, "33:15: 'to' is an empty list"),
  Case(
    33, "add: {to: [low]}", "add: {from: [low], to: [low]}", .unknownKey,
    "33:11: unknown key 'from' in 'add'; the keys here are 'to'"),
  Case(
    33, "add: {to: [low]}", "active: false", .missingKey,
    "31:5: one of 'add', 'move' and 'remove' is missing in 'workflows'"),
  Case(
    33, "add: {to: [low]}", "add: {to: [low]}\n    remove: {from: [high]}", .conflict,
    "34:13: only one of 'add', 'move' and 'remove' may stand in 'workflows'"),
  Case(
    33, "low", "deals", .conflict,
    "33:16: no workflow can put accounts into 'deals': it is read from a file"),
  Case(
    36, "from: [low]", "from: [low, deals]", .conflict,
    "36:24: no workflow can take accounts out of 'deals': it is read from a file; 'only_in' "
      + "narrows a workflow to it"),
  Case(
    36, "to: [high]", "to: [high, low]", .conflict,
    "36:36: the segment 'low' is in both 'from' and 'to'"),
  Case(36, "from: [low], ", "", .missingKey, "36:11: 'from' is missing in 'move'"),
  Case(
    37, "up-to-low", "up-to-lo", .unknownName,
    "37:13: unknown workflow 'up-to-lo'; did you mean 'up-to-low'?"),
  Case(
    37, "up-to-low", "up-to-high", .conflict,
    "37:13: the workflow 'up-to-high' cannot come after itself"),
  Case(
    37, "after", "only_in: [low, low]\n    after", .repeated,
    "37:20: 'low' is listed twice in 'only_in'"),
  Case(
    40, "move: {from: [high], to: [low]}", "add: {to: [low]}", .conflict,
    "40:10: 'fewer_than' cannot stand with 'add': it looks at accounts in the segments of a "
      + "'from'; use 'move' or 'remove'"),
]

private let valueCases: [Case] = [
  Case(2, "ladder", "[ladder]", .wrongType, "2:7: 'name' must be a text, not a list"),
  Case(2, "ladder", "{a: b}", .wrongType, "2:7: 'name' must be a text, not a mapping"),
  Case(2, " ladder", "", .emptyValue, "2:1: 'name' is empty"),
  Case(2, "ladder", "\"  \"", .emptyValue, "2:7: 'name' is empty"),
  Case(
    2, "ladder", "null", .emptyValue,
    "2:7: 'name' is empty: null means nothing in YAML unless it is in quotes"),
  Case(
    2, "ladder", "\"two\\nlines\"", .invalidText,
    "2:7: 'name' holds a line break or another control character: 'two\\nlines'"),
  Case(
    4, "1", "one", .wrongType,
    "4:17: 'as_of_lag_days' must be a whole number from 0 to 7, not 'one'"),
  Case(
    4, "1", "\"1\"", .wrongType,
    "4:17: 'as_of_lag_days' must be a whole number from 0 to 7, not the text '1'"),
  Case(
    4, "1", "1.0", .wrongType,
    "4:17: 'as_of_lag_days' must be a whole number from 0 to 7, not '1.0'"),
  Case(
    4, "1", "99999999999999999999", .outOfRange,
    "4:17: 'as_of_lag_days' must be a whole number from 0 to 7, not 99999999999999999999"),
  Case(
    16, "1", "", .emptyValue, "16:5: 'lag_days' is empty"),
  Case(
    37, "after: [up-to-low]", "active: yes", .wrongType,
    "37:13: 'active' must be true or false, not 'yes'"),
  Case(
    41, "[deals]", "{deals: true}", .wrongType,
    "41:10: 'exclude' must be a text or a list of texts, not a mapping"),
  Case(
    41, "[deals]", "[[deals]]", .wrongType,
    "41:11: an item of 'exclude' must be a text, not a list"),
  Case(
    29, "- [low, high]", "low", .wrongType, "29:3: 'ladders' must be a list, not 'low'"),
  Case(
    45, "{segment: [low, high], format: linkedin-company-list}", "high", .wrongType,
    "45:5: an item of 'exports' must be a mapping of keys to values, not 'high'"),
  Case(47, "{percent: 30, at_least: 50}", "{}", .emptyValue, "47:16: 'max_removed' has no keys"),
]

/// Line 45 is `  - {segment: [low, high], format: linkedin-company-list}`.
private let uploadCases: [Case] = [
  Case(
    45, "format: linkedin-company-list", "format: x", .missingKey,
    "45:5: the format 'x' is of people: say with 'contacts' which file lists them"),
  Case(
    45, "company-list}", "company-list, hashing: none}", .conflict,
    "45:68: 'hashing' means nothing for the format 'linkedin-company-list'"),
  Case(
    45, "format: linkedin-company-list", "format: custom", .missingKey,
    "45:5: 'columns' is missing in 'exports'"),
  Case(
    45, "linkedin-company-list}", "custom, columns: [{header: A, value: nam}]}", .invalidText,
    "45:73: 'value' must be 'account_id', 'name', 'domain', 'host', 'website', 'linkedin', "
      + "'linkedin_url', 'country', 'country_code', 'segment' or 'segment_name', not 'nam'; did you "
      + "mean 'name'?"),
  Case(
    45, "linkedin-company-list}", "custom, columns: [{header: A, value: name, text: b}]}",
    .conflict,
    "45:85: only one of 'value' and 'text' may stand in 'columns'"),
  Case(
    45, "linkedin-company-list}", "custom, name: x, columns: [{header: A, text: b}]}", .conflict,
    "45:50: 'x' is a format of its own; give the custom one another name"),
  Case(
    45, "linkedin-company-list}", "custom, name: ../x, columns: [{header: A, text: b}]}",
    .invalidText,
    "45:50: the name '../x' becomes a folder: it must be lower-case letters, digits, '-' and '_', at "
      + "most 100 of them"),
  Case(
    45, "linkedin-company-list}", "custom, columns: [{header: A, text: b}], delimiter: '\"'}",
    .conflict,
    "45:88: 'delimiter', 'quote' and 'escape' must be different signs"),
  Case(
    45, "}", "}\ncontacts: {file: c.csv, columns: {email: E-mail}}", .missingKey,
    "46:34: no column says which account a contact belongs to: one of 'account_id', 'account_name', "
      + "'account_domain' and 'account_linkedin' is missing"),
]
