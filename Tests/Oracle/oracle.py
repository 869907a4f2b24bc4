#!/usr/bin/env python3
"""Recomputes one run from the pipeline file and the inputs, plainly and slowly.

    oracle.py PIPELINE.yaml --as-of D [--base RUN_DIR] --out DIR
"""

import argparse
import sys
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from accounts import Accounts
from exports import InputError, find_files, is_covered, stand
from forms import (days_between, fold, glob_matches, parse_day, plus, read_dicts, slug,
                   text_key, write_csv)
from membership import Member, Membership
from order import Circle, run_order
from reading import with_preset

EXPORT_FACTS = ["source", "file", "part", "first_day", "last_day", "generated_at", "rows",
                "rejected", "engagements"]


@dataclass
class Segment:
    """A segment as the pipeline names it."""

    id: str
    name: str
    expire_after_days: int | None
    initial: str | None
    file: dict | None


@dataclass
class Workflow:
    """A workflow: its trigger and its action."""

    id: str
    name: str
    action: str
    sources: list
    targets: list
    only_in: list
    not_in: list
    after: list
    active: bool
    at_least: int | None
    fewer_than: int | None
    campaigns: list
    within_days: int
    reads: object


@dataclass
class Override:
    """One pin or ban that holds on the as-of day."""

    account: str
    segment: str
    action: str
    until: object
    reason: str
    line: int

    def holds(self, day):
        """Tells whether the line is in force on a day."""
        return self.until is None or day <= self.until


@dataclass
class Window:
    """What the window of one workflow holds."""

    counts: dict
    skipped: bool


def as_list(value):
    """Returns a list of a value that may be a list, a single text or nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


@lru_cache(maxsize=8)
def parsed(text):
    """Returns what a pipeline file says, every scalar as text; nobody changes it afterwards."""
    return yaml.load(text, Loader=yaml.BaseLoader)


class Pipeline:
    """The pipeline file, references resolved to ids."""

    def __init__(self, path, text=None):
        """Reads the file, or another text in its place, with every scalar as text."""
        self.folder = path.parent
        text = path.read_text(encoding="utf-8") if text is None else text
        file = parsed(text)
        self.name = file["name"]
        self.accounts = file.get("accounts") or {}
        self.sources = [with_preset(s, file["time_zone"]) for s in file["sources"]]
        self.segments = [self.segment(s) for s in file["segments"]]
        names = self.by_name(self.segments)
        self.ladders = [[names[s] for s in ladder] for ladder in file.get("ladders") or []]
        self.workflows = [self.workflow(w, names) for w in file.get("workflows") or []]
        workflow_names = self.by_name(self.workflows)
        for workflow in self.workflows:
            workflow.after = [workflow_names[a] for a in workflow.after]
        self.exclude = [names[s] for s in as_list(file.get("exclude"))]
        self.removes_excluded = file.get("on_exclude") == "remove"
        self.overrides = file.get("overrides")
        self.contacts = file.get("contacts")
        # What the file says of each upload: of a segment, in a format or a custom one's name.
        self.entries = {(names[s], export.get("name", export["format"])): export
                        for export in file.get("exports") or []
                        for s in as_list(export["segment"])}
        self.exports = list(self.entries)
        self.uploads = sorted({segment for segment, _ in self.exports})
        self.names = names

    def in_order(self, segments):
        """Returns segment ids in the order of the file."""
        return [s.id for s in self.segments if s.id in segments]

    def workflow_named(self, name):
        """Returns a workflow by its id or its name."""
        return next(w for w in self.workflows if name in (w.id, w.name))

    @staticmethod
    def by_name(things):
        """Returns the id of each thing by its id and by its name."""
        return {t.name: t.id for t in things} | {t.id: t.id for t in things}

    @staticmethod
    def segment(entry):
        """Returns one segment."""
        name = entry.get("name", entry.get("id"))
        expiry = entry.get("expire_after_days")
        return Segment(entry.get("id", slug(name)), name, int(expiry) if expiry else None,
                       entry.get("initial"), entry.get("from"))

    @staticmethod
    def workflow(entry, names):
        """Returns one workflow."""
        action = next(a for a in ("add", "move", "remove") if a in entry)
        when, number = entry["when"], lambda text: int(text) if text else None
        ids = lambda value: [names[s] for s in as_list(value)]
        name = entry.get("name", entry.get("id"))
        return Workflow(
            entry.get("id", slug(name)), name, action, ids(entry[action].get("from")),
            ids(entry[action].get("to")), ids(entry.get("only_in")), ids(entry.get("not_in")),
            as_list(entry.get("after")), entry.get("active", "true") == "true",
            number(when.get("engagements")), number(when.get("fewer_than")),
            as_list(when["campaign"]), int(when["within_days"]), when.get("sources"))


# Windows


def in_window(first, last, as_of, days):
    """Tells whether a row's period lies in the window of so many days."""
    return plus(as_of, -days) <= first and last <= as_of


def reads_campaign(workflow, key, names):
    """Tells whether a workflow reads a campaign, by its id, a name or a glob."""
    for wanted in workflow.campaigns:
        pattern = fold(wanted)
        if key[0] == "id" and pattern == fold(key[1]):
            return True
        if any(glob_matches(pattern, name) for name in names):
            return True
    return False


def sources_read(workflow, standings):
    """Returns the sources that a workflow reads, and whether any export mentions its campaign."""
    mentioning = [
        s for s in standings
        if any(reads_campaign(workflow, key, names) for key, names in s.campaigns.items())
    ]
    if isinstance(workflow.reads, list):
        named = [s for s in standings if s.name in workflow.reads]
        return named, any(s in mentioning for s in named)
    if len(mentioning) > 1 and workflow.reads != "all":
        raise InputError(f"{workflow.id}: its campaign is in several sources")
    return mentioning, bool(mentioning)


def is_skipped(workflow, sources, mentioned, as_of):
    """Tells whether a cooling rule must be skipped because days of its window are not covered."""
    if workflow.fewer_than is None:
        return False
    return not mentioned or any(not covers_window(workflow, s, as_of) for s in sources)


def covers_window(workflow, source, as_of):
    """Tells whether a source covers every day of a workflow's window."""
    reads = lambda key, names: reads_campaign(workflow, key, names)
    last = plus(as_of, -source.lag)
    window = days_between(plus(last, -workflow.within_days), last)
    return all(is_covered(source, reads, day, as_of) for day in window)


def passes(workflow, count):
    """Tells whether a count passes the workflow's count test."""
    if workflow.fewer_than is not None:
        return count < workflow.fewer_than
    return count >= workflow.at_least


# Evidence


class Evidence:
    """What all inputs say on the as-of day, read once for every night that is decided on it."""

    def __init__(self, pipeline, as_of):
        """Reads the inputs."""
        self.pipeline, self.as_of, self.day = pipeline, as_of, as_of
        self.accounts = Accounts(pipeline.accounts, pipeline.folder)
        self.standings = [stand(s, pipeline.folder, as_of) for s in pipeline.sources]
        self.files = {s.id: crm_rows(pipeline, s.file, self.accounts, as_of)
                      for s in pipeline.segments if s.file}
        self.overrides = read_overrides(pipeline, self.accounts, as_of)
        self.rows_read, self.windows = {}, {}

    def on(self, day):
        """Returns what is known on a later day if exports go on arriving and nobody engages."""
        later = copy(self)
        later.day, later.windows = day, {}
        later.standings = [s.until(self.as_of, day) for s in self.standings]
        return later

    def sources_read(self, workflow):
        """Returns the sources that a workflow reads and whether its campaign is mentioned."""
        return sources_read(workflow, self.standings)

    def rows_of(self, workflow):
        """Returns the standing rows a workflow reads: account, first and last day, count, lag."""
        if workflow.id not in self.rows_read:
            found = []
            for source in self.sources_read(workflow)[0]:
                for row in source.rows:
                    account = self.account_of(workflow, source, row)
                    if account:
                        found.append((account, row.first, row.last, row.count, source.lag))
            self.rows_read[workflow.id] = found
        return self.rows_read[workflow.id]

    def account_of(self, workflow, source, row):
        """Returns the account that a row counts for in a workflow, None when it counts for none."""
        if not reads_campaign(workflow, row.campaign, source.campaigns[row.campaign]):
            return None
        account = self.accounts.resolve(row.identity)
        return account if account and not self.accounts.is_gone(account) else None

    def window(self, workflow):
        """Returns what a workflow's window holds."""
        key = workflow.id, workflow.within_days
        if key not in self.windows:
            self.windows[key] = self.make_window(workflow)
        return self.windows[key]

    def make_window(self, workflow):
        """Returns the counts per account in a workflow's window."""
        totals = {}
        for account, first, last, count, lag in self.rows_of(workflow):
            if in_window(first, last, plus(self.day, -lag), workflow.within_days):
                totals[account] = totals.get(account, 0) + count
        counts = {account: max(0, total) for account, total in totals.items()}
        return Window(counts, is_skipped(workflow, *self.sources_read(workflow), self.day))

    def members_of_files(self):
        """Returns the accounts of each segment that is read from a file.

        The rows are those that count on the as-of day; on a later day a dated one counts as long
        as its date lies within the days of its segment.
        """
        return {segment: {account for account, day, within in rows
                          if day is None or in_window(day, day, self.day, within)}
                for segment, rows in self.files.items()}


# Inputs beside the exports


def crm_path(pipeline, source, as_of):
    """Returns the path of a segment's file, the newest one when its name has a day."""
    if "{last_day}" not in source["file"]:
        return pipeline.folder / source["file"]
    days = [(parse_day(m["last_day"]), path)
            for path, m in find_files(pipeline.folder, source["file"])]
    days = [(day, path) for day, path in days if day <= as_of]
    if not days:
        raise InputError(f"{source['file']}: no file up to {as_of}")
    return pipeline.folder / max(days)[1]


def crm_rows(pipeline, source, accounts, as_of):
    """Returns account, date and days of each counting row of a segment's file."""
    path = crm_path(pipeline, source, as_of)
    lines = read_dicts(path) if path.exists() else []
    if not lines and source.get("may_be_empty") != "true":
        raise InputError(f"{path}: empty")
    columns, found = source["columns"], []
    for line in lines:
        cell = lambda key: line.get(columns.get(key), "")
        identity = tuple(cell(k) for k in ("id", "name", "domain", "linkedin", "country"))
        if crm_line_counts(source, line, as_of):
            dated = "date" in source
            found.append((accounts.resolve(identity),
                          parse_day(line[source["date"]]) if dated else None,
                          int(source["within_days"]) if dated else None))
    return [row for row in found if row[0]]


def crm_line_counts(source, line, as_of):
    """Tells whether a line passes the conditions of its segment."""
    for column, accepted in (source.get("where") or {}).items():
        if line[column] not in [a.strip() for a in as_list(accepted)]:
            return False
    if "date" not in source:
        return True
    day = parse_day(line[source["date"]])
    return day is not None and in_window(day, day, as_of, int(source["within_days"]))


def read_overrides(pipeline, accounts, as_of):
    """Returns all overrides, after a look at those that hold on the as-of day."""
    if not pipeline.overrides:
        return []
    overrides = []
    for line, x in enumerate(read_dicts(pipeline.folder / pipeline.overrides), 2):
        until = parse_day(x["until"]) if x["until"] else None
        overrides.append(Override(accounts.current(x["account"]), pipeline.names[x["segment"]],
                                  x["action"], until, x["reason"], line))
    check_overrides(pipeline, [o for o in overrides if o.holds(as_of)])
    return overrides


def check_overrides(pipeline, overrides):
    """Ends the run when overrides contradict each other."""
    pins = {(o.account, o.segment) for o in overrides if o.action == "pin"}
    bans = {(o.account, o.segment) for o in overrides if o.action == "ban"}
    if pins & bans:
        raise InputError("a pin and a ban of one pair")
    for ladder in pipeline.ladders:
        pinned = [account for account, segment in pins if segment in ladder]
        if len(pinned) > len(set(pinned)):
            raise InputError("pins on two rungs of a ladder")
    files = {s.id for s in pipeline.segments if s.file}
    if any(o.segment in files for o in overrides):
        raise InputError("an override of a segment that is read from a file")


def read_base(pipeline, base, accounts, as_of):
    """Returns the members that the run starts from, per segment."""
    if base is None:
        return {s.id: initial_members(pipeline, s, accounts, as_of)
                for s in pipeline.segments if s.initial}
    members = {}
    for line in read_dicts(base / "4-apply/membership.csv"):
        member = Member(line["since"], line["qualified_on"], line["workflow"])
        members.setdefault(line["segment"], {})[line["account_id"]] = member
    return members


def initial_members(pipeline, segment, accounts, as_of):
    """Returns the members that the first run finds in a segment."""
    lines = read_dicts(pipeline.folder / segment.initial)
    day = as_of.isoformat()
    return {accounts.current(line["account_id"]): Member(day, day, "") for line in lines}


# The run


@dataclass
class Night:
    """One night as it was decided."""

    evidence: Evidence
    order: list
    state: Membership

    @property
    def windows(self):
        """Returns the window of each workflow that ran or was skipped."""
        return {w.id: self.evidence.window(w) for w in self.order}


def run(pipeline_path, as_of, base, out):
    """Recomputes one run, writes its tables and returns the night."""
    pipeline = Pipeline(pipeline_path)
    order = run_order(pipeline.workflows, pipeline.ladders)
    evidence = Evidence(pipeline, as_of)
    night = decide(evidence, order, read_base(pipeline, base, evidence.accounts, as_of))
    write_tables(out, night)
    write_csv(Path(out) / "1-ingest/exports.csv", EXPORT_FACTS,
              [facts for s in evidence.standings for facts in s.facts])
    return night


def decide(evidence, order, base):
    """Decides a night of the evidence's day from the members of a base."""
    pipeline, accounts = evidence.pipeline, evidence.accounts
    holding = [o for o in evidence.overrides if o.holds(evidence.day)]
    state = Membership(pipeline, base, holding, evidence.day)
    state.join_aliases(accounts)
    state.settle_ladders()
    state.read_files(evidence.members_of_files(), accounts.is_gone)
    state.apply_overrides()
    for place, workflow in enumerate(order, 1):
        run_workflow(state, place, workflow, evidence.window(workflow), accounts)
    state.expire(len(order) + 1, accounts)
    if pipeline.removes_excluded:
        state.remove_excluded(len(order) + 2)
    return Night(evidence, order, state)


def run_workflow(state, place, workflow, window, accounts):
    """Applies one workflow to all accounts that match it."""
    if window.skipped:
        return
    matching = [a for a, n in window.counts.items() if passes(workflow, n)]
    if workflow.fewer_than is not None:
        inside = [a for a in state.everyone() if set(state.held(a)) & set(workflow.sources)]
        matching = [a for a in inside if passes(workflow, window.counts.get(a, 0))]
    for account in sorted(matching):
        if not accounts.is_gone(account):
            state.run(place, workflow, account, window.counts.get(account, 0))


def sort_key(row):
    """Returns a row's sort key: text by bytes, numbers as numbers."""
    return [value if isinstance(value, int) else text_key(value) for value in row]


def window_rows(order, windows):
    """Returns the rows of the table of windows."""
    return [[w.id, account, count, "true" if passes(w, count) else "false"]
            for w in order for account, count in windows[w.id].counts.items()]


def member_rows(state):
    """Returns the rows of the table of members."""
    return [[segment, account, m.since, m.qualified_on, m.workflow]
            for segment, members in state.members.items() for account, m in members.items()]


def changes_key(row):
    """Returns the sort key of a line of change."""
    return sort_key(row[:4])


def write_tables(out, night):
    """Writes every table that is compared."""
    order, windows, state = night.order, night.windows, night.state
    tables = {
        "3-aggregate/windows.csv": ("workflow,account_id,engagements,matched",
                                    window_rows(order, windows)),
        "4-apply/decisions.csv": ("order,workflow,account_id,engagements,outcome",
                                  state.decisions),
        "4-apply/changes.csv": ("order,workflow,account_id,action,from,to,engagements",
                                state.changes),
        "4-apply/membership.csv": ("segment,account_id,since,qualified_on,workflow",
                                   member_rows(state)),
    }
    for name, (header, rows) in tables.items():
        key = changes_key if "changes" in name else sort_key
        write_csv(Path(out) / name, header.split(","), sorted(rows, key=key))


def main():
    """Reads the command line and recomputes one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--as-of", required=True, type=parse_day)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    arguments = parser.parse_args()
    try:
        run(arguments.pipeline, arguments.as_of, arguments.base, arguments.out)
    except (InputError, Circle) as fault:
        sys.exit(f"oracle: {fault}")


if __name__ == "__main__":
    main()
