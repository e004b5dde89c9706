"""An audit from 1024×1024 PNGs to overlays of the same size, by ResNet-18."""

import csv
import sys
from pathlib import Path

import numpy as np

import goals
import processes
import radiographs
from agreement import check

SCRIPT = str(Path(__file__).resolve().parents[1] / "scripts" / "audit.py")
NETWORKS = ["resnet18"]


def measure(bench, name):
    settings, network = bench.settings, bench.network(name)
    count = 20 if settings.quick else 100
    manifest = str(radiographs.write(f"{settings.folder}/radiographs", count))
    ours, theirs = f"{settings.folder}/audit", f"{settings.folder}/audit-torch"
    commands = {
        "ours": [settings.tool, "audit", manifest, "--model", network.file, "--target", "0",
                 "--output", ours, "--threads", str(settings.threads), "--no-randomized-twin",
                 "--no-probes"],
        "Python loop": [sys.executable, SCRIPT, name, network.file, manifest, theirs],
    }
    for side, command in commands.items():
        processes.run(command, settings.threads, f"{settings.folder}/{side.replace(' ', '-')}.log")
    # pytorch-grad-cam's map is stretched to begin at 0 and upsampled twice, so only roughly.
    check("audit's lung mass, pytorch-grad-cam", _lung_mass(ours), _lung_mass(theirs), 0.1)

    found = processes.alternate(commands, settings.slow_runs, settings.threads, settings.folder)
    ours, theirs = found["ours"], found["Python loop"]
    bench.results.add("audit", name, f"audit of {count} PNGs of 1024²", "Python loop",
                      ours.seconds, theirs.seconds, goals.AUDIT)
    bench.results.add("memory", name, f"peak memory, audit of {count}", "Python loop",
                      ours.mebibytes, theirs.mebibytes, goals.MEMORY, unit="MiB")


def _lung_mass(folder):
    with open(f"{folder}/cases.csv") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: Path(row["image"]).name)
    return np.array([float(row["lung_mass"] or "nan") for row in rows])
