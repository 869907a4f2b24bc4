"""Files to upload: who is in them, what stands of them there, and what changed since the base."""

import base64
import csv
import hashlib
import io
import re

from forms import host, read_dicts, text_key

DOMAIN_LISTS = ("rollworks-domains", "stackadapt-domains")
# What each format needs of an account, and whether all or any of it.
NEEDS = {
    "linkedin-company-list": (any, ["name", "domain", "linkedin"]),
    "6sense-accounts": (any, ["name", "domain"]),
    "demandbase-accounts": (all, ["name", "domain"]),
    "rollworks-domains": (all, ["domain"]),
    "stackadapt-domains": (all, ["domain"]),
    "hubspot-companies": (all, ["domain"]),
    "salesforce-accounts": (all, ["name"]),
}
HEADERS = {
    "linkedin-company-list": "companyname,companywebsite,companyemaildomain,linkedincompanypageurl,"
                             "stocksymbol,industry,city,state,companycountry,zipcode",
    "6sense-accounts": "Account Name,Country,Domain",
    "demandbase-accounts": "Account Name,Account Domain,External Account ID",
    "rollworks-domains": "domain",
    "stackadapt-domains": "domain",
    "hubspot-companies": "Company name,Company domain name,Country/Region,LinkedIn Company Page",
    "salesforce-accounts": "Name,Website,BillingCountry,AccountNumber",
    "linkedin-contact-list": "email,firstname,lastname,jobtitle,employeecompany,country,googleaid",
    "reddit": "email,maid",
    "the-trade-desk-crm": None,
    "microsoft-customer-match": "Type,Status,Id,Parent Id,Client Id,Modified Time,Name,Description,"
                                "Scope,Audience,Action Type,Sub Type,Text",
}
CONTACT_FORMATS = ["linkedin-contact-list", "reddit", "the-trade-desk-crm",
                   "microsoft-customer-match"]
ADDRESS_COLUMN = {"microsoft-customer-match": 12}
# What accounts are told apart by, best first.
KEYS = {"linkedin-company-list": ["host", "linkedin", "name"], "6sense-accounts": ["host", "name"],
        "demandbase-accounts": ["host"], "hubspot-companies": ["host"],
        "salesforce-accounts": ["host", "name"]}
VALUES = ["account_id", "name", "domain", "host", "website", "linkedin", "linkedin_url", "country",
          "country_code", "segment", "segment_name"]
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
COUNTRIES = {"germany": "DE", "united states": "US", "united kingdom": "GB"}
TEXTS = ["name", "domain", "linkedin", "country"]
SUFFIXES = {"whole": "", "added": ".added", "removed": ".removed"}


# Texts


def known_texts(folder):
    """Returns what a run says of each account."""
    return {line["account_id"]: {key: line[key] for key in TEXTS}
            for line in read_dicts(folder / "2-normalize/accounts.csv")}


def texts_of(pipeline, published, base):
    """Returns what is known of each account: by the base's run, the run, and above all the list."""
    found = {}
    for folder in (base, published):
        found |= known_texts(folder) if folder else {}
    section = pipeline.accounts
    if "file" in section:
        columns = section["columns"]
        for line in read_dicts(pipeline.folder / section["file"]):
            found[line[columns["id"]]] = {key: line.get(columns.get(key), "") for key in TEXTS}
    return found


def bare_host(domain):
    """Returns the host of a domain, blank when it is none."""
    name = host(domain)
    return name if "." in name and re.fullmatch(r"[\w.-]+", name) else ""


def page(text):
    """Returns the address of a company page."""
    return text if not text or "/" in text else f"https://www.linkedin.com/company/{text}"


def country_code(text):
    """Returns the two letters of a country, or the text."""
    return COUNTRIES.get(text.casefold(), text.upper() if len(text) == 2 else text)


def value(key, account, texts, segment):
    """Returns what a custom format says of an account."""
    name = bare_host(texts["domain"])
    return {"account_id": account, "host": name, "website": f"https://{name}" if name else "",
            "linkedin_url": page(texts["linkedin"]), "segment": segment.id,
            "segment_name": segment.name, "country_code": country_code(texts["country"]),
            }.get(key, texts.get(key, ""))


def listed_id(account):
    """Returns an account's id unless it was made from what exports say."""
    return "" if account.startswith(("domain:", "linkedin:", "name:")) else account


def account_row(form, account, texts):
    """Returns the row of an account in a format of companies."""
    name, site = texts["name"], bare_host(texts["domain"])
    if form == "linkedin-company-list":
        return [name, f"https://{site}" if site else "", site, page(texts["linkedin"]), "", "", "",
                "", country_code(texts["country"]), ""]
    if form == "6sense-accounts":
        return [name, texts["country"], site]
    if form == "demandbase-accounts":
        return [name, site, listed_id(account)]
    if form == "hubspot-companies":
        return [name, site, texts["country"], page(texts["linkedin"])]
    if form == "salesforce-accounts":
        return [name, f"https://{site}" if site else "", texts["country"], listed_id(account)]
    return [site]


def need_of(entry):
    """Returns what the format of an export needs of an account."""
    if entry["format"] != "custom":
        return NEEDS[entry["format"]]
    kinds = {"name": "name", "domain": "domain", "host": "domain", "website": "domain",
             "linkedin": "linkedin", "linkedin_url": "linkedin"}
    values = [column["value"] for column in entry["columns"] if "value" in column]
    if "account_id" in values:
        return all, []
    fields = [f for f in ("domain", "linkedin", "name") if f in [kinds.get(v) for v in values]]
    return (any, fields) if fields else (all, [])


def finders(entry, account, texts):
    """Returns by which of its texts a platform finds an account: kind and text."""
    if entry["format"] == "custom":
        _, fields = need_of(entry)
        values = [column.get("value") for column in entry["columns"]]
        keys = [f for f in ("domain", "linkedin", "name") if f in fields]
        keys = ["id"] if "account_id" in values else ["host" if k == "domain" else k for k in keys]
    else:
        keys = KEYS[entry["format"]]
    said = {"id": account, "host": bare_host(texts["domain"]), **texts}
    return {(key, said[key]) for key in keys if said[key]}


def lack(entry, texts):
    """Returns what an account lacks for a format of companies, None when nothing."""
    test, fields = need_of(entry)
    has = {"name": texts["name"] != "", "domain": bare_host(texts["domain"]) != "",
           "linkedin": texts["linkedin"] != ""}
    if test(has[f] for f in fields):
        return None
    if test is any:
        return "no_" + "_or_".join(fields)
    return "no_" + "_and_".join(f for f in fields if not has[f])


# People


def people_of(pipeline, accounts):
    """Returns the e-mail column of each account's contacts."""
    found = {}
    if pipeline.contacts:
        columns = pipeline.contacts["columns"]
        for line in read_dicts(pipeline.folder / pipeline.contacts["file"]):
            cell = lambda key: line.get(columns.get(key), "")
            identity = (cell("account_id"), cell("account_name"), cell("account_domain"), "", "")
            account = accounts.resolve(identity) if any(identity) else None
            if account:
                found.setdefault(account, []).append(cell("email"))
    return found


def address(text):
    """Returns an e-mail address as user and host, None for what is none."""
    parts = text.strip().lower().split("@")
    return parts if len(parts) == 2 and all(parts) and not re.search(r"\s", text.strip()) else None


def contact_row(entry, text, name):
    """Returns the row of a contact, None when the platform cannot find somebody by it."""
    found = address(text)
    if not found:
        return None
    form, (user, at) = entry["format"], found
    bare = user.split("+")[0]
    if form == "the-trade-desk-crm" and at == "gmail.com":
        user = bare.replace(".", "")
    if form == "reddit":
        user = re.sub("[^a-z0-9]", "", bare)
    if not user:
        return None
    mail = f"{user}@{at}"
    digest = hashlib.sha256(mail.encode())
    if entry.get("hashing") == "none":
        written = "@".join(found)
    elif form == "the-trade-desk-crm":
        written = base64.b64encode(digest.digest()).decode()
    else:
        written = digest.hexdigest()
    if form == "linkedin-contact-list":
        return [written, "", "", "", " ".join(name.split())[:50], "", ""]
    if form == "microsoft-customer-match":
        return ["Customer List Item", "", "", entry["audience_id"], *[""] * 7, "Email", written]
    return [written, ""] if form == "reddit" else [written]


# Uploads


class Uploads:
    """What a night uploads of the accounts that nothing holds."""

    def __init__(self, night, texts, reads_contacts=True):
        """Selects for each export."""
        self.pipeline = night.evidence.pipeline
        self.accounts = night.evidence.accounts
        self.state = night.state
        self.texts = texts
        ids, self.held = night.state.uploads(self.accounts)
        self.free = {s: [a for segment, a in ids if segment == s] for s in self.pipeline.uploads}
        self.people = people_of(self.pipeline, self.accounts) if reads_contacts else None

    def kept_out(self, segment):
        """Returns the accounts, members or not, that no upload of a segment may reach."""
        banned = {a for a, s in self.state.bans if s == segment}
        if segment in self.pipeline.exclude:
            return banned
        return banned | {a for s in self.pipeline.exclude for a in self.state.members[s]}

    def selected(self, upload):
        """Returns the accounts of an upload, and why the others are not in it."""
        segment, entry = upload[0], self.pipeline.entries[upload]
        foreign = self.foreign(entry, segment)
        chosen, lacks = [], {}
        for account in sorted(self.free[segment], key=text_key):
            reason = self.reason(entry, account, foreign)
            if reason:
                lacks[account] = f"{reason}:{upload[1]}"
            else:
                chosen.append(account)
        return chosen, lacks

    def foreign(self, entry, segment):
        """Returns the domains, or the people, of accounts that are kept out."""
        kept_out = [a for a in self.kept_out(segment) if a in self.texts]
        if entry["format"] in DOMAIN_LISTS:
            return {bare_host(self.texts[a]["domain"]) for a in kept_out} - {""}
        if entry["format"] in CONTACT_FORMATS and self.people is not None:
            return {person(entry, row) for a in kept_out if a in self.people
                    for row in self.contact_rows(entry, a, set())}
        return set()

    def reason(self, entry, account, foreign):
        """Returns why a format cannot use an account."""
        if entry["format"] not in CONTACT_FORMATS:
            shared = foreign and bare_host(self.texts[account]["domain"]) in foreign
            return lack(entry, self.texts[account]) or ("no_own_domain" if shared else None)
        if self.people is None:
            return None
        if account not in self.people:
            return "no_contact"
        return None if self.contact_rows(entry, account, foreign) else "no_usable_contact"

    def contact_rows(self, entry, account, foreign):
        """Returns the rows of an account's contacts."""
        rows = [contact_row(entry, text, self.texts[account]["name"])
                for text in self.people[account]]
        return [row for row in rows if row and person(entry, row) not in foreign]

    def held_lines(self):
        """Returns the lines of held.csv, those of what a format needs included."""
        found = {}
        for upload in self.pipeline.exports:
            for account, reason in self.selected(upload)[1].items():
                found.setdefault((upload[0], account), []).append(reason)
        lines = [[*key, " | ".join(sorted(reasons, key=text_key))]
                 for key, reasons in found.items()]
        return sorted(self.held + lines, key=lambda line: [text_key(field) for field in line])

    def rows(self, upload, chosen, texts=None):
        """Returns the rows of accounts in an upload, of which the texts are known."""
        segment, entry = upload[0], self.pipeline.entries[upload]
        texts = texts or self.texts
        if entry["format"] in CONTACT_FORMATS:
            foreign = self.foreign(entry, segment)
            return by_bytes(row for a in chosen for row in self.contact_rows(entry, a, foreign))
        if entry["format"] == "custom":
            place = next(s for s in self.pipeline.segments if s.id == segment)
            return [[column.get("text") or value(column["value"], a, texts[a], place)
                     for column in entry["columns"]] for a in chosen]
        rows = [account_row(entry["format"], a, texts[a]) for a in chosen]
        return by_bytes(rows) if entry["format"] in DOMAIN_LISTS else rows

    def files(self, base, base_texts):
        """Returns the rows of each kind of file of each upload.

        `base` has those of the base, and `base_texts` what it knew of accounts.
        """
        return {upload: self.changes(upload, base.get(upload), base_texts)
                for upload in self.pipeline.exports}

    def changes(self, upload, before, base_texts):
        """Returns accounts and rows of an upload, and what changed in it."""
        entry, (chosen, _) = self.pipeline.entries[upload], self.selected(upload)
        whole = self.rows(upload, chosen)
        if entry["format"] in CONTACT_FORMATS or entry["format"] in DOMAIN_LISTS:
            old = before["whole"] if before and before["hashing"] == entry.get("hashing") else []
            added, removed = row_changes(entry, old, whole)
        else:
            old = before["accounts"] if before else []
            added, gone = self.account_changes(entry, old, chosen, base_texts)
            added, removed = self.rows(upload, added), self.rows(upload, list(gone), gone)
        return {"accounts": chosen, "hashing": entry.get("hashing"), "whole": whole,
                "added": added, "removed": removed}

    def account_changes(self, entry, old, chosen, base_texts):
        """Returns the accounts whose row is new, and what is left to find those of the base by."""
        stay = [a for a in old if a in chosen and base_texts[a] == self.texts[a]]
        there = set()
        for account in chosen:
            there |= finders(entry, account, self.texts[account])
        gone = {}
        for account in sorted(set(old) - set(stay), key=text_key):
            found = finders(entry, account, base_texts[account])
            if found <= there:
                continue
            fields = {"host": "domain"}
            blank = {fields.get(kind, kind): "" for kind, _ in found & there if kind != "id"}
            texts = {**base_texts[account], **blank}
            if not lack(entry, texts):
                gone[account] = texts
        return [a for a in chosen if a not in stay], gone


def person(entry, row):
    """Returns what a contact's row is told from others by."""
    return row[ADDRESS_COLUMN.get(entry["format"], 0)]


def row_changes(entry, old, whole):
    """Returns the rows that the base did not have as they are, and what is gone."""
    known, there = list(map(tuple, old)), {person(entry, row) for row in whole}
    gone = [row for row in old if person(entry, row) not in there]
    if entry["format"] == "linkedin-contact-list":
        gone = [[row[0], *[""] * 6] for row in gone]
    return [row for row in whole if tuple(row) not in known], by_bytes(gone)


def by_bytes(rows):
    """Returns rows sorted by their bytes, each once."""
    return [list(row) for row in
            sorted({tuple(row) for row in rows}, key=lambda row: [text_key(f) for f in row])]


# Files


def header_of(entry):
    """Returns the names of an export's columns, None for a format without a header line."""
    if entry["format"] == "custom":
        names = [column["header"] for column in entry["columns"]]
        return names if entry.get("header", "true") == "true" else None
    return HEADERS[entry["format"]] and HEADERS[entry["format"]].split(",")


def lead_of(entry, kind):
    """Returns the rows between header and people of Microsoft's files."""
    if entry["format"] != "microsoft-customer-match":
        return []
    row = lambda **cells: [cells.get(name, "") for name in
                           HEADERS["microsoft-customer-match"].split(",")]
    action = {"whole": "Replace", "added": "Add", "removed": "Remove"}[kind]
    return [row(Type="Format Version", Name="6.0"),
            row(**{"Type": "Customer List", "Id": entry["audience_id"], "Scope": "Customer",
                   "Action Type": action})]


def expected(upload, entry, files):
    """Returns the records of each file of an upload, by its name."""
    found = {}
    for kind, suffix in SUFFIXES.items():
        rows, limit = files[kind], int(entry.get("max_rows", 10 ** 9))
        count = max(1, -(-len(rows) // limit))
        ends = [part * len(rows) // count for part in range(count + 1)]
        for part, (start, end) in enumerate(zip(ends, ends[1:]), 1):
            name = f"{upload[1]}/{upload[0]}{suffix}{f'-{part}' if count > 1 else ''}.csv"
            header = header_of(entry)
            found[name] = ([header] if header else []) + lead_of(entry, kind) + rows[start:end]
    return found


def read_records(path, entry):
    """Returns the records of a file and whether it has the shape that the pipeline file says."""
    data = path.read_bytes()
    bom, end = b"\xef\xbb\xbf", b"\r\n" if entry.get("line_ending") == "crlf" else b"\n"
    marked = entry.get("bom") == "true" or entry["format"] == "microsoft-customer-match"
    fine = data.startswith(bom) == marked and (data in (b"", bom) or data.endswith(end))
    delimiter = DELIMITERS[entry.get("delimiter", "comma")]
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=delimiter, strict=True)), fine
