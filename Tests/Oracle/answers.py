"""What check, plan, whatif and forecast answer, from the design and decided anew each time."""

from copy import copy
from dataclasses import dataclass, replace

from exports import InputError
from forms import plus
from oracle import (Evidence, Pipeline, changes_key, decide, read_base, sort_key)
from order import Circle, all_edges, run_order
from uploads import CONTACT_FORMATS, Uploads

THRESHOLDS = [1, 2, 3, 4, 5, 10, 20, 50]
WINDOWS = [0, 1, 3, 7, 14, 30, 60, 90]
FORECAST_DAYS = 30


@dataclass
class Change:
    """One line of changes.csv."""

    order: int
    workflow: str
    account: str
    action: str
    left: list
    entered: list
    engagements: object

    def answer(self):
        """Returns the line as JSON says it; a step that is no workflow has no engagements."""
        count = {} if self.engagements == "" else {"engagements": self.engagements}
        return {"order": self.order, "workflow": self.workflow, "action": self.action,
                "from": self.left, "to": self.entered} | count


def changes_of(night):
    """Returns the lines of changes.csv of a night, in their order."""
    parts = lambda text: text.split(" | ") if text else []
    return [Change(order, workflow, account, action, parts(left), parts(entered), count)
            for order, workflow, account, action, left, entered, count
            in sorted(night.state.changes, key=changes_key)]


def members_of(base, pipeline):
    """Returns the accounts of each segment of a pipeline in a base."""
    return {s.id: set(base.get(s.id, {})) for s in pipeline.segments}


class Tonight:
    """The night of one as-of day: pipeline, evidence and base, ready to be decided."""

    def __init__(self, folder, as_of, base, text=None):
        """Reads pipeline and inputs; `base` is the folder of the oracle's own run before."""
        self.pipeline = Pipeline(folder / "pipeline.yaml", text)
        self.order = run_order(self.pipeline.workflows, self.pipeline.ladders)
        self.evidence = Evidence(self.pipeline, as_of)
        self.base = read_base(self.pipeline, base, self.evidence.accounts, as_of)
        self.as_of = as_of

    def decide(self):
        """Decides the night."""
        return decide(self.evidence, self.order, self.base)


# check


def check(tonight):
    """Returns order and edges of the active workflows.

    Edges of one pair for two reasons are two edges, except that nothing is said to be filled
    between workflows that the phases of a ladder order already.
    """
    pipeline = tonight.pipeline
    active = [w for w in pipeline.workflows if w.active]
    edges, dropped = all_edges(active, pipeline.ladders)
    return {"pipeline": pipeline.name, "as_of": str(tonight.as_of),
            "order": [{"order": place, "workflow": w.id, "name": w.name}
                      for place, w in enumerate(tonight.order, 1)],
            "edges": [edge_answer(e) for e in edges],
            "dropped_edges": [edge_answer(e) for e in dropped],
            "inactive": [w.id for w in pipeline.workflows if not w.active]}


def edge_answer(edge):
    """Returns an edge as JSON says it."""
    said = {"earlier": edge.earlier, "later": edge.later, "reason": edge.reason}
    if edge.reason == "fills":
        said |= {"from": list(edge.sources), "only_in": list(edge.only_in)}
    elif edge.reason != "after":
        said |= {"ladder": list(edge.ladder)}
    return said


# plan


def plan(folder, as_of, base, recorded, texts):
    """Returns what tonight would change, the part of new data and the part of the pipeline file.

    `recorded` is the pipeline text of the base, None without a base; `texts` says what is known of
    accounts. A recorded pipeline that ends
    the run is not taken apart. Segments hang together by the ladders of the night that an effect
    leads to: for new data those of the recorded pipeline, else those of the file as it is.
    """
    tonight = Tonight(folder, as_of, base)
    night = tonight.decide()
    before, after = members_of(tonight.base, tonight.pipeline), night.state.members
    text = (folder / "pipeline.yaml").read_text(encoding="utf-8")
    is_changed = recorded is not None and recorded != text
    nights, is_apart, middle = [night], True, after
    if is_changed:
        try:
            other = Tonight(folder, as_of, base, recorded).decide()
            nights, middle = [other, night], other.state.members
        except (InputError, Circle):
            is_apart, middle = False, before
    effects = Effects(tonight.pipeline, [before, middle, after], nights, is_apart)
    ids, held = night.state.uploads(night.evidence.accounts)
    answer = {"pipeline": tonight.pipeline.name, "as_of": str(as_of),
              "is_pipeline_changed": is_changed,
              "segments": effects.segments(ids, held),
              "movements": effects.movements(),
              "held": [dict(zip(("segment", "account_id", "reason"), row))
                       for row in Uploads(night, texts).held_lines()],
              "held_by_rule": held_by_rule(night), "guards": []}
    if base is not None:
        answer["base"] = base.name
    if not is_apart:
        answer["not_apart"] = True
    return answer


def held_by_rule(night):
    """Returns the decisions that a higher rung or an override held, in order."""
    return [{"workflow": workflow, "account_id": account, "outcome": outcome}
            for _, workflow, account, _, outcome in sorted(night.state.decisions, key=sort_key)
            if outcome in ("held_by_higher_rung", "held_by_override")]


class Effects:
    """The two effects of a plan, between three memberships."""

    def __init__(self, pipeline, memberships, nights, is_apart):
        """Keeps membership before, between and after, and the nights that led there."""
        self.pipeline = pipeline
        self.members = [{s.id: set(m.get(s.id, ())) for s in pipeline.segments}
                        for m in memberships]
        changes = [changes_of(night) for night in nights]
        ladders = [night.evidence.pipeline.ladders for night in nights]
        # Effect, membership before it, changes that made it, changes it undid, ladders.
        old, new = changes[0], changes[-1]
        if not is_apart:
            self.effects = [("pipeline_file", 1, new, [], ladders[0])]
        elif len(nights) == 1:
            self.effects = [("new_data", 0, new, [], ladders[0])]
        else:
            self.effects = [("new_data", 0, old, [], ladders[0]),
                            ("pipeline_file", 1, new, old, ladders[1])]

    def segments(self, ids, held):
        """Returns a line for each segment; those held from the upload are members only."""
        found = []
        for segment in self.pipeline.segments:
            before, middle, after = (m[segment.id] for m in self.members)
            count = lambda a, b: {"entered": len(b - a), "left": len(a - b)}
            line = {"id": segment.id, "name": segment.name, "before": len(before),
                    "after": len(after), "new_data": count(before, middle),
                    "pipeline_file": count(middle, after)}
            if segment.id in self.pipeline.uploads:
                line["uploaded"] = sum(s == segment.id for s, _ in ids)
                line["held"] = sum(s == segment.id and a in after for s, a, _ in held)
            found.append(line)
        return found

    def movements(self):
        """Returns all movements of all accounts."""
        found = []
        for effect, start, new, old, ladders in self.effects:
            before, after = self.members[start], self.members[start + 1]
            accounts = set().union(*before.values(), *after.values())
            for account in sorted(accounts, key=lambda a: a.encode()):
                left = {s for s in before if account in before[s] - after[s]}
                entered = {s for s in after if account in after[s] - before[s]}
                mine = [c for c in new if c.account == account]
                undone = [c for c in old if c.account == account]
                moves = [self.movement(left & group, entered & group, mine, undone)
                         for group in self.groups(mine + undone, ladders)
                         if group & (left | entered)]
                moves.sort(key=lambda m: (m["from"], m["to"]))
                found += [{"effect": effect, "account_id": account} | m for m in moves]
        return found

    def groups(self, changes, ladders):
        """Returns the sets of segments that hang together for one account."""
        linked = [set(ladder) for ladder in ladders]
        linked += [set(c.left) | set(c.entered) for c in changes if c.action == "move"]
        groups = []
        for segment in self.pipeline.segments:
            groups.append({segment.id})
        for link in linked:
            together = [g for g in groups if g & link]
            groups = [g for g in groups if not g & link]
            groups.append(set().union(link, *together))
        return groups

    def movement(self, left, entered, mine, undone):
        """Returns one movement with its causes.

        A line of the old rules that did the contrary is a cause when no line of the new ones is
        the same in workflow, `from` and `to`; then it no longer happens.
        """
        lines = lambda changes: [(c.workflow, c.left, c.entered) for c in changes]
        causes = [self.cause(c, False) for c in mine
                  if entered & set(c.entered) or left & set(c.left)]
        causes += [self.cause(c, True) for c in undone
                   if (left & set(c.entered) or entered & set(c.left))
                   and (c.workflow, c.left, c.entered) not in lines(mine)]
        action = "move" if left and entered else "enter" if entered else "leave"
        return {"action": action, "from": self.pipeline.in_order(left),
                "to": self.pipeline.in_order(entered), "causes": causes}

    @staticmethod
    def cause(change, is_gone):
        """Returns one cause as JSON says it."""
        count = {} if change.engagements == "" else {"engagements": change.engagements}
        return {"workflow": change.workflow, "is_gone": is_gone} | count


# whatif


def whatif(tonight, name):
    """Returns the night decided again for every threshold and window of one workflow.

    A workflow that is switched off counts as active, for all cells and for the order.
    """
    tonight = copy(tonight)
    chosen = tonight.pipeline.workflow_named(name)
    workflows = [replace(w, active=True) if w is chosen else w
                 for w in tonight.pipeline.workflows]
    tonight.order = run_order(workflows, tonight.pipeline.ladders)
    is_cooling = chosen.fewer_than is not None
    own = chosen.fewer_than if is_cooling else chosen.at_least
    thresholds = sorted({*THRESHOLDS, own})
    windows = sorted({*WINDOWS, chosen.within_days})
    return {"pipeline": tonight.pipeline.name, "as_of": str(tonight.as_of),
            "workflow": chosen.id, "name": chosen.name,
            "test": "fewer_than" if is_cooling else "engagements",
            "threshold": own, "within_days": chosen.within_days,
            "thresholds": thresholds, "windows": windows,
            "cells": [cell(tonight, chosen, days, number)
                      for days in windows for number in thresholds]}


def cell(tonight, chosen, days, number):
    """Returns one cell: the night with another threshold and another window of one workflow."""
    test = {"fewer_than": number} if chosen.fewer_than is not None else {"at_least": number}
    changed = replace(chosen, within_days=days, active=True, **test)
    order = [changed if w.id == chosen.id else w for w in tonight.order]
    night = decide(tonight.evidence, order, tonight.base)
    named = tonight.pipeline.in_order({*chosen.sources, *chosen.targets})
    return {"within_days": days, "threshold": number,
            "matched": sum(line[1] == chosen.id for line in night.state.decisions),
            "is_skipped": tonight.evidence.window(changed).skipped,
            "segments": [{"segment": s, "members": len(night.state.members[s])} for s in named]}


# forecast


def forecast(tonight, texts):
    """Returns the nights after tonight, each decided from the one before.

    A night's base is all that its predecessor's membership.csv says. `below_minimum_on` is left
    to the comparison, for only the platforms know their minimum.
    """
    pipeline, night = tonight.pipeline, tonight.decide()
    sizes = {s.id: [] for s in pipeline.segments}
    uploads = {upload: [] for upload in pipeline.exports}
    changes = []
    for number in range(FORECAST_DAYS + 1):
        day = plus(tonight.as_of, number)
        if number:
            base = {segment: dict(members) for segment, members in night.state.members.items()}
            night = decide(tonight.evidence.on(day), tonight.order, base)
            changes += [forecast_change(day, c) for c in changes_of(night)]
        selection = Uploads(night, texts, reads_contacts=False)
        for segment in sizes:
            sizes[segment].append(len(night.state.members[segment]))
        for upload in uploads:
            uploads[upload].append(len(selection.selected(upload)[0]))
    return {"pipeline": pipeline.name, "as_of": str(tonight.as_of), "days": FORECAST_DAYS,
            "segments": [{"id": s.id, "name": s.name, "sizes": sizes[s.id]}
                         for s in pipeline.segments],
            "uploads": [{"segment": s, "format": form, "sizes": uploads[s, form],
                         "is_of_people": pipeline.entries[s, form]["format"] in CONTACT_FORMATS}
                        for s, form in pipeline.exports],
            "changes": changes}


def forecast_change(day, change):
    """Returns one change of a later night."""
    answer = change.answer() | {"day": str(day), "account_id": change.account}
    answer.pop("engagements", None)
    return answer
