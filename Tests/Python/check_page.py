#!/usr/bin/env python3
"""Holds pages of runs to what they promise, with the HTML parser of Python's library.

Usage: check_page.py PAGE…

A page is well formed (every element is closed, in order), needs nothing else (no script, no
address but links into the run and to its own sections), and can be read without seeing it (a
language, a title, captions, scopes, a description of each picture). Prints the texts of the first
page's elements that come from files, one a line, for a test to look at.
"""
import html.parser
import re
import sys

VOID = {"meta", "br", "hr", "img", "link", "input"}
KNOWN = set(
    "html head meta title style body header h1 h2 h3 dl div dt dd nav ul li a main section p strong"
    " table caption thead tbody tr th td bdi code span svg rect line text g figure figcaption"
    " details summary".split())
ATTRIBUTES = set(
    "charset name content http-equiv lang id class href scope tabindex role aria-label aria-hidden"
    " width height viewbox x y x1 x2 y1 y2 text-anchor".split())


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.faults, self.open, self.ids, self.links = path, [], [], [], []
        self.texts, self.counts, self.title, self.rows = [], {}, "", []
        data = open(path, "rb").read()
        text = data.decode("utf-8")
        for bad in re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text):
            self.fault(f"has the character U+{ord(bad):04X}")
        if not text.startswith("<!DOCTYPE html>\n<html lang=\"en\">"):
            self.fault("does not begin as a page")
        for word in ("http:", "https:", "url(", "@import", "javascript:", "data:"):
            if word in re.sub(r"<bdi>[^<]*</bdi>", "", text):
                self.fault(f"has {word!r}")
        self.feed(text)
        self.close()
        if self.open:
            self.fault(f"leaves {self.open} open")
        if len(self.ids) != len(set(self.ids)):
            self.fault("has an id twice")
        for link in self.links:
            if link.startswith("#") and link[1:] not in self.ids:
                self.fault(f"links to {link}, which is not there")
            if not re.fullmatch(r"#[a-z]+|uploads/[A-Za-z0-9._~/%-]+", link):
                self.fault(f"links to {link}")
        for name in ("title", "h1", "main", "nav"):
            if self.counts.get(name, 0) < 1:
                self.fault(f"has no {name}")
        if self.counts.get("table", 0) != self.counts.get("caption", 0):
            self.fault("has a table without a caption")

    def fault(self, what):
        self.faults.append(f"{self.path}:{self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag not in KNOWN:
            self.fault(f"has the element {tag}")
        for name, value in attributes:
            if name not in ATTRIBUTES or value is None:
                self.fault(f"has the attribute {name} of {tag}")
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values:
            self.links.append(values["href"])
        if tag == "th" and "scope" not in values:
            self.fault("has a th without a scope")
        if tag == "svg" and values.get("aria-hidden") != "true" and not values.get("aria-label"):
            self.fault("has a picture without a description")
        if tag == "table":
            self.rows = []
        if tag == "tr":
            self.rows.append(0)
        if tag in ("td", "th"):
            self.rows[-1] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.fault(f"closes {tag}, which is not open")
        if tag == "table" and len(set(self.rows)) != 1:
            self.fault(f"has a table with rows of {sorted(set(self.rows))} cells")

    def handle_startendtag(self, tag, attributes):
        self.fault(f"closes {tag} at its start")

    def handle_data(self, data):
        if self.open and self.open[-1] == "bdi":
            self.texts.append(data)
        elif self.open and self.open[-1] in ("html", "table", "tr") and data.strip():
            self.fault(f"has the text {data!r} in {self.open[-1]}")

    def handle_comment(self, data):
        self.fault("has a comment")


def main(paths):
    pages = [Page(path) for path in paths]
    faults = [fault for page in pages for fault in page.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    if pages:
        print("\n".join(pages[0].texts))
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
