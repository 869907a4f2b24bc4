"""Reads the bytes of an export: encoding, delimiter, table, days and counts as the source says."""

import csv
import datetime
import gzip
import io
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from forms import parse_day

DELIMITERS = ",;\t|"
NOT_MEASURED = ("", "-", "--")
SPACES = " \u00a0\u202f"
NUMBERS = {"1234.56": ("", "."), "1234,56": ("", ","), "1,234.56": (",", "."),
           "1.234,56": (".", ","), "1 234,56": (SPACES, ","), "1'234.56": ("'", ".")}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]
PLATFORMS = {
    "generic": {"columns": {}},
    "google-ads": {"columns": {"date": "Day", "campaign": "Campaign"}, "engagements": ["Clicks"],
                   "numbers": "1,234.56", "totals": {"first_column": ["Total: *", "Total"]}},
    "meta-ads": {"columns": {"first_day": "Reporting starts", "last_day": "Reporting ends",
                             "campaign": "Campaign name"},
                 "engagements": ["Link clicks"], "numbers": "1,234.56",
                 "totals": {"blank": ["campaign"]}},
    "linkedin-companies": {"columns": {"account_name": "Company name",
                                       "account_linkedin": "Company page URL"},
                           "engagements": ["Paid engagements"], "numbers": "1,234.56"},
}


class Record(list):
    """The fields of one record and the line of the file on which it begins."""

    line = 0


@dataclass
class Table:
    """The table in an export: its header, its data rows and the range that its text states."""

    header: list
    rows: list
    first: object = None
    last: object = None


def with_preset(source, zone):
    """Returns a source's entry with what its platform adds to it, and the pipeline's zone."""
    return {"pipeline_zone": zone} | PLATFORMS[source["platform"]] | source


def decode(data):
    """Returns the text of a file, of whatever encoding."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"),
                           (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark):].decode(encoding)
    if data[1:2] == b"\0":
        return data.decode("utf-16-le")
    if data[:1] == b"\0":
        return data.decode("utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def read_table(source, data):
    """Returns the table of an export, None when no line has every column that is wanted."""
    text = decode(data)
    wanted = set(source["columns"].values()) | set(source["engagements"])
    wanted |= {source["account"]["column"]} if "account" in source else set()
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        records = numbered(reader)
        places = [n for n, r in enumerate(records) if wanted <= set(r)]
        if places:
            return cut(source, records, places[0])
    return None


def numbered(reader):
    """Returns the records that are not blank, fields trimmed, each with its first line.

    A line ends at LF, CR LF or CR, in quotes too.
    """
    found, line = [], 1
    for fields in reader:
        if fields:
            record = Record(field.strip() for field in fields)
            record.line = line
            found.append(record)
        line = reader.line_num + 1
    return found


def cut(source, records, place):
    """Returns the table whose header stands at a place, without the lines around it."""
    before, header, rows = records[:place], records[place], records[place + 1:]
    table = Table(header, rows)
    if source["platform"] == "google-ads":
        if rows and stated_range(rows[-1]):
            before, table.rows = rows[-2:], rows[:-2]
        ranges = [found for found in map(stated_range, before) if found]
        table.first, table.last = ranges[0] if ranges else (None, None)
    return table


def stated_range(record):
    """Returns first and last day of a line like `March 1, 2026 - March 9, 2026`."""
    fields = [field for field in record if field]
    ends = fields[0].split(" - ") if len(fields) == 1 else []
    days = [long_day(text) for text in ends]
    return tuple(days) if len(days) == 2 and None not in days else None


def long_day(text):
    """Returns the date of `March 1, 2026` or `1 March 2026`."""
    words = text.replace(",", "").split()
    if len(words) != 3:
        return None
    month, day = words[:2] if words[0] in MONTHS else words[1::-1]
    return datetime.date(int(words[2]), MONTHS.index(month) + 1, int(day)) \
        if month in MONTHS else None


def data_rows(source, table):
    """Returns the rows that hold data, as line and cells by column name, None for each reject."""
    width, found = len(table.header), []
    for record in table.rows:
        if len(record) < width or any(record[width:]):
            found.append((record.line, None))
            continue
        if record[:width] == table.header or is_total(source, table, record):
            continue
        cells = {}
        for name, value in zip(table.header, record):
            cells.setdefault(name, value)
        found.append((record.line, cells))
    return found


def is_total(source, table, record):
    """Tells whether a row holds a total, as the source describes them."""
    totals = source.get("totals") or {}
    first = next((field for field in record if field not in NOT_MEASURED), "").casefold()
    patterns = totals.get("first_column") or []
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        pattern = pattern.casefold()
        if first == pattern or pattern.endswith("*") and first.startswith(pattern[:-1]):
            return True
    if source["platform"] == "linkedin-companies":
        cells = dict(zip(table.header[::-1], record[:len(table.header)][::-1]))
        return cells.get("Company name", "").casefold() == "total" and not cells["Company page URL"]
    for role in totals.get("blank") or []:
        place = table.header.index(source["columns"][role])
        if record[place] == "":
            return True
    return False


def read_count(source, text):
    """Returns the whole number in a count cell, None when the cell is a reject."""
    group, decimal = NUMBERS[source.get("numbers", "1234.56")]
    text = text.strip()
    if text in NOT_MEASURED:
        return 0
    grouped = rf"|\d{{1,3}}(?:[{re.escape(group)}]\d{{3}})+" if group else ""
    match = re.fullmatch(rf"(-?(?:\d+{grouped}))(?:{re.escape(decimal)}(0+))?", text)
    if not match or match[2] == "000":
        return None
    return int(re.sub(r"[^-\d]", "", match[1]))


def read_day(source, text):
    """Returns the day in a date cell, a time of day put on a day of the pipeline's zone."""
    text = text.strip()
    match = re.fullmatch(r"(\S+?)[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?"
                         r"(?: ([AP])M|(Z|[+-]\d\d(?::?\d\d)?))?", text)
    if not match:
        return plain_day(source, text)
    day, hour = plain_day(source, match[1]), int(match[2])
    if match[5]:
        hour = hour % 12 + (12 if match[5] == "P" else 0)
    if not day or hour > 23 or int(match[3]) > 59:
        return None
    clock = datetime.time(hour, int(match[3]), int(match[4] or 0))
    here = ZoneInfo(source["pipeline_zone"])
    moment = datetime.datetime.combine(day, clock, offset(match[6]) or
                                       ZoneInfo(source.get("time_zone", source["pipeline_zone"])))
    return moment.astimezone(here).date()


def offset(text):
    """Returns the zone of `Z` or `+02:00`, None when there is none."""
    if not text:
        return None
    if text == "Z":
        return datetime.timezone.utc
    minutes = int(text[1:3]) * 60 + int(text[3:].lstrip(":") or 0)
    return datetime.timezone(datetime.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def plain_day(source, text):
    """Returns the day in the source's own format."""
    order = source.get("dates", "YYYY-MM-DD")
    if order == "YYYY-MM-DD" or re.match(r"\d{4}-", text):
        return parse_day(text)
    match = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", text)
    if not match:
        return None
    month, day = (match[1], match[3]) if order == "M/D/YYYY" else (match[3], match[1])
    try:
        return datetime.date(int(match[4]), int(month), int(day))
    except ValueError:
        return None
