"""How the bytes of random exports look: encodings, dialects, formats, rows that are no data."""

import csv
import datetime
import gzip
import io
import random
import re
from zoneinfo import ZoneInfo

from forms import plus
from reading import MONTHS

ZONES = ["Europe/Berlin", "UTC", "America/New_York", "Asia/Tokyo", "Pacific/Auckland",
         "America/St_Johns", "Asia/Kolkata", "Pacific/Apia", "America/Los_Angeles",
         "America/Havana", "America/Santiago", "Asia/Beirut"]
GROUPS = {"1234.56": [""], "1234,56": [""], "1,234.56": [","], "1.234,56": ["."],
          "1 234,56": [" ", "\u00a0", "\u202f"], "1'234.56": ["'"]}
KINDS = ["generic"] * 8 + ["cumulative"] * 3 + ["span"] * 2 + \
    ["google-ads"] * 2 + ["meta-ads", "meta-ads", "linkedin-companies", "linkedin-companies"]
EXTRA = {"google-ads": ["Impr.", "Cost", "Campaign status"],
         "meta-ads": ["Impressions", "Reach", "Amount spent (EUR)"],
         "linkedin-companies": ["Engagement level", "Organic impressions", "Paid impressions"],
         "generic": ["Impressions", "Notes", "Ad"]}
NOTES = ["", "x", "a, b", 'said "yes"', "two\nlines", "a;b", "a|b", "Stra\u00dfe", "--"]
PATTERNS = [
    (r"ABM - (?<name>.+)", ["account_name"], "ABM - {account_name}"),
    (r"ABM - (?<name>.+)", ["account_name"], "Q1 / ABM - {account_name}"),
    (r"^\[(?<id>[A-Z]+\d+)\] ?(?<name>.*)$", ["account_id", "account_name"],
     "[{account_id}] {account_name}"),
    (r"(?<name>[^/]+)/(?<country>[A-Za-z]{2})?$", ["account_name", "country"],
     "{account_name}/{country}"),
    (r"(?:page=(?<linkedin>\S+) )?site=(?<domain>\S+)", ["account_domain", "account_linkedin"],
     "page={account_linkedin} site={account_domain}"),
]
TOTALS = ["Total: Account", "Total: Campaigns", "Total", "total", "TOTAL",
          "Totals", "Total Store", "Subtotal"]

NAMED = ["Company", "Campaign", "Day", "From"]


class Plain:
    """A source whose files are as plain as can be."""

    kind = "generic"
    account = None
    span = None
    ending = ".csv"
    cumulative = False

    def entry(self):
        """Returns what the source's entry says of its files' looks."""
        return {}

    def day(self, day):
        """Returns a date cell."""
        return day

    def count(self, text):
        """Returns a count cell."""
        return text

    def company(self, said):
        """Returns what is said of a company in the form of the columns."""
        return said

    def spoil(self, text):
        """Returns a company's name as the file writes it."""
        return text

    def totals_entry(self, layout):
        """Returns what the source's entry says of totals."""
        return {}

    def table(self, layout, header, rows, first, last):
        """Returns the bytes of one export."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([header, *rows])
        return out.getvalue().encode("utf-8")


class Dress(Plain):
    """A source whose files look in some random way."""

    def __init__(self, seed, name, zone):
        """Draws the looks of a source from a random sequence of its own."""
        self.random = random.Random(f"{seed} {name} dress")
        self.zone = zone
        chance, choice = self.chance, self.random.choice
        self.kind = choice(KINDS)
        preset = self.kind not in ("generic", "cumulative", "span")
        self.numbers = choice([None, *GROUPS]) if not preset or chance(0.3) else None
        self.dates = choice([None, None, "M/D/YYYY", "D/M/YYYY"]) if not preset else None
        self.separator = choice("/-.") if self.dates else "-"
        self.padded = chance(0.5)
        self.totals = choice([None, ["Total: *", "Total"], ["total"]]) if not preset else None
        self.blank_totals = chance(0.25)
        self.account = choice(PATTERNS) if chance(0.25) or self.kind in ("google-ads", "meta-ads") \
            else None
        if self.kind == "linkedin-companies":
            self.account = None
        self.timed = self.kind == "generic" and chance(0.35)
        self.source_zone = choice(ZONES) if self.timed and chance(0.6) else None
        self.span = choice(["week", "month"]) if self.kind == "span" else None
        self.cumulative = self.kind == "cumulative" or \
            self.kind in ("meta-ads", "linkedin-companies") and chance(0.3)
        self.bytes = self.draw_bytes()
        self.messy = chance(0.6)
        self.ending = choice([".csv", ".csv", ".csv.gz", ".txt", ".tsv", ".CSV"])

    def chance(self, share):
        """Returns true in a share of all draws."""
        return self.random.random() < share

    def draw_bytes(self):
        """Draws encoding, delimiter, line end, quoting, and whether a file is compressed."""
        choice = self.random.choice
        return (choice(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16-le-bom",
                        "utf-16-be-bom", "cp1252", "cp1252"]),
                choice(",,;\t|"), choice(["\n", "\n", "\r\n", "\r"]),
                self.chance(0.25), self.chance(0.2))

    def entry(self):
        """Returns what the source's entry says of its files' looks."""
        entry = {}
        if self.numbers:
            entry["numbers"] = self.numbers
        if self.dates:
            entry["dates"] = self.dates
        if self.source_zone:
            entry["time_zone"] = self.source_zone
        if self.account:
            entry["account"] = {"column": self.column(), "pattern": self.account[0]}
        if self.cumulative:
            entry["counts"] = "cumulative"
        if self.span:
            entry["date_spans"] = self.span
        return entry

    def column(self):
        """Returns the column that names the company in words."""
        return "Ad set name" if self.kind == "meta-ads" else "Ad group"

    # Cells

    def day(self, day):
        """Returns a date cell."""
        if not self.timed or self.chance(0.1):
            return self.plain_day(day)
        here, there = ZoneInfo(self.zone), ZoneInfo(self.source_zone or self.zone)
        clock = datetime.time(self.random.choice([0, 1, 5, 12, 22, 23]),
                              self.random.choice([0, 59]))
        moment = datetime.datetime.combine(day, clock, here)
        style = self.random.choice(["own", "own", "Z", "offset"])
        written = moment.astimezone(there if style == "own" else datetime.timezone.utc if
                                    style == "Z" else ZoneInfo(self.random.choice(ZONES)))
        if style == "own" and written.astimezone(here).date() != day:
            return self.plain_day(day)
        text = self.plain_day(written.date()) + self.random.choice("T ")
        text += written.strftime(self.random.choice(["%H:%M", "%H:%M:%S", "%H:%M:%S.250",
                                                     "%I:%M %p", "%I:%M:%S %p"]))
        if text.endswith("M"):
            return text if style == "own" else self.plain_day(day)
        hours, minutes = written.strftime("%z")[:3], written.strftime("%z")[3:5]
        shifts = [f"{hours}:{minutes}", hours + minutes] + ([hours] if minutes == "00" else [])
        return text + {"own": "", "Z": "Z", "offset": self.random.choice(shifts)}[style]

    def plain_day(self, day):
        """Returns a day in the format of the source."""
        if not self.dates or self.chance(0.03):
            return day.isoformat()
        number = "{:02d}" if self.padded else "{}"
        parts = [number.format(day.day), number.format(day.month)]
        if self.dates == "M/D/YYYY":
            parts.reverse()
        return self.separator.join([*parts, str(day.year)])

    def count(self, text):
        """Returns a count cell."""
        if self.chance(0.03):
            return self.bad_count()
        if self.chance(0.02):
            text = self.random.choice(["1204", "1000", "12003", "1234567"])
        match = re.fullmatch(r"(-?)(\d+)(\.\d+)?", text)
        if not match:
            return text
        grouped = match[2]
        if self.chance(0.7):
            group = self.random.choice(GROUPS[self.format()])
            grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", group, grouped)
        pad = self.random.choice(["", "", "", "", " ", "  "])
        return pad + match[1] + grouped + (match[3] or "").replace(".", self.decimal()) + pad

    def format(self):
        """Returns the format of numbers, that of the preset when none is stated."""
        return self.numbers or ("1,234.56" if self.kind in EXTRA and self.kind != "generic"
                                else "1234.56")

    def decimal(self):
        """Returns the decimal sign."""
        return "," if self.format().endswith(",56") else "."

    def bad_count(self):
        """Returns a count that is a reject."""
        return self.random.choice(["1.5", "1,5", "< 3", "1.2E+17", "many", "1.000", "1,000",
                                   "12,34", "1,2345", "1'00", "3 4", "1.5.2"])

    def spoil(self, text):
        """Returns a company's name as the file writes it, with quotes and line ends in it."""
        if not self.messy or " " not in text or not self.chance(0.15):
            return text
        first, rest = text.split(" ", 1)
        breaks = [f"{first}\n{rest}", f"{first} \r\n {rest}"] if not self.account else []
        return self.random.choice([f'{first} "{rest}"', f'"{first}" {rest}', f"{first}\t{rest}",
                                   f"{first}; {rest}", f"{first} | {rest}", *breaks])

    def company(self, said):
        """Returns what is said of a company in the form of the columns."""
        if not self.account:
            return said
        if self.chance(0.08):
            text = self.random.choice(["Retargeting", "abm - alder", "-", "ABM -", "[ ]"])
        else:
            known = {key: said.get(key, "") for key in self.account[1]}
            text = self.account[2].format(**known)
        return {"account_text": text}

    # Tables

    def table(self, layout, header, rows, first, last):
        """Returns the bytes of one export."""
        rows = [list(row) for row in rows]
        header, rows = self.with_more_columns(header, rows)
        if self.messy:
            self.add_faulty_rows(header, rows)
        self.add_totals(layout, header, rows)
        # A report that states its range and has its header twice is two reports, and is refused.
        if self.messy and self.chance(0.3) and self.kind != "google-ads":
            rows.insert(self.random.randint(0, len(rows)), list(header))
        above, below = [], []
        if self.kind == "google-ads":
            lines = self.title_lines(first, last, len(header))
            above, below = (lines, []) if self.chance(0.7) else ([], lines)
        return self.encode(above + [header] + rows + below)

    def with_more_columns(self, header, rows):
        """Adds columns that nobody reads, at the end also a second one of a known name."""
        columns = [[header[n]] + [str(row[n]) for row in rows] for n in range(len(header))]
        extra = EXTRA.get(self.kind, EXTRA["generic"])
        for name in extra[:self.random.choice([0, 0, 1, 2, 3])]:
            values = [self.random.choice(NOTES if name == "Notes" else ["1", "20", "", "-"])
                      for _ in rows]
            columns.insert(self.random.randint(0, len(columns)), [name, *values])
        if self.chance(0.4):
            self.random.shuffle(columns)
        if self.messy and self.chance(0.2):
            name = self.random.choice(header)
            columns.append([name, *(self.random.choice(["7", "", "x"]) for _ in rows)])
        return [c[0] for c in columns], [[c[n + 1] for c in columns] for n in range(len(rows))]

    def add_faulty_rows(self, header, rows):
        """Adds rows that are too short or too long, and blank fields after some."""
        for row in list(rows):
            if self.chance(0.06):
                row += [""] * self.random.randint(1, 3)
            elif self.chance(0.03):
                rows.insert(self.random.randint(0, len(rows)), row + ["", "x"])
            elif self.chance(0.03) and len(header) > 2:
                rows.insert(self.random.randint(0, len(rows)), row[:len(header) - 1])

    def add_totals(self, layout, header, rows):
        """Adds rows of totals, where the source describes some."""
        if self.kind == "linkedin-companies" and header[0] == "Company name":
            cells = {"Company name": self.random.choice(["Total", "total"]), "Company page URL": ""}
            rows.append([cells.get(name, "7") for name in header])
        elif (self.kind == "google-ads" or self.totals) and self.chance(0.6):
            for text in self.random.sample(*self.total_texts(header)):
                self.add_total(header, rows, text)
        if self.blank_total(layout) and rows and self.chance(0.6):
            row = list(self.random.choice(rows))
            place = header.index(layout.columns["campaign"])
            if len(row) > place:
                row[place] = ""
                if self.kind == "meta-ads" and self.column() in header[:len(row)]:
                    row[header.index(self.column())] = ""
                rows.insert(self.random.randint(0, len(rows)), row)

    def total_texts(self, header):
        """Returns texts that totals begin with, or rows that only look like some; and how many."""
        if self.kind == "google-ads":
            return TOTALS[:2], self.random.choice([1, 2])
        known = TOTALS if header[0] in NAMED else [t for t in TOTALS if self.is_total(t)]
        return known, min(len(known), self.random.choice([1, 1, 2]))

    def add_total(self, header, rows, text):
        """Adds one row of totals."""
        # Beside a platform's own words stands neither day nor account, or it is a campaign.
        others = ["", "--"] if self.kind == "google-ads" else ["", "--", "7"]
        row = [text] + [self.random.choice(others) for _ in header[1:]]
        if self.is_total(text) and len(row) > 2 and self.chance(0.25):
            row[:2] = [self.random.choice(["", "--", "-"]), text]
        rows.insert(self.random.choice([0, len(rows), self.random.randint(0, len(rows))]), row)

    def is_total(self, text):
        """Tells whether a row that begins so is a total."""
        bare = text.casefold()
        return bare.startswith("total: ") if self.totals is None else \
            any(bare.strip() == t.casefold() or t.endswith("*") and bare.startswith("total: ")
                for t in self.totals)

    def blank_total(self, layout):
        """Tells whether rows without a campaign are totals."""
        return "campaign" in layout.columns and (
            self.kind == "meta-ads" or self.blank_totals and self.kind == "generic")

    def totals_entry(self, layout):
        """Returns what the source's entry says of totals."""
        if self.kind not in ("generic", "cumulative", "span"):
            return {}
        totals = {"first_column": self.totals} if self.totals else {}
        if self.blank_total(layout):
            totals["blank"] = ["campaign"]
        return {"totals": totals} if totals else {}

    def title_lines(self, first, last, width):
        """Returns title and range of a report, sometimes padded to its width."""
        if self.chance(0.5):
            text = " - ".join(f"{MONTHS[d.month - 1]} {d.day}, {d.year}" for d in (first, last))
        else:
            text = " - ".join(f"{d.day} {MONTHS[d.month - 1]} {d.year}" for d in (first, last))
        pad = [""] * (width - 1) if self.chance(0.2) else []
        return [["Ad group report", *pad], [text, *pad]]

    def encode(self, records):
        """Returns records as bytes."""
        encoding, delimiter, line_end, quoted, zipped = \
            self.bytes if self.chance(0.7) else self.draw_bytes()
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=line_end,
                   quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(records)
        text = out.getvalue()
        if encoding.endswith("-bom"):
            encoding, text = encoding[:-4], "\ufeff" + text
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            data = text.encode("utf-8")
        return gzip.compress(data, mtime=0) if zipped else data


def specialise(layout):
    """Gives a layout the grain, the columns and the names that the kind of its source needs."""
    dress, case = layout.dress, layout.case
    if dress.kind in ("google-ads", "meta-ads", "linkedin-companies"):
        layout.campaigns = [(name, "") for name in dict.fromkeys(n for n, _ in layout.campaigns)]
        layout.with_ids = layout.only_ids = layout.on_source = False
        layout.per_campaign = dress.kind == "linkedin-companies"
    if dress.kind == "google-ads":
        make_daily(layout, {"date": "Day", "campaign": "Campaign"}, ["Clicks"])
        layout.states_range = layout.range_in_file = True
    elif dress.kind == "meta-ads":
        make_period(layout, "columns")
        layout.columns = {"first_day": "Reporting starts", "last_day": "Reporting ends",
                          "campaign": "Campaign name"}
        layout.length, layout.engagements = dress.random.choice([2, 3, 5, 7]), ["Link clicks"]
    elif dress.kind == "linkedin-companies":
        make_period(layout, "name")
        layout.columns = {"account_name": "Company name", "account_linkedin": "Company page URL"}
        layout.keys, layout.engagements = list(layout.columns), ["Paid engagements"]
    elif dress.kind == "cumulative":
        make_period(layout, dress.random.choice(["columns", "name"]))
        days = {"first_day": "From", "last_day": "To"} if layout.period == "columns" else {}
        layout.columns = days | without_days(layout.columns)
    elif dress.kind == "span":
        make_period(layout, "columns")
        layout.columns = {"date": "Day"} | without_days(layout.columns)
        layout.length = 7
        if layout.overlap == "error":
            layout.overlap = "replace"
        case.months |= dress.span == "month"
    kept = ("date", "first_day", "last_day", "campaign", "campaign_id")
    if not any(key in kept for key in layout.columns):  # a source must name one of its columns
        dress.account = None
    if dress.account:
        layout.columns = {k: v for k, v in layout.columns.items() if k in kept}
        layout.columns["account_text"] = dress.column()
        layout.keys = dress.account[1]


def without_days(columns):
    """Returns columns without those of days."""
    return {k: v for k, v in columns.items() if k not in ("date", "first_day", "last_day")}


def make_daily(layout, columns, engagements):
    """Gives a layout daily rows."""
    layout.daily, layout.period = True, None
    layout.columns, layout.engagements = columns, engagements


def make_period(layout, kind):
    """Gives a layout rows of periods."""
    layout.daily, layout.period, layout.covers = False, kind, None
    layout.states_range = kind == "name"
    layout.length = layout.length if hasattr(layout, "length") else \
        layout.dress.random.choice([1, 2, 3, 5, 7])


def months_between(first, last):
    """Returns the calendar months between two days, the first one from its given day on."""
    found, day = [], first
    while day <= last:
        after = plus(day.replace(day=1), 32).replace(day=1)
        found.append((day, plus(after, -1)))
        day = after
    return found
