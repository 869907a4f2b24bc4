"""Small parts of the program by themselves, timed by ordo-one's benchmark tool.

Their instructions are not counted: the tool reads a hardware counter that virtual machines lack,
and valgrind (3.19) fails at a program whose main is asynchronous, as the tool makes it.
`--instructions` counts those of a whole run, function by function.
"""

import os
import subprocess
import sys

from .measuring import ROOT, BenchFailure
from .programs import installed


def measure_parts(options):
    """Builds the benchmarks of Tests/Benchmarks for release and runs those asked for."""
    if not installed():
        raise BenchFailure("the Debian packages that building needs cannot be installed")
    # Built beside the other builds, since what is measured needs settings of its own. The tool
    # takes names that match as a whole.
    command = ["swift", "package", "--scratch-path", ROOT / ".build-micro", "benchmark",
               "--filter", f".*({options.micro}).*", "--grouping", "metric"]
    if options.markdown:
        command += ["--format", "markdown"]
    if not sys.stdout.isatty():
        command.append("--no-progress")
    subprocess.run(command, cwd=ROOT, env={**os.environ, "ADSEGMENTS_MICRO": "1"}, check=True)
