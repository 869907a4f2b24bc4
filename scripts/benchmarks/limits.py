"""What this machine can do at most with the bytes of an export, to hold a run's time against."""

import hashlib
import multiprocessing
import os
import subprocess
import time
from dataclasses import dataclass, field
from statistics import median

from .exports import Exports
from .measuring import BenchFailure, rounds_of, say
from .programs import program_of
from .tables import print_table, ratio, rounds_and_machine, spread
from .whole_jobs import jobs_on

READ_BYTES = 1 << 20
MEMORY_BYTES = 1 << 29
CORES = len(os.sched_getaffinity(0))


@dataclass
class Limit:
    """A way to handle bytes, and how long it took in each counted round."""
    name: str
    byte_count: int
    seconds_of: object  # measures it once
    seconds: list = field(default_factory=list)


def measure_limits(options):
    """Measures in alternating rounds and prints the table, with a whole run below the limits."""
    exports = Exports(options.rows, options.files, options.shapes[0])
    exports.prepare()
    files = sorted((exports.folder / "exports").iterdir())
    limits = limits_of(files)
    if "adsegments" in options.tools:
        job = jobs_on(exports, program_of(options), None, ())[0]
        limits.append(Limit(job.name, sum(file.stat().st_size for file in files),
                            lambda: run_seconds(job)))
    for number, order in rounds_of(limits, options.repeat):
        for limit in order:
            seconds = limit.seconds_of()
            say(f"  {limit.name}: {seconds:.3f} s")
            if number:
                limit.seconds.append(seconds)
    print_table("", limit_table(limits), options.markdown,
                f"{exports.title}, {exports.size_mb:,.0f} MB, in the page cache.",
                rounds_and_machine(options.repeat))


def limits_of(files):
    """The limits on files, and those of memory itself on as many bytes as it takes to see them."""
    size = sum(file.stat().st_size for file in files)
    limits = [Limit("cat, to /dev/null", size, lambda: command_seconds("cat", files)),
              Limit("wc -l", size, lambda: command_seconds("wc", ["-l", *files])),
              Limit("SHA-256, one core", size, lambda: seconds_on(1, hashing, files))]
    for cores in dict.fromkeys((1, CORES)):
        on = "one core" if cores == 1 else f"{cores} cores"
        limits += [
            Limit(f"reading the page cache, {on}", size,
                  lambda cores=cores: seconds_on(cores, reading, files)),
            Limit(f"reading memory, {on}", MEMORY_BYTES * cores,
                  lambda cores=cores: seconds_on(cores, scanning_memory)),
            Limit(f"copying memory, {on}", MEMORY_BYTES * cores,
                  lambda cores=cores: seconds_on(cores, copying_memory))]
    return limits


def command_seconds(program, arguments):
    """The time of a program from start to end."""
    start = time.perf_counter()
    if subprocess.run([program, *arguments], stdout=subprocess.DEVNULL).returncode != 0:
        raise BenchFailure(f"{program} failed")
    return time.perf_counter() - start


def run_seconds(job):
    """The time of a cold run."""
    result = job.run()
    if job.failure:
        raise BenchFailure(job.failure)
    return result.seconds


def seconds_on(cores, prepare, *arguments):
    """The time that processes take together for work each of them has prepared before.

    `prepare` is called with its place among the processes, their number and the arguments, and
    returns the work.
    """
    forking = multiprocessing.get_context("fork")
    line = forking.Barrier(cores + 1)

    def one(place):
        work = prepare(place, cores, *arguments)
        line.wait()
        work()
        line.wait()

    processes = [forking.Process(target=one, args=(place,)) for place in range(cores)]
    for process in processes:
        process.start()
    line.wait()
    start = time.perf_counter()
    line.wait()
    seconds = time.perf_counter() - start
    for process in processes:
        process.join()
    return seconds


def hashing(place, cores, files):
    """Work: the SHA-256 of files by OpenSSL's library."""
    def work():
        buffer = bytearray(READ_BYTES)
        for path in files:
            digest = hashlib.sha256()
            with open(path, "rb", buffering=0) as file:
                while size := file.readinto(buffer):
                    digest.update(memoryview(buffer)[:size])
    return work


def reading(place, cores, files):
    """Work: a process's share of the bytes of each file, read into one buffer and not looked at."""
    def work():
        buffer = bytearray(READ_BYTES)
        for path in files:
            with open(path, "rb", buffering=0) as file:
                size = os.fstat(file.fileno()).st_size
                at, end = size * place // cores, size * (place + 1) // cores
                while at < end:
                    at += os.preadv(file.fileno(), [memoryview(buffer)[:end - at]], at)
    return work


def scanning_memory(place, cores):
    """Work: the C library's search for a byte that is nowhere in memory larger than the caches."""
    memory = bytearray(b"\1") * MEMORY_BYTES
    return lambda: memory.find(b"\0")


def copying_memory(place, cores):
    """Work: a copy of memory larger than the caches."""
    source, target = bytearray(b"\1") * MEMORY_BYTES, bytearray(b"\2") * MEMORY_BYTES

    def work():
        memoryview(target)[:] = memoryview(source)
    return work


def limit_table(limits):
    """Seconds, gigabytes a second, and how often the time goes into that of `cat`."""
    rows = [("", "seconds", "GB/s", "times cat's seconds a byte")]
    base = median(limits[0].seconds) / limits[0].byte_count
    for limit in limits:
        a_byte = median(limit.seconds) / limit.byte_count
        rows.append((limit.name, spread(limit.seconds, 3), f"{1e-9 / a_byte:.2f}",
                     ratio(a_byte, base)))
    return rows
