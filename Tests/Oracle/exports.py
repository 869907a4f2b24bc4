"""Exports of a source: which rows stand, which days are spoken for, what is covered."""

import re
from dataclasses import dataclass, field, replace

from forms import days_between, fold, natural, parse_day, plus, text_key
from reading import NOT_MEASURED, data_rows, read_count, read_day, read_table

DAY = r"\d{4}-\d{2}-\d{2}|\d{8}"
PLACEHOLDERS = {
    "{campaign}": r"(?P<campaign>[^/]+?)",
    "{part}": r"(?P<part>[^/]+?)",
    "{first_day}": rf"(?P<first_day>{DAY})",
    "{last_day}": rf"(?P<last_day>{DAY})",
    "{generated}": rf"(?P<generated>{DAY})",
    "*": r"[^/]*",
    "?": r"[^/]",
}
IDENTITY_COLUMNS = ["account_id", "account_name", "account_domain", "account_linkedin", "country"]
RECENT_DAYS = 14


class InputError(Exception):
    """An input that ends the run."""


@dataclass
class Row:
    """One counted row: who, which campaign, which days, how much."""

    first: object
    last: object
    campaign: tuple
    campaign_name: str
    identity: tuple
    count: int
    file: str = ""
    line: int = 0
    # Of counts to date the rows of the file that this difference was made from.
    snapshot: list = field(default_factory=list)


@dataclass
class Export:
    """One export file with what its name states."""

    path: str
    data: bytes
    campaign: str | None
    part: str | None
    first: object
    last: object
    generated: object
    rows: list = field(default_factory=list)
    rejected: int = 0

    @property
    def states_range(self):
        """Tells whether the file states both ends of the days it speaks for."""
        return self.first is not None and self.last is not None

    def span(self):
        """Returns first and last day of the file as downloaded, None when it has no days."""
        if self.states_range:
            return self.first, self.last
        if not self.rows:
            return None
        return min(r.first for r in self.rows), max(r.last for r in self.rows)

    def rank(self):
        """Returns a key that is larger for a newer export."""
        span = self.span()
        stamp = (self.generated is not None, self.generated and self.generated.toordinal() or 0)
        last = self.last or (span and span[1])
        return (stamp, last.toordinal() if last else 0, natural(self.path), text_key(self.path))


@dataclass
class Standing:
    """What is left of a source after restatement."""

    name: str
    daily: bool
    rows: list
    covered: set
    stated: dict
    campaigns: dict
    facts: list
    lag: int = 0
    is_cumulative: bool = False
    seen: list = field(default_factory=list)

    def until(self, as_of, day):
        """Returns what is covered on a later day when exports go on arriving.

        Every lane that speaks for one of the 14 days up to the as-of day, or for that day, goes on
        to speak from the day after the newest reachable one up to the later day less the lag; the
        source as a whole is such a lane too. What the lanes lacked before they go on lacking.
        """
        recent = set(days_between(plus(as_of, -RECENT_DAYS), as_of))
        more = set(days_between(plus(as_of, 1 - self.lag), plus(day, -self.lag)))
        grown = lambda days: days | more if days & recent else days
        return replace(self, covered=grown(self.covered),
                       stated={lane: grown(days) for lane, days in self.stated.items()})


def find_files(folder, pattern):
    """Yields path and match of each file that a pattern finds."""
    tokens = re.findall(r"\{[a-z_]+\}|.", pattern)
    expression = "".join(PLACEHOLDERS.get(t, re.escape(t)) for t in tokens)
    parent = pattern.rsplit("/", 1)[0] if "/" in pattern else "."
    for path in sorted((folder / parent).glob("*")):
        relative = path.name if parent == "." else f"{parent}/{path.name}"
        match = re.fullmatch(expression, relative)
        if match and path.is_file():
            yield relative, match


def is_daily(source):
    """Tells whether a source has daily rows."""
    return "date" in source["columns"] and "date_spans" not in source


def read_exports(source, folder):
    """Returns all exports of a source, each file once."""
    patterns = source["files"] if isinstance(source["files"], list) else [source["files"]]
    exports = {}
    for pattern in patterns:
        for path, match in find_files(folder, pattern):
            if path not in exports:
                exports[path] = read_export(source, folder, path, match.groupdict())
    return list(exports.values())


def read_export(source, folder, path, stated):
    """Returns one export with its rows."""
    day = lambda key: parse_day(stated[key]) if stated.get(key) else None
    first, last, generated = day("first_day"), day("last_day"), day("generated")
    if "period" in source:
        ends = {"{generated}": generated, "{last_day}": last}[source["period"]["ends"]]
        first, last = plus(ends, 1 - int(source["period"]["days"])), ends
    export = Export(path, (folder / path).read_bytes(), stated.get("campaign"),
                    stated.get("part"), first, last, generated)
    export.rows = read_rows(source, export)
    return export


def read_rows(source, export):
    """Returns the rows of an export that are no rejects."""
    table = read_table(source, export.data)
    if table is None:
        raise InputError(f"{export.path}: a column is missing")
    if table.first:
        export.first, export.last = table.first, table.last
    cells = data_rows(source, table)
    rows = [c and read_row(source, export, line, c) for line, c in cells]
    export.rejected = rows.count(None)
    return [row for row in rows if row]


def read_row(source, export, line, cells):
    """Returns one row, None when it is a reject."""
    def cell(key):
        said = cells.get(source["columns"].get(key), "").strip()
        return "" if said in NOT_MEASURED else said

    first, last = row_period(source, export, cell)
    name = cell("campaign") or export.campaign or source.get("campaign", "")
    key = ("id", cell("campaign_id")) if cell("campaign_id") else ("name", fold(name))
    identity = row_identity(source, cells, cell)
    counts = [read_count(source, cells[column]) for column in source["engagements"]]
    if not first or not last or first > last or not key[1] or None in counts or \
            (identity and not any(identity[:4])):
        return None
    return Row(first, last, key, fold(name), identity, sum(counts), export.path, line)


def row_identity(source, cells, cell):
    """Returns what a row says of its company, None when it speaks of no company."""
    if "account" not in source:
        return tuple(cell(column) for column in IDENTITY_COLUMNS)
    text = cells[source["account"]["column"]].strip()
    match = re.search(source["account"]["pattern"].replace("(?<", "(?P<"), text)
    if not match:
        return None
    said = {key: (value or "").strip() for key, value in match.groupdict().items()}
    said = tuple(said.get(key, "") for key in ("id", "name", "domain", "linkedin", "country"))
    return said if any(said) else None


def row_period(source, export, cell):
    """Returns first and last day of a row, from its cells or else from its file."""
    day = lambda key: read_day(source, cell(key))
    if "date_spans" in source:
        return spanned(source["date_spans"], day("date"))
    if is_daily(source):
        return day("date"), day("date")
    if "first_day" in source["columns"]:
        return day("first_day"), day("last_day")
    if not export.states_range:
        raise InputError(f"{export.path}: its period is unknown")
    return export.first, export.last


def spanned(span, day):
    """Returns first and last day of the week or calendar month that a row's day stands for."""
    if day is None:
        return None, None
    if span == "week":
        return day, plus(day, 6)
    return day, plus(plus(day.replace(day=1), 32).replace(day=1), -1)


def used_once(exports):
    """Returns the exports newest first, of identical ones only the newest, and the copies.

    The copies come as pairs of an export and the one that is used in its stead.
    """
    used, copies = {}, []
    for export in sorted(exports, key=Export.rank, reverse=True):
        same = (export.data, export.campaign and fold(export.campaign), export.part,
                export.first, export.last)
        if same in used:
            copies.append((export, used[same]))
        else:
            used[same] = export
    return list(used.values()), copies


def stand(source, folder, as_of):
    """Returns what stands of a source on the as-of day."""
    found = read_exports(source, folder)
    exports, copies = used_once(found)
    if not exports:
        raise InputError(f"{source['name']}: no files")
    facts = [facts_of(source, export) for export in found]
    standing = Standing(source["name"], is_daily(source), [], set(), {}, {}, facts,
                        is_cumulative=source.get("counts") == "cumulative")
    spoken = {}
    for export in exports:
        mention(standing, source, export)
    if source.get("counts") == "cumulative":
        subtract(exports, as_of)
    for export in exports:
        speak(standing, source, export, spoken, as_of)
    for copy, export in copies:
        standing.seen += [(replace(row, file=copy.path), "superseded", export.path)
                          for row, _, _ in standing.seen if row.file == export.path]
    standing.lag = lag(standing, int(source.get("lag_days", 0)), as_of)
    return standing


def facts_of(source, export):
    """Returns what the table of exports says of one."""
    span = export.span() or ("", "")
    return [source["name"], export.path, export.part or "", *map(str, span),
            export.generated or "", len(export.rows) + export.rejected, export.rejected,
            sum(row.count for row in export.rows if row.identity)]


def mention(standing, source, export):
    """Notes the campaigns that an export mentions, by rows, by file name or by its source."""
    for row in export.rows:
        standing.campaigns.setdefault(row.campaign, set()).add(row.campaign_name)
    stated = export.campaign or source.get("campaign")
    if stated and not export.rows:
        standing.campaigns.setdefault(("name", fold(stated)), set()).add(fold(stated))


def subtract(exports, as_of):
    """Turns the counts to date of exports, newest first, into counts since the one before."""
    groups, snapshots = {}, {}
    for export in exports:
        for row in export.rows:
            snapshots.setdefault(
                (export.path, row.campaign, row.first, row.last, row.identity), []).append(row)
            if row.last <= as_of:
                group = groups.setdefault((row.campaign, export.part, row.first), {})
                group.setdefault(row.last, {}).setdefault(export.path, {})
                counts = group[row.last][export.path]
                counts[row.identity] = counts.get(row.identity, 0) + row.count
        export.rows = [row for row in export.rows if row.last > as_of]
    by_path = {export.path: export for export in exports}
    for (campaign, _, began), group in groups.items():
        known, first = {}, began
        for last in sorted(group):
            for path, counts in group[last].items():
                left = by_company(counts)
                for identity in counts:
                    # The first of a company's rows bears the difference.
                    n = left.pop(known_by(identity), 0)
                    rows = snapshots[path, campaign, began, last, identity]
                    by_path[path].rows.append(Row(
                        first, last, campaign, "", identity,
                        max(0, n - known.get(known_by(identity), 0)), path, rows[0].line, rows))
            first = plus(last, 1)
            known |= by_company(next(iter(group[last].values())))


def by_company(counts):
    """Returns the counts of a snapshot by what a company is known again by."""
    found = {}
    for identity, count in counts.items():
        found[known_by(identity)] = found.get(known_by(identity), 0) + count
    return found


def known_by(identity):
    """Returns the first of list id, host, LinkedIn page and name that an identity states."""
    if not identity or identity[0]:
        return ("id", identity and identity[0])
    if identity[2]:
        host = re.sub(r"^[^:]*://", "", fold(identity[2])).split("@")[-1]
        return ("host", re.sub(r"^www\.", "", re.split(r"[/?:#]", host)[0]))
    return ("linkedin", fold(identity[3])) if identity[3] else ("name", fold(identity[1]))


def speak(standing, source, export, spoken, as_of):
    """Lets one export speak, after all newer ones, for each of its campaigns."""
    for campaign in sorted({row.campaign for row in export.rows}):
        taken = spoken.setdefault((campaign, export.part), {})
        rows = [r for r in export.rows if r.campaign == campaign]
        kept = standing_rows(source, export, rows, taken, as_of)
        days = {day for r in kept for day in days_between(r.first, r.last)}
        days |= whole_range(source, export, as_of)
        standing.rows += kept
        note_rows(standing.seen, rows, kept, taken, as_of)
        for day in days - taken.keys():
            taken[day] = export.path
        cover(standing, export, days)
    if not export.rows and not export.rejected and export.states_range:
        cover(standing, export, empty_range(source, export, as_of))


def note_rows(seen, rows, kept, taken, as_of):
    """Notes what became of each row of one export and campaign, and which file spoke instead.

    A row of several days that newer exports share among them goes by the first day they have.
    """
    standing = {id(row) for row in kept}
    for row in rows:
        instead = [taken[d] for d in days_between(row.first, row.last) if d in taken]
        if row.last > as_of:
            seen.append((row, "after_as_of", None))
        elif id(row) in standing:
            seen.append((row, "standing", None))
        else:
            seen.append((row, "superseded", instead[0]))


def standing_rows(source, export, rows, taken, as_of):
    """Returns the rows of one campaign that stand next to the days already spoken for."""
    rows = [r for r in rows if r.last <= as_of]
    overlap = source.get("overlap", "replace")
    if overlap == "add":
        return rows
    kept = [r for r in rows if taken.keys().isdisjoint(days_between(r.first, r.last))]
    if overlap == "error" and len(kept) < len(rows):
        raise InputError(f"{export.path}: overlaps a newer export")
    return kept


def whole_range(source, export, as_of):
    """Returns the days that a daily export speaks for beyond its rows."""
    if not is_daily(source):
        return set()
    if not export.states_range and source.get("covers", "rows") != "first_to_last":
        return set()
    first, last = export.span()
    return set(days_between(first, min(last, as_of)))


def empty_range(source, export, as_of):
    """Returns the days that a report without rows covers."""
    if not is_daily(source) and export.last > as_of:
        return set()
    return set(days_between(export.first, min(export.last, as_of)))


def cover(standing, export, days):
    """Notes covered days, for the source and for what the file name states."""
    standing.covered |= days
    campaign = fold(export.campaign) if export.campaign else None
    if days and (campaign, export.part) != (None, None):
        standing.stated.setdefault((campaign, export.part), set()).update(days)


def lag(standing, allowed, as_of):
    """Returns how many days the window of a source slides back."""
    if not standing.covered:
        return 0
    late = (as_of - max(standing.covered)).days
    return late if late <= allowed else 0


def is_covered(standing, reads, day, as_of):
    """Tells whether a day is covered for a rule that reads the campaigns that `reads` accepts."""
    if day not in standing.covered:
        return False
    recent = set(days_between(plus(as_of, -RECENT_DAYS), as_of))
    for (campaign, _), days in standing.stated.items():
        read = campaign is None or reads(("name", campaign), {campaign})
        if read and days & recent and day not in days:
            return False
    return True
