"""A cold run of adsegments beside DuckDB and Polars, doing only the grouping or the whole job."""

import shutil

from .exports import SHAPES, SPREAD_FOR_MEMORY, Exports
from .measuring import BENCH, BenchFailure, rounds_of, say
from .programs import others_with_versions, program_of, version_of
from .tables import print_table, ratio, rounds_and_machine, spread
from .whole_jobs import differences, engagements_read, jobs_on

FILE_COUNT_OF_MANY = 90
ALL_SIZES = (1_000_000, 10_000_000, 100_000_000)


def cases(options):
    """The exports to compare on, each once: those asked for, or all shapes, layouts and sizes."""
    if options.memory:
        return [Exports(rows, spread=SPREAD_FOR_MEMORY)
                for rows in (options.rows // 10, options.rows)]
    shapes = list(SHAPES.values()) if options.all else options.shapes
    layouts = (1, FILE_COUNT_OF_MANY) if options.all else (options.files,)
    asked = [Exports(options.rows, files, shape) for files in layouts for shape in shapes]
    if options.sizes:
        asked = [Exports(rows, each.files, each.shape) for each in asked for rows in options.sizes]
    elif options.all:
        asked += [Exports(rows) for rows in ALL_SIZES]
    return list(dict.fromkeys(asked))


def compare(options):
    """Measures and prints; returns sentences that tell what failed or differed."""
    program = program_of(options) if "adsegments" in options.tools else None
    python, versions = others_with_versions(options.tools)
    if not program and not versions:
        raise BenchFailure("nothing to time")
    tools = list(versions)
    if program:
        versions = {"adsegments": version_of(program), **versions}
    about = rounds_and_machine(options.repeat, versions)
    problems = []
    asked = cases(options)
    if options.memory:
        for exports in asked:
            exports.prepare()
        jobs = [job for exports in asked for job in jobs_on(exports, program, python, tools)]
        problems += measure(jobs, options.repeat)
        print_table("", memory_table(jobs), options.markdown, about)
        return problems

    compared = []
    for exports in asked:
        exports.prepare()
        say(exports.title)
        jobs = jobs_on(exports, program, python, tools)
        found = measure(jobs, options.repeat)
        problems += [f"{exports.title}: {problem}" for problem in found]
        compared.append(jobs)
        print_table(exports.title if len(asked) > 1 else "", tool_table(jobs), options.markdown,
                    *sentences(jobs, found), *([about] if len(asked) == 1 else []))
    if len(asked) > 1:
        print_table("All of them: seconds, peak MB; then times AdSegments in each",
                    summary_table(compared), options.markdown, about)
    return problems


def measure(jobs, repeat):
    """Fills in the results of all jobs, and returns sentences that tell what went wrong."""
    problems = []
    checked = {}  # of each export: groups and engagements by the first job that tells them
    for number, order in rounds_of(jobs, repeat):
        for job in order:
            if job.failure:
                continue
            if job.tool == "adsegments":
                shutil.rmtree(job.exports.folder / "runs", ignore_errors=True)  # no cache
            result = job.run()
            if job.failure:
                say(f"  {job.failure}")
                problems.append(job.failure)
                continue
            say(f"  {job.name}, {job.exports.rows:,} rows: {result.seconds:.2f} s, "
                f"{result.peak_mb:.0f} MB")
            if number:
                job.results.append(result)
            problems += totals_that_differ(job, result, checked)
            # The results folder is of the tool: with two exports in a round it is the newest's.
            if job.writes:
                problems += results_that_differ(job, checked)
    for job in jobs:
        shutil.rmtree(job.exports.folder / "runs", ignore_errors=True)
    if not problems:
        shutil.rmtree(BENCH / "results", ignore_errors=True)
    return list(dict.fromkeys(problems))


def totals_that_differ(job, result, checked):
    """Holds what a job counted to what others counted in the same export."""
    if job.tool == "adsegments":
        told = {"engagements": engagements_read(job.writes)}
    elif job.writes:
        return []
    else:
        groups, engagements = map(int, result.output.split())
        told = {"groups": groups, "engagements": engagements}
    problems = []
    for name, value in told.items():
        expected, by = checked.setdefault((job.exports, name), (value, job.name))
        if value != expected:
            problems.append(f"{name} differ: {expected:,} by {by}, {value:,} by {job.name}")
    return problems


def results_that_differ(job, checked):
    """Holds what a job wrote to what the first job that wrote had written."""
    kept = BENCH / "results" / "expected" / job.exports.folder.name
    if (job.exports, "result") not in checked:
        checked[job.exports, "result"] = True
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(job.writes, kept)
        return []
    return [f"{job.name}: {difference}" for difference in differences(kept, job.writes)]


def failed_row(job, columns):
    """The row of a job that failed."""
    return (job.name, "failed", *["-"] * (columns - 2))


def tool_table(jobs):
    """Medians with least and most, and ratios against AdSegments."""
    rows = [("", "seconds", "times AdSegments", "CPU seconds", "peak MB", "times AdSegments")]
    base = jobs[0] if jobs[0].tool == "adsegments" and not jobs[0].failure else None
    for job in jobs:
        if job.failure:
            rows.append(failed_row(job, 6))
            continue
        rows.append((
            job.name, spread(job.values("seconds")),
            ratio(job.median("seconds"), base and base.median("seconds")),
            f"{job.median('cpu_seconds'):.2f}", spread(job.values("peak_mb"), 0),
            ratio(job.median("peak_mb"), base and base.median("peak_mb"))))
    return rows


def memory_table(jobs):
    """Medians of each job on fewer and on more rows, and the ratios between the two."""
    fewest = min(job.exports.rows for job in jobs)
    against = f"times {fewest:,} rows"
    rows = [("", "seconds", against, "CPU seconds", "peak MB", against)]
    for job in sorted(jobs, key=lambda job: job.name):
        base = next(other for other in jobs
                    if other.name == job.name and other.exports.rows == fewest)
        if job.failure or base.failure:
            rows.append(failed_row(job, 6))
            continue
        rows.append((
            f"{job.name}, {job.exports.rows:,} rows", spread(job.values("seconds")),
            ratio(job.median("seconds"), base.median("seconds")),
            f"{job.median('cpu_seconds'):.2f}", spread(job.values("peak_mb"), 0),
            ratio(job.median("peak_mb"), base.median("peak_mb"))))
    return rows


def summary_table(compared):
    """A row for each export: seconds and peak memory of AdSegments, and the others' multiples."""
    names = [job.name for job in compared[0]]
    rows = [("", *names)]
    for jobs in compared:
        base = jobs[0] if jobs[0].tool == "adsegments" and not jobs[0].failure else None
        row = [jobs[0].exports.title]
        for job in jobs:
            if job.failure:
                row.append("failed")
            elif job is base or not base:
                row.append(f"{job.median('seconds'):.2f} s, {job.median('peak_mb'):,.0f} MB")
            else:
                row.append(f"{ratio(job.median('seconds'), base.median('seconds'))}, "
                           f"{ratio(job.median('peak_mb'), base.median('peak_mb'))}")
        rows.append(tuple(row))
    return rows


def sentences(jobs, problems):
    """What there is to know of an export and of what the tools made of it."""
    exports = jobs[0].exports
    told = [f"{exports.rows:,} rows, {exports.size_mb:,.0f} MB"]
    grouped = [job for job in jobs if not job.writes and job.results]
    if grouped:
        groups, engagements = map(int, grouped[0].results[0].output.split())
        told.append(f"{groups:,} groups, {engagements:,} engagements")
    whole = [job for job in jobs if job.writes and job.results]
    if problems:
        told.append("NOT all tools did the same, see the end")
    elif len(whole) > 1:
        told.append("the whole jobs' results are equal byte for byte")
    return [", ".join(told) + ".", *([f"{exports.shape.note}."] if exports.shape.note else [])]
