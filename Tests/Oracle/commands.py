"""Compares what check, plan, whatif, forecast and explain answer with what the oracle answers."""

import hashlib
import json
import random
import re
import subprocess
from dataclasses import replace

import answers
from accounts import keys_of
from explaining import explain
from forms import plus, read_dicts
from oracle import Pipeline
from order import Circle, certain_circles
from uploads import texts_of

COMMANDS = ["check", "plan", "whatif", "forecast", "explain"]
IGNORED = {"warnings", "lints", "faults", "why_skipped", "found_by"}
TIME_LIMIT_SECONDS = 120
EXPLAINED = 3


class Difference(Exception):
    """The first difference found in a case."""


def known_commands(binary):
    """Returns the commands among those to compare that the program has."""
    done = subprocess.run([binary, "--help"], capture_output=True, text=True, check=False)
    return [c for c in COMMANDS if re.search(rf"^  {c}\b", done.stdout, re.MULTILINE)]


# Files stay as they are


def snapshot(folder):
    """Returns kind, mode, size, time of change in ns and digest of all that is in a folder."""
    found = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        facts = path.lstat()
        digest = str(path.readlink()) if path.is_symlink() else \
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path.relative_to(folder))] = (facts.st_mode, facts.st_size, facts.st_mtime_ns,
                                                digest)
    return found


def changed(before, after):
    """Returns the paths that differ between two looks at a folder."""
    return [p for p in sorted(before.keys() | after.keys()) if before.get(p) != after.get(p)]


# Asking and comparing


def ask(binary, folder, day, *words, codes=(0,)):
    """Returns the program's answer as JSON, after a look that it wrote nothing."""
    before = snapshot(folder)
    command = [binary, *words, "--as-of", str(day), "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace",
                          timeout=TIME_LIMIT_SECONDS, check=False)
    title = f"{day}: {' '.join(words)}"
    written = changed(before, snapshot(folder))
    if written:
        raise Difference(f"{title}: it changed {written}")
    if done.returncode not in codes:
        complaint = " / ".join(done.stderr.strip().splitlines()[-6:])
        raise Difference(f"{title}: exit {done.returncode}: {complaint}")
    try:
        return json.loads(done.stdout)
    except ValueError as fault:
        raise Difference(f"{title}: no JSON: {fault}: {done.stdout[:200]!r}") from fault


def difference(theirs, ours, place=""):
    """Returns the first difference between two JSON values in words, None when there is none."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted((theirs.keys() | ours.keys()) - IGNORED):
            if key not in theirs or key not in ours:
                side, value = ("oracle", ours) if key in ours else ("program", theirs)
                return f"{place}.{key}: only the {side} has it: {short(value[key])} " \
                    f"in {short(value)}"
            found = difference(theirs[key], ours[key], f"{place}.{key}")
            if found:
                return found
        return None
    if isinstance(theirs, list) and isinstance(ours, list):
        return list_difference(theirs, ours, place)
    if type(theirs) is not type(ours) or theirs != ours:
        return f"{place}: program has {short(theirs)}, oracle has {short(ours)}"
    return None


def list_difference(theirs, ours, place):
    """Returns the first difference between two lists in words."""
    if len(theirs) != len(ours):
        extra = [x for x in theirs if all(difference(x, y) for y in ours)]
        missing = [y for y in ours if all(difference(x, y) for x in theirs)]
        return f"{place}: program has {len(theirs)}, oracle {len(ours)}; only the program: " \
            f"{short(extra[:2])}; only the oracle: {short(missing[:2])}"
    for number, (a, b) in enumerate(zip(theirs, ours)):
        found = difference(a, b, f"{place}[{number}]")
        if found:
            return f"{found} (program {short(a)}, oracle {short(b)})" \
                if isinstance(a, dict) else found
    return None


def short(value):
    """Returns a value on one line, cut when long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) < 700 else text[:700] + "…"


def without_names(entries, names, title):
    """Takes the company names out of a list of entries, after a look that they are right."""
    for entry in entries:
        name, account = entry.pop("name", None), entry["account_id"]
        if account in names and name != names[account]:
            raise Difference(f"{title}: program names {account} {name!r}, not {names[account]!r}")


def equal(title, theirs, ours):
    """Raises the first difference between two answers."""
    found = difference(theirs, ours)
    if found:
        raise Difference(f"{title}: {found}")


class Asker:
    """Asks the program about one day of a case and compares the answers."""

    def __init__(self, binary, folder, day, base, recorded):
        """Keeps the case; `base` is the oracle's run before and `recorded` its pipeline text."""
        self.binary, self.folder, self.day = binary, folder, day
        self.base, self.recorded = base, recorded
        self.random = random.Random((folder / "pipeline.yaml").read_text(encoding="utf-8"))
        self.planned, self.names, self.tonight = None, {}, None
        self.order_faults = []

    def title(self, command):
        """Returns how a difference of a command begins."""
        return f"{self.day}: {command}"

    def before_run(self, commands):
        """Asks what is asked before the run of the day, and returns it for after the run."""
        if "plan" in commands:
            self.planned = ask(self.binary, self.folder, self.day, "plan", "pipeline.yaml")

    def after_run(self, commands, published, uploads):
        """Compares all answers; `uploads` holds what the run's files to upload must have."""
        self.uploads = uploads
        self.names = names(self.folder, published)
        self.tonight = answers.Tonight(self.folder, self.day, self.base)
        before = self.folder / "runs" / self.base.name if self.base else None
        self.texts = texts_of(self.tonight.pipeline, published, before)
        for command in commands:
            getattr(self, command)(published)
        if "check" in commands and (self.folder / "circle.yaml").is_file():
            self.check_circle()
        if self.order_faults:
            raise Difference(self.order_faults[0])

    def check(self, _):
        """Compares order and edges; edges are compared as sets."""
        theirs = ask(self.binary, self.folder, self.day, "check", "pipeline.yaml")
        ours = answers.check(self.tonight)
        for answer in (theirs, ours):
            for key in ("edges", "dropped_edges"):
                answer[key].sort(key=lambda e: json.dumps(e, sort_keys=True))
        equal(self.title("check"), theirs, ours)

    def check_circle(self):
        """Looks that check fails on workflows that wait for each other and names each of them."""
        pipeline = Pipeline(self.folder / "circle.yaml")
        certain = certain_circles(pipeline.workflows, pipeline.ladders)
        if not certain:
            return
        done = self.refused("check", "circle.yaml")
        unnamed = [w.id for w in certain if w.id not in done and w.name not in done]
        if unnamed:
            raise Difference(self.title(f"check circle.yaml: not named {unnamed}: {done[:700]}"))

    def refused(self, *words):
        """Returns all that the program says when it refuses, as it must."""
        command = [self.binary, *words, "--as-of", str(self.day), "--format", "json"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True,
                              errors="replace", timeout=TIME_LIMIT_SECONDS, check=False)
        if done.returncode != 1:
            raise Difference(self.title(f"{' '.join(words)}: exit {done.returncode}, not 1"))
        return done.stdout + done.stderr

    def plan(self, _):
        """Compares what was planned before the run."""
        ours = answers.plan(self.folder, self.day, self.base, self.recorded, self.texts)
        ours["uploads"] = [
            {"segment": segment, "format": form, "accounts": len(files["accounts"]),
             "rows": len(files["whole"]), "added": len(files["added"]),
             "removed": len(files["removed"])} for (segment, form), files in self.uploads.items()]
        theirs, title = self.planned, self.title("plan")
        if "not_apart" in theirs:
            theirs["not_apart"] = True
        for key in ("movements", "held", "held_by_rule"):
            without_names(theirs[key], self.names, title)
        order = [[m[key] for key in ("effect", "account_id", "from", "to")]
                 for m in theirs["movements"]]
        for answer in (theirs, ours):
            answer["movements"].sort(key=lambda m: json.dumps(m, sort_keys=True))
        equal(title, theirs, ours)
        if order != sorted(order, key=movement_key):
            self.order_faults.append(f"{title}: movements in another order: {short(order)}")

    def whatif(self, _):
        """Compares every cell for one workflow, sometimes one that is switched off."""
        workflow = self.random.choice(self.tonight.pipeline.workflows)
        name = self.random.choice([workflow.id, workflow.name])
        try:
            ours = answers.whatif(self.tonight, name)
        except Circle:
            # Switched on, it would wait for others that wait for it.
            everything = [replace(w, active=w.active or w is workflow)
                          for w in self.tonight.pipeline.workflows]
            if certain_circles(everything, self.tonight.pipeline.ladders):
                self.refused("whatif", "pipeline.yaml", name)
            return
        theirs = ask(self.binary, self.folder, self.day, "whatif", "pipeline.yaml", name)
        equal(self.title(f"whatif {workflow.id}"), theirs, ours)

    def forecast(self, _):
        """Compares all nights; the minimum of an upload is the program's to say."""
        theirs = ask(self.binary, self.folder, self.day, "forecast", "pipeline.yaml")
        ours, title = answers.forecast(self.tonight, self.texts), self.title("forecast")
        without_names(theirs["changes"], self.names, title)
        for upload, mine in zip(theirs["uploads"], ours["uploads"]):
            if "minimum" in upload:
                mine["minimum"] = upload["minimum"]
                below = [n for n, size in enumerate(mine["sizes"]) if size < mine["minimum"]]
                if below:
                    mine["below_minimum_on"] = str(plus(self.day, below[0]))
        equal(title, theirs, ours)

    def explain(self, published):
        """Compares the explanation of a few accounts."""
        known = self.companies(published)
        for account in self.random.sample(sorted(known), min(EXPLAINED, len(known))):
            theirs = self.explained(account, self.word_for(account, known))
            ours = explain(self.tonight, account, self.texts)
            ours |= {"account": {k: v for k, v in known[account].items() if v}}
            ours["identities"] = [
                x | {"engagements": int(x["engagements"])}
                for x in read_dicts(published / "2-normalize/identities.csv")
                if x["account_id"] == account]
            if self.base is not None:
                ours["base"] = self.base.name
            self.equal_explained(account, theirs, ours)

    def explained(self, account, word):
        """Returns the program's explanation; by id when others that are no more go by the word."""
        try:
            return ask(self.binary, self.folder, self.day, "explain", "pipeline.yaml", word)
        except Difference as difference_found:
            if word == account or "several accounts go by this" not in str(difference_found):
                raise
            return ask(self.binary, self.folder, self.day, "explain", "pipeline.yaml", account)

    def companies(self, published):
        """Returns what is known of each account that counts by itself, the list's words first."""
        accounts = self.tonight.evidence.accounts
        found = {x["account_id"]: x for x in read_dicts(published / "2-normalize/accounts.csv")}
        if accounts.listed:
            for x in read_dicts(self.folder / "accounts.csv"):
                if accounts.current(x["Account ID"]) == x["Account ID"]:
                    found[x["Account ID"]] = {
                        "account_id": x["Account ID"], "name": x["Account Name"],
                        "domain": x["Website"], "linkedin": x["LinkedIn Page"],
                        "country": x["Country"], "parent_id": x["Parent"]}
        return found

    def word_for(self, account, known):
        """Returns the id of an account, or now and then another word that means it alone."""
        accounts = self.tonight.evidence.accounts
        word = known[account][self.random.choice(["account_id", "name", "domain", "linkedin"])]
        keys = keys_of(word, word, word, word)
        meant = {accounts.current(a) for kind, key in keys.items()
                 for a in accounts.index[kind].get(key, ())}
        meant |= {other for other, company in known.items() if keys.items() & keys_of(
            "", company["name"], company["domain"], company["linkedin"]).items()}
        return word if word and meant == {account} else account

    def equal_explained(self, account, theirs, ours):
        """Compares one explanation; blank and missing texts of a company are the same."""
        filled = lambda entry: {k: v for k, v in entry.items() if v != ""}
        theirs["account"] = filled(theirs["account"])
        for answer in (theirs, ours):
            answer["identities"] = [filled(x) for x in answer["identities"]]
            for identity in answer["identities"]:
                identity.pop("account_id", None)
        for workflow in theirs["workflows"]:
            for row in workflow["rows"]:
                row.pop("campaign", None)
        equal(self.title(f"explain {account}"), theirs, ours)


def movement_key(movement):
    """Returns the sort key of a movement: new data first, account id, from, to, by bytes."""
    effect, account, left, entered = movement
    return effect != "new_data", account.encode(), left, entered


def names(folder, published):
    """Returns the name of each account that the run knows, or that the list has."""
    found = {}
    for path, key, name in [(folder / "accounts.csv", "Account ID", "Account Name"),
                            (published / "2-normalize/accounts.csv", "account_id", "name")]:
        if path.is_file():
            found |= {line[key]: line[name] for line in read_dicts(path)}
    return found
