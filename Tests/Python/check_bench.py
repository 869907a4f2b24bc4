"""Holds the exports that `scripts/generate bench` makes to what it promises, and `scripts/bench` to
refuse what it cannot measure and to see results that differ. It times nothing and needs no package.

  python3 -B Tests/Python/check_bench.py
"""

import argparse
import contextlib
import csv
import gzip
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from benchmarks.accounts import questions, write_inputs  # noqa: E402
from benchmarks.allocations import built_counter  # noqa: E402
from benchmarks.comparison import cases  # noqa: E402
from benchmarks.instructions import by_module, own_costs  # noqa: E402
from benchmarks.stages import cold_nights, stage_table  # noqa: E402
from benchmarks.tables import table  # noqa: E402
from benchmarks.whole_jobs import RESULT_FILES, differences  # noqa: E402

ROWS, DAYS = 4_200, 7
LINE_ITEM = 4


class BenchExports(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def generate(self, name, *options, rows=ROWS, days=DAYS):
        """Makes exports and returns their bytes in the order of their names."""
        folder = self.folder / name
        folder.mkdir()
        done = subprocess.run(
            [ROOT / "scripts" / "generate", "bench", f"--rows={rows}", f"--days={days}",
             "--accounts=300", "--out", folder / "dsp.csv", "--accounts-file",
             self.folder / "accounts.csv", *options], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [path.read_bytes() for path in sorted(folder.iterdir())]

    def rows(self, data, encoding="utf-8"):
        return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))

    def test_the_same_arguments_give_the_same_bytes(self):
        for number, options in enumerate((
                (), ("--quoting=all",), ("--awkward-percent=5",), ("--encoding=utf-16",),
                ("--gzip",), ("--files=3",))):
            self.assertEqual(self.generate(f"{number}", *options),
                             self.generate(f"{number} again", *options), options)

    def test_another_seed_gives_other_rows(self):
        self.assertNotEqual(self.generate("one"), self.generate("two", "--seed=2"))

    def test_a_file_has_the_rows_asked_for_on_each_day(self):
        header, *rows = self.rows(self.generate("plain")[0])
        self.assertEqual((len(header), len(rows)), (12, ROWS))
        self.assertEqual({len(row) for row in rows}, {12})
        days = [row[0] for row in rows]
        self.assertEqual(days, sorted(days))
        self.assertEqual({days.count(day) for day in set(days)}, {ROWS // DAYS})
        self.assertEqual((days[0], days[-1]), ("2026-11-14", "2026-11-20"))

    def test_a_day_may_have_many_blocks(self):
        rows = self.rows(self.generate("long", rows=120_000, days=1)[0])[1:]
        self.assertEqual(len(rows), 120_000)
        self.assertNotEqual(rows[:1000], rows[50_000:51_000])

    def test_every_company_is_in_the_account_list(self):
        rows = self.rows(self.generate("plain")[0])[1:]
        accounts = self.rows((self.folder / "accounts.csv").read_bytes())[1:]
        self.assertLessEqual({f"https://www.{row[6]}" for row in rows},
                             {row[2] for row in accounts})

    def test_quoting_changes_no_value(self):
        plain, quoted = self.generate("plain")[0], self.generate("quoted", "--quoting=all")[0]
        self.assertNotIn(b'"', plain)
        self.assertEqual(self.rows(quoted), self.rows(plain))
        written = quoted.decode().splitlines()[1].split(",")
        numbers = [2, 8, 9, 10, 11]
        for place, field in enumerate(written):
            self.assertEqual(field.startswith('"') and field.endswith('"'), place not in numbers)

    def test_awkward_rows_differ_in_their_line_item_alone(self):
        plain = self.rows(self.generate("plain")[0])
        awkward = self.rows(self.generate("awkward", "--awkward-percent=5")[0])
        changed = [row for row, other in zip(awkward, plain, strict=True) if row != other]
        self.assertEqual(len(changed), DAYS * round(ROWS // DAYS * 0.05))
        for row in changed:
            self.assertTrue(all(mark in row[LINE_ITEM] for mark in (",", '"', "\n")), row)
        for rows in (plain, awkward):
            for row in rows:
                row[LINE_ITEM] = row[LINE_ITEM].split(",")[0]
        self.assertEqual(awkward, plain)

    def test_utf_16_is_little_endian_with_a_byte_order_mark(self):
        data = self.generate("wide", "--encoding=utf-16")[0]
        self.assertEqual(data[:2], b"\xff\xfe")
        self.assertEqual(data[2:].decode("utf-16-le").encode(), self.generate("plain")[0])

    def test_gzip_is_one_member_without_a_time(self):
        data = self.generate("small", "--gzip")[0]
        self.assertEqual(data[:8], b"\x1f\x8b\x08\x00\x00\x00\x00\x00")
        self.assertEqual(gzip.decompress(data), self.generate("plain")[0])

    def test_forms_go_together(self):
        data = self.generate("all", "--quoting=all", "--awkward-percent=5", "--encoding=utf-16",
                             "--gzip", "--files=2")
        rows = [row for part in data for row in self.rows(gzip.decompress(part), "utf-16")[1:]]
        awkward = self.rows(self.generate("awkward", "--awkward-percent=5")[0])[1:]
        self.assertEqual(rows, awkward)

    def test_files_share_out_the_days(self):
        whole = self.generate("plain")[0].splitlines()
        parts = [part.splitlines() for part in self.generate("parts", "--files=3")]
        self.assertEqual({part[0] for part in parts}, {whole[0]})
        self.assertEqual([line for part in parts for line in part[1:]], whole[1:])
        self.assertEqual(sorted(path.name for path in (self.folder / "parts").iterdir()),
                         [f"dsp-2026-11-{day}.csv" for day in (15, 17, 20)])

    def test_wrong_options_are_refused(self):
        for options, message in (
                (("--files=8",), "--files 8 is more than --days 7"),
                (("--awkward-percent=101",), "must be from 0 to 100"),
                (("--quoting=some",), "invalid choice: 'some'"),
                (("--encoding=latin-1",), "invalid choice: 'latin-1'")):
            done = subprocess.run(
                [ROOT / "scripts" / "generate", "bench", "--rows=1", "--days=7",
                 "--out", self.folder / "x.csv", *options], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn(message, done.stderr)
            self.assertFalse((self.folder / "x.csv").exists())


class BenchArguments(unittest.TestCase):
    def test_wrong_options_are_refused(self):
        for options, message in (
                ("--rows 0", "argument --rows: must be a whole number of 1 or more"),
                ("--rows 1G", "argument --rows: must be a whole number of 1 or more"),
                ("--sizes 1M,x", "argument --sizes: must be a whole number of 1 or more"),
                ("--tools duckdb,excel", "argument --tools: choose from adsegments,duckdb,polars"),
                ("--shapes zip",
                 "argument --shapes: choose from unquoted,quoted,awkward,utf-16,gzip"),
                ("--program /no/such/file", "argument --program: there is no file /no/such/file"),
                ("--files 91", "--files 91 is more than the 90 days there are"),
                ("--sizes 1M --rows 1M", "--sizes does not go with --rows"),
                ("--sizes 1M --all", "--sizes does not go with --all"),
                ("--against scripts/bench", "--against goes with --instructions and --allocations"),
                ("--accounts --rows 9", "--accounts has rows of its own"),
                ("--memory --rows 9", "--memory needs 10 rows or more"),
                ("--nights 2 --tools duckdb", "--nights needs adsegments among --tools"),
                ("--nights 2 --shapes gzip", "--shapes and --files do not go with --nights"),
                ("--limits --shapes gzip,utf-16", "--limits takes one of --shapes"),
                ("--micro Days --rows 1M", "--micro has sizes and a build of its own"),
                ("--micro --files 2", "--shapes and --files do not go with --micro"),
                ("--limits --memory", "not allowed with argument")):
            done = subprocess.run([ROOT / "scripts" / "bench", *options.split()], cwd=ROOT,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 2, options)
            self.assertIn(message, done.stderr)


class BenchResults(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def result(self, name, change=None):
        for file in RESULT_FILES:
            path = self.folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("a,b\n1,2\n3,4\n" if file != change else "a,b\n1,2\n5,6\n7,8\n")
        return self.folder / name

    def test_equal_results_are_equal(self):
        self.assertEqual(differences(self.result("one"), self.result("other")), [])

    def test_every_file_that_differs_is_told(self):
        one = self.result("one")
        for file in RESULT_FILES:
            told = differences(one, self.result("other", change=file))
            self.assertEqual(len(told), 1)
            self.assertIn(f"{file} differs: 1 rows only in ", told[0])
            self.assertIn(", 2 only in ", told[0])

    def test_a_file_that_is_not_there_is_told(self):
        one, other = self.result("one"), self.result("other")
        (other / RESULT_FILES[0]).unlink()
        self.assertEqual(len(differences(one, other)), 1)
        self.assertIn("is not in", differences(one, other)[0])

    def test_own_costs_leave_out_what_callees_cost(self):
        out = self.folder / "callgrind.out"
        out.write_text("events: Ir\n\nob=/tmp/adsegments\nfl=???\nfn=$s3CSV4scanyyF\n0 100\n"
                       "cob=/usr/lib/libc.so.6\ncfn=memcpy\ncalls=2 0 \n0 40\n0 11\n\n"
                       "ob=/usr/lib/libc.so.6\nfn=memcpy\n0 40\n")
        costs = own_costs(out)
        self.assertEqual(
            costs, {("adsegments", "$s3CSV4scanyyF"): 111, ("libc.so.6", "memcpy"): 40})
        self.assertEqual(by_module(costs), {"CSV": 111, "libc.so.6": 40})

    def test_a_table_is_aligned_or_markdown(self):
        rows = [("", "s"), ("one", "1.00")]
        self.assertEqual(table(rows, markdown=False), ["        s", "one  1.00"])
        self.assertEqual(table(rows, markdown=True),
                         ["|  | s |", "| --- | ---: |", "| one | 1.00 |"])


@unittest.skipUnless(shutil.which("cc") or shutil.which("clang"), "there is no C compiler")
class BenchAllocations(unittest.TestCase):
    def counted(self, counter, told, code):
        """Calls and bytes that a Python program allocated, and its exit code."""
        told.unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", f"import ctypes, os\nmalloc = ctypes.CDLL(None).malloc\n{code}"],
            env={**os.environ, "LD_PRELOAD": str(counter), "ALLOCATIONS_FILE": str(told)})
        return *map(int, told.read_text().split()), done.returncode

    def test_allocations_are_told_however_a_program_exits(self):
        with tempfile.TemporaryDirectory() as scratch:
            counter, told = built_counter(Path(scratch)), Path(scratch) / "told"
            for exit_code, end in ((3, "os._exit(3)"), (4, "raise SystemExit(4)"), (0, "")):
                calls, size, code = self.counted(counter, told, end)
                self.assertEqual(code, exit_code)
                more_calls, more_size, _ = self.counted(
                    counter, told,
                    f"for _ in range(10_000): malloc(1000)\n{end}")
                # Python allocates a little for the loop itself.
                self.assertGreaterEqual(more_calls - calls, 10_000)
                self.assertGreaterEqual(more_size - size, 10_000_000)


class BenchStages(unittest.TestCase):
    def test_nothing_is_cached_in_a_round(self):
        """The program is one that fills a cache as a run does and tells whether there was one."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            program = folder / "program"
            program.write_text("""#!/usr/bin/env python3
import json, pathlib, sys
folder = pathlib.Path(sys.argv[3]).parent / "runs"
cache = folder / ".cache"
place = sys.argv[sys.argv.index("--to") + 1] if "--to" in sys.argv else folder / sys.argv[5]
pathlib.Path(place).mkdir(parents=True)
result = {"was_cached": cache.exists(), "is_second": folder.exists()}
(pathlib.Path(place) / "run_results.json").write_text(json.dumps(result))
if "--to" not in sys.argv:
    cache.mkdir()
    (cache / "export").write_text("counts")
""")
            program.chmod(0o755)
            with contextlib.redirect_stderr(io.StringIO()):
                rounds = cold_nights(program, folder, 2)
        self.assertEqual([one["was_cached"] for one in rounds], [False, False])
        self.assertEqual([one["is_second"] for one in rounds], [True, True])

    def test_stages_are_compared_with_ingest(self):
        def results(ingest, apply, whole):
            stages = [("ingest", "done", ingest, {"rows": 7}), ("apply", "done", apply, {}),
                      ("export", "not_run", 0, {})]
            keys = ("name", "status", "seconds", "counts")
            return {"stages": [dict(zip(keys, stage)) for stage in stages],
                    "whole_seconds": whole}
        rows = stage_table([results(4, 1, 6), results(2, 1, 4), results(5, 3, 9)])
        self.assertEqual([(name, times) for name, _, times in rows[1:]], [
            ("ingest: 7 rows", "1.00"), ("apply: ", "0.25"), ("the stages after ingest", "0.25"),
            ("all but ingest, start and publishing included", "0.50")])


class BenchAccounts(unittest.TestCase):
    def test_each_question_has_the_rows_it_says(self):
        with tempfile.TemporaryDirectory() as scratch:
            scratch = Path(scratch)
            (scratch / "list.csv").write_text(
                "Account ID,Website\nB-1,https://www.belabach.example\n"
                "B-2,https://www.corabach.example\n", encoding="utf-8")
            write_inputs(scratch / "made", scratch / "list.csv", questions())
            made = [list(csv.reader(path.open(encoding="utf-8", newline="")))[1:]
                    for path in sorted((scratch / "made").glob("[0-9].csv"))]
            pipeline = (scratch / "made" / "2.yaml").read_text(encoding="utf-8")
        self.assertEqual([len(rows) for rows in made], [1, 2, 20, 2, 2])
        self.assertEqual([rows[-1][2:4] for rows in made], [
            ["www.belabach.example", ""], ["www.corabach.example", ""],
            ["www.corabach.example", ""], ["", "CORABACH LLC"], ["", "croabach GmbH"]])
        self.assertIn("files: 2.csv", pipeline)
        self.assertIn("account_name: Company", pipeline)


class BenchCases(unittest.TestCase):
    def test_all_is_every_shape_in_one_file_and_in_90_and_every_size(self):
        options = argparse.Namespace(memory=False, all=True, sizes=None, rows=10_000_000, files=1,
                                     shapes=[])
        titles = [exports.title for exports in cases(options)]
        self.assertEqual(titles, [
            f"10,000,000 rows, {files}, {shape}" for files in ("one file", "90 files")
            for shape in ("unquoted", "quoted", "awkward", "utf-16", "gzip")
        ] + ["1,000,000 rows, one file, unquoted", "100,000,000 rows, one file, unquoted"])


if __name__ == "__main__":
    unittest.main()
