"""Normal forms: how days, names, domains, pages and paths are written before they are compared."""

import csv
import datetime
import io
import re
import unicodedata

LEGAL_FORMS = {"inc", "ltd", "gmbh", "llc", "ag", "corp"}
TWO_LABEL_SUFFIXES = {"co.uk", "org.uk", "com.au", "co.jp", "com.br"}
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
                         "þ": "th"})
FREE_MAIL = {"gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "gmx.de", "web.de"}


def parse_day(text):
    """Returns the date of YYYY-MM-DD, YYYYMMDD or YYYY/MM/DD, None for anything else."""
    match = re.fullmatch(r"(\d{4})([-/]?)(\d{2})\2(\d{2})", text.strip())
    if not match:
        return None
    try:
        return datetime.date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None


def plus(day, days):
    """Returns the date some days later."""
    return day + datetime.timedelta(days=days)


def days_between(first, last):
    """Returns every date from first to last, both included, as a list."""
    return [plus(first, n) for n in range((last - first).days + 1)]


def fold(text):
    """Returns the text as campaign names are compared: NFKC, case folded, white space folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean_name(text):
    """Returns a company name without punctuation and without the legal forms at its end."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded)
                     if not unicodedata.combining(c))
    folded = re.sub("['’]", "", folded)
    spaced = "".join(" " if unicodedata.category(c)[0] in "PS" else c for c in folded)
    words = spaced.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def host(text):
    """Returns the lower-case host of a domain or address, without www and port."""
    bare = re.sub(r"^[a-z]+://", "", text.strip().casefold())
    name = re.split(r"[/:?#]", bare)[0].rstrip(".")
    return name[4:] if name.startswith("www.") else name


def registrable(name):
    """Returns the registrable domain of a host, for plain suffixes only."""
    labels = name.split(".")
    keep = 3 if ".".join(labels[-2:]) in TWO_LABEL_SUFFIXES else 2
    return ".".join(labels[-keep:])


def linkedin_slug(text):
    """Returns the last name in a LinkedIn company address, or the bare slug."""
    match = re.search(r"/company/([^/?#]+)", text.strip().casefold())
    return match[1] if match else text.strip().casefold()


def slug(text):
    """Returns the id that a name has when none is stated."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def natural(path):
    """Returns a sort key of a path without its extension, numbers by value."""
    bare = re.sub(r"\.[a-zA-Z]+(\.gz)?$", "", path)
    tokens = re.findall(r"\d+|\D", bare)
    return [(ord("0"), int(t)) if t[0].isdecimal() else (ord(t), 0) for t in tokens]


def glob_matches(pattern, text):
    """Tells whether a text matches a pattern in which only * and ? are special."""
    parts = {"*": ".*", "?": "."}
    expression = "".join(parts.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(expression, text, re.DOTALL) is not None


def read_csv(data):
    """Returns header and records of a CSV file's bytes."""
    records = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [name.strip() for name in records[0]], records[1:]


def read_dicts(path):
    """Returns a CSV file as a list of dictionaries with trimmed values."""
    header, records = read_csv(path.read_bytes())
    return [dict(zip(header, (value.strip() for value in record))) for record in records]


def text_key(value):
    """Returns the sort key of a text: its bytes."""
    return value.encode("utf-8")


def write_csv(path, header, rows):
    """Writes a CSV file with LF line ends and quotes only where they are needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
