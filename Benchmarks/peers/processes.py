"""Whole programs: how long they run and how much memory they take."""

import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median


@dataclass
class Usage:
    seconds: float
    mebibytes: float


def run(command, threads, log):
    """Runs `command` to its end; `log` gets what it prints."""
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
    with open(log, "w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with {process.returncode}; see {log}")
    return Usage(seconds, usage.ru_maxrss / 1024)


def alternate(commands, runs, threads, folder):
    """Median times and memory of the commands, by name, after an untimed run of each."""
    found = {name: [] for name in commands}
    for round in range(runs + 1):
        for name, command in commands.items():
            usage = run(command, threads, f"{folder}/{name.replace(' ', '-')}.log")
            if round > 0:
                found[name].append(usage)
    return {
        name: Usage(median(u.seconds for u in usages), median(u.mebibytes for u in usages))
        for name, usages in found.items()
    }
