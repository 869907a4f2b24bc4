"""Small parts of the program by themselves: times by ordo-one's benchmark tool, or instructions."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .instructions import own_costs
from .measuring import BENCH, ROOT, BenchFailure, say
from .programs import installed
from .tables import print_table, ratio

# Built beside the other builds: the tool and what is measured need settings of their own.
SCRATCH = ("--scratch-path", ROOT / ".build-micro")
NAME = "MicroBenchmarks"


def measure_parts(options):
    """Builds the benchmarks of Tests/Benchmarks for release and runs those asked for."""
    if not installed():
        raise BenchFailure("the Debian packages that building needs cannot be installed")
    # The tool takes names that match as a whole.
    names = f".*({options.micro}).*"
    if options.instructions:
        return count_parts(options, names)
    command = ["swift", "package", *SCRATCH, "benchmark", "--filter", names]
    if options.markdown:
        command += ["--format", "markdown"]
    if not sys.stdout.isatty():
        command.append("--no-progress")
    subprocess.run(command, cwd=ROOT, env=environment(), check=True)


def environment(**more):
    """What makes Package.swift name the benchmarks at all, and more."""
    return {**os.environ, "ADSEGMENTS_MICRO": "1", **more}


def count_parts(options, names):
    """Counts the instructions of one round of each part, of one build or of two side by side."""
    if not (shutil.which("valgrind") or installed("valgrind")):
        raise BenchFailure("valgrind is not there and cannot be installed")
    subprocess.run(["swift", "build", "--configuration", "release", *SCRATCH, "--product", NAME],
                   cwd=ROOT, env=environment(), check=True, stdout=sys.stderr)
    programs = [ROOT / ".build-micro" / "release" / NAME,
                *([options.against] if options.against else [])]
    counts = [counted(program, names) for program in programs]
    if not counts[0]:
        raise BenchFailure(f"no part is named like {options.micro}")
    rows = [("One round", "millions", *(["of the other", "times the other"] * (len(counts) - 1)))]
    for name, count in counts[0].items():
        others = [other.get(name) for other in counts[1:]]
        rows.append((name, f"{count / 1e6:,.2f}", *(cell for other in others for cell in (
            (f"{other / 1e6:,.2f}", ratio(count, other)) if other else ("-", "-")))))
    print_table("Instructions in millions", rows, options.markdown,
                "Counted by valgrind's callgrind, which knows no AVX-512.")


def counted(program, names):
    """The instructions of one round of each part, by its name."""
    say(f"counting the instructions of {program}")
    with tempfile.TemporaryDirectory(dir=BENCH) as scratch:
        # callgrind fails on the debug information Swift writes; names of functions stay.
        bare = Path(scratch) / NAME
        subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        done = subprocess.run(
            # Counts within the function that a round is run in, and writes what it counted whenever
            # the function ends.
            ["valgrind", "--tool=callgrind", "--toggle-collect=*8measured*",
             "--dump-after=*8measured*", f"--callgrind-out-file={scratch}/out",
             "--compress-strings=no", "--compress-pos=no", bare, "--filter", names],
            env=environment(ADSEGMENTS_ONE_ROUND="1", SWIFT_DETERMINISTIC_HASHING="1"),
            capture_output=True, text=True)
        if done.returncode != 0:
            raise BenchFailure(f"the run under valgrind failed:\n{done.stderr}")
        run = re.findall(r"^Debug results for (.+):$", done.stdout, re.M)
        costs = [own_costs(Path(scratch) / f"out.{number + 1}").total()
                 for number in range(len(run))]
        return dict(zip(run, costs, strict=True))
