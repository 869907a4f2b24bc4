"""The stages of a second night with many workflows over a million accounts."""

import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from .exports import AS_OF, DAY_BEFORE, SPREAD_FOR_WORKFLOWS, Exports
from .many_workflows import pipeline_text
from .measuring import say
from .nights import run_night
from .programs import program_of
from .tables import print_table, ratio, rounds_and_machine, spread


def time_stages(options):
    """Times each stage of nights that start from the run of the night before, exports unread."""
    program = program_of(options)
    exports = Exports(options.rows, spread=SPREAD_FOR_WORKFLOWS)
    exports.prepare()
    folder = exports.folder
    (folder / "pipeline.yaml").write_text(pipeline_text(options.workflows), encoding="utf-8")
    rounds = cold_nights(program, folder, options.repeat)
    shutil.rmtree(folder / "runs")
    print_table("", stage_table(rounds), options.markdown,
                f"{len(rounds[0]['workflows'])} workflows, {options.rows:,} rows, nothing cached.",
                rounds_and_machine(options.repeat))


def cold_nights(program, folder, repeat):
    """The results of as many second nights; `whole_seconds` is what the process took.

    The night before has read the same exports. Its cache is dropped, so that ingest is one.
    """
    say("the night before")
    run_night(program, folder, DAY_BEFORE, folder / "runs" / DAY_BEFORE)
    shutil.rmtree(folder / "runs" / ".cache")
    rounds = []
    for number in range(repeat):
        say(f"round {number + 1} of {repeat}")
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            published = Path(scratch) / "run"
            os.sync()
            start = time.monotonic()
            run_night(program, folder, AS_OF, published, "--to", published)
            seconds = time.monotonic() - start
            results = json.loads((published / "run_results.json").read_text())
        rounds.append({**results, "whole_seconds": seconds})
    return rounds


def stage_table(rounds):
    """Seconds of each stage and what it counted, then of all after ingest, against ingest's.

    Tables are written while later stages go on; what is left of it then is in the last row too.
    """
    stages = [(place, stage) for place, stage in enumerate(rounds[0]["stages"])
              if stage["status"] == "done"]
    seconds = [[results["stages"][place]["seconds"] for results in rounds] for place, _ in stages]
    after = [sum(values) for values in zip(*seconds[1:])]
    base = median(seconds[0])
    rows = [("", "seconds", "times ingest")]
    for (_, stage), values in zip(stages, seconds):
        counts = ", ".join(f"{value:,} {name.replace('_', ' ')}"
                           for name, value in sorted(stage["counts"].items()) if value)
        rows.append(time_row(f"{stage['name']}: {counts}", values, base))
    whole = [results["whole_seconds"] for results in rounds]
    rest = [all_of_it - ingest for all_of_it, ingest in zip(whole, seconds[0])]
    return [*rows, time_row("the stages after ingest", after, base),
            time_row("all but ingest, start and publishing included", rest, base)]


def time_row(name, values, base):
    """A row of seconds and of their median in multiples of another time."""
    return name, spread(values), ratio(median(values), base)
