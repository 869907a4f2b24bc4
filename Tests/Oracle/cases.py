#!/usr/bin/env python3
"""Makes small random cases: a pipeline, its inputs and the days to run it for.

    cases.py --seed N --out DIR

A case is a folder with pipeline.yaml and its inputs. days.txt lists the as-of days. A folder
day-YYYY-MM-DD holds files that arrive or change before the run of that day.
"""

import argparse
import csv
import datetime
import io
import random
import shutil
from pathlib import Path

import yaml

from dress import ZONES, Dress, Plain, months_between, specialise
from edits import edited
from forms import clean_name, days_between, fold, glob_matches, plus
from oracle import Pipeline
from order import Circle, run_order
from reading import PLATFORMS
from uploads import CONTACT_FORMATS, DELIMITERS, NEEDS, VALUES

WORDS = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel",
         "Iris", "Juniper", "Koa", "Larch", "Maple", "Nutmeg", "Oak"]
FORMS = ["", " Inc", ", Inc.", " Ltd", " GmbH", " LLC", " AG", " Foods", " Corp."]
CAMPAIGNS = ["Awareness", "Consideration", "Decision", "Decision EU", "Aware Plus"]
DRESSED_SHARE = 0.6
COUNTS = ["Clicks", "Video Views"]
STAGES = ["Discovery", "Proposal", "Closed Won", "Closed Lost"]
ACCENTS = ["Größe", "Café", "Señor", "Ångström", "Æther", "Łódź", "O’Neill"]
ACCOUNT_HEADER = ["Account ID", "Account Name", "Website", "LinkedIn Page", "Country", "Parent"]
ACCOUNT_FORMATS = [form for form in NEEDS if form != "linkedin-company-list"]
ACCOUNT_KEYS = ["id", "name", "domain", "linkedin", "country", "parent"]
SOURCE_COLUMNS = {"account_id": "Company ID", "account_name": "Company",
                  "account_domain": "Domain", "account_linkedin": "Page", "country": "Country"}


def table(header, rows):
    """Returns a CSV file's bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


class Case:
    """One random case, kept as files per day on which they arrive."""

    def __init__(self, seed):
        """Draws the days, then everything else from the same seed."""
        self.seed = seed
        self.random = random.Random(seed)
        start = plus(datetime.date(2026, 2, 20), self.random.randrange(30))
        self.days = [start]
        for _ in range(self.random.randint(1, 3)):
            self.days.append(plus(self.days[-1], self.random.choice([1, 1, 1, 2, 3, 5])))
        self.files = {day: {} for day in self.days}
        self.sleeps = self.chance(0.5)
        self.more = random.Random(f"{seed} more")
        self.dressed = self.more.random() < DRESSED_SHARE
        self.zone = self.more.choice(ZONES) if self.dressed else "Europe/Berlin"
        self.months = False
        self.rules = random.Random(f"{seed} rules")
        self.circle = None
        self.draw()

    def chance(self, share):
        """Returns true in a share of all draws."""
        return self.random.random() < share

    def some(self, things, least, most):
        """Returns a random choice of things, in their own order."""
        number = min(len(things), self.random.randint(least, most))
        chosen = self.random.sample(range(len(things)), number)
        return [things[i] for i in sorted(chosen)]

    def put(self, path, data, day=None):
        """Keeps a file that arrives on a day, on the first day when none is given."""
        arrives = next((d for d in self.days if day is None or d >= day), self.days[-1])
        self.files[arrives][path] = data

    def later_day(self):
        """Returns a random as-of day after the first."""
        return self.random.choice(self.days[1:])

    def draw(self):
        """Draws all parts of the case."""
        self.draw_accounts()
        self.draw_sources()
        self.fill_first_day()
        self.draw_segments()
        self.draw_contacts()
        self.draw_pipelines()

    # Accounts

    def draw_accounts(self):
        """Draws the account list, its aliases and changes of both."""
        self.listed = self.chance(0.85)
        self.create = not self.listed or self.chance(0.25)
        self.accounts = [self.draw_account(i) for i in range(self.random.randint(5, 15))]
        self.accent()
        self.draw_groups()
        first = self.random.randrange(len(self.accounts) - 1)
        neighbours = self.accounts[first:first + 2] if self.chance(0.5) else []
        self.hot = neighbours + self.some(self.accounts[:first], 1, 2)
        self.hot = self.hot or self.some(self.accounts, 2, 4)
        self.section = {}
        if self.listed:
            self.section = {"file": "accounts.csv",
                            "columns": dict(zip(ACCOUNT_KEYS, ACCOUNT_HEADER))}
            if self.rolls_up:
                self.section["roll_up"] = "parent"
            self.put_accounts(self.accounts, None)
            if self.create or self.chance(0.3):
                self.section["unmatched"] = "create" if self.create else "report"
        self.gone = set()
        self.draw_aliases()
        self.draw_gone()

    def draw_account(self, number):
        """Draws one account, sometimes one that shares a key with another."""
        word = WORDS[number]
        site = word.lower() + self.random.choice([".com", ".co.uk"])
        name = word + self.random.choice(FORMS)
        page = self.random.choice(["", f"https://www.linkedin.com/company/{word.lower()}/"])
        before = WORDS[max(0, number - 1)]
        if number and self.chance(0.12):
            site = self.random.choice(["", "shop."]) + f"{before.lower()}.com"
        if number and self.chance(0.1):
            name = f"{before} {'LLC ' * number}Inc"
        if number and self.chance(0.06):
            page = f"https://www.linkedin.com/company/{before.lower()}/"
        site = self.random.choice([site, site, f"https://www.{site}/", f"www.{site}"])
        return {"id": f"A{number + 1}", "name": name, "domain": site if self.chance(0.8) else "",
                "linkedin": page, "country": self.random.choice(["DE", "US", "GB", ""]),
                "parent": "", "word": word}

    def draw_groups(self):
        """Gives some accounts a parent, which counts only where groups are rolled up."""
        self.rolls_up = self.listed and self.rules.random() < 0.2
        if self.rolls_up or self.rules.random() < 0.1:
            for place, account in enumerate(self.accounts[1:], 1):
                if self.rules.random() < 0.4:
                    parents = [a["id"] for a in self.accounts[:place]]
                    account["parent"] = self.rules.choice([*parents, "A99"])

    def group_of(self, identifier):
        """Returns the topmost account of a group."""
        parents = {a["id"]: a["parent"] for a in self.accounts}
        while self.rolls_up and parents.get(identifier) in parents:
            identifier = parents[identifier]
        return identifier

    def accent(self):
        """Gives some accounts names that need more than ASCII."""
        for account in self.accounts if self.dressed else []:
            word = account["word"]
            if account["name"].startswith(word) and self.more.random() < 0.3:
                rest = account["name"].removeprefix(word)
                account["name"] = f"{word} {self.more.choice(ACCENTS)}{rest}"

    def put_accounts(self, accounts, day):
        """Keeps the account list as it is from a day on."""
        rows = [[a[key] for key in ACCOUNT_KEYS] for a in accounts]
        self.put("accounts.csv", table(ACCOUNT_HEADER, rows), day)

    def draw_aliases(self):
        """Draws aliases of all kinds, some of which arrive later."""
        self.old_ids = {}
        if not self.listed or not self.chance(0.7):
            return
        lines, later = [], []
        for account in self.some(self.accounts, 1, 3):
            word = account["word"].lower()
            self.old_ids[f"X{account['id']}"] = account["id"]
            lines += self.some([[account["id"], "name", f"Nick {word}"],
                                [account["id"], "domain", f"alt-{word}.com"],
                                [account["id"], "linkedin", f"alt-{word}"]], 1, 3)
            lines.append([account["id"], "id", f"X{account['id']}"])
        if self.create and self.chance(0.8):
            target = self.random.choice(self.accounts)["id"]
            later = [[target, "id", "domain:stranger1.com"], [target, "id", "name:stranger 2"]]
        self.section["aliases"] = "aliases.csv"
        self.aliases = lines
        self.put("aliases.csv", table(["account_id", "kind", "value"], lines))
        if later:
            self.aliases = lines + later
            self.put("aliases.csv", table(["account_id", "kind", "value"], self.aliases),
                     self.days[1])

    def draw_gone(self):
        """Lets an account leave the list later, sometimes merged into another."""
        if not self.listed or not self.chance(0.45):
            return
        free = [a for a in self.accounts if a["id"] not in self.old_ids.values()]
        hot = [a for a in self.hot if a in free]
        gone = (hot or self.some(free, 1, 2))[:1] if len(free) > 3 else []
        day = self.days[-1] if self.chance(0.5) else self.later_day()
        self.gone = {a["id"] for a in gone}
        self.put_accounts([a for a in self.accounts if a not in gone], day)
        if gone and "aliases" in self.section and self.chance(0.7):
            groups = {self.group_of(a["id"]) for a in gone} if self.rolls_up else set()
            apart = lambda accounts: [a for a in accounts if a not in gone
                                      and self.group_of(a["id"]) not in groups]
            staying = apart(self.hot) or apart(self.accounts)
            if not staying:
                return
            target = self.random.choice(staying)["id"]
            merged = [[target, "id", a["id"]] for a in gone]
            self.put("aliases.csv", table(["account_id", "kind", "value"], self.aliases + merged),
                     max(day, self.days[1]))
        if self.days[-1] > day and self.chance(0.4) and not self.create:
            self.put_accounts(self.accounts, self.days[-1])

    # Sources

    def draw_sources(self):
        """Draws the sources and all their exports."""
        self.sources, self.mentions, self.campaign_ids = [], {}, {}
        for number in range(self.random.choice([1, 1, 2, 2, 3])):
            self.draw_source(f"source{number + 1}")

    def draw_source(self, name):
        """Draws one source."""
        layout = Layout(self, name)
        self.mentions[name] = set()
        self.sources.append(layout.entry())
        while not self.mentions[name]:
            layout.put_exports()

    # Segments

    def draw_segments(self):
        """Draws segments, those that come from files included."""
        plain = [("low", "Ad Engaged: Low"), ("medium", "Ad Engaged: Medium"),
                 ("high", "Ad Engaged: High"), ("b-list", "Second list"), ("customers", "")]
        self.ladders = [["low", "medium", "high"]] if self.chance(0.65) else []
        self.plain = plain[:3] if self.ladders else self.some(plain[:3], 1, 3)
        self.plain = self.plain + self.some(plain[3:], 0, 2)
        if self.rules.random() < 0.25:
            second = [("cold", "Cold"), ("warm", "Warm: so so"), ("hot", "")]
            second = second[:self.rules.choice([2, 3])]
            self.plain += second
            self.ladders.append([identifier for identifier, _ in second])
            if self.rules.random() < 0.5:
                self.ladders.reverse()
        self.random.shuffle(self.plain)
        self.segments = [self.plain_segment(*names) for names in self.plain]
        self.file_segments = []
        if self.chance(0.6):
            self.draw_crm()
        self.draw_overrides()

    def plain_segment(self, identifier, name):
        """Returns the entry of a segment that workflows fill."""
        entry = {"id": identifier}
        if name:
            entry["name"] = name
        if self.chance(0.45):
            entry["expire_after_days"] = self.random.randint(0, 5)
        if self.chance(0.4) and self.listed:
            ids = [[a["id"]] for a in self.some(self.accounts, 1, 6)]
            entry["initial"] = f"initial/{identifier}.csv"
            self.put(entry["initial"], table(["account_id"], ids))
        return entry

    def draw_crm(self):
        """Draws segments that are read from CRM exports."""
        dated = self.chance(0.4)
        name = "crm/opportunities-{last_day}.csv" if dated else "crm/opportunities.csv"
        days = [None] if not dated else [plus(self.days[0], -3), self.days[0],
                                         self.days[-1], plus(self.days[-1], 1)]
        for day in days:
            path = name.replace("{last_day}", str(day))
            self.put(path, self.crm_file())
        if not dated and self.chance(0.6):
            self.put(name, self.crm_file(), self.later_day())
        for identifier, stages in self.some([("open-deals", STAGES[:3]),
                                             ("lost-deals", STAGES[3:])], 1, 2):
            self.file_segments.append(identifier)
            self.segments.append(self.crm_segment(identifier, name, stages))
        if self.chance(0.15):
            self.file_segments.append("partners")
            self.put("crm/partners.csv", table(["Account ID"], []))
            self.segments.append({"id": "partners", "from": {
                "file": "crm/partners.csv", "columns": {"id": "Account ID"},
                "may_be_empty": True}})

    def crm_segment(self, identifier, name, stages):
        """Returns the entry of a segment that is read from a CRM export."""
        columns = {"id": "Account ID", "name": "Company", "domain": "Domain"}
        source = {"file": name, "columns": columns, "where": {"Stage": stages}}
        if self.chance(0.4):
            source |= {"date": "Close Date", "within_days": self.random.randint(0, 10)}
        return {"id": identifier, "name": f"CRM: {identifier}", "from": source}

    def crm_file(self):
        """Returns a CRM export."""
        rows = []
        for account in self.some(self.accounts, 2, 6):
            keys = self.random.choice([["id"], ["name"], ["domain", "name"], ["id", "name"]])
            cell = lambda key: account[key] if key in keys else ""
            day = plus(self.days[0], self.random.randint(-12, 6))
            stage = self.random.choice(STAGES) + self.random.choice(["", " "])
            rows.append([cell("id"), cell("name") or account["name"], cell("domain"), stage, day])
        rows.append(["", "Nobody Known", "", STAGES[0], self.days[0]])
        for old in self.some(list(self.old_ids), 0, 1):
            rows.append([old, "", "", STAGES[0], self.days[0]])
        return table(["Account ID", "Company", "Domain", "Stage", "Close Date"], rows)

    def draw_overrides(self):
        """Draws pins and bans, which may change later."""
        self.overrides = self.listed and self.chance(0.6)
        if self.overrides:
            self.put("overrides.csv", self.override_file())
            if self.chance(0.3):
                self.put("overrides.csv", self.override_file(), self.later_day())

    def override_file(self):
        """Returns overrides that do not contradict each other."""
        free = [a["id"] for a in self.accounts if a["id"] not in self.gone]
        rows, groups = [], set()
        for account in self.some(free, 1, 5):
            group = self.group_of(account)
            if group in groups:
                continue
            groups.add(group)
            written = account
            if f"X{account}" in self.old_ids and self.chance(0.6):
                written = f"X{account}"
            rows += self.override_lines(written)
        return table(["account", "segment", "action", "until", "reason"], rows)

    def override_lines(self, account):
        """Returns lines for one account: at most one pin, bans of other segments."""
        chosen = self.some([names for names in self.plain], 1, 2)
        self.random.shuffle(chosen)
        lines, pinned = [], self.chance(0.5)
        for identifier, name in chosen:
            until = self.random.choice(["", "", *self.days, plus(self.days[0], -1)])
            action = "pin" if pinned else "ban"
            segment = self.random.choice([identifier, name or identifier])
            lines.append([account, segment, action, until, "said, by sales"])
            pinned = False
        return lines

    # The pipeline file

    def draw_pipelines(self):
        """Draws a pipeline whose workflows have an order, and later versions of it."""
        while True:
            pipeline = self.pipeline(self.draw_workflows())
            if self.has_order(pipeline):
                break
        flat = {key: entry for key, entry in pipeline.items() if key != "ladders"}
        if self.ladders and self.chance(0.3) and self.has_order(flat):
            pipeline = flat
        self.put("pipeline.yaml", self.yaml(pipeline))
        introduced = self.later_day()
        for day in self.days[1:]:
            changed = pipeline
            if "ladders" not in pipeline and self.ladders and day == introduced:
                changed = pipeline | {"ladders": self.ladders}
            if self.rules.random() < (0.55 if day == self.days[-1] else 0.2):
                changed = edited(self, changed)
            if changed is not pipeline and self.has_order(changed):
                pipeline = changed
                comment = b"# again\n" if self.rules.random() < 0.1 else b""
                self.put("pipeline.yaml", self.yaml(pipeline) + comment, day)
        if self.circle:
            self.put("circle.yaml", self.yaml(self.circle | {"runs": "circle-runs"}))

    @staticmethod
    def yaml(pipeline):
        """Returns the bytes of a pipeline file."""
        text = yaml.safe_dump(pipeline, sort_keys=False, allow_unicode=True)
        return text.encode("utf-8")

    def pipeline(self, workflows):
        """Returns the pipeline with the given workflows."""
        state = random.Random(self.seed)
        pipeline = {"version": 1, "name": f"case-{self.seed}", "time_zone": self.zone,
                    "runs": "runs"}
        if self.section:
            pipeline["accounts"] = self.section
        pipeline |= {"sources": self.sources, "segments": self.segments}
        if self.ladders:
            pipeline["ladders"] = self.ladders
        pipeline["workflows"] = workflows
        pipeline |= self.exclusion(state)
        if self.overrides:
            pipeline["overrides"] = "overrides.csv"
        ids = [s["id"] for s in self.segments]
        uploads = [i for i in ids if state.random() < 0.8] or ids[:1]
        if self.contacts:
            pipeline["contacts"] = {"file": "contacts.csv", "columns": self.contacts}
        pipeline["exports"] = self.exports(uploads)
        pipeline["guards"] = {"became_empty": {"at_least": 1000},
                              "max_removed": {"percent": 100, "at_least": 1000}}
        return pipeline

    def exports(self, uploads):
        """Returns what the pipeline says of uploads: LinkedIn's list, other formats of some."""
        state = random.Random(f"{self.seed} uploads")
        some = lambda: [s for s in uploads if state.random() < 0.7] or uploads[:1]
        found = [{"segment": uploads, "format": "linkedin-company-list"}]
        for form in state.sample(ACCOUNT_FORMATS, state.randint(0, 3)):
            found.append({"segment": some(), "format": form})
        for number in range(state.choice([0, 0, 1, 2])):
            found.append({"segment": some(), **self.custom_format(state, number)})
        for form in self.contacts and state.sample(CONTACT_FORMATS, state.randint(1, 3)):
            if form == "microsoft-customer-match":
                found += [{"segment": s, "format": form, "audience_id": 800 + number}
                          for number, s in enumerate(some())]
            elif form == "the-trade-desk-crm" and state.random() < 0.4:
                found.append({"segment": some(), "format": form, "hashing": "none"})
            else:
                found.append({"segment": some(), "format": form})
        return found

    @staticmethod
    def custom_format(state, number):
        """Returns a format of the pipeline file's own."""
        columns = [{"header": f"Of {v}", "value": v}
                   for v in state.sample(VALUES, state.randint(1, 5))]
        # A file of one column whose text is blank has rows that readers take for none.
        columns.insert(state.randint(0, len(columns)), {"header": 'Said; "so"', "text": 'a; "b"'})
        entry = {"format": "custom", "columns": columns}
        if number:
            entry["name"] = f"own-{number}"
        for key, choices in [("delimiter", list(DELIMITERS)), ("line_ending", ["lf", "crlf"]),
                             ("bom", [True, False]), ("header", [True, False]),
                             ("max_rows", [1, 2, 3, 5])]:
            if state.random() < 0.4:
                entry[key] = state.choice(choices)
        return entry

    def draw_contacts(self):
        """Draws the list of contacts, which may change later."""
        state = random.Random(f"{self.seed} contacts")
        self.contacts = {}
        if state.random() < 0.5:
            return
        key = state.choice(["id", "domain"]) if self.listed else "domain"
        self.contacts = {f"account_{key}": "Company", "email": "Mail"}
        for day in [None, *[day for day in self.days[1:] if state.random() < 0.3]]:
            rows = []
            for account in self.accounts:
                for number in range(state.choice([0, 1, 1, 2, 4])):
                    rows.append([account[key], self.mail(state, account, number)])
            rows.append(["A99" if key == "id" else "nobody.example", "nobody@nobody.example"])
            state.shuffle(rows)
            self.put("contacts.csv", table(["Company", "Mail"], rows), day)

    @staticmethod
    def mail(state, account, number):
        """Returns what stands in the e-mail column of a contact."""
        word = account["word"].lower()
        return state.choice([
            f"p{number}@{word}.example", f" P.{number}+News@{word}.Example ", "", "none", "a@b@c",
            f"p.{number}.{word}+x@gmail.com", f"P{number}.{word}@googlemail.com",
            f"o'p_{number}|{word}@{word}.example", f"p{number} @{word}.example", "@", "+@x.example"])

    def exclusion(self, state):
        """Returns what the pipeline says of exclusions."""
        excluding = [s for s in self.file_segments if state.random() < 0.8]
        if state.random() < 0.15:
            excluding.append(self.plain[-1][0])
        if not excluding:
            return {}
        removes = state.random() < 0.35
        return {"exclude": excluding, **({"on_exclude": "remove"} if removes else {})}

    def has_order(self, pipeline):
        """Tells whether the workflows of a pipeline can run one after the other; keeps a circle."""
        entries = [Pipeline.segment(s) for s in pipeline["segments"]]
        names = Pipeline.by_name(entries)
        workflows = [Pipeline.workflow(as_text(w), names) for w in pipeline["workflows"]]
        ids = Pipeline.by_name(workflows)
        if len({w.id for w in workflows}) < len(workflows):
            return False
        for workflow in workflows:
            workflow.after = [ids[a] for a in workflow.after]
        try:
            run_order(workflows, pipeline.get("ladders", []))
        except Circle:
            self.circle = pipeline
            return False
        return True

    # Workflows

    def draw_workflows(self):
        """Draws workflows in random file order."""
        number = self.random.randint(3, 8)
        workflows = [self.draw_workflow(i + 1) for i in range(number)]
        if self.chance(0.4):
            workflows += self.climb(number)
        if self.rules.random() < 0.2:
            workflows += self.diamond(number)
        self.random.shuffle(workflows)
        names = [w["name"] for w in workflows]
        for workflow in workflows:
            if self.chance(0.15):
                others = [n for n in names if n != workflow["name"]]
                workflow["after"] = self.some(others, 1, 2)
        if self.rules.random() < 0.25:
            self.chain(workflows)
        return workflows

    def chain(self, workflows):
        """Lets some workflows wait for each other in a row, whatever else they would wait for."""
        row = self.rules.sample(workflows, self.rules.randint(2, min(4, len(workflows))))
        for earlier, later in zip(row, row[1:]):
            names = [earlier.get("id", earlier["name"]), earlier["name"]]
            others = [a for a in later.get("after", []) if a not in names]
            later["after"] = [names[0], *others]

    def diamond(self, number):
        """Returns rules of which two wait for a first one and a last one for both."""
        free = [i for i, _ in self.plain if not any(i in ladder for ladder in self.ladders)]
        have = free if len(free) > 2 else [names[0] for names in self.plain]
        if len(have) < 3:
            return []
        top, left, right = self.rules.sample(have, 3)
        rules = [{"add": {"to": [top]}}, {"add": {"to": [left]}, "only_in": [top]},
                 {"move": {"from": [top], "to": [right]}}, {"remove": {"from": [left, right]}}]
        return [{"name": f"Diamond {number} {place}", "id": f"d{place}",
                 "when": self.trigger("engagements", self.random.randint(1, 3))} | rule
                for place, rule in enumerate(rules)]

    def climb(self, number):
        """Returns the usual three rules, in one campaign each, as far as the segments exist."""
        have = [names[0] for names in self.plain]
        rungs = [s for s in ("low", "medium", "high") if s in have]
        rules = []
        for place, rung in enumerate(rungs):
            workflow = {"name": f"Climb {number + place}",
                        "when": self.trigger("engagements", self.random.randint(1, 3))}
            action = {"move": {"from": rungs[:place], "to": [rung]}} if place else \
                {"add": {"to": [rung]}}
            rules.append(workflow | action)
        if len(rungs) > 1 and self.chance(0.8):
            rules.append({"name": f"Cool {number}", "when": self.trigger("fewer_than", 2),
                          "move": {"from": [rungs[-1]], "to": [rungs[-2]]}})
            if ["low", "medium", "high"] not in self.ladders:
                rules[-1]["after"] = [rules[-2]["name"]]
        return rules

    def draw_workflow(self, number):
        """Draws one workflow."""
        cooling = self.chance(0.35)
        action = self.random.choice(["move", "remove"] if cooling else
                                    ["add", "add", "move", "move", "remove"])
        left, entered = self.draw_move()
        if action == "move" and not left:
            action = "add" if not cooling else "remove"
        if action == "remove":
            left = left or entered
        test = ("fewer_than", self.random.randint(1, 5)) if cooling else \
            ("engagements", self.random.choice([1, 1, 2, 2, 3, 4, 5]))
        workflow = {"name": f"{action.title()} rule {number}", "when": self.trigger(*test)}
        shape = {"add": {"to": entered}, "move": {"from": left, "to": entered},
                 "remove": {"from": left}}
        workflow[action] = shape[action]
        self.narrow(workflow, left + entered)
        if self.chance(0.3):
            workflow["id"] = f"w{number}"
        if self.chance(0.08):
            workflow["active"] = False
        return workflow

    def draw_move(self):
        """Draws segments to leave and segments to enter, at most one rung to enter."""
        ids = [names[0] for names in self.plain]
        ladder = self.rules.choice(self.ladders) if self.ladders else []
        aside = [s for s in ids if s not in ladder]
        if ladder and aside and self.chance(0.25):
            return self.some(aside, 1, 2), [self.random.choice(ladder)]
        self.random.shuffle(ids)
        entered = ids[:1]
        for segment in ids[1:]:
            rungs = [sum(s in ladder for s in [*entered, segment]) for ladder in self.ladders]
            if max(rungs, default=0) < 2 and self.chance(0.25):
                entered.append(segment)
        rest = [s for s in ids if s not in entered]
        return self.some(rest, 1, 2), entered

    def narrow(self, workflow, used):
        """Adds only_in, not_in or both to a workflow."""
        free = [names[0] for names in self.plain if names[0] not in used] + self.file_segments
        if free and self.chance(0.2):
            workflow["only_in"] = self.some(free, 1, 2)
        elif free and self.chance(0.25):
            workflow["not_in"] = self.some(free, 1, 2)
        rest = [s for s in free if s not in workflow.get("only_in", [])]
        if rest and "not_in" not in workflow and self.rules.random() < 0.08:
            workflow["not_in"] = self.some(rest, 1, 1)

    def trigger(self, test, number):
        """Returns a trigger with a campaign that is known to few sources, or names its sources."""
        days = self.random.choice([0, 1, 2, 3] if test == "fewer_than" else [0, 1, 3, 7, 7, 10, 14])
        if self.months and self.more.random() < 0.5:
            days = self.more.choice([28, 31, 45, 60, 90])
        when = {test: number, "campaign": self.campaign_words(), "within_days": days}
        words = when["campaign"] if isinstance(when["campaign"], list) else [when["campaign"]]
        reading = [s for s, known in self.mentions.items()
                   if any(self.reads(words, campaign) for campaign in known)]
        if len(reading) > 1:
            when["sources"] = "all" if self.chance(0.4) else self.some(reading, 1, 3)
        elif reading and self.chance(0.15):
            when["sources"] = self.random.choice(["all", reading])
        if self.several_ids(words):
            when["any_id"] = True
        return when

    def campaign_words(self):
        """Draws a campaign: a name, an id, a glob or a list."""
        names = sorted({name for known in self.mentions.values() for name, _ in known if name})
        ids = sorted({i for known in self.mentions.values() for _, i in known if i})
        name = self.random.choice(names or ids)
        spelled = self.random.choice([name, name.upper(), f" {name} ", name.title()])
        if ids and (not names or self.chance(0.3)):
            return self.random.choice(ids)
        draw = self.random.random()
        if draw < 0.12:
            return self.random.choice(["*", name[:3] + "*", "?" + name[1:], "*" + name[-4:]])
        if draw < 0.3:
            return self.some(names + ids, 1, 3)
        return "Never Run" if draw > 0.97 else spelled

    @staticmethod
    def reads(words, campaign):
        """Tells whether campaign words mean a campaign."""
        name, identifier = campaign
        return any(fold(w) == fold(identifier) or glob_matches(fold(w), name) for w in words)

    def several_ids(self, words):
        """Tells whether one name among the words stands for several ids."""
        ids = {}
        for known in self.mentions.values():
            for name, identifier in known:
                if identifier and any(glob_matches(fold(w), name) for w in words):
                    ids.setdefault(name, set()).add(identifier)
        return any(len(found) > 1 for found in ids.values())

    # Writing

    def fill_first_day(self):
        """Lets the first exports of a source arrive on the first day when none would."""
        for source in self.sources:
            prefix = f"in/{source['name']}/"
            arrivals = [d for d in self.days if any(p.startswith(prefix) for p in self.files[d])]
            for path in list(self.files[arrivals[0]]) if arrivals[0] > self.days[0] else []:
                if path.startswith(prefix):
                    self.files[self.days[0]][path] = self.files[arrivals[0]].pop(path)

    def write(self, folder):
        """Writes the case to a folder."""
        for number, (day, files) in enumerate(self.files.items()):
            place = folder / f"day-{day}" if number else folder
            for path, data in files.items():
                (place / path).parent.mkdir(parents=True, exist_ok=True)
                (place / path).write_bytes(data)
        (folder / "days.txt").write_text("".join(f"{day}\n" for day in self.days))


class Layout:
    """How the exports of one source look, and what is in them."""

    def __init__(self, case, name):
        """Draws grain, columns, names and rules of a source."""
        self.case, self.name, self.random = case, name, case.random
        chance = case.chance
        self.daily = chance(0.65)
        self.overlap = self.random.choice(["replace"] * 8 + ["add", "error"])
        self.covers = "first_to_last" if self.daily and chance(0.3) else None
        self.lag_days = self.random.choice([0, 0, 1, 1, 2, 3])
        self.complete = chance(0.6)
        self.per_campaign = chance(0.25)
        self.parts = self.random.choice([[], [], [], ["eu", "us"], ["part-1", "part-2"]])
        self.stamped = chance(0.4)
        self.mixed_stamps = self.stamped and chance(0.3)
        self.states_range = chance(0.35)
        self.period = self.draw_period()
        self.compact = chance(0.3)
        self.campaigns = self.draw_campaigns()
        self.columns = self.draw_columns()
        self.engagements = COUNTS[:self.random.choice([1, 1, 2])]
        self.copies, self.to_date, self.range_in_file = {}, {}, False
        dressed = case.dressed and case.more.random() < 0.75
        self.dress = Dress(case.seed, name, case.zone) if dressed else Plain()
        if dressed:
            specialise(self)

    def draw_period(self):
        """Draws where a period source states its periods."""
        if self.daily:
            return None
        kind = self.random.choice(["columns", "columns", "name", "ends"])
        self.states_range = kind == "name"
        self.stamped = self.stamped or kind == "ends"
        self.mixed_stamps = self.mixed_stamps and kind != "ends"
        self.length = self.random.choice([1, 2, 3, 5, 7])
        return kind

    def draw_campaigns(self):
        """Draws campaigns as pairs of name and id."""
        names = self.case.some(CAMPAIGNS, 1, 3)
        self.with_ids = not self.per_campaign and self.case.chance(0.3)
        self.only_ids = self.with_ids and self.case.chance(0.25)
        self.on_source = not self.per_campaign and not self.with_ids and self.case.chance(0.12)
        if self.on_source:
            names = names[:1]
        pairs = []
        for name in names:
            twice = self.with_ids and self.case.chance(0.3)
            for number in range(2 if twice else 1):
                pairs.append((name, f"{self.name[-1]}{number}{CAMPAIGNS.index(name)}7"
                              if self.with_ids else ""))
        return pairs

    def draw_columns(self):
        """Draws which columns say who, when and which campaign."""
        keys = self.random.choice([
            ["account_name"], ["account_name", "account_domain"], ["account_domain"],
            ["account_name", "account_linkedin"], ["account_name", "country"],
            ["account_id", "account_name"], ["account_domain", "account_linkedin"],
            list(SOURCE_COLUMNS), list(SOURCE_COLUMNS)])
        columns = {"date": "Day"} if self.daily else {}
        if self.period == "columns":
            columns = {"first_day": "From", "last_day": "To"}
        if not self.per_campaign and not self.on_source and not self.only_ids:
            columns["campaign"] = "Campaign"
        if self.with_ids:
            columns["campaign_id"] = "Campaign ID"
        self.keys = keys
        return columns | {key: SOURCE_COLUMNS[key] for key in keys}

    def entry(self):
        """Returns the source's entry in the pipeline file."""
        kind, preset = self.dress.kind, self.dress.kind in PLATFORMS
        entry = {"name": self.name, "platform": kind if preset else "generic",
                 "files": self.patterns()}
        if entry["platform"] == "generic":
            columns = {k: v for k, v in self.columns.items() if k != "account_text"}
            entry |= {"columns": columns} if columns else {}
            entry["engagements"] = self.engagements
        entry |= self.dress.entry()
        entry |= self.dress.totals_entry(self)
        if self.lag_days:
            entry["lag_days"] = self.lag_days
        if self.covers:
            entry["covers"] = self.covers
        if self.overlap != "replace" or self.case.chance(0.2):
            entry["overlap"] = self.overlap
        if self.on_source:
            entry["campaign"] = self.campaigns[0][0]
        if self.period == "ends":
            entry["period"] = {"ends": "{generated}", "days": self.length}
        return entry

    def patterns(self):
        """Returns the file patterns."""
        stem = "{campaign}_" if self.per_campaign else ""
        stem += "{part}_" if self.parts else ""
        stem += "{first_day}_{last_day}_" if self.states_range and not self.range_in_file else ""
        patterns = []
        if self.stamped:
            patterns.append(f"in/{self.name}/s_{stem}{{generated}}*{self.dress.ending}")
        if not self.stamped or self.mixed_stamps:
            patterns.append(f"in/{self.name}/u_{stem}report*{self.dress.ending}")
        return patterns if len(patterns) > 1 or self.case.chance(0.2) else patterns[0]

    def put_exports(self):
        """Draws and keeps all exports of the source."""
        groups = [(c, p) for c in (self.campaigns if self.per_campaign else [None])
                  for p in (self.parts or [None])]
        for campaign, part in groups:
            self.part = part
            downloads = self.downloads()
            late = (downloads[-1][2] - self.case.days[0]).days
            late += self.random.choice([13, 14, 15, 18])
            if self.overlap == "error" or not self.case.chance(0.12):
                late = 0
            for number, days in enumerate(downloads, 1):
                self.put_export(campaign, part, number, *(plus(day, -late) for day in days))

    def downloads(self):
        """Draws downloads as day, first and last day of the data."""
        start, end = self.case.days[0], self.case.days[-1]
        if self.dress.cumulative:
            return self.to_date_downloads(start)
        if self.dress.span == "month":
            return self.month_downloads(start, end)
        if self.overlap == "error":
            return self.tiles(start, end)
        style = self.random.choice(["nightly", "rolling", "again", "random"])
        late = self.random.choice([0, 1, 1, 2])
        if self.period and self.period != "columns":
            return self.snapshots(start, end, late)
        if style == "nightly":
            days = days_between(plus(start, -6), plus(end, 1))
            back = self.random.choice([1, 3])
            return [(d, plus(d, -late - back + 1), plus(d, -late)) for d in days]
        if style == "rolling":
            days = days_between(plus(start, -8), plus(end, 1))[::self.random.choice([1, 2, 4])]
            return [(d, plus(d, -late - 6), plus(d, -late)) for d in days]
        if style == "again":
            first = plus(start, -self.random.randint(5, 16))
            days = self.case.some(days_between(plus(start, -4), plus(end, 2)), 2, 5)
            return [(d, first, plus(d, -late)) for d in days if plus(d, -late) >= first]
        return self.random_downloads(start, end)

    def to_date_downloads(self, start):
        """Draws snapshots to date: a few that begin on one day, sometimes more on a later one."""
        first, found = plus(start, -self.random.randint(4, 16)), []
        for _ in range(1 if self.overlap == "error" else self.random.choice([1, 1, 2])):
            for days in sorted(self.random.sample(range(22), self.random.randint(2, 6))):
                last = plus(first, days)
                found.append((plus(last, self.random.choice([0, 1, 1, 2, 9])), first, last))
                if self.overlap != "error" and self.case.chance(0.2):
                    found.append((plus(last, 3), first, last))
            first = plus(first, self.random.randint(2, 12))
        return found

    def month_downloads(self, start, end):
        """Draws downloads of calendar months."""
        first = plus(start, -self.random.choice([0, 31, 62]))
        first = first if self.case.chance(0.2) else first.replace(day=1)
        days = self.case.some(days_between(plus(start, -6), plus(end, 2)), 1, 4)
        return [(d, first, plus(d, -1)) for d in days if plus(d, -1) >= first] or \
            [(end, first, end)]

    def snapshots(self, start, end, late):
        """Draws snapshots of one length each, nightly, as tiles or at random."""
        step = self.random.choice([1, 1, 2, self.length])
        days = days_between(plus(start, -14), plus(end, 2))[::step]
        gap = 0 if self.period == "ends" else late
        return [(d, plus(d, 1 - gap - self.length), plus(d, -gap)) for d in days]

    def random_downloads(self, start, end):
        """Draws downloads of random ranges."""
        found = []
        for _ in range(self.random.randint(2, 5)):
            generated = plus(end, self.random.randint(-8, 2))
            last = plus(generated, -self.random.randint(0, 4))
            found.append((generated, plus(last, -self.random.randint(0, 10)), last))
        return found

    def tiles(self, start, end):
        """Draws downloads that do not overlap."""
        length = self.length if self.period and self.period != "columns" else \
            self.random.randint(2, 5)
        first = plus(start, -self.random.randint(5, 14))
        found = []
        while first <= end:
            last = plus(first, length - 1)
            found.append((last if self.period == "ends" else plus(last, 1), first, last))
            first = plus(last, 1)
        return found

    def put_export(self, campaign, part, number, generated, first, last):
        """Draws and keeps one export, sometimes with copies of it."""
        empty = self.states_range and self.case.chance(0.08)
        rows = [] if empty else self.rows(campaign, first, last)
        if not rows and not self.states_range and not self.period:
            return
        last = last if self.states_range or not rows or not self.daily else rows[-1][0]
        names = [c for c in self.columns.values()] + self.engagements
        data = self.dress.table(self, names, [self.cells(row) for row in rows], first, last)
        stem = self.stem(campaign, part, number, generated, first, last)
        arrives = None if self.case.sleeps else generated
        self.keep(stem, data, arrives)
        if self.case.chance(0.12):
            again = [self.cells(row) for row in self.rows(campaign, first, last)]
            copied = self.dress.table(self, names, again, first, last)
            restated = self.overlap == "replace" and self.case.chance(0.6)
            if self.daily and not self.states_range or not restated:
                copied = data
            self.keep(stem + self.random.choice([" (1)", " (2)", " (10)"]), copied, arrives)

    def keep(self, stem, data, arrives):
        """Keeps an export under a name that is still free."""
        path, number = f"in/{self.name}/{stem}{self.dress.ending}", 1
        while path in self.copies:
            number += 1
            path = f"in/{self.name}/{stem} ({number}){self.dress.ending}"
        self.copies[path] = data
        self.case.put(path, data, arrives)

    def stem(self, campaign, part, number, generated, first, last):
        """Returns the name of an export without its extension."""
        stamped = self.stamped and not (self.mixed_stamps and self.case.chance(0.5))
        parts = ["s" if stamped else "u"]
        parts += [campaign[0].lower()] if campaign else []
        parts += [part] if part else []
        stated = self.states_range and not self.range_in_file
        parts += [self.day(first), self.day(last)] if stated else []
        return "_".join([*parts, self.day(generated) if stamped else f"report-{number}"])

    def day(self, day):
        """Returns a day as this source's file names write it."""
        return day.strftime("%Y%m%d") if self.compact else day.isoformat()

    # Rows

    def rows(self, campaign, first, last):
        """Draws rows as first day, last day, campaign, company and counts."""
        rows = []
        for begins, ends in self.periods(first, last):
            for named in [campaign] if campaign else self.campaigns:
                if self.case.chance(0.92 if self.complete else 0.5):
                    rows += self.rows_of(begins, ends, named)
        if self.complete and rows and self.daily and rows[-1][0] < last:
            rows += self.rows_of(last, last, campaign or self.campaigns[0])
        return rows

    def rows_of(self, begins, ends, campaign):
        """Draws the rows of one campaign and period."""
        self.case.mentions[self.name].add(self.known_as(campaign))
        if self.dress.cumulative:
            return self.rows_to_date(begins, ends, campaign)
        rows = []
        for _ in range(self.random.choice([1, 1, 2, 3])):
            hot = self.case.chance(0.6)
            account = self.random.choice(self.case.hot if hot else self.case.accounts)
            rows.append((begins, ends, campaign, self.company(account), self.counts()))
        if self.case.chance(0.03):
            rows.append((begins, ends, campaign, self.company(account),
                         ["1.5"] * len(self.engagements)))
        return rows

    def rows_to_date(self, begins, ends, campaign):
        """Draws rows that count since their first day; now and then one is missing or falls."""
        key = (campaign, self.part, begins)
        if key not in self.to_date:
            accounts = self.case.some(self.case.hot, 1, 2)
            accounts += self.case.some(self.case.accounts, 0, 2)
            self.to_date[key] = [[self.company(a), 0] for a in accounts]
        rows = []
        for place in self.to_date[key]:
            place[1] = max(0, place[1] + self.random.choice([0, 0, 1, 1, 2, 3, -1]))
            if self.case.chance(0.85):
                counts = [str(place[1])] + ["-"] * (len(self.engagements) - 1)
                rows.append((begins, ends, campaign, place[0], counts))
        return rows

    def known_as(self, campaign):
        """Returns a campaign as rules can name it: folded name and id."""
        return ("" if self.only_ids else fold(campaign[0]), campaign[1])

    def periods(self, first, last):
        """Returns the periods that one export has rows for."""
        if self.daily:
            return [(day, day) for day in days_between(first, last)]
        if self.period != "columns" or self.dress.cumulative:
            return [(first, last)]
        if self.dress.span == "month":
            return months_between(first, last)
        if self.dress.span == "week":
            return [(day, plus(day, 6)) for day in days_between(first, last)[::7]]
        periods = []
        while first <= last:
            ends = min(last, plus(first, self.length - 1))
            periods.append((first, ends))
            first = plus(ends, 1)
        return periods

    def counts(self):
        """Draws one cell for each count column."""
        common = ["1", "1", "1", "2", "2", "3", "0", "4.00", "", "-", "--"]
        if self.daily:
            common += ["-1", "-2"]
        return [self.random.choice(common) for _ in self.engagements]

    def company(self, account):
        """Draws what an export says of a company, at least one of its keys."""
        if self.case.chance(0.06):
            said = self.stranger()
        elif self.case.listed and self.case.old_ids and self.case.chance(0.12):
            said = self.through_alias()
        else:
            said = self.spellings(account)
        if self.case.chance(0.08):
            said |= self.some_of(self.spellings(self.random.choice(self.case.hot)))
        kept = [k for k in self.keys if k != "country" and said.get(k)]
        if not kept or (kept == ["account_id"] and self.case.create):
            said["account_name"] = said["account_domain"] = f"{account['word'].lower()}.com"
            kept = [k for k in self.keys if k in ("account_name", "account_domain")]
        if self.case.chance(0.3):
            kept = self.case.some(kept, 1, len(kept))
        if self.case.create and kept == ["account_id"]:
            kept.append("account_name")
        said = {k: said.get(k, "") for k in kept + ["country"]}
        if "account_name" in said:
            said["account_name"] = self.dress.spoil(said["account_name"])
        return self.dress.company(said)

    def some_of(self, said):
        """Returns one key of what is said of a company."""
        key = self.random.choice([k for k in sorted(said) if k != "country"])
        return {key: said[key]}

    def spellings(self, account):
        """Draws one spelling of each key of an account."""
        word, site = account["word"], account["domain"] or f"{account['word'].lower()}.com"
        bare = site.removeprefix("https://").removeprefix("www.").rstrip("/")
        name = account["name"]
        cleaned = clean_name(name)
        return {
            "account_id": account["id"] if self.case.chance(0.8) else "Z9",
            "account_name": self.random.choice([name, name.upper(), f"{cleaned}, inc.", cleaned,
                                                f"{word} Ltd"]),
            "account_domain": self.random.choice([bare, bare, f"www.{bare}", f"blog.{bare}",
                                                  bare.upper(), "gmail.com"]),
            "account_linkedin": self.random.choice([
                f"https://www.linkedin.com/company/{word.lower()}",
                f"https://linkedin.com/company/{word.lower()}/?x=1", ""]),
            "country": account["country"].lower() if self.case.chance(0.7) else "US",
        }

    def through_alias(self):
        """Draws what is known of an account through its aliases only."""
        old, account = self.random.choice(sorted(self.case.old_ids.items()))
        word = WORDS[int(account[1:]) - 1].lower()
        return {"account_id": old, "account_name": f"NICK {word}, Inc.",
                "account_domain": self.random.choice([f"alt-{word}.com", f"x.alt-{word}.com"]),
                "account_linkedin": f"https://www.linkedin.com/company/alt-{word}/"}

    def stranger(self):
        """Draws a company that no list has."""
        number = self.random.choice([1, 2])
        return {"account_name": f"Stranger {number} GmbH",
                "account_domain": f"www.stranger{number}.com",
                "account_linkedin": f"https://www.linkedin.com/company/stranger-{number}/"}

    def cells(self, row):
        """Returns the cells of one row in the order of the header."""
        begins, ends, (name, identifier), said, counts = row
        spelled = self.random.choice([name, name, name.upper(), f" {name}  ",
                                      name.replace("A", "\uff21").replace(" ", "  ")])
        day = self.dress.day
        values = {"date": day(begins), "first_day": day(begins), "last_day": day(ends),
                  "campaign": spelled, "campaign_id": identifier, **said}
        return [values.get(key, "") for key in self.columns] + [self.dress.count(n) for n in counts]


def as_text(value):
    """Returns a pipeline entry with every scalar as text, as it is read back."""
    if isinstance(value, dict):
        return {key: as_text(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_text(entry) for entry in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


# Wrong cases


def error_pipeline():
    """Returns a small pipeline that is right."""
    source = {"name": "dsp", "platform": "generic", "files": "in/*.csv",
              "columns": {"date": "Day", "campaign": "Campaign", "account_name": "Company"},
              "engagements": ["Clicks"]}
    return {"version": 1, "name": "wrong", "time_zone": "Europe/Berlin", "runs": "runs",
            "accounts": {"file": "accounts.csv",
                         "columns": {"id": "Account ID", "name": "Account Name"}},
            "sources": [source],
            "segments": [{"id": s} for s in ("low", "medium", "high")],
            "workflows": [error_workflow("Start", add={"to": ["low"]})]}


def error_workflow(name, **action):
    """Returns a workflow of the small pipeline."""
    return {"name": name, "when": {"engagements": 1, "campaign": "Awareness", "within_days": 7},
            **action}


def error_files():
    """Returns the inputs of the small pipeline."""
    accounts = table(["Account ID", "Account Name"], [["A1", "Alder"], ["A2", "Birch"]])
    rows = table(["Day", "Campaign", "Company", "Clicks"],
                 [["2026-03-01", "Awareness", "Alder", 2], ["2026-03-02", "Awareness", "Birch", 1]])
    return {"accounts.csv": accounts, "in/report-1.csv": rows}


def error_cases():
    """Yields wrong cases as name, reason, files and as-of day; each must end with exit 1."""
    day = datetime.date(2026, 3, 3)
    for name, reason, change in ERRORS:
        pipeline, files = error_pipeline(), error_files()
        change(pipeline, files)
        yield name, reason, {**files, "pipeline.yaml": Case.yaml(pipeline)}, day


def add_circle(pipeline, _):
    """Adds two workflows that wait for each other."""
    pipeline["workflows"] += [error_workflow("Up", move={"from": ["low"], "to": ["high"]}),
                              error_workflow("Down", move={"from": ["high"], "to": ["low"]})]


def add_from_and_to(pipeline, _):
    """Adds a workflow that leaves and enters one segment."""
    move = {"from": ["low", "medium"], "to": ["medium"]}
    pipeline["workflows"].append(error_workflow("Stay", move=move))


def add_lines(*lines):
    """Returns a change that adds a ladder and overrides."""
    def change(pipeline, files):
        """Adds the ladder and the overrides."""
        pipeline["ladders"] = [["low", "medium"]]
        pipeline["overrides"] = "overrides.csv"
        header = ["account", "segment", "action", "until", "reason"]
        files["overrides.csv"] = table(header, [[*line, "", ""] for line in lines])
    return change


def add_second_source(pipeline, files):
    """Adds a source that knows the same campaign."""
    pipeline["sources"].append(dict(pipeline["sources"][0], name="other", files="other/*.csv"))
    files["other/report-1.csv"] = files["in/report-1.csv"]


def overlap_is_error(pipeline, files):
    """Lets a second export repeat a day where that is forbidden."""
    pipeline["sources"][0]["overlap"] = "error"
    files["in/report-2.csv"] = files["in/report-1.csv"].replace(b",2\n", b",3\n")


def lose_column(pipeline, _):
    """Asks for a count column that no file has."""
    pipeline["sources"][0]["engagements"] = ["Clicks", "Leads"]


def same_ids(pipeline, _):
    """Gives two segments one id."""
    pipeline["segments"].append({"id": "low", "name": "Low again"})


def misspell(pipeline, _):
    """Misspells a key."""
    pipeline["segments"][0]["expire_after_day"] = 3


def no_files(pipeline, _):
    """Lets a source find no files."""
    pipeline["sources"][0]["files"] = "nowhere/*.csv"


def change_source(**entries):
    """Returns a change of what the source says of its files."""
    def change(pipeline, _):
        """Changes the source."""
        pipeline["sources"][0].update(entries)
    return change


def change_account(column, pattern):
    """Returns a change by which the company is taken out of a text."""
    def change(pipeline, _):
        """Lets a pattern say which company a row is about."""
        pipeline["sources"][0]["columns"].pop("account_name")
        pipeline["sources"][0]["account"] = {"column": column, "pattern": pattern}
    return change


def self_after(pipeline, _):
    """Lets two workflows each say that they come after the other."""
    first = error_workflow("One", add={"to": ["medium"]}) | {"after": ["Two"]}
    second = error_workflow("Two", add={"to": ["high"]}) | {"after": ["One"]}
    pipeline["workflows"] += [first, second]


ERRORS = [
    ("circle", "two workflows wait for each other", add_circle),
    ("after-circle", "two workflows name each other in after", self_after),
    ("from-and-to", "a segment is in both from and to", add_from_and_to),
    ("two-pins", "pins on two rungs of a ladder",
     add_lines(("A1", "low", "pin"), ("A1", "medium", "pin"))),
    ("pin-and-ban", "a pin and a ban of one pair",
     add_lines(("A1", "low", "pin"), ("A1", "low", "ban"))),
    ("unknown-account", "an override of an account that nobody knows",
     add_lines(("A77", "low", "pin"))),
    ("several-sources", "a campaign in two sources without sources", add_second_source),
    ("overlap", "an overlap where overlap is an error", overlap_is_error),
    ("missing-column", "a listed count column is missing", lose_column),
    ("equal-ids", "two segments have one id", same_ids),
    ("misspelled", "a key that no one knows", misspell),
    ("no-files", "a source with no files", no_files),
    ("cumulative-days", "counts to date of daily rows", change_source(counts="cumulative")),
    ("unknown-span", "rows that stand for a year", change_source(date_spans="year")),
    ("unknown-numbers", "a format of numbers that nobody knows",
     change_source(numbers="1 234.56")),
    ("unknown-dates", "a format of dates that nobody knows", change_source(dates="DD/MM/YY")),
    ("unknown-zone", "a time zone that nobody knows", change_source(time_zone="Europe/Nowhere")),
    ("star-first", "a * that is not at the end", change_source(totals={"first_column": ["*all"]})),
    ("total-role", "totals by a column that nobody knows", change_source(totals={"blank": ["ad"]})),
    ("two-accounts", "an account both in a column and in a text",
     change_source(account={"column": "Company", "pattern": "(?<name>.+)"})),
    ("no-group", "a pattern without a group", change_account("Company", "A.+")),
    ("only-country", "a pattern that finds a country only",
     change_account("Company", "(?<country>..)")),
    ("bad-pattern", "a pattern that is none", change_account("Company", "(?<name>A")),
    ("no-text", "a pattern for a column that no file has",
     change_account("Ad group", "(?<name>.+)")),
]


def main():
    """Reads the command line and writes one case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.out, ignore_errors=True)
    Case(arguments.seed).write(arguments.out)


if __name__ == "__main__":
    main()
