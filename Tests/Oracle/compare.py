#!/usr/bin/env python3
"""Compares the program with the oracle on random cases.

    compare.py --binary PATH --seeds A..B [--keep DIR] [--jobs N] [--errors] [--commands LIST]

Beside the run of every day, the commands that replay one are asked about the last day: check, plan,
whatif, forecast and explain, as far as the program has them. `--commands plan,explain` asks only
these, `--commands none` asks none.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import oracle
from cases import Case, error_cases
from commands import Asker, Difference, known_commands
from exports import InputError
from forms import parse_day, read_dicts
from order import Circle, certain_circles
from uploads import Uploads, expected, known_texts, read_records, texts_of

TABLES = ["3-aggregate/windows.csv", "4-apply/decisions.csv", "4-apply/changes.csv",
          "4-apply/membership.csv"]
SHOWN_LINES = 6
TIME_LIMIT_SECONDS = 120


def first_lines(text):
    """Returns the first lines of a program's complaint, on one line."""
    return " / ".join(text.strip().splitlines()[:SHOWN_LINES])


def run_program(binary, folder, day):
    """Runs the program for one day and returns the published folder."""
    command = [binary, "run", "pipeline.yaml", "--as-of", str(day), "--quiet"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace",
                          timeout=TIME_LIMIT_SECONDS)
    if done.returncode != 0:
        raise Difference(f"{day}: exit {done.returncode}: {first_lines(done.stderr)}")
    return folder / "runs" / str(day)


def arrive(folder, day):
    """Copies what arrives on a day over the case."""
    place = folder / f"day-{day}"
    if place.is_dir():
        shutil.copytree(place, folder, dirs_exist_ok=True)


def compare_table(name, day, published, expected):
    """Raises the first difference of one table."""
    if not (published / name).is_file():
        raise Difference(f"{day}: {name}: not there")
    theirs = (published / name).read_bytes()
    ours = (expected / name).read_bytes()
    if theirs != ours:
        raise Difference(f"{day}: {name}: {shown(theirs, ours)}")


def shown(theirs, ours):
    """Returns the lines that only one side has, the header included when it differs."""
    theirs = theirs.decode("utf-8", "replace").split("\n")
    ours = ours.decode("utf-8").split("\n")
    extra = [f"program has {line!r}" for line in theirs if line not in ours]
    missing = [f"oracle has {line!r}" for line in ours if line not in theirs]
    found = extra[:SHOWN_LINES // 2] + missing[:SHOWN_LINES // 2]
    return "; ".join(found) or "same lines in another order or number"


def compare_exports(day, published, expected):
    """Raises when the table of exports says something else of an export."""
    read = lambda path: {(x["source"], x["file"]): [x[name] for name in oracle.EXPORT_FACTS]
                         for x in read_dicts(path / "1-ingest/exports.csv")}
    theirs, ours = read(published), read(expected)
    for file in sorted(theirs.keys() | ours.keys()):
        if theirs.get(file) != ours.get(file):
            raise Difference(f"{day}: export: program has {theirs.get(file)}, "
                             f"oracle has {ours.get(file)}")


def compare_uploads(day, published, night, base):
    """Raises the first upload that differs, and returns all, for the next night to start from.

    `base` holds the run before, as it was published, and its uploads.
    """
    pipeline = night.evidence.pipeline
    texts = texts_of(pipeline, published, base and base[0])
    uploads = Uploads(night, texts)
    held = read_dicts(published / "uploads/held.csv")
    lines = [list(line.values()) for line in held]
    if lines != uploads.held_lines():
        raise Difference(f"{day}: held.csv: program has {lines}, "
                         f"oracle has {uploads.held_lines()}")
    files = uploads.files(base[1] if base else {}, known_texts(base[0]) if base else {})
    names = {"held.csv"}
    for upload, entry in pipeline.entries.items():
        for name, records in expected(upload, entry, files[upload]).items():
            names.add(name)
            path = published / "uploads" / name
            found, is_fine = read_records(path, entry) if path.is_file() else (None, False)
            if found != records or not is_fine:
                raise Difference(f"{day}: {name}: program has {found}, oracle has {records}")
    there = {str(path.relative_to(published / "uploads"))
             for path in (published / "uploads").rglob("*.csv")}
    if there != names:
        raise Difference(f"{day}: uploads: program has {there - names}, oracle has {names - there}")
    return files


def compare_circle(binary, folder, day):
    """Looks that workflows on a circle end a run, and that each of them is named."""
    pipeline = oracle.Pipeline(folder / "circle.yaml")
    certain = certain_circles(pipeline.workflows, pipeline.ladders)
    if not certain:
        return
    command = [binary, "run", "circle.yaml", "--as-of", str(day), "--quiet"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace",
                          timeout=TIME_LIMIT_SECONDS, check=False)
    unnamed = [w.id for w in certain if w.id not in done.stderr and w.name not in done.stderr]
    if done.returncode != 1 or unnamed:
        raise Difference(f"circle: exit {done.returncode}, not named {unnamed}: "
                         f"{first_lines(done.stderr)}")


def compare_case(binary, folder, oracle_folder, commands):
    """Runs both for every day of a case, and asks the program about the last one."""
    base, recorded, uploaded = None, None, None
    days = [parse_day(text) for text in (folder / "days.txt").read_text().split()]
    for day in days:
        out = oracle_folder / str(day)
        arrive(folder, day)
        asker = Asker(binary, folder, day, base, recorded) if day == days[-1] else None
        if asker:
            asker.before_run(commands)
        published = run_program(binary, folder, day)
        try:
            night = oracle.run(folder / "pipeline.yaml", day, base, out)
        except (InputError, Circle) as fault:
            raise Difference(f"{day}: only the oracle fails: {fault}") from fault
        for name in TABLES:
            compare_table(name, day, published, out)
        uploaded = published, compare_uploads(day, published, night, uploaded)
        compare_exports(day, published, out)
        if base is None and (folder / "circle.yaml").is_file():
            compare_circle(binary, folder, day)
        if asker:
            asker.after_run(commands, published, uploaded[1])
        base, recorded = out, (folder / "pipeline.yaml").read_text(encoding="utf-8")


def check_seed(binary, seed, keep, commands):
    """Returns what differs for one seed, None when nothing does."""
    with tempfile.TemporaryDirectory(prefix=f"oracle-{seed}-") as temporary:
        folder = Path(temporary) / "case"
        Case(seed).write(folder)
        try:
            compare_case(binary, folder, Path(temporary) / "oracle", commands)
        except (Difference, subprocess.TimeoutExpired) as difference:
            keep_case(Path(temporary), keep, str(seed))
            return f"seed {seed}: {difference}"
    return None


def keep_case(temporary, keep, name):
    """Keeps a failing case with both results, when asked to."""
    if keep:
        shutil.rmtree(keep / name, ignore_errors=True)
        shutil.copytree(temporary, keep / name, symlinks=True)


def check_errors(binary):
    """Returns a line for each wrong case that does not end with exit 1 and nothing published."""
    failures = []
    for name, reason, files, day in error_cases():
        with tempfile.TemporaryDirectory(prefix=f"oracle-{name}-") as temporary:
            folder = Path(temporary)
            for path, data in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
            command = [binary, "run", "pipeline.yaml", "--as-of", str(day), "--quiet"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True,
                                  errors="replace", timeout=TIME_LIMIT_SECONDS)
            if done.returncode != 1 or (folder / "runs" / str(day)).exists():
                failures.append(f"{name} ({reason}): exit {done.returncode}: "
                                f"{first_lines(done.stderr)}")
    return failures


def report(passed, failed):
    """Prints the closing line and returns the exit code."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    """Reads the command line, compares, and exits 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True, type=Path)
    parser.add_argument("--seeds", default="1..100", help="A..B, both included")
    parser.add_argument("--keep", type=Path, help="where failing cases are kept")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--errors", action="store_true", help="check the wrong cases too")
    parser.add_argument("--commands", help="which commands to ask, all when not said")
    arguments = parser.parse_args()
    first, last = (int(n) for n in arguments.seeds.split(".."))
    binary, count = str(arguments.binary.resolve()), last - first + 1
    commands, failed = known_commands(binary), 0
    if arguments.commands is not None:
        commands = [c for c in arguments.commands.split(",") if c != "none"]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for line in pool.map(check_seed, [binary] * count, range(first, last + 1),
                             [arguments.keep] * count, [commands] * count):
            if line:
                failed += 1
                print(line, flush=True)
    passed = count - failed
    if arguments.errors:
        failures = check_errors(binary)
        print("".join(f"{line}\n" for line in failures), end="")
        failed += len(failures)
        passed += len(list(error_cases())) - len(failures)
    sys.exit(report(passed, failed))


if __name__ == "__main__":
    main()
