"""What explain answers about one account, recomputed from design and contract."""

import datetime

from answers import changes_of
from forms import plus
from oracle import in_window, passes, reads_campaign
from uploads import Uploads

ACTS_WITHIN_DAYS = 90


def explain(tonight, account, texts):
    """Returns why an account is where it is, without what only the run's tables say of it.

    `texts` says what is known of accounts.
    """
    night = tonight.decide()
    uploads = Uploads(night, texts)
    return {"pipeline": tonight.pipeline.name, "as_of": str(tonight.as_of),
            "takes_part": not tonight.evidence.accounts.is_gone(account),
            "workflows": workflows(tonight, night, account),
            "changes": [c.answer() for c in changes_of(night) if c.account == account],
            "segments": [segment_answer(tonight, night, s, account, uploads)
                         for s in tonight.pipeline.segments],
            "overrides": [override_answer(tonight, o) for o in tonight.evidence.overrides
                          if o.account == account]}


# Workflows


def workflows(tonight, night, account):
    """Returns an entry for each workflow, active ones in serial order, then the others."""
    inactive = [w for w in tonight.pipeline.workflows if not w.active]
    return [workflow_answer(tonight, night, w, account) | {"order": place}
            for place, w in enumerate(tonight.order, 1)] + \
        [described(w) | {"status": "inactive", "windows": [], "rows": [], "engagements": 0,
                         "matched": False} for w in inactive]


def described(workflow):
    """Returns what a workflow's entry says of the workflow itself."""
    is_cooling = workflow.fewer_than is not None
    return {"workflow": workflow.id, "name": workflow.name,
            "test": "fewer_than" if is_cooling else "engagements",
            "threshold": workflow.fewer_than if is_cooling else workflow.at_least,
            "within_days": workflow.within_days, "action": workflow.action,
            "from": workflow.sources, "to": workflow.targets}


def workflow_answer(tonight, night, workflow, account):
    """Returns an active workflow's entry; an inactive one counts nothing."""
    evidence, is_cooling = tonight.evidence, workflow.fewer_than is not None
    window = evidence.window(workflow)
    count = window.counts.get(account, 0)
    answer = described(workflow) | {
        "status": "skipped" if window.skipped else "ran",
        "windows": [{"source": s.name, "first_day": str(first), "last_day": str(last)}
                    for s, first, last in windows(evidence, workflow)],
        "rows": rows(evidence, workflow, account),
        "engagements": count, "matched": passes(workflow, count)}
    outcomes = [line[4] for line in night.state.decisions
                if line[1] == workflow.id and line[2] == account]
    if outcomes:
        answer["outcome"] = outcomes[0]
    held = set(night.state.held(account))
    if not answer["matched"]:
        in_the_way = obstacle(workflow, held)
        if in_the_way:
            answer["obstacle"] = in_the_way
    if not answer["matched"] and not is_cooling:
        answer["missing"] = missing(evidence, workflow, account)
    if not answer["matched"] and is_cooling:
        day = acts_on(evidence, night, workflow, account)
        if day:
            answer["acts_on"] = str(day)
    return answer


def windows(evidence, workflow):
    """Returns each source that a workflow reads with the window's first and last day there."""
    found = []
    for source in evidence.sources_read(workflow)[0]:
        last = plus(evidence.as_of, -source.lag)
        found.append((source, plus(last, -workflow.within_days), last))
    return found


def rows(evidence, workflow, account):
    """Returns the rows that speak of an account in campaigns a workflow reads, or that would.

    Each row of a file is one line, also when others say the same, also with a count of 0. Rows of
    a file that is byte for byte another one were superseded by that. Of superseded rows only those
    are told whose period lies in the window. Of counts to date each row of the file is told, and
    beside it what of it counts: the difference to the earlier snapshot, borne by the first row.
    """
    found = []
    for source, first, last in windows(evidence, workflow):
        for row, fate, instead in source.seen:
            if evidence.account_of(workflow, source, row) != account:
                continue
            told = row_status(row, fate, first, last)
            if told:
                for place, written in enumerate(row.snapshot or [row]):
                    line = {"source": source.name, "file": row.file, "line": written.line,
                            "first_day": str(written.first), "last_day": str(written.last),
                            "engagements": written.count, "status": told}
                    if source.is_cumulative:
                        line["counted_as"] = row.count if told == "counted" and not place else 0
                    found.append(line | ({"superseded_by": instead} if instead else {}))
    order = [s.name for s in evidence.standings]
    return sorted(found, key=lambda r: (order.index(r["source"]), r["file"].encode(), r["line"]))


def row_status(row, fate, first, last):
    """Returns how a row is told in a window, None when it is not."""
    is_inside = first <= row.first and row.last <= last
    if fate == "after_as_of":
        return fate
    if fate == "superseded":
        return fate if is_inside else None
    if is_inside:
        return "counted"
    return "straddling" if row.first < first <= row.last else None


def missing(evidence, workflow, account):
    """Returns how many engagements an account lacks, and the last as-of day up to which so many do.

    Counts below 0 have to be made up for. Rows that leave the window make it more, from the day
    after `by` on; without such a day so many always do. The lag of each source stays.
    """
    mine = [row for row in evidence.rows_of(workflow) if row[0] == account]
    lacks = lambda ahead: workflow.at_least - sum(
        n for _, first, last, n, lag in mine
        if in_window(first, last, plus(evidence.day, ahead - lag), workflow.within_days))
    now = lacks(0)
    for ahead in range(1, workflow.within_days + 2):
        if lacks(ahead) > now:
            return {"engagements": now, "by": str(plus(evidence.day, ahead - 1))}
    return {"engagements": now}


def obstacle(workflow, held):
    """Returns what a match would come to where the account is after the run, None when it acts."""
    if workflow.only_in and not held & set(workflow.only_in) or held & set(workflow.not_in):
        return "narrowed_out"
    return "not_in_source" if workflow.sources and not held & set(workflow.sources) else None


def acts_on(evidence, night, workflow, account):
    """Returns the first day on which a cooling rule finds few enough, None when not soon.

    The account must be in a `from` segment after the night. Windows slide, the lag of each source
    stays, and whether the days are covered is not asked.
    """
    if not set(night.state.held(account)) & set(workflow.sources):
        return None
    mine = [row for row in evidence.rows_of(workflow) if row[0] == account]
    for number in range(1, ACTS_WITHIN_DAYS + 1):
        day = plus(evidence.as_of, number)
        count = sum(n for _, first, last, n, lag in mine
                    if in_window(first, last, plus(day, -lag), workflow.within_days))
        if max(0, count) < workflow.fewer_than:
            return day
    return None


# Segments and overrides


def segment_answer(tonight, night, segment, account, uploads):
    """Returns whether an account was and is in a segment, and what becomes of that.

    `was_in` speaks of the base as it is, before anything is joined. An account that is gone from
    the list does not expire, and neither does a pinned one before the day after the pin's last.
    """
    state, accounts = night.state, night.evidence.accounts
    member = state.members[segment.id].get(account)
    answer = {"segment": segment.id, "name": segment.name,
              "was_in": account in tonight.base.get(segment.id, {}), "is_in": member is not None,
              "upload": "none", "held": []}
    if member:
        answer |= {"since": member.since, "qualified_on": member.qualified_on,
                   "workflow": member.workflow}
        day = expires_on(tonight, segment, account, member)
        if day and not accounts.is_gone(account):
            answer["expires_on"] = str(day)
    lines = uploads.held_lines()
    reasons = [reason for s, a, reason in lines if (s, a) == (segment.id, account)]
    if reasons:
        answer |= {"upload": "held", "held": reasons[0].split(" | ")}
    if any(account in uploads.selected(upload)[0]
           for upload in tonight.pipeline.exports if upload[0] == segment.id):
        answer["upload"] = "uploaded"
    return answer


def expires_on(tonight, segment, account, member):
    """Returns the first day on which a membership ends by itself, None when it does not."""
    if segment.expire_after_days is None:
        return None
    earned = datetime.date.fromisoformat(member.qualified_on)
    day = plus(earned, segment.expire_after_days + 1)
    pins = [o for o in tonight.evidence.overrides if o.holds(tonight.as_of)
            and (o.account, o.segment, o.action) == (account, segment.id, "pin")]
    if any(o.until is None for o in pins):
        return None
    return max([day, *(plus(o.until, 1) for o in pins)])


def override_answer(tonight, override):
    """Returns one line of the overrides as JSON says it."""
    until = {"until": str(override.until)} if override.until else {}
    return {"segment": override.segment, "action": override.action, "reason": override.reason,
            "line": override.line, "is_in_force": override.holds(tonight.as_of)} | until
