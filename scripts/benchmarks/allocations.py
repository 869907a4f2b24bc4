"""Heap allocations of a run, on an export and on the same rows twice over: none may be a row's."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .exports import AS_OF, BENCHMARKS, SPREAD_FOR_MEMORY, Exports
from .measuring import BENCH, BenchFailure, say
from .programs import program_of
from .tables import print_table

ALLOCATION_ROWS = 1_000_000  # rows of the smaller export, unless --rows says otherwise


def count_allocations(options):
    """Counts calls of malloc and its kin in two runs of each program, and what a row takes."""
    exports = Exports(options.rows or ALLOCATION_ROWS, spread=SPREAD_FOR_MEMORY)
    exports.prepare()
    programs = [program_of(options), *([options.against] if options.against else [])]
    rows = [("", f"{exports.rows:,} rows", f"{2 * exports.rows:,} rows", "for each further row",
             "bytes for each")]
    with tempfile.TemporaryDirectory(dir=BENCH) as scratch:
        counter = built_counter(Path(scratch))
        folders = [exports.folder, twice(exports, Path(scratch) / "twice")]
        for program in programs:
            say(f"counting the allocations of {program}")
            for jobs in (1, 2):
                counts = [allocations(program, folder, jobs, counter, Path(scratch))
                          for folder in folders]
                (calls, size), (more_calls, more_size) = counts
                name = "the other" if program == options.against else "AdSegments"
                rows.append((f"{name}, --jobs {jobs}", f"{calls:,}", f"{more_calls:,}",
                             f"{(more_calls - calls) / exports.rows:.6f}",
                             f"{(more_size - size) / exports.rows:.3f}"))
    print_table("", rows, options.markdown,
                "The larger export has the rows of the smaller one twice, so the same companies, "
                "campaigns and days.",
                "What is left is arrays that grow. A larger file may be cut into more pieces, and "
                "each thread that reads some knows the companies for itself.")


def built_counter(scratch):
    """Compiles the counter that is loaded before the C library."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        raise BenchFailure("there is no C compiler to build the allocation counter with")
    library = scratch / "count_allocations.so"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library,
                    BENCHMARKS / "count_allocations.c"], check=True)
    return library


def twice(exports, folder):
    """A copy of an export's folder whose file has all rows twice."""
    (folder / "exports").mkdir(parents=True)
    for name in ("pipeline.yaml", "accounts.csv"):
        shutil.copyfile(exports.folder / name, folder / name)
    source = next((exports.folder / "exports").iterdir())
    with open(source, "rb") as file, open(folder / "exports" / source.name, "wb") as copy:
        shutil.copyfileobj(file, copy)
        file.seek(0)
        file.readline()
        shutil.copyfileobj(file, copy)
    return folder


def allocations(program, folder, jobs, counter, scratch):
    """Allocations of a cold run, and their bytes."""
    published, told = scratch / "run", scratch / "allocations"
    done = subprocess.run(
        [program, "run", "--quiet", "--jobs", str(jobs), folder / "pipeline.yaml", "--as-of", AS_OF,
         "--to", published],
        env={**os.environ, "LD_PRELOAD": str(counter), "ALLOCATIONS_FILE": str(told),
             "SWIFT_DETERMINISTIC_HASHING": "1"})
    for left in (published, folder / "runs"):
        shutil.rmtree(left, ignore_errors=True)
    if done.returncode != 0:
        raise BenchFailure(f"the run of {program} with counted allocations failed")
    if not told.exists():
        raise BenchFailure(f"the run of {program} ended without telling its allocations")
    calls, size = map(int, told.read_text().split())
    told.unlink()
    return calls, size
