"""Membership: the base, the steps around the workflows, the workflows' actions, the change log."""

from dataclasses import dataclass, replace

REASONS = ("held_by_override", "held_by_higher_rung", "already_in")


@dataclass(frozen=True)
class Member:
    """One membership: when it began, when it was last earned, which workflow began it."""

    since: str
    qualified_on: str
    workflow: str


class Membership:
    """Who is in which segment, step by step."""

    def __init__(self, pipeline, base, overrides, as_of):
        """Starts from the base's members."""
        self.pipeline = pipeline
        self.as_of = as_of.isoformat()
        self.day = as_of
        self.members = {s.id: dict(base.get(s.id, {})) for s in pipeline.segments}
        self.left = {}
        self.pins = {(o.account, o.segment) for o in overrides if o.action == "pin"}
        self.bans = {(o.account, o.segment) for o in overrides if o.action == "ban"}
        self.changes = []
        self.decisions = []

    # Looking

    def held(self, account):
        """Returns the segments that hold an account, in the pipeline's order."""
        return [s.id for s in self.pipeline.segments if account in self.members[s.id]]

    def everyone(self):
        """Returns all accounts that any segment holds, sorted."""
        return sorted({account for held in self.members.values() for account in held})

    def ladder_of(self, segment):
        """Returns the ladder that a segment is a rung of, an empty one when of none."""
        return next((ladder for ladder in self.pipeline.ladders if segment in ladder), [])

    # Changing

    def enter(self, account, segment, workflow):
        """Puts an account in a segment and takes it off the other rungs."""
        for rung in self.ladder_of(segment):
            if rung != segment:
                self.leave(account, rung)
        earlier = self.left.get((account, segment))
        fresh = Member(self.as_of, self.as_of, workflow)
        member = replace(earlier, qualified_on=self.as_of) if earlier else fresh
        self.members[segment][account] = member

    def leave(self, account, segment):
        """Takes an account out of a segment and remembers since when it was in."""
        member = self.members[segment].pop(account, None)
        if member:
            self.left[account, segment] = member

    def log(self, order, workflow, account, before, engagements=""):
        """Notes what one step changed for one account."""
        after = self.held(account)
        gone = [s for s in before if s not in after]
        new = [s for s in after if s not in before]
        if workflow.startswith("("):
            # A step that is no workflow moves only along a ladder.
            for ladder in self.pipeline.ladders:
                down, up = [s for s in gone if s in ladder], [s for s in new if s in ladder]
                if down and up:
                    self.note(order, workflow, account, down, up, engagements)
                    gone = [s for s in gone if s not in ladder]
                    new = [s for s in new if s not in ladder]
            self.note(order, workflow, account, gone, [], engagements)
            self.note(order, workflow, account, [], new, engagements)
        else:
            self.note(order, workflow, account, gone, new, engagements)

    def note(self, order, workflow, account, gone, new, engagements):
        """Writes down one line of change, if there is one."""
        if gone or new:
            action = "move" if gone and new else "enter" if new else "leave"
            self.changes.append([order, workflow, account, action,
                                 " | ".join(gone), " | ".join(new), engagements])

    # Steps before the workflows

    def join_aliases(self, accounts):
        """Unites the memberships of ids that are joined to another."""
        everyone = self.everyone()
        before = {account: self.held(account) for account in everyone}
        before |= {accounts.current(a): self.held(accounts.current(a)) for a in everyone}
        for account in everyone:
            if accounts.current(account) != account:
                self.join(account, accounts.current(account))
        for account, held in before.items():
            self.log(0, "(alias)", account, held)

    def join(self, old, new):
        """Moves all memberships of one id to another: earliest since, latest qualified_on."""
        for segment in self.held(old):
            mine = self.members[segment].pop(old)
            theirs = self.members[segment].get(new, mine)
            earliest = mine if mine.since < theirs.since else theirs
            latest = max(mine.qualified_on, theirs.qualified_on)
            self.members[segment][new] = replace(earliest, qualified_on=latest)
        self.keep_highest(new)

    def keep_highest(self, account):
        """Leaves an account only the highest rung of each ladder."""
        for ladder in self.pipeline.ladders:
            rungs = [r for r in ladder if account in self.members[r]]
            for rung in rungs[:-1]:
                self.leave(account, rung)

    def settle_ladders(self):
        """Leaves every account only the highest rung it holds."""
        for account in self.everyone():
            before = self.held(account)
            self.keep_highest(account)
            self.log(0, "(ladder)", account, before)

    def read_files(self, found, is_gone):
        """Makes the segments that are read from files anew; accounts gone from the list stay."""
        everyone = sorted(set(self.everyone()).union(*found.values()))
        before = {account: self.held(account) for account in everyone}
        for segment, accounts in found.items():
            known = self.members[segment]
            since = {a: known[a].since if a in known else self.as_of for a in accounts}
            kept = {a: m for a, m in known.items() if is_gone(a)}
            made = {a: Member(since[a], self.as_of, "") for a in accounts}
            self.members[segment] = kept | made
        for account in everyone:
            self.log(0, "(file)", account, before[account])

    def apply_overrides(self):
        """Takes banned accounts out and puts pinned ones in."""
        for account in sorted({account for account, _ in self.pins | self.bans}):
            before = self.held(account)
            for segment in [s.id for s in self.pipeline.segments]:
                if (account, segment) in self.bans:
                    self.leave(account, segment)
            for segment in [s.id for s in self.pipeline.segments]:
                pinned = (account, segment) in self.pins
                if pinned and account not in self.members[segment]:
                    self.enter(account, segment, "(override)")
            self.log(0, "(override)", account, before)

    # Workflows

    def run(self, order, workflow, account, count):
        """Applies one workflow to one account that matched it."""
        before = self.held(account)
        self.renew(workflow, account)
        outcome = self.outcome(workflow, account)
        self.decisions.append([order, workflow.id, account, count, outcome])
        self.log(order, workflow.id, account, before, count)

    def renew(self, workflow, account):
        """Renews the qualification in the targets that hold the account already."""
        for segment in workflow.targets:
            member = self.members[segment].get(account)
            if member:
                self.members[segment][account] = replace(member, qualified_on=self.as_of)

    def outcome(self, workflow, account):
        """Does what the workflow says and returns what came of it."""
        held = self.held(account)
        if workflow.only_in and not set(workflow.only_in) & set(held):
            return "narrowed_out"
        if set(workflow.not_in) & set(held):
            return "narrowed_out"
        leaving = [s for s in workflow.sources if s in held]
        if workflow.action != "add" and not leaving:
            return "not_in_source"
        free = [s for s in leaving if (account, s) not in self.pins]
        if workflow.action == "remove":
            return self.remove(account, free)
        return self.add_or_move(workflow, account, free, is_pinned=len(free) < len(leaving))

    def remove(self, account, free):
        """Takes an account out of the segments that no pin holds it in."""
        for segment in free:
            self.leave(account, segment)
        return "removed" if free else "held_by_override"

    def add_or_move(self, workflow, account, free, is_pinned):
        """Enters the permitted targets and leaves the sources, if any target is permitted."""
        verdicts = {s: self.verdict(workflow, account, s) for s in workflow.targets}
        permitted = [s for s, v in verdicts.items() if v in ("enter", "already_in")]
        for segment in free if permitted else []:
            self.leave(account, segment)
        for segment, verdict in verdicts.items():
            if verdict == "enter":
                self.enter(account, segment, workflow.id)
        if "enter" in verdicts.values():
            return "added" if workflow.action == "add" else "moved"
        # A pin in a `from` segment held something back only if the account could have left it.
        held = {"held_by_override"} if is_pinned and permitted else set()
        reasons = set(verdicts.values()) | held
        return next(reason for reason in REASONS if reason in reasons)

    def verdict(self, workflow, account, target):
        """Tells whether an account may enter a target, is in it, or what holds it."""
        if (account, target) in self.bans:
            return "held_by_override"
        if account in self.members[target]:
            return "already_in"
        ladder = self.ladder_of(target)
        if any((account, rung) in self.pins for rung in ladder):
            return "held_by_override"
        higher = ladder[ladder.index(target) + 1:] if ladder else []
        rungs = [r for r in higher if account in self.members[r]]
        lowers = workflow.action == "move" and set(rungs) <= set(workflow.sources)
        return "held_by_higher_rung" if rungs and not lowers else "enter"

    # Steps after the workflows

    def expire(self, order, accounts):
        """Ends memberships that have not been earned for too long."""
        for account in self.everyone():
            before = self.held(account)
            for segment in self.pipeline.segments:
                if account in self.members[segment.id] and not accounts.is_gone(account):
                    self.expire_one(segment, account)
            self.log(order, "(expiry)", account, before)

    def expire_one(self, segment, account):
        """Ends one membership when its time is over and no pin holds it."""
        if segment.expire_after_days is None or (account, segment.id) in self.pins:
            return
        earned = self.day.fromisoformat(self.members[segment.id][account].qualified_on)
        if (self.day - earned).days > segment.expire_after_days:
            self.leave(account, segment.id)

    def remove_excluded(self, order):
        """Ends excluded accounts' membership outside excluding segments and those from files."""
        for account in self.everyone():
            if not self.excluded_by(account):
                continue
            before = self.held(account)
            for segment in self.pipeline.segments:
                if segment.id not in self.pipeline.exclude and not segment.file:
                    self.leave(account, segment.id)
            self.log(order, "(exclusion)", account, before)

    def excluded_by(self, account):
        """Returns the excluding segments that hold an account."""
        return [s.id for s in self.pipeline.segments
                if s.id in self.pipeline.exclude and account in self.members[s.id]]

    # Uploads

    def reasons(self, segment, account, accounts):
        """Returns why an account is held from a segment's upload."""
        by = [] if segment in self.pipeline.exclude else self.excluded_by(account)
        reasons = [f"excluded:{s}" for s in by]
        reasons += ["not_in_account_list"] if accounts.is_gone(account) else []
        reasons += ["banned"] if (account, segment) in self.bans else []
        return reasons

    def uploads(self, accounts):
        """Returns the uploaded ids and the held lines of every upload segment."""
        ids, held = [], []
        for segment in self.pipeline.uploads:
            banned = {a for a, s in self.bans if s == segment}
            for account in sorted(banned | set(self.members[segment])):
                reasons = self.reasons(segment, account, accounts)
                if reasons:
                    held.append([segment, account, " | ".join(reasons)])
                else:
                    ids.append([segment, account])
        return ids, held
