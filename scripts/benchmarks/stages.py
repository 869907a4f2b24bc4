"""The stages of a second night with many workflows over a million accounts."""

import json
import shutil
import tempfile
from pathlib import Path
from statistics import median

from .exports import AS_OF, DAY_BEFORE, SPREAD_FOR_WORKFLOWS, Exports
from .many_workflows import pipeline_text
from .measuring import BENCH, say
from .nights import run_night
from .programs import program_of
from .tables import print_table, ratio, rounds_and_machine, spread


def time_stages(options):
    """Times each stage up to apply, of nights that start from the run of the night before."""
    program = program_of(options)
    exports = Exports(options.rows, spread=SPREAD_FOR_WORKFLOWS)
    exports.prepare()
    folder = exports.folder
    (folder / "pipeline.yaml").write_text(pipeline_text(options.workflows), encoding="utf-8")
    say("the night before")
    run_night(program, folder, DAY_BEFORE, folder / "runs" / DAY_BEFORE)
    rounds = []
    for number in range(options.repeat):
        say(f"round {number + 1} of {options.repeat}")
        with tempfile.TemporaryDirectory(dir=BENCH) as scratch:
            published = Path(scratch) / "run"
            run_night(program, folder, AS_OF, published, "--until", "apply", "--to", published)
            rounds.append(json.loads((published / "run_results.json").read_text()))
    shutil.rmtree(folder / "runs")
    print_table("", stage_table(rounds), options.markdown,
                f"{len(rounds[0]['workflows'])} workflows, {options.rows:,} rows.",
                rounds_and_machine(options.repeat))


def stage_table(rounds):
    """Seconds of each stage and what it counted, and the stages after ingest against ingest."""
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
    return [*rows, time_row("all after ingest", after, base)]


def time_row(name, values, base):
    """A row of seconds and of their median in multiples of another time."""
    return name, spread(values), ratio(median(values), base)
