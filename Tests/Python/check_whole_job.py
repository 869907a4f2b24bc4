"""Holds a run of the benchmark's pipeline to the same job in SQL, over two nights: DuckDB must write
the same daily counts, windows, membership, segments and uploads.

  check_whole_job.py PROGRAM
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "scripts" / "benchmarks"
sys.path.insert(0, str(ROOT / "scripts"))

from benchmarks.whole_jobs import differences  # noqa: E402


def main(program):
    """Compares both nights; exits 1 when a file differs."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        exports = folder / "exports"
        exports.mkdir()
        subprocess.run(
            [ROOT / "scripts" / "generate", "bench", "--rows=6000", "--days=20", "--accounts=200",
             "--files=20", "--out", exports / "export.csv", "--accounts-file",
             folder / "accounts.csv"], check=True, stdout=subprocess.DEVNULL)
        shutil.copy(BENCHMARKS / "pipeline.yaml", folder)
        newest = max(exports.iterdir())
        last = newest.stem.removeprefix("export-")
        before = max(file for file in exports.iterdir() if file != newest).stem
        before = before.removeprefix("export-")
        newest.rename(folder / "newest.csv")
        found = night(program, folder, before, None)
        (folder / "newest.csv").rename(newest)
        base = folder / "runs" / before / "4-apply" / "membership.csv"
        found += night(program, folder, last, base)
    if found:
        sys.exit("\n".join(found))


def night(program, folder, day, base):
    """Runs one day in both ways; returns what differs."""
    subprocess.run([program, "run", "--quiet", folder / "pipeline.yaml", "--as-of", day],
                   check=True, stdout=subprocess.DEVNULL)
    out = folder / "sql" / day
    out.mkdir(parents=True)
    subprocess.run([sys.executable, "-B", BENCHMARKS / "whole_job_duckdb.py",
                    folder / "exports" / "*.csv", "utf-8", folder / "accounts.csv", day, out,
                    *([base] if base else [])], check=True)
    members = (out / "4-apply" / "membership.csv").read_text().splitlines()
    if len(members) < 50:
        return [f"{day}: {len(members) - 1} members are too few to tell anything"]
    return [f"{day}: {difference}" for difference in differences(folder / "runs" / day, out)]


if __name__ == "__main__":
    main(sys.argv[1])
