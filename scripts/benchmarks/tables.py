"""Tables of medians and ratios, for a terminal or as Markdown."""

import os
import platform
import re
from pathlib import Path
from statistics import median

from .programs import NAMES


def spread(values, digits=2):
    """A figure's median with its least and most."""
    return (f"{median(values):,.{digits}f} "
            f"({min(values):,.{digits}f}-{max(values):,.{digits}f})")


def ratio(value, base):
    """A value in multiples of another one."""
    return f"{value / base:.2f}" if base else "-"


def table(rows, markdown):
    """The lines of a table, whose first row is its header."""
    if markdown:
        rows = [rows[0], ["---"] + ["---:"] * (len(rows[0]) - 1), *rows[1:]]
        return ["| " + " | ".join(row) + " |" for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(cell.rjust(width) if place else cell.ljust(width)
                      for place, (cell, width) in enumerate(zip(row, widths))).rstrip()
            for row in rows]


def print_table(title, rows, markdown, *sentences):
    """Prints a title when there is one, a table, and sentences below it."""
    if title:
        print(f"### {title}\n" if markdown else title)
    print(*table(rows, markdown), sep="\n")
    print()
    if sentences:
        print(*sentences, sep="\n")
        print()


def rounds_and_machine(repeat, versions=None):
    """How often it was measured, and on what; nothing that tells which machine it is."""
    processor = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    facts = ", ".join([
        f"{len(os.sched_getaffinity(0))} cores",
        processor[1] if processor else platform.machine(),
        f"{memory_bytes / 1e9:.0f} GB",
        platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        *(f"{NAMES[tool]} {version}" for tool, version in (versions or {}).items()),
        f"Python {platform.python_version()}"])
    rounds = "1 round" if repeat == 1 else f"{repeat} rounds"
    return f"{rounds}: medians (least-most). {facts}."
