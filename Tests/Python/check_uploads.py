#!/usr/bin/env python3
"""Holds files to upload to what was put in, in the eyes of Python's csv module and of DuckDB.

    check_uploads.py write FOLDER DAY
    check_uploads.py check FOLDER RUN [BASE]

`write` lays down a pipeline, a list of accounts and a list of contacts with every nasty text in every
column; on the second day some of both are gone and some are new. `check` reads every file below
`uploads/` and `segments/` of a run with both readers, in the dialect that datapackage.json states of
it, holds the two to each other, and their rows to what the lists say, worked out here anew; those of
changes are held to the files of the run before. Says on stdout how many files and rows there were; what is wrong goes to stderr, and the exit code is then 1.
"""

import base64
import csv
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import duckdb

csv.field_size_limit(1 << 24)

NASTY = {
    "plain": "Alder",
    "quotes": 'a "quoted" te""xt"',
    "quote": '"',
    "comma": "a, b,",
    "semicolon": "a; b;",
    "newline": "one\ntwo\n\nthree",
    "carriage-return": "one\rtwo",
    "both": "one\r\ntwo",
    "tab": "one\ttwo",
    "spaces": "  in  spaces  ",
    "no-break": "\u00a0in no-break spaces\u00a0",
    "emoji": "\U0001f333\U0001f468\u200d\U0001f469\u200d\U0001f467 tree",
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u0645\u0631\u062d\u0628\u0627",
    "nul": "a\0b",
    "controls": "a\x01\x1b\x7f\u0085b",
    "long": "x" * 9_990 + 'é"\n' + "y" * 7,
    "combining": "e\u0301 Zoe\u0308",
    "equals": '=HYPERLINK("https://x.example","y")',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1)",
    "tab-first": "\t=1",
    "apostrophe": "'=1",
    "apostrophes": "''-1",
    "just-apostrophe": "'n Sync",
    "pipe": "a | b",
    "backslash": "a\\\"b\\n",
    "null": "NULL",
    "number": "0123",
    "comment": "# no comment",
}
COLUMNS = ["ID", "Name", "Website", "Page", "Country"]
PEOPLE = ["Account", "Email", "First", "Last", "Title", "City", "State"]
ACCOUNT_FORMATS = ["linkedin-company-list", "6sense-accounts", "demandbase-accounts",
                   "rollworks-domains", "hubspot-companies", "salesforce-accounts",
                   "stackadapt-domains", "everything", "in-parts"]
# Formats of people that have an e-mail address as a hash, and in which column.
HASHED = ["linkedin-contact-list", "google-customer-match", "meta-custom-audience",
          "microsoft-customer-match", "the-trade-desk-crm", "reddit", "x"]
# Where the domain stands that companies are found by; elsewhere the first column tells rows apart.
FOUND_BY = {"linkedin-company-list": 1, "6sense-accounts": 2, "demandbase-accounts": 1,
            "hubspot-companies": 1, "salesforce-accounts": 1}
MICROSOFT_LEAD = ["Format Version", "Customer List"]
PLAIN = ["linkedin-contact-list", "meta-custom-audience", "the-trade-desk-crm"]
VALUES = ["account_id", "name", "domain", "host", "website", "linkedin", "linkedin_url", "country",
          "country_code", "segment", "segment_name"]

PIPELINE = f"""
version: 1
name: uploads
runs: runs

accounts:
  file: accounts.csv
  columns: {{id: ID, name: Name, domain: Website, linkedin: Page, country: Country}}

contacts:
  file: contacts.csv
  columns: {{account_id: Account, email: Email, first_name: First, last_name: Last,
            job_title: Title, city: City, state: State}}

sources:
  - name: dsp
    platform: generic
    files: exports/*.csv
    columns: {{date: Day, campaign: Campaign, account_id: Account}}
    engagements: [Clicks]

segments:
  - {{id: engaged, name: Engaged}}
  - id: all
    name: "All; of \\"them\\""
    from: {{file: accounts.csv, columns: {{id: ID}}}}
  - id: plain
    name: Plain
    from: {{file: accounts.csv, columns: {{id: ID}}}}

workflows:
  - id: awareness
    when: {{engagements: 1, campaign: Awareness, within_days: 7}}
    add: {{to: [engaged]}}

guards:
  max_removed: {{percent: 100, at_least: 100000}}

exports:
""" + "".join(f"  - {{segment: all, format: {form}}}\n"
              for form in ACCOUNT_FORMATS[:7] + HASHED) + "".join(
    f"  - {{segment: plain, format: {form}, hashing: none}}\n" for form in PLAIN) + f"""
  - segment: all
    format: custom
    name: everything
    columns: [{", ".join(f"{{header: {v}, value: {v}}}" for v in VALUES)}]
    delimiter: semicolon
    line_ending: crlf
    bom: true
  - segment: all
    format: custom
    name: in-parts
    columns: [{{header: 'a "b"', value: name}}, {{header: T, text: '= "x"; y'}}]
    delimiter: tab
    header: false
    max_rows: 20
"""


# What is put in


def accounts(day):
    """Returns the rows of the account list: each nasty text in each column."""
    rows = [["A-everything", "Alder AG", "https://www.Alder.example:443/de?x=1", "alder", "Germany"],
            ["A-id-alone", "", "", "", ""]]
    for key, text in NASTY.items():
        if key != "nul":  # no export can name such an id
            rows.append([text, f"Of {key}", f"{key}.example", "", "US"])
        rows.append([f"A-name-{key}", text, f"www.{key}.example", "", ""])
        rows.append([f"A-domain-{key}", f"Site {key}", text, "", ""])
        rows.append([f"A-host-{key}", f"Host {key}", f"a{text}.example", "", ""])
        rows.append([f"A-page-{key}", f"Page {key}", "", text, ""])
        rows.append([f"A-country-{key}", f"Country {key}", "", "", text])
        rows.append([f"A-all-{key}"] + [text] * 4)
    return [row for place, row in enumerate(rows) if place % 7 != (3 if day == 1 else 5)]


def contacts(day):
    """Returns the rows of the list of contacts."""
    rows = [["A-everything", " Anneke.Muster+news@GMail.com ", "Anneke", "Muster", "", "", ""],
            ["A-everything", "anneke.muster@alder.example", "Anneke", "Muster", "", "", ""]]
    for key, text in NASTY.items():
        rows.append([f"A-name-{key}", f"of.{key}+x@Birch.example", "Bob", "Baum", "", "", ""])
        rows.append(["A-everything", text, "Cas", f"Of {key}", "", "", ""])
        rows.append(["A-everything", f"d{text}@cedar.example", "Dan", f"Of {key}", "", "", ""])
        for place, column in enumerate(PEOPLE[2:], 2):
            row = ["A-everything", f"{column}.{key}@dogwood.example".lower(), "Eva", "Erle",
                   "", "", ""]
            row[place] = text
            rows.append(row)
    return [row for place, row in enumerate(rows) if place % 9 != (4 if day == 1 else 6)]


def write(folder, day):
    """Lays everything down."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "pipeline.yaml").write_text(PIPELINE.strip() + "\n", encoding="utf-8")
    (folder / "exports/1.csv").write_text(
        "Day,Campaign,Account,Clicks\n2026-11-18,Awareness,A-everything,1\n", encoding="utf-8")
    for name, header, rows in [("accounts.csv", COLUMNS, accounts(day)),
                               ("contacts.csv", PEOPLE, contacts(day))]:
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])


def read_list(path):
    """Returns the rows of a list without white space around their fields."""
    with open(path, encoding="utf-8", newline="") as file:
        return [[field.strip() for field in row] for row in csv.reader(file)][1:]


# What is due


COUNTRIES = {"Germany": "DE", "US": "US"}


def host(domain):
    """Returns the bare host of a domain, blank when it is none."""
    rest = domain.split("//", 1)[-1]
    rest = re.split(r"[/?#\\\s]", rest, maxsplit=1)[0].rsplit("@", 1)[-1].split(":", 1)[0]
    name = rest.rstrip(".").lower()
    if "." not in name or not all(is_of_host(character) for character in name):
        return ""
    bare = name.removeprefix("www.")
    return bare if "." in bare else name


def is_of_host(character):
    """Tells whether a character can stand in a host."""
    return character.isalnum() or character in "-._" or unicodedata.category(character) == "Mn"


def website(domain):
    """Returns the address of a host."""
    return f"https://{host(domain)}" if host(domain) else ""


def page(slug):
    """Returns the address of a company page."""
    return slug if not slug or "/" in slug else f"https://www.linkedin.com/company/{slug}"


def cut(text, length):
    """Returns the first characters that are so many units of UTF-16 at most."""
    raw = text.encode("utf-16-le")
    return text if len(raw) <= 2 * length else None


def is_formula(text):
    """Tells whether a spreadsheet would run a text."""
    return text[:1] in ("=", "+", "-", "@", "\t", "\r") and text != ""


def defused(text):
    """Returns a text as it stands in `segments/`."""
    looks_defused = text.startswith("'") and is_formula(text.lstrip("'"))
    return "'" + text if is_formula(text) or looks_defused else text


def account_row(form, account):
    """Returns the row of an account, None when the format cannot use it."""
    key, name, domain, slug, country = account
    code = COUNTRIES.get(country, country)
    if form == "linkedin-company-list":
        usable = name or host(domain) or slug
        row = [name, website(domain), host(domain), page(slug), "", "", "", "", code, ""]
    elif form == "6sense-accounts":
        usable, row = name or host(domain), [name, country, host(domain)]
    elif form == "demandbase-accounts":
        usable, row = name and host(domain), [name, host(domain), key]
    elif form == "hubspot-companies":
        usable, row = host(domain), [name, host(domain), country, page(slug)]
    elif form == "salesforce-accounts":
        usable = name
        row = [cut(name, 255), website(domain), cut(country, 80), cut(key, 40) or ""]
    elif form in ("rollworks-domains", "stackadapt-domains"):
        usable, row = host(domain), [host(domain)]
    elif form == "in-parts":
        usable, row = name, [name, '= "x"; y']
    else:
        usable = True
        row = [key, name, domain, host(domain), website(domain), slug, page(slug), country, code,
               "all", 'All; of "them"']
    return row if usable else None


def email(text):
    """Returns an e-mail address as user and host, None for what is none."""
    text = "".join(c for c in text if c not in "\u200b\ufeff").strip().lower()
    parts = text.split("@")
    blank = re.search(r'[\s<>()\[\]\\,;:"\x00-\x1f\x7f-\x9f\u202a-\u202e]', text)
    return None if len(parts) != 2 or not all(parts) or blank or len(text.encode()) > 320 else parts


def digest(form, address):
    """Returns an address as a platform wants it hashed."""
    user, at = address
    before = user.split("+")[0]
    if form in ("google-customer-match", "the-trade-desk-crm") and at == "gmail.com":
        user = before.replace(".", "")
    if form == "reddit":
        user = re.sub("[^a-z0-9]", "", before)
    if not user:
        return ""
    found = hashlib.sha256(f"{user}@{at}".encode())
    if form == "the-trade-desk-crm":
        return base64.b64encode(found.digest()).decode()
    return found.hexdigest()


def tidy(text):
    """Returns a text as people see it on one line."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    invisible = set("\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
    kept = "".join(c for c in text if unicodedata.category(c) != "Cc" and c not in invisible)
    return " ".join(kept.split())


# What came out


def read_python(path, resource):
    """Returns the rows of a file as Python's csv module reads them."""
    dialect = resource["dialect"]
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=dialect["delimiter"], doublequote=True, strict=True))


def read_duckdb(path, resource):
    """Returns the rows of a file as DuckDB reads them."""
    dialect = resource["dialect"]
    names = [f"c{place}" for place in range(len(resource["schema"]["fields"]))]
    found = duckdb.execute(
        "SELECT * FROM read_csv($path, delim = $delim, quote = '\"', escape = '\"', "
        "header = false, auto_detect = false, columns = $columns, parallel = false, "
        "max_line_size = 16777216, null_padding = false, strict_mode = true)",
        {"path": str(path), "delim": dialect["delimiter"],
         "columns": {name: "VARCHAR" for name in names}}).fetchall()
    return [["" if field is None else field for field in row] for row in found]


class Run:
    """A run's files as they are read back."""

    def __init__(self, folder):
        """Reads every file below `uploads/` and `segments/`, twice."""
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.rows, self.faults = {}, []
        for resource in package["resources"]:
            if resource["path"].startswith(("uploads/", "segments/")):
                self.read(folder, resource)

    def read(self, folder, resource):
        """Reads one file."""
        path = resource["path"]
        end = resource["dialect"]["lineTerminator"].encode()
        raw = (folder / path).read_bytes()
        if raw and not raw.endswith(end) or end == b"\n" and raw.endswith(b"\r\n"):
            self.faults.append(f"{path}: its lines do not end as its dialect says")
        rows = read_python(folder / path, resource)
        if rows:
            other = read_duckdb(folder / path, resource)
            if rows != other:
                self.faults.append(f"{path}: Python and DuckDB read it differently: "
                                   f"{first_difference(rows, other)}")
        if resource["dialect"]["header"]:
            names = [field["name"] for field in resource["schema"]["fields"]]
            if not rows or rows[0] != names:
                self.faults.append(f"{path}: its header is not that of its schema")
            rows = rows[1:]
        self.rows[path] = rows

    def upload(self, form, segment, suffix=""):
        """Returns the rows of an upload, its parts together."""
        stem = f"uploads/{form}/{segment}{suffix}"
        whole = [path for path in self.rows if re.fullmatch(re.escape(stem) + r"(-\d+)?\.csv", path)]
        whole.sort(key=lambda path: [int(n) for n in re.findall(r"-(\d+)\.csv$", path)])
        return [row for path in whole for row in self.rows[path]]

    def expect(self, path, found, due):
        """Notes when rows are not those that are due."""
        if found != due:
            self.faults.append(f"{path}: {first_difference(found, due)}")


def first_difference(found, due):
    """Returns the first rows that differ, for people."""
    for place, (one, other) in enumerate(zip(found, due)):
        if one != other:
            return f"row {place + 1}: found {str(one)[:300]}, due {str(other)[:300]}"
    return f"found {len(found)} rows, due {len(due)}"


def by_bytes(rows):
    """Returns rows sorted by their bytes, each once."""
    return sorted(set(map(tuple, rows)), key=lambda row: [field.encode() for field in row])


def check_accounts(run, listed):
    """Holds the files of companies and the segments to the account list."""
    listed = sorted(listed, key=lambda account: account[0].encode())
    gone = {(row[0], row[1]) for row in run.rows["uploads/held.csv"]
            if row[2] == "not_in_account_list"}
    for segment in ("all", "plain"):
        run.expect(f"segments/{segment}.csv",
                   [row[:5] for row in run.rows[f"segments/{segment}.csv"]
                    if (segment, row[0]) not in gone],
                   [[defused(field) for field in account] for account in listed])
    held = {(row[1], reason.rsplit(":", 1)[-1]) for row in run.rows["uploads/held.csv"]
            for reason in row[2].split(" | ") if row[0] == "all"}
    for form in ACCOUNT_FORMATS:
        made = [(account[0], account_row(form, account)) for account in listed]
        rows = [row for _, row in made if row]
        if form.endswith("-domains"):
            rows = [list(row) for row in by_bytes(rows)]
        found = run.upload(form, "all")
        if form == "salesforce-accounts":
            rows = [[field if field is not None else was[:255] for field, was in zip(row, cell)]
                    for row, cell in zip(rows, found)]
        run.expect(f"uploads/{form}/all", found, rows)
        for account, row in made:
            if (row is None) != ((account, form) in held):
                run.faults.append(f"uploads/held.csv: {account!r} and {form}")


def check_contacts(run, listed, people):
    """Holds the files of people to the list of contacts."""
    names = {account[0]: account[1] for account in listed}
    people = [person for person in people if person[0] in names]
    for form in HASHED:
        column = 12 if form == "microsoft-customer-match" else 0
        found = [row[column] for row in run.upload(form, "all")]
        if form == "microsoft-customer-match":
            found = found[2:]
        addresses = [email(person[1]) for person in people]
        due = {digest(form, address) for address in addresses if address} - {""}
        run.expect(f"uploads/{form}/all", sorted(set(found) - {""}), sorted(due))
    due = [[email(p[1]), tidy(p[2])[:35], tidy(p[3])[:35], tidy(p[4])[:50],
            tidy(names[p[0]])[:50]] for p in people]
    due = [["@".join(address or []), first, last, title, company, "", ""]
           for address, first, last, title, company in due if address or (first and last)]
    run.expect("uploads/linkedin-contact-list/plain", run.upload("linkedin-contact-list", "plain"),
               [list(row) for row in by_bytes(due)])
    due = [["@".join(email(p[1]) or [])] for p in people if email(p[1])]
    run.expect("uploads/the-trade-desk-crm/plain", run.upload("the-trade-desk-crm", "plain"),
               [list(row) for row in by_bytes(due)])


def check_changes(run, base):
    """Holds the files of changes to the whole files of a run and of its base, None without one.

    Rows that the base's file does not have are added. Rows that are gone are removed, but for what
    the platform finds in rows that are there.
    """
    for path in [path for path in run.rows if path.endswith(".removed.csv")]:
        form, segment = path.removesuffix(".removed.csv").split("/")[1:]
        rows = lambda some, suffix="": Counter(
            tuple(row[12:] if form.startswith("microsoft") else row)
            for row in some.upload(form, segment, suffix) if row[0] not in MICROSOFT_LEAD)
        before, after = rows(base) if base else Counter(), rows(run)
        added, removed = rows(run, ".added"), rows(run, ".removed")
        stem = f"uploads/{form}/{segment}"
        run.expect(f"{stem}.added", sorted(added.elements()), sorted((after - before).elements()))
        key = lambda row: host(row[FOUND_BY[form]]) if form in FOUND_BY else row[0]
        keys = lambda some: {key(row) for row in some} - {""}
        gone = keys(before) - keys(after)
        run.expect(f"{stem}.removed", sorted(keys(removed)), sorted(gone))
        for row in removed:
            if not any(all(now in ("", was) for now, was in zip(row, old)) for old in before):
                run.faults.append(f"{stem}.removed: the base has no such row: {str(row)[:300]}")


def check(folder, run_folder, base_folder):
    """Checks a run."""
    run = Run(run_folder)
    check_changes(run, Run(base_folder) if base_folder else None)
    listed = read_list(folder / "accounts.csv")
    check_accounts(run, listed)
    check_contacts(run, listed, read_list(folder / "contacts.csv"))
    print(*run.faults, sep="\n", file=sys.stderr, end="\n" if run.faults else "")
    print(f"{len(run.rows)} files, {sum(map(len, run.rows.values()))} rows")
    sys.exit(1 if run.faults else 0)


def main():
    """Reads the command line."""
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in ("write", "check"):
        sys.exit(__doc__)
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        check(*map(Path, sys.argv[2:4]), Path(sys.argv[4]) if len(sys.argv) == 5 else None)


if __name__ == "__main__":
    main()
