"""What an account list and the resolution of identities cost, and what they grow with."""

import csv
import json
import shutil
from dataclasses import dataclass

from .exports import AS_OF, BENCHMARKS, SPREAD_FOR_WORKFLOWS, Exports
from .measuring import BENCH, BenchFailure, Measured, rounds_of, run_measured, say
from .programs import program_of
from .tables import print_table, rounds_and_machine, spread

IDENTITIES = 100_000


@dataclass
class Question(Measured):
    """An export that names companies in one way, so many rows for each."""
    domain: object = lambda name: ""  # of an account's name in its host: what the row says
    company: object = lambda name: ""
    identities: int = IDENTITIES
    rows_each: int = 1
    matched: int = IDENTITIES


def questions():
    """The list alone first; each other one differs from one before it in one thing."""
    def host(name):
        return f"www.{name}.example"

    return [
        Question("the list alone, one company", domain=host, identities=1, matched=1),
        Question(f"{IDENTITIES:,} companies by domain", domain=host),
        Question(f"{IDENTITIES:,} companies by domain, ten rows each", domain=host, rows_each=10),
        Question(f"{IDENTITIES:,} companies by name", company=lambda name: f"{name.upper()} LLC"),
        Question(f"{IDENTITIES:,} companies the list does not know, misspelled",
                 company=lambda name: name[0] + name[2] + name[1] + name[3:] + " GmbH", matched=0),
    ]


def time_accounts(options):
    """Times the first two stages on a list of a million accounts; returns what differs."""
    program = program_of(options)
    exports = Exports(options.rows, spread=SPREAD_FOR_WORKFLOWS)
    exports.prepare()
    folder = BENCH / "accounts"
    asked = questions()
    write_inputs(folder, exports.folder / "accounts.csv", asked)
    problems = []
    for number, order in rounds_of(asked, options.repeat):
        for question in order:
            result, matched = ask(folder, asked.index(question), program)
            say(f"  {question.name}: {result.seconds:.2f} s")
            if matched != question.matched:
                problems.append(f"{question.name}: {matched} have an account, not "
                                f"{question.matched}")
            if number:
                question.results.append(result)
    shutil.rmtree(folder)
    size_mb = (exports.folder / "accounts.csv").stat().st_size / 1e6
    print_table("", accounts_table(asked), options.markdown,
                f"{exports.spread[0]:,} accounts, {size_mb:,.0f} MB; the first two stages, with "
                "their tables.",
                rounds_and_machine(options.repeat))
    return list(dict.fromkeys(problems))


def write_inputs(folder, list_path, asked):
    """The account list, and a pipeline and an export for each question."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "accounts.csv").symlink_to(list_path)
    with list_path.open(encoding="utf-8", newline="") as file:
        hosts = [row["Website"].removeprefix("https://www.").removesuffix(".example")
                 for row, _ in zip(csv.DictReader(file), range(IDENTITIES))]
    text = (BENCHMARKS / "pipeline.yaml").read_text(encoding="utf-8")
    for place, question in enumerate(asked):
        (folder / f"{place}.yaml").write_text(
            text.replace("files: exports/*", f"files: {place}.csv")
            .replace("account_domain: Domain", "account_domain: Domain, account_name: Company"),
            encoding="utf-8")
        with (folder / f"{place}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["Day", "Campaign", "Domain", "Company", "Clicks", "Video Completions"])
            for host in hosts[:question.identities]:
                row = [AS_OF, "Awareness", question.domain(host), question.company(host), 1, 0]
                rows.writerows([row] * question.rows_each)


def ask(folder, place, program):
    """Runs the first two stages; returns what it took and how many identities have an account."""
    out = folder / "run"
    shutil.rmtree(out, ignore_errors=True)
    result = run_measured([program, "run", "--quiet", folder / f"{place}.yaml", "--as-of", AS_OF,
                           "--until", "normalize", "--to", out])
    if result.exit_code != 0:
        raise BenchFailure(f"{folder / f'{place}.yaml'}: exit code {result.exit_code}")
    counts = json.loads((out / "run_results.json").read_text())["stages"][1]["counts"]
    return result, counts["identities"] - counts["unmatched"]


def accounts_table(asked):
    """Seconds, processor seconds and peak memory of each question."""
    rows = [("", "seconds", "CPU seconds", "peak MB")]
    for question in asked:
        rows.append((question.name, spread(question.values("seconds")),
                     f"{question.median('cpu_seconds'):.2f}",
                     spread(question.values("peak_mb"), 0)))
    return rows
