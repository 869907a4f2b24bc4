"""A night with one new export after many nights with one each, and the others on all of them."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field

from .exports import AS_OF, BENCHMARKS, DAY_BEFORE, Exports
from .measuring import BENCH, BenchFailure, Measured, rounds_of, run_measured, say
from .programs import NAMES, others_with_versions, program_of, version_of
from .tables import print_table, ratio, rounds_and_machine, spread
from .whole_jobs import differences, whole_job

NIGHT_ROWS = 100_000  # rows of a night's export, unless --rows says otherwise
NIGHT_ACCOUNTS = 20_000


@dataclass
class Night(Measured):
    """One way to have the newest night's result."""
    tool: str = "adsegments"
    pipeline: str = "pipeline.yaml"
    keeps_cache: bool = False
    reads_all: bool = True
    more: tuple = ()
    ingest_seconds: list = field(default_factory=list)


def prepare_nights(nights, rows):
    """An export for each night and one more, with two pipelines: all of them and the newest."""
    exports = Exports((nights + 1) * rows, nights + 1, spread=(NIGHT_ACCOUNTS, nights + 1))
    exports.prepare()
    text = (BENCHMARKS / "pipeline.yaml").read_text(encoding="utf-8")
    (exports.folder / "newest.yaml").write_text(
        text.replace("files: exports/*", f"files: exports/*-{AS_OF}.csv"), encoding="utf-8")
    return exports


def ways_of(nights, tools):
    """The ways to run the newest night; the first is what the others are multiples of."""
    return [Night(f"AdSegments, {nights} files cached, one new", keeps_cache=True),
            Night(f"AdSegments, nothing cached, {nights + 1} files"),
            Night("AdSegments, the new file and no other", pipeline="newest.yaml", reads_all=False,
                  more=("--accept", "max_removed")),
            *(Night(f"{NAMES[tool]}, whole job, {nights + 1} files", tool=tool) for tool in tools)]


def time_nights(options):
    """Times every way in alternating rounds; returns sentences that tell which results differ.

    Each round runs the night before anew, without the newest file, and puts its runs back before
    each way of running the newest night. DuckDB and Polars start from that night's membership.
    """
    program = program_of(options)
    python, versions = others_with_versions(options.tools)
    exports = prepare_nights(options.nights, options.rows or NIGHT_ROWS)
    ways = ways_of(options.nights, versions)
    folder, newest = exports.folder, exports.folder / "exports" / f"export-{AS_OF}.csv"
    problems, cache_mb = [], 0
    for number, order in rounds_of(ways, options.repeat):
        run_night_before(program, folder, newest)
        cache = folder / "runs-before" / ".cache"
        cache_mb = sum(file.stat().st_size for file in cache.iterdir()) / 1e6
        expected = None
        for way in order:
            put_back_runs(folder, way)
            found = measure_night(way, program, python, exports, counts=number > 0)
            if not way.reads_all:
                continue
            kept = BENCH / "results" / "expected"
            if expected is None:
                expected = way.name
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(found, kept)
            else:
                problems += [f"{way.name} and {expected}: {difference}"
                             for difference in differences(kept, found)]
    for name in ("runs", "runs-before"):
        shutil.rmtree(folder / name)
    if not problems:
        shutil.rmtree(BENCH / "results", ignore_errors=True)
    equal = "differ, see the end" if problems else "are equal byte for byte"
    print_table(
        "", night_table(ways), options.markdown,
        f"{options.nights + 1} exports of {exports.rows // (options.nights + 1):,} rows, "
        f"{exports.size_mb:,.0f} MB, the new one {newest.stat().st_size / 1e6:,.1f} MB, the cache "
        f"{cache_mb:,.0f} MB. The results of all ways that read all files {equal}.",
        rounds_and_machine(options.repeat, {"adsegments": version_of(program), **versions}))
    return list(dict.fromkeys(problems))


def run_night_before(program, folder, newest):
    """Runs the night before without the newest file, into `runs-before`."""
    for name in ("runs", "runs-before"):
        shutil.rmtree(folder / name, ignore_errors=True)
    aside = folder / "newest.csv"
    newest.rename(aside)
    try:
        run_night(program, folder, DAY_BEFORE, folder / "runs" / DAY_BEFORE)
    finally:
        aside.rename(newest)
    (folder / "runs").rename(folder / "runs-before")


def put_back_runs(folder, way):
    """Makes `runs` what the night before left, with its cache or without."""
    shutil.rmtree(folder / "runs", ignore_errors=True)
    shutil.copytree(folder / "runs-before", folder / "runs", symlinks=True)
    if not way.keeps_cache:
        shutil.rmtree(folder / "runs" / ".cache")
    os.sync()


def measure_night(way, program, python, exports, counts):
    """Runs the newest night in one way; returns the folder of its result."""
    folder = exports.folder
    if way.tool == "adsegments":
        out = folder / "runs" / AS_OF
        command = [program, "run", "--quiet", folder / way.pipeline, "--as-of", AS_OF, *way.more]
    else:
        out = BENCH / "results" / way.tool
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        base = folder / "runs" / DAY_BEFORE / "4-apply" / "membership.csv"
        command = whole_job(python, way.tool, exports, out, base)
    result = run_measured(command)
    if result.exit_code != 0:
        raise BenchFailure(f"{way.name}: exit code {result.exit_code}")
    say(f"  {way.name}: {result.seconds:.2f} s")
    if counts:
        way.results.append(result)
        if way.tool == "adsegments":
            results = json.loads((out / "run_results.json").read_text())
            way.ingest_seconds.append(results["stages"][0]["seconds"])
    return out


def run_night(program, folder, day, published, *more):
    """Runs the pipeline of a folder for one day."""
    command = [program, "run", "--quiet", folder / "pipeline.yaml", "--as-of", day, *more]
    if subprocess.run(command).returncode != 0 or not published.exists():
        raise BenchFailure(f"the run for {day} failed")


def night_table(ways):
    """Medians with least and most, and the seconds in multiples of the first way's."""
    rows = [("", "seconds", "times cached", "ingest seconds", "CPU seconds", "times cached",
             "peak MB")]
    base = ways[0]
    for way in ways:
        rows.append((
            way.name, spread(way.values("seconds")),
            ratio(way.median("seconds"), base.median("seconds")),
            spread(way.ingest_seconds) if way.ingest_seconds else "-",
            f"{way.median('cpu_seconds'):.2f}",
            ratio(way.median("cpu_seconds"), base.median("cpu_seconds")),
            f"{way.median('peak_mb'):,.0f}"))
    return rows
