#!/usr/bin/env python3
"""Holds every run below the folders given to its schemas and to its data package.

    validate_runs.py FOLDER...

A run is a folder with a manifest.json: a published one, one written with --to, one that failed. Its
JSON files must be as data/schemas says, the data package must describe each CSV of the run and
nothing else, and Frictionless must find every CSV to be as it is described. A table that two runs
have alike is looked at once. Says on stdout how many runs there were; what is wrong goes to stderr,
and the exit code is then 1.
"""

import hashlib
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from frictionless import Package
from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "schemas"
BOM = b"\xef\xbb\xbf"
NAMES = ["manifest", "run_results", "datapackage"]


def validators():
    """The schema of each file, themselves held to the draft."""
    found = {}
    for name in NAMES:
        schema = json.loads((SCHEMAS / f"{name}.v1.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        found[f"{name}.json"] = Draft202012Validator(schema)
    return found


def faults_of_schemas(run, schemas):
    """What the JSON files of a run have that their schemas do not allow."""
    for name, schema in schemas.items():
        if (run / name).is_file():
            for error in schema.iter_errors(json.loads((run / name).read_text(encoding="utf-8"))):
                yield f"{name}: {error.json_path}: {error.message[:300]}"


def faults_of_inventory(run, package):
    """Whether the package and the manifest name the CSVs that are there, with their bytes.

    Those without any text are in the manifest alone.
    """
    there = sorted((str(path.relative_to(run)) for path in run.rglob("*.csv")
                    if path.stat().st_size > 3 or path.read_bytes() not in (b"", BOM)), key=lambda path: path.encode())
    described = [resource["path"] for resource in package["resources"]]
    if described != there:
        yield f"datapackage.json describes {described}, and there are {there}"
    names = [resource["name"] for resource in package["resources"]]
    if len(set(names)) < len(names):
        yield f"datapackage.json has two resources of one name: {names}"
    digests = {resource["path"]: resource["hash"] for resource in package["resources"]}
    outputs = {file["path"]: file["sha256"] for file in
               json.loads((run / "manifest.json").read_text(encoding="utf-8"))["outputs"]}
    for path in [*there, "datapackage.json"]:
        digest = hashlib.sha256((run / path).read_bytes()).hexdigest()
        if outputs.get(path) != digest:
            yield f"manifest.json has another digest of {path}, or none"
        if path in digests and digests[path] != f"sha256:{digest}":
            yield f"datapackage.json has another digest of {path}"


def faults_of_tables(run, package, paths):
    """What Frictionless finds wrong with CSVs of a run."""
    resources = [resource for resource in package["resources"] if resource["path"] in paths]
    report = Package.from_descriptor({**package, "resources": resources},
                                     basepath=str(run)).validate()
    for error in report.errors:
        yield f"datapackage.json: {error.message}"
    for task in report.tasks:
        for error in task.errors:
            yield f"{task.place}: {error.type}: {error.message[:300]}"
    if len(report.tasks) != len(resources) or report.valid == bool(report.stats["errors"]):
        yield f"Frictionless did not look at every table: {report.stats}"


def faults(run, paths):
    """Everything that is wrong with a run, as lines; of its tables, with those at some paths."""
    found = list(faults_of_schemas(run, validators()))
    if not found and (run / "datapackage.json").is_file():
        package = read_package(run)
        found += faults_of_inventory(run, package)
        if paths:
            found += faults_of_tables(run, package, paths)
    return [f"{run}: {fault}" for fault in found]


def read_package(run):
    """The data package of a run; one that cannot be read has no tables."""
    try:
        return json.loads((run / "datapackage.json").read_text(encoding="utf-8"))
    except OSError:
        return {"resources": []}


def new_tables(runs):
    """For each run, the paths of the tables that no run before it has alike."""
    seen = set()
    for run in runs:
        paths = set()
        for resource in read_package(run)["resources"]:
            path = resource["path"]
            if not (run / path).is_file():  # faults_of_inventory tells
                continue
            digest = hashlib.sha256((run / path).read_bytes()).digest()
            key = (digest, json.dumps({**resource, "name": "", "path": ""}))
            if key not in seen:
                seen.add(key)
                paths.add(path)
        yield paths


def main():
    """Checks all runs, on all cores."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    runs = sorted({path.parent for folder in sys.argv[1:]
                   for path in Path(folder).rglob("manifest.json")})
    if not runs:
        sys.exit("there is no run below these folders")
    with ProcessPoolExecutor() as pool:
        found = [fault for some in pool.map(faults, runs, new_tables(runs), chunksize=4) for fault in some]
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    packages = sum((run / "datapackage.json").is_file() for run in runs)
    print(f"{len(runs)} runs, {packages} data packages")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
