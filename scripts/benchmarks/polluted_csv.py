#!/usr/bin/env python3
"""How well `adsegments inspect --format csv` reads files that are spoilt in known ways.

Clean tables of several kinds are written as CSV with one thing wrong, or two; the truth is known,
so what is read can be scored: the share of header cells, of records and of cells that are right
(F1 of precision and recall, over multisets). Each file is read twice: without a word about it, and
with the options a person would give who has looked at it.

  polluted_csv.py --binary .build/release/adsegments            # scores by class
  polluted_csv.py --binary ... --show preamble                  # what is wrong in a class
  polluted_csv.py --binary ... --check                          # small set; exit 1 below the bar
  polluted_csv.py --binary ... --pairs 300 --seed 2             # with two things wrong
  polluted_csv.py --write FOLDER                                # the files and their truth

The bar of --check: every file of the typed table with one thing wrong is read exactly.
"""

import argparse
import collections
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

FIRST = ["Nordwind", "Acme", "Ébène", "Kauri", "Blue Harbor", "O'Neill", "Müller", "Zenith",
         "Delta"]
SECOND = ["Logistik AB", "Industries", "& Sons", "GmbH", "Systems", "Mining Ltd.", "Foods",
          "Energy"]
CITIES = ["Berlin", "Lyon", "Oslo", "New York", "Austin", "Graz", "Porto", "Turku", "Leeds"]
WORDS = "click view lead form video share brand reach offer launch autumn spring demo trial".split()


class Table:
    """A clean table: its name, header and rows, all text."""

    def __init__(self, name, header, rows):
        self.name, self.header, self.rows = name, header, rows


def tables(rng):
    def company():
        return f"{rng.choice(FIRST)} {rng.choice(SECOND)}"

    def day():
        return f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"

    yield Table(
        "typed", ["Day", "Company", "Country", "Impressions", "Clicks", "CTR", "Spend"],
        [[day(), company(), rng.choice(["DE", "FR", "US"]), str(rng.randint(0, 90000)),
          str(rng.randint(0, 99)), f"{rng.random() * 5:.2f}%", f"{rng.random() * 900:.2f}"]
         for _ in range(60)])
    yield Table(
        "text", ["Company", "City", "Industry", "Campaign", "Comment"],
        [[company(), rng.choice(CITIES), rng.choice(["Retail", "Energy", "Banking", "Health care"]),
          " ".join(rng.sample(WORDS, 2)), " ".join(rng.sample(WORDS, rng.randint(2, 6)))]
         for _ in range(40)])
    yield Table(
        "quoted", ["Date", "Title", "Note", "Count"],
        [[day(), f"{company()}, {rng.choice(CITIES)}",
          rng.choice(['said "yes" to all', "two\nlines, here", "plain", 'a 5" screen', ""]),
          str(rng.randint(1, 500))] for _ in range(30)])
    yield Table(
        "wide", ["Id"] + [f"Metric {chr(65 + i)}" for i in range(24)],
        [[f"A{1000 + n}"] + [f"{rng.random() * 100:.1f}" for _ in range(24)] for n in range(25)])
    yield Table(
        "narrow", ["Domain", "Clicks"],
        [[f"{rng.choice(WORDS)}{n}.example", str(rng.randint(0, 400))] for n in range(30)])
    yield Table(
        "gaps", ["When", "Name", "Email", "Score", "Remark", "Owner"],
        [[f"{day()} {rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00", company(),
          f"{rng.choice(WORDS)}@{rng.choice(WORDS)}.example" if rng.random() < 0.8 else "",
          str(rng.randint(1, 10)) if rng.random() < 0.7 else "",
          " ".join(rng.sample(WORDS, 3)) if rng.random() < 0.5 else "", rng.choice(FIRST)]
         for _ in range(45)])
    yield Table(
        "times", ["Start", "Length", "Place", "Price"],
        [[f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}", f"0:{rng.randint(10, 59)}",
          rng.choice(CITIES), f"{rng.randint(1, 999)}.{rng.randint(10, 99)}"] for _ in range(35)])
    yield Table(
        "places", ["id", "name", "lat", "lon", "tags", "homepage", "opened", "note"],
        [[str(1000 + n), f"{rng.choice(CITIES)} ({rng.choice(FIRST)})",
          f"{rng.uniform(-90, 90):.5f}", f"{rng.uniform(-180, 180):.5f}",
          ";".join(rng.sample(WORDS, 3)),
          f"https://{rng.choice(WORDS)}.example/p?id={n}",
          f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/2025",
          rng.choice(["", "see: map | plan", "ask, then go; or not", "10:00 - 18:00", "N/A"])]
         for n in range(80)])
    yield Table(
        "prose", ["Author", "Quote", "Source"],
        [[company(), rng.choice([
            'It was "good", he said, and left.', "One; two; three.", "No comment",
            "Line one\nline two\nline three", "Costs 5, maybe 6; who knows?",
            '"Quoted" from the start', "Ends with a \"quote\""]),
          rng.choice(["Book", "Talk, 2019", "Web: page"])]
         for _ in range(25)])
    yield Table(
        "sparse", ["Key", "Alpha", "Beta", "Gamma", "Delta", "Epsilon"],
        [[f"k{n}"] + [rng.choice(["", "", "", str(rng.randint(1, 9)), rng.choice(WORDS)])
                      for _ in range(5)]
         for n in range(50)])
    yield Table(
        "numbers", ["x", "y", "z"],
        [[str(n), str(n * n), f"{n / 7:.3f}"] for n in range(1, 90)])
    yield Table(
        "flags", ["User", "Active", "Admin", "Since", "Plan"],
        [[f"{rng.choice(WORDS)}.{rng.choice(WORDS)}", rng.choice(["true", "false"]),
          rng.choice(["yes", "no"]), f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.2026",
          rng.choice(["Free", "Pro", "Team"])] for _ in range(8)])


class Doc:
    """A file in the making, and what is to be read out of it."""

    def __init__(self, table):
        self.table = table
        self.header_rows = [list(table.header)]
        self.rows = [list(r) for r in table.rows]
        self.truth_header = list(table.header)
        self.truth_rows = [list(r) for r in table.rows]
        self.delimiter, self.quote, self.escape = ",", '"', '"'
        self.quote_all = False
        self.line_end = "\n"
        self.raw_lines = {}  # row number (header rows from -n) -> how to write it, a function
        self.row_ends = {}
        self.preamble, self.footer = [], []  # raw lines
        self.padded = False
        self.more = []  # further tables, as raw lines
        self.final = "\n"
        self.encoding, self.bom = "utf-8", b""
        self.trailing = ""
        self.is_empty = False
        self.gives_table = True

    def cell(self, text, delimiter=None):
        delimiter = delimiter or self.delimiter
        q = self.quote
        if q is None:
            return text
        special = [delimiter.strip() or delimiter, q, "\n", "\r", self.escape]
        if delimiter.strip() != delimiter:
            special.append(delimiter)
        if not (self.quote_all or any(c and c in text for c in special)):
            return text
        if self.escape == "none":
            return q + text + q
        body = text.replace(self.escape, self.escape * 2) if self.escape != q else text
        return q + body.replace(q, self.escape + q) + q

    def line(self, cells, delimiter=None):
        delimiter = delimiter or self.delimiter
        text = delimiter.join(self.cell(c, delimiter) for c in cells) + self.trailing
        return text if text else '""'

    def lines(self):
        out = []
        width = len(self.table.header)
        for text in self.preamble:
            padding = self.delimiter.strip() * (width - 1) if self.padded and text else ""
            out.append(text + padding)
        count = len(self.header_rows)
        for number, cells in enumerate(self.header_rows + self.rows):
            number -= count
            how = self.raw_lines.get(number)
            out.append(how(cells) if how else self.line(cells))
        return out + self.more + self.footer

    def data(self):
        if self.is_empty:
            return b""
        lines = self.lines()
        first = len(self.preamble) + len(self.header_rows)
        text = ""
        for number, line in enumerate(lines):
            end = self.row_ends.get(number - first, self.line_end)
            text += line + (end if number + 1 < len(lines) else "")
        if self.final == "\n":
            text += self.line_end
        elif self.final == "double":
            text += self.line_end * 2
        return self.bom + text.encode(self.encoding)

    def options(self):
        """What a person who has looked at the file would say."""
        names = {"\t": "tab", " ": "space"}
        d = self.delimiter.strip() or self.delimiter
        out = ["--delimiter", names.get(self.delimiter, names.get(d, d))]
        out += ["--quote", self.quote or "none"]
        out += ["--escape", {'"': "doubled", "'": "doubled"}.get(self.escape, self.escape)]
        out += ["--encoding", self.encoding]
        if self.is_empty:
            return out
        out += ["--header-lines", str(len(self.header_rows)), "--preamble-lines",
                str(len(self.preamble))]
        return out


# --- pollutions: each takes a Doc and a random generator; False when it does not apply.

POLLUTIONS = {}


def pollution(name):
    def register(function):
        POLLUTIONS[name] = function
        return function
    return register


@pollution("clean")
def clean(doc, rng):
    pass


@pollution("no_header")
def no_header(doc, rng):
    doc.header_rows, doc.truth_header = [], None


def multirow(doc, rng, count):
    if not doc.header_rows:
        return False
    rows = [[] for _ in range(count)]
    for name in doc.truth_header:
        words = name.split(" ")
        words = words[: count - 1] + [" ".join(words[count - 1:])] if len(words) >= count else words
        words += [rng.choice(["(all)", "total", "net", "unit"]) for _ in range(count - len(words))]
        for row, word in zip(rows, words):
            row.append(word)
    doc.header_rows = rows
    doc.truth_header = [" ".join(r[i] for r in rows) for i in range(len(rows[0]))]


POLLUTIONS["header_2_rows"] = lambda doc, rng: multirow(doc, rng, 2)
POLLUTIONS["header_3_rows"] = lambda doc, rng: multirow(doc, rng, 3)

PREAMBLE = ["Campaign performance report", "Account: Acme Marketing", "Date range: Nov 1 to Nov 30",
            "Generated on Monday", "Internal use only", "Contact: ads@acme.example"]
COMMAS = ["Report for Acme, Inc.", "Filters: all, except paused, and drafts",
          "Made in Berlin, Germany"]


@pollution("preamble_1")
def preamble_1(doc, rng):
    doc.preamble = [rng.choice(PREAMBLE)]


@pollution("preamble_5")
def preamble_5(doc, rng):
    doc.preamble = rng.sample(PREAMBLE, 5)


@pollution("preamble_blank")
def preamble_blank(doc, rng):
    doc.preamble = rng.sample(PREAMBLE, 3) + [""]


@pollution("preamble_padded")
def preamble_padded(doc, rng):
    if len(doc.table.header) < 3:
        return False
    doc.preamble, doc.padded = rng.sample(PREAMBLE, 3), True


@pollution("preamble_commas")
def preamble_commas(doc, rng):
    doc.preamble = rng.sample(COMMAS, 2) + [""]


@pollution("preamble_25")
def preamble_25(doc, rng):
    doc.preamble = [f"Note {n}: {rng.choice(PREAMBLE)}" for n in range(25)]


@pollution("footer_blank")
def footer_blank(doc, rng):
    doc.footer = ["", f"Total rows: {len(doc.rows)}"]


@pollution("footer_direct")
def footer_direct(doc, rng):
    if len(doc.table.header) < 3:
        return False
    doc.footer = ["End of report"]


@pollution("totals_row")
def totals_row(doc, rng):
    row = ["Total"] + [""] * (len(doc.table.header) - 2) + ["12345"]
    doc.rows.append(row)
    doc.truth_rows.append(row)


def second_table(doc, rng, columns, blank):
    header = ["Region", "Owner", "Budget", "Share", "Status", "Plan", "Goal", "Rest"]
    values = [lambda: rng.choice(CITIES), lambda: rng.choice(FIRST),
              lambda: str(rng.randint(1, 9999)),
              lambda: f"{rng.randint(0, 99)}%", lambda: rng.choice(["on", "off"]),
              lambda: str(rng.randint(1, 9)), lambda: str(rng.randint(100, 999)),
              lambda: f"{rng.random():.3f}"]
    pick = [i % len(header) for i in range(columns)]
    doc.more = [""] if blank else []
    doc.more.append(doc.line([header[i] for i in pick]))
    doc.more += [doc.line([values[i]() for i in pick]) for _ in range(12)]


@pollution("tables_fewer")
def tables_fewer(doc, rng):
    if len(doc.table.header) < 5:
        return False
    second_table(doc, rng, len(doc.table.header) - 2, False)


@pollution("tables_more")
def tables_more(doc, rng):
    second_table(doc, rng, len(doc.table.header) + 2, False)


@pollution("tables_same")
def tables_same(doc, rng):
    if len(doc.table.header) < 4:
        return False
    second_table(doc, rng, len(doc.table.header), False)


@pollution("tables_fewer_blank")
def tables_fewer_blank(doc, rng):
    if len(doc.table.header) < 5:
        return False
    second_table(doc, rng, len(doc.table.header) - 2, True)


@pollution("tables_more_blank")
def tables_more_blank(doc, rng):
    second_table(doc, rng, len(doc.table.header) + 2, True)


@pollution("tables_same_blank")
def tables_same_blank(doc, rng):
    if len(doc.table.header) < 4:
        return False
    second_table(doc, rng, len(doc.table.header), True)


def delimiter(text):
    def apply(doc, rng):
        doc.delimiter = text
    return apply


for key, text in [("tab", "\t"), ("semicolon", ";"), ("pipe", "|"), ("space", " "),
                  ("comma_space", ", "), ("colon", ":"), ("caret", "^"), ("tilde", "~")]:
    POLLUTIONS[f"delimiter_{key}"] = delimiter(text)


@pollution("quote_single")
def quote_single(doc, rng):
    doc.quote = doc.escape = "'"


@pollution("quote_single_all")
def quote_single_all(doc, rng):
    doc.quote = doc.escape = "'"
    doc.quote_all = True


@pollution("quote_all")
def quote_all(doc, rng):
    doc.quote_all = True


@pollution("escape_backslash")
def escape_backslash(doc, rng):
    doc.escape = "\\"
    doc.rows[3][1] = doc.truth_rows[3][1] = 'an "inner" quote'


@pollution("escape_none")
def escape_none(doc, rng):
    doc.escape = "none"
    doc.quote_all = True
    doc.rows[3][1] = doc.truth_rows[3][1] = 'an "inner" quote'


def one_row(doc, rng):
    return rng.randrange(1, len(doc.rows) - 1)


@pollution("stray_quote_middle")
def stray_quote_middle(doc, rng):
    n, c = one_row(doc, rng), rng.randrange(len(doc.table.header))
    if any(ch in doc.rows[n][c] for ch in ',"\n') or not doc.rows[n][c]:
        return False
    text = doc.rows[n][c]
    at = rng.randint(1, len(text))
    text = text[:at] + '"' + text[at:]
    doc.truth_rows[n][c] = text
    doc.raw_lines[n] = lambda cells: doc.delimiter.join(
        text if i == c else doc.cell(v) for i, v in enumerate(cells))


@pollution("stray_quote_start")
def stray_quote_start(doc, rng):
    n, c = one_row(doc, rng), rng.randrange(len(doc.table.header))
    if any('"' in v or "\n" in v or "," in v for v in doc.rows[n]):
        return False
    doc.truth_rows[n][c] = '"' + doc.rows[n][c]
    doc.raw_lines[n] = lambda cells: doc.delimiter.join(
        '"' + v if i == c else doc.cell(v) for i, v in enumerate(cells))


@pollution("stray_quote_in_quoted")
def stray_quote_in_quoted(doc, rng):
    doc.quote_all = True
    n, c = one_row(doc, rng), rng.randrange(len(doc.table.header))
    if any('"' in v or "\n" in v for v in doc.rows[n]):
        return False
    text = doc.rows[n][c] + '"'
    doc.truth_rows[n][c] = text
    doc.raw_lines[n] = lambda cells: doc.delimiter.join(
        '"' + text + '"' if i == c else doc.cell(v) for i, v in enumerate(cells))


def changed_row(doc, rng, change, header=False):
    n = -len(doc.header_rows) if header else one_row(doc, rng)
    if header and not doc.header_rows:
        return False
    rows = doc.header_rows if header else doc.rows
    at = 0 if header else n
    rows[at] = change(rows[at])
    if header:
        doc.truth_header = rows[at]
    else:
        doc.truth_rows[at] = rows[at]


@pollution("row_longer")
def row_longer(doc, rng):
    changed_row(doc, rng, lambda r: r + [""])


@pollution("row_longer_inside")
def row_longer_inside(doc, rng):
    at = rng.randrange(1, len(doc.table.header))
    changed_row(doc, rng, lambda r: r[:at] + [""] + r[at:])


@pollution("row_shorter")
def row_shorter(doc, rng):
    changed_row(doc, rng, lambda r: r[:-1])


@pollution("first_row_longer")
def first_row_longer(doc, rng):
    doc.rows[0] = doc.truth_rows[0] = doc.rows[0] + [""]


@pollution("last_row_shorter")
def last_row_shorter(doc, rng):
    doc.rows[-1] = doc.truth_rows[-1] = doc.rows[-1][:-1]


@pollution("last_row_longer")
def last_row_longer(doc, rng):
    doc.rows[-1] = doc.truth_rows[-1] = doc.rows[-1] + [""]


@pollution("header_longer")
def header_longer(doc, rng):
    return changed_row(doc, rng, lambda r: r + [""], header=True)


@pollution("header_shorter")
def header_shorter(doc, rng):
    if len(doc.table.header) < 3:
        return False
    return changed_row(doc, rng, lambda r: r[:-1], header=True)


def row_delimiter(text, header=False):
    def apply(doc, rng):
        if len(doc.table.header) < 3 or text == doc.delimiter:
            return False
        n = -len(doc.header_rows) if header else one_row(doc, rng)
        if header and not doc.header_rows:
            return False
        doc.raw_lines[n] = lambda cells: doc.line(cells, text)
    return apply


for key, text in [("semicolon", ";"), ("tab", "\t"), ("pipe", "|"), ("space", " "),
                  ("comma_space", ", ")]:
    POLLUTIONS[f"row_delimiter_{key}"] = row_delimiter(text)
POLLUTIONS["header_delimiter_semicolon"] = row_delimiter(";", header=True)
POLLUTIONS["header_delimiter_tab"] = row_delimiter("\t", header=True)


@pollution("row_end_cr")
def row_end_cr(doc, rng):
    doc.row_ends[one_row(doc, rng)] = "\r"


@pollution("row_end_crlf")
def row_end_crlf(doc, rng):
    doc.row_ends[one_row(doc, rng)] = "\r\n"


@pollution("ends_cr")
def ends_cr(doc, rng):
    doc.line_end = "\r"


@pollution("ends_crlf")
def ends_crlf(doc, rng):
    doc.line_end = "\r\n"


@pollution("no_final_newline")
def no_final_newline(doc, rng):
    doc.final = ""


@pollution("double_final_newline")
def double_final_newline(doc, rng):
    doc.final = "double"


@pollution("header_only")
def header_only(doc, rng):
    doc.rows, doc.truth_rows = [], []


@pollution("one_data_row")
def one_data_row(doc, rng):
    doc.rows, doc.truth_rows = doc.rows[:1], doc.truth_rows[:1]


@pollution("two_data_rows")
def two_data_rows(doc, rng):
    doc.rows, doc.truth_rows = doc.rows[:2], doc.truth_rows[:2]


@pollution("empty_file")
def empty_file(doc, rng):
    doc.is_empty, doc.truth_header, doc.truth_rows = True, None, []


@pollution("bom")
def bom(doc, rng):
    doc.bom = b"\xef\xbb\xbf"


@pollution("utf16_bom")
def utf16_bom(doc, rng):
    doc.encoding, doc.bom = "utf-16le", b"\xff\xfe"


@pollution("utf16_no_bom")
def utf16_no_bom(doc, rng):
    doc.encoding = "utf-16be"


@pollution("latin1")
def latin1(doc, rng):
    doc.encoding = "latin-1"


@pollution("trailing_delimiters")
def trailing_delimiters(doc, rng):
    doc.trailing = doc.delimiter


@pollution("trailing_delimiters_rows")
def trailing_delimiters_rows(doc, rng):
    for n in range(len(doc.rows)):
        doc.raw_lines[n] = lambda cells: doc.line(cells) + doc.delimiter


@pollution("blank_lines_inside")
def blank_lines_inside(doc, rng):
    for n in (4, len(doc.rows) // 2):
        doc.row_ends[n] = "\n\n"


# --- scoring


def f1(expected, found):
    expected, found = collections.Counter(expected), collections.Counter(found)
    if not expected and not found:
        return 1.0
    hit = sum((expected & found).values())
    return 2 * hit / (sum(expected.values()) + sum(found.values()))


def run(binary, path, options):
    result = subprocess.run([binary, "inspect", str(path), "--format", "csv"] + options,
                            capture_output=True)
    if result.returncode != 0:
        return None, result.stderr.decode()
    text = result.stdout.decode("utf-8", "replace")
    csv.field_size_limit(1 << 30)
    return list(csv.reader(io.StringIO(text, newline=""))), ""


def header_count(binary, path, options):
    result = subprocess.run([binary, "inspect", str(path), "--format", "json"] + options,
                            capture_output=True)
    if result.returncode != 0:
        return 0
    return json.loads(result.stdout)[0]["header_row_count"]


def score(binary, path, doc, options):
    rows, error = run(binary, path, options)
    if rows is None:
        return 0, 0, 0, error
    has_header = header_count(binary, path, options) > 0
    header, records = (rows[0] if has_header and rows else None), (rows[1:] if has_header else rows)
    if doc.truth_header is None or header is None:
        h = 1.0 if doc.truth_header is None and header is None else 0.0
    else:
        h = f1(enumerate(doc.truth_header), enumerate(header))
    truth = [tuple(r) for r in doc.truth_rows]
    r = f1(truth, [tuple(x) for x in records])
    c = f1((v for x in truth for v in x), (v for x in records for v in x))
    problem = ""
    if (h, r, c) != (1, 1, 1):
        due, found = collections.Counter(truth), collections.Counter(map(tuple, records))
        lost, extra = list((due - found).elements()), list((found - due).elements())
        problem = (f"header {header!r} (true {doc.truth_header!r})\n"
                   f"      lost {lost[:2]!r} of {len(lost)}\n"
                   f"      extra {extra[:2]!r} of {len(extra)}")
    return h, r, c, problem


def cases(seed, names, sources, pairs):
    for source_number in range(12):
        for name in names:
            rng = random.Random(f"{seed} {source_number} {name}")
            source = list(tables(random.Random(f"{seed} {source_number}")))[source_number]
            if sources and source.name not in sources:
                continue
            doc = Doc(source)
            if POLLUTIONS[name](doc, rng) is not False:
                yield name, source.name, doc
    rng = random.Random(f"{seed} pairs")
    all_names = [n for n in POLLUTIONS if n not in ("clean", "empty_file")]
    for number in range(pairs):
        source = rng.choice(list(tables(random.Random(f"{seed} {number}"))))
        first, second = rng.sample(all_names, 2)
        doc = Doc(source)
        try:
            if all(POLLUTIONS[n](doc, rng) is not False for n in (first, second)):
                doc.data()
                yield f"pair", f"{source.name}+{first}+{second}", doc
        except (IndexError, ValueError, UnicodeEncodeError):
            continue


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=".build/release/adsegments")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--only", nargs="*", help="classes")
    parser.add_argument("--show", nargs="*", help="say what is wrong in these classes")
    parser.add_argument("--tables", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write")
    arguments = parser.parse_args()
    names = arguments.only or arguments.show or list(POLLUTIONS)
    sources = ["typed"] if arguments.check else arguments.tables
    folder = pathlib.Path(arguments.write or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    work = []
    for number, (name, source, doc) in enumerate(
            cases(arguments.seed, [n for n in names if n in POLLUTIONS], sources, arguments.pairs)):
        path = folder / f"{number:04}-{name}-{source[:60]}.csv"
        path.write_bytes(doc.data())
        if arguments.write:
            path.with_suffix(".json").write_text(json.dumps(
                {"header": doc.truth_header, "rows": doc.truth_rows, "options": doc.options()}))
        work.append((name, source, doc, path))
    if arguments.write:
        return 0

    def measure(item):
        name, source, doc, path = item
        return (name, source, path, score(arguments.binary, path, doc, []),
                score(arguments.binary, path, doc, doc.options()))

    classes = collections.defaultdict(list)
    failures = []
    with ThreadPoolExecutor(4) as pool:
        for name, source, path, free, hinted in pool.map(measure, work):
            classes[name].append((free, hinted))
            for way, result in (("", free), (" with options", hinted)):
                if result[3]:
                    failures.append((name, source + way, path, result))
    print(f"{'class':28}  files   found out: header record  cell   "
          "with options: header record  cell")
    everything = [pair for pairs in classes.values() for pair in pairs]
    for name, pairs in list(classes.items()) + [("all", everything)]:
        means = [sum(p[w][i] for p in pairs) / len(pairs) for w in (0, 1) for i in (0, 1, 2)]
        print(f"{name:28} {len(pairs):6}              {means[0]:.3f}  {means[1]:.3f} {means[2]:.3f}"
              f"                 {means[3]:.3f}  {means[4]:.3f} {means[5]:.3f}")
    if arguments.show is not None:
        for name, source, path, result in failures:
            print(f"\n{name} / {source}: {result[0]:.2f} {result[1]:.2f} {result[2]:.2f} {path}\n"
                  f"      {result[3]}")
    if arguments.check and failures:
        for name, source, path, result in failures:
            print(f"{name} / {source}: {result[3]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
