"""The programs that scripts/bench times: adsegments, and DuckDB and Polars from PyPI."""

import os
import subprocess
import sys

from .measuring import BENCH, ROOT, say

NAMES = {"adsegments": "AdSegments", "duckdb": "DuckDB", "polars": "Polars"}


def program_of(options):
    """The adsegments to time: the one named, or the sources built for release."""
    return options.program or built_program()


def built_program():
    """Builds adsegments for release when a source is newer, and returns its path."""
    subprocess.run([ROOT / "scripts" / "run", "--help"], stdout=subprocess.DEVNULL, check=True)
    return ROOT / ".build" / "release" / "adsegments"


def version_of(program):
    """The version an adsegments tells."""
    return subprocess.check_output([program, "--version"], text=True).strip()


def succeeds(*command):
    """Runs a command for its effect and says whether it exits with 0; its errors are shown."""
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def installed(*packages):
    """Whether Debian packages are there, after installing those that are missing."""
    return succeeds(ROOT / "scripts" / "install-dependencies", *packages)


def python_with(packages):
    """Installs the newest release of packages from PyPI; returns the Python that has them."""
    python, fallback = BENCH / "venv" / "bin" / "python", BENCH / "packages"
    create = (sys.executable, "-m", "venv", "--clear", BENCH / "venv")
    ready = python.exists() and succeeds(python, "-m", "pip", "--version") or succeeds(*create)
    if not ready:  # Debian keeps ensurepip, which venv needs, in a package of its own
        ready = installed("python3-venv") and succeeds(*create)
    target = () if ready else ("--target", fallback)
    if not ready:
        say("no virtual environment can be made here: installing into a folder")
        python = sys.executable
        os.environ["PYTHONPATH"] = str(fallback)
    if not succeeds(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                    "--retries", "1", "--timeout", "10", "--upgrade", *target, *packages):
        say("PyPI is not reachable, or pip failed (see above): using what is already installed")
    return python


def others_with_versions(tools):
    """The Python that has DuckDB and Polars, and the version of each of them that is there."""
    others = [tool for tool in tools if tool != "adsegments"]
    if not others:
        return None, {}
    python, versions = python_with(others), {}
    for tool in others:
        asked = subprocess.run([python, "-c", f"import {tool}; print({tool}.__version__)"],
                               capture_output=True, text=True)
        if asked.returncode == 0:
            versions[tool] = asked.stdout.strip()
        else:
            say(f"{NAMES[tool]} is not installed: left out")
    return python, versions
