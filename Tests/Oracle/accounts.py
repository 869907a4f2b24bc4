"""Accounts: from what an export says of a company to one account id."""

from forms import FREE_MAIL, clean_name, host, linkedin_slug, read_dicts, registrable

CREATED = ("domain:", "linkedin:", "name:")
KEYS = ("id", "host", "domain", "linkedin", "name")


def keys_of(account_id, name, domain, linkedin):
    """Returns the keys by which a company can be found, blank ones left out."""
    where = host(domain)
    if "." not in where or registrable(where) in FREE_MAIL:
        where = ""
    keys = {
        "id": account_id,
        "host": where,
        "domain": registrable(where) if where else "",
        "linkedin": linkedin_slug(linkedin),
        "name": clean_name(name),
    }
    return {kind: value for kind, value in keys.items() if value}


class Accounts:
    """The account list with its aliases."""

    def __init__(self, section, folder):
        """Reads the list and the aliases that the pipeline names."""
        self.listed = "file" in section
        self.create = section.get("unmatched", "report" if self.listed else "create") == "create"
        self.countries = {}
        self.parents = {}
        self.rolls_up = section.get("roll_up") == "parent"
        self.index = {kind: {} for kind in KEYS}
        aliases = read_dicts(folder / section["aliases"]) if "aliases" in section else []
        self.joined = {a["value"]: a["account_id"] for a in aliases if a["kind"] == "id"}
        if self.listed:
            self.read_list(section, folder)
        self.ids = set(self.countries)
        for alias in aliases:
            self.add_alias(alias)

    def read_list(self, section, folder):
        """Indexes every account of the list under each of its keys."""
        columns = section["columns"]
        for line in read_dicts(folder / section["file"]):
            cell = lambda key: line.get(columns.get(key), "")
            self.countries[cell("id")] = cell("country").casefold()
            self.parents[cell("id")] = cell("parent")
            found = keys_of(cell("id"), cell("name"), cell("domain"), cell("linkedin"))
            self.add_keys(found, cell("id"))

    def add_keys(self, found, account_id):
        """Lets keys lead to an account."""
        for kind, value in found.items():
            self.index[kind].setdefault(value, set()).add(self.merged(account_id))

    def add_alias(self, alias):
        """Indexes one alias like a key of its account."""
        fields = {kind: alias["value"] if alias["kind"] == kind else "" for kind in KEYS}
        found = keys_of(fields["id"], fields["name"], fields["domain"], fields["linkedin"])
        self.add_keys(found, alias["account_id"])

    def merged(self, account_id):
        """Returns the id that an id is joined to, itself when to none."""
        while account_id in self.joined:
            account_id = self.joined[account_id]
        return account_id

    def current(self, account_id):
        """Returns the id under which an id counts: what it is joined to, and then its group.

        A group goes by the id of the topmost parent that the list has. Companies that are each
        other's parents, also because one was merged into the other, are in no case. A group is one
        account, so that several candidates of one group are one match.
        """
        account_id = self.merged(account_id)
        while self.rolls_up and self.merged(self.parents.get(account_id) or "") in self.countries:
            account_id = self.merged(self.parents[account_id])
        return account_id

    def resolve(self, identity):
        """Returns the account of a raw identity, None when none or several are left.

        A company of a group is chosen by what any company of the group goes by.
        """
        if identity is None:
            return None
        account_id, name, domain, linkedin, country = identity
        found = keys_of(account_id, name, domain, linkedin)
        candidates = set()
        for kind in KEYS:
            hits = self.index[kind].get(found.get(kind), set())
            groups = {self.current(c) for c in hits}
            chosen = {c for c in candidates if self.current(c) in groups}
            candidates = (chosen or candidates) if candidates else set(hits)
        if len(candidates) > 1 and country:
            same = {c for c in candidates if self.countries.get(c) == country.casefold()}
            candidates = same or candidates
        candidates = {self.current(c) for c in candidates}
        if len(candidates) == 1:
            return next(iter(candidates))
        return None if candidates or not self.create else self.created(found)

    def created(self, found):
        """Returns the id of an account outside the list."""
        for kind in ("domain", "linkedin", "name"):
            if kind in found:
                return self.current(f"{kind}:{found[kind]}")
        return None

    def is_gone(self, account_id):
        """Tells whether an account has left the list."""
        if not self.listed or account_id in self.ids:
            return False
        return not (self.create and account_id.startswith(CREATED))
