"""Processes from start to end: how long, how much processor time, how much memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / ".build" / "bench"


class BenchFailure(Exception):
    """What ends a benchmark, in a sentence."""


@dataclass
class Result:
    """One process from start to end."""
    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str
    exit_code: int


@dataclass
class Measured:
    """A thing that is measured round by round, and what its counted rounds gave."""
    name: str
    results: list = field(default_factory=list)

    def values(self, figure):
        return [getattr(result, figure) for result in self.results]

    def median(self, figure):
        return median(self.values(figure))


def say(text):
    """Tells how far things are; only results go to stdout."""
    print(text, file=sys.stderr, flush=True)


def run_measured(command):
    """Runs a command and measures it.

    Peak memory is the largest resident set the kernel saw, pages of mapped files included. It
    starts from that of the process that started the command, this one: some 20 MB.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=BENCH)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Result(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, output,
                  process.returncode)


def rounds_of(things, repeat):
    """Yields the number of each round and its things in their order, an uncounted round first.

    Each round starts with another thing, so that none of them always follows the same one.
    """
    for number in range(repeat + 1):
        say(f"round {number} of {repeat}" if number else "uncounted round")
        first = number % len(things)
        yield number, things[first:] + things[:first]
