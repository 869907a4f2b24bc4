"""The generated exports that scripts/bench times things on: made once, kept below .build/bench."""

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .measuring import BENCH, ROOT, say

BENCHMARKS = ROOT / "scripts" / "benchmarks"
GENERATOR = ROOT / "scripts" / "generate"

# Accounts and days. With the second pair a million rows hold nearly all of the 42,000 groups there
# can be (times three campaigns), so ten million rows bring no new ones.
SPREAD_FOR_SPEED = (20_000, 90)
SPREAD_FOR_MEMORY = (1_000, 14)
SPREAD_FOR_WORKFLOWS = (1_000_000, 90)

AS_OF = "2026-11-20"  # the last day of all generated exports
DAY_BEFORE = "2026-11-19"


@dataclass(frozen=True)
class Shape:
    """How an export is written: options of the generator, and what its readers must know."""
    name: str
    options: tuple = ()
    encoding: str = "utf-8"
    suffix: str = ".csv"
    note: str = ""


SHAPES = {shape.name: shape for shape in (
    Shape("unquoted"),
    Shape("quoted", ("--quoting=all",), note="Every field but numbers stands in quotes"),
    Shape("awkward", ("--awkward-percent=5",),
          note="5 % of the rows have a comma, quotes and a line break in a field"),
    Shape("utf-16", ("--encoding=utf-16",), encoding="utf-16",
          note="DuckDB reads UTF-16 itself; Polars does not: Python decodes for it, in pieces"),
    Shape("gzip", ("--gzip",), suffix=".csv.gz", note="All tools read gzip themselves"),
)}


@dataclass(frozen=True)
class Exports:
    """What to generate: rows in all, in how many files, of which shape, over accounts and days."""
    rows: int
    files: int = 1
    shape: Shape = SHAPES["unquoted"]
    spread: tuple = SPREAD_FOR_SPEED

    @property
    def title(self):
        files = "one file" if self.files == 1 else f"{self.files} files"
        return f"{self.rows:,} rows, {files}, {self.shape.name}"

    @property
    def folder(self):
        accounts, days = self.spread
        return BENCH / (f"{self.rows}-rows-{accounts}-accounts-{days}-days-{self.files}-files-"
                        f"{self.shape.name}")

    @property
    def pattern(self):
        """The glob that finds the files."""
        return self.folder / "exports" / f"*{self.shape.suffix}"

    @property
    def size_mb(self):
        return sum(file.stat().st_size for file in (self.folder / "exports").iterdir()) / 1e6

    def prepare(self):
        """Generates the files with their account list, once, and puts the pipeline beside them."""
        made_by = hashlib.sha256(GENERATOR.read_bytes()).hexdigest()
        mark = self.folder / "generator.sha256"
        if not mark.exists() or mark.read_text() != made_by:
            self.generate(made_by)
        shutil.rmtree(self.folder / "runs", ignore_errors=True)
        shutil.copyfile(BENCHMARKS / "pipeline.yaml", self.folder / "pipeline.yaml")

    def generate(self, made_by):
        accounts, days = self.spread
        say(f"generating {self.title}")
        shutil.rmtree(self.folder, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=BENCH) as scratch:
            made = Path(scratch) / "data"
            (made / "exports").mkdir(parents=True)
            subprocess.run([GENERATOR, "bench", f"--rows={self.rows}", f"--accounts={accounts}",
                            f"--days={days}", f"--files={self.files}", *self.shape.options,
                            "--out", made / "exports" / f"export{self.shape.suffix}",
                            "--accounts-file", made / "accounts.csv"], check=True)
            (made / "generator.sha256").write_text(made_by)
            made.rename(self.folder)
