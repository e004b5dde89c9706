"""Whole programs: how long they run and how much memory they take."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

USAGE = str(Path(__file__).parent / "scripts" / "usage.py")


@dataclass
class Usage:
    seconds: float
    mebibytes: float


def run(command, threads, log):
    """Runs `command` to its end; `log` gets what it prints."""
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads))
    launched = subprocess.run([sys.executable, "-S", USAGE, log, *command], env=environment,
                              stdout=subprocess.PIPE, text=True)
    if launched.returncode != 0:
        raise RuntimeError(f"{command} ended with {launched.returncode}; see {log}")
    return Usage(*map(float, launched.stdout.split()))


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
