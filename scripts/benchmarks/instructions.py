"""Instructions that a run executes, by module and function: a comparison without noise."""

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from .exports import AS_OF, Exports
from .measuring import BENCH, BenchFailure, say
from .programs import installed, program_of
from .tables import print_table, ratio

INSTRUCTION_ROWS = 200_000  # rows of the export, unless --rows says otherwise
SHOWN_MODULES = 20
SHOWN_FUNCTIONS = 25


def count_instructions(options):
    """Counts the instructions of one program, or of two side by side, and prints two tables."""
    if not (shutil.which("valgrind") or installed("valgrind")):
        raise BenchFailure("valgrind is not there and cannot be installed")
    exports = Exports(options.rows or INSTRUCTION_ROWS, options.files, options.shapes[0])
    exports.prepare()
    programs = [program_of(options), *([options.against] if options.against else [])]
    counts = [counted(program, exports) for program in programs]
    about = f"{exports.title}, --jobs 1, counted by valgrind's callgrind."
    print_table("Instructions in millions, by module", count_table(
        [by_module(functions) for functions in counts], SHOWN_MODULES), options.markdown)
    named = [by_name(functions) for functions in counts]
    print_table("Instructions in millions, by function (its own, not what it calls)",
                count_table(named, SHOWN_FUNCTIONS), options.markdown, about)


def counted(program, exports):
    """The instructions of each (object file, function) of a run on one thread."""
    say(f"counting the instructions of {program}")
    with tempfile.TemporaryDirectory(dir=BENCH) as scratch:
        # callgrind fails on the debug information Swift writes; names of functions stay.
        bare, out = Path(scratch) / "adsegments", Path(scratch) / "callgrind.out"
        subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
             "--compress-strings=no", "--compress-pos=no", bare, "run", "--quiet", "--jobs", "1",
             exports.folder / "pipeline.yaml", "--as-of", AS_OF, "--to", Path(scratch) / "run"],
            # A random hash seed would make the counts differ from run to run.
            env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        shutil.rmtree(exports.folder / "runs", ignore_errors=True)
        if done.returncode != 0:
            raise BenchFailure(f"the run under valgrind failed:\n{done.stderr}")
        return own_costs(out)


def own_costs(path):
    """Reads callgrind's output: the cost of each (object file, function) without its callees.

        ob=/usr/lib/libcsv.so.3.0.2
        fn=csv_parse
        12 345            (line, instructions)
        calls=1 30
        12 6789           (what that call cost, which belongs to the callee)
    """
    costs = Counter()
    object_file = function = ""
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("ob="):
                object_file = Path(line[3:].strip()).name
            elif line.startswith("fn="):
                function = line[3:].strip()
            elif line.startswith("calls="):
                next(lines)
            elif line[0].isdigit():
                costs[object_file, function] += int(line.split()[1])
    return costs


def by_module(functions):
    """Sums by Swift module, and by object file for what is no Swift of the program's own."""
    sums = Counter()
    for (object_file, function), cost in functions.items():
        module = re.match(r"\$s(\d+)", function) if object_file == "adsegments" else None
        if module:
            start = module.end()
            sums[function[start:start + int(module[1])]] += cost
        elif object_file == "adsegments" and function.startswith("$s"):
            sums["Swift's library, specialised in adsegments"] += cost
        else:
            sums[object_file] += cost
    return sums


def by_name(functions):
    """Sums by function, with readable names where Swift's demangler is there."""
    places = list(functions)
    names = [re.sub(r"'\d+$", "", function) for _, function in places]
    demangler = shutil.which("swift-demangle")
    if demangler:
        told = subprocess.run([demangler, "--simplified"], input="\n".join(names),
                              capture_output=True, text=True).stdout.splitlines()
        names = told if len(told) == len(names) else names
    sums = Counter()
    for (object_file, _), name, cost in zip(places, names, functions.values()):
        sums[name if object_file == "adsegments" else f"{name} ({object_file})"] += cost
    return sums


def count_table(counts, limit):
    """Rows of the largest sums, of one program or of two side by side."""
    rows = [("", "millions", *(["of the other", "times the other"] if len(counts) > 1 else []))]
    names = sorted(set().union(*counts), key=lambda name: (
        -max(count[name] for count in counts), name))
    lines = [("all", [count.total() for count in counts])]
    lines += [(name, [count[name] for count in counts]) for name in names[:limit]]
    if names[limit:]:
        lines.append(("the rest", [sum(count[name] for name in names[limit:]) for count in counts]))
    for name, values in lines:
        cells = [f"{value / 1e6:,.2f}" for value in values]
        rows.append((shortened(name), *cells, *([ratio(*values)] if len(counts) > 1 else [])))
    return rows


def shortened(name):
    """A name that leaves room for figures."""
    name = name.replace("|", "\\|")
    return name if len(name) <= 90 else name[:89] + "…"
