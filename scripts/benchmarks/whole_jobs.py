"""The commands by which each tool does its work, and whether all of them gave the same result."""

import csv
import os
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .exports import AS_OF, BENCHMARKS
from .measuring import BENCH, ROOT, Measured, run_measured
from .programs import NAMES

# What every tool's whole job must leave behind, byte for byte the same.
RESULT_FILES = (
    "3-aggregate/daily.csv", "3-aggregate/windows.csv", "4-apply/membership.csv",
    "segments/low.csv", "segments/medium.csv", "segments/high.csv",
    *(f"uploads/linkedin-company-list/{segment}.csv" for segment in ("low", "medium", "high")))


@dataclass
class Job(Measured):
    """One tool's work on some exports."""
    tool: str = ""
    exports: object = None
    command: list = field(default_factory=list)
    writes: Path | None = None  # where its result appears, when it does the whole job
    failure: str = ""

    def run(self):
        """Runs the job once; a failure is kept and told, and the job is not run again."""
        if self.writes:
            shutil.rmtree(self.writes, ignore_errors=True)
            if self.tool != "adsegments":
                self.writes.mkdir(parents=True)
        result = run_measured(self.command)
        if result.exit_code != 0:
            self.failure = f"{self.name} failed with exit code {result.exit_code}"
        return result


def jobs_on(exports, program, python, tools):
    """Each tool's jobs: adsegments does the whole job, the others also the grouping alone."""
    def result_folder(tool):
        return BENCH / "results" / tool

    jobs = []
    if program:
        out = result_folder("adsegments")
        jobs.append(Job("AdSegments, whole run", tool="adsegments", exports=exports, writes=out,
                        command=[program, "run", "--quiet", exports.folder / "pipeline.yaml",
                                 "--as-of", AS_OF, "--to", out]))
    for tool in tools:
        out = result_folder(tool)
        jobs.append(Job(f"{NAMES[tool]}, grouping only", tool=tool, exports=exports,
                        command=[python, BENCHMARKS / f"grouping_{tool}.py", exports.pattern,
                                 exports.shape.encoding]))
        jobs.append(Job(f"{NAMES[tool]}, whole job", tool=tool, exports=exports, writes=out,
                        command=whole_job(python, tool, exports, out)))
    return jobs


def whole_job(python, tool, exports, out, base=None):
    """The command of a tool that does the whole job, from the membership of the night before."""
    return [python, BENCHMARKS / f"whole_job_{tool}.py", exports.pattern, exports.shape.encoding,
            exports.folder / "accounts.csv", AS_OF, out, *([base] if base else [])]


def engagements_read(published):
    """The engagements a published run read, summed over its exports."""
    with open(published / "1-ingest" / "exports.csv", encoding="utf-8", newline="") as file:
        return sum(int(row["engagements"]) for row in csv.DictReader(file))


def differences(expected, found):
    """Sentences that tell which result files of two folders differ, and in how many rows."""
    told = []
    for name in RESULT_FILES:
        missing = [folder for folder in (expected, found) if not (folder / name).exists()]
        if missing:
            told.append(f"{name} is not in {', '.join(map(short, missing))}")
            continue
        one, other = (expected / name).read_bytes(), (found / name).read_bytes()
        if one != other:
            rows, others = Counter(one.splitlines()), Counter(other.splitlines())
            told.append(
                f"{name} differs: {(rows - others).total()} rows only in {short(expected)}, "
                f"{(others - rows).total()} only in {short(found)}")
    return told


def short(path):
    """A path as seen from the top of the repository."""
    return os.path.relpath(path, ROOT)
