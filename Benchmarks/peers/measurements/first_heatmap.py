"""From the start of the process to the PNG on disk, and the most memory it takes."""

import sys
from pathlib import Path

import goals
import processes
import radiographs

SCRIPT = str(Path(__file__).resolve().parents[1] / "scripts" / "explain.py")


def measure(bench, name):
    settings, network = bench.settings, bench.network(name)
    picture = str(radiographs.write(f"{settings.folder}/one", 1).parent / "000.png")
    ours, theirs = f"{settings.folder}/heatmap", f"{settings.folder}/heatmap.png"
    found = processes.alternate({
        "ours": [settings.tool, "explain", picture, "--model", network.file, "--target", "0",
                 "--output", ours, "--threads", str(settings.threads)],
        "PyTorch script": [sys.executable, SCRIPT, name, network.file, picture, theirs],
    }, settings.runs, settings.threads, settings.folder)
    ours, theirs = found["ours"], found["PyTorch script"]
    bench.results.add("first heatmap", name, "time to first heatmap", "PyTorch script",
                      ours.seconds, theirs.seconds, goals.FIRST_HEATMAP)
    bench.results.add("memory", name, "peak memory, one heatmap", "PyTorch script",
                      ours.mebibytes, theirs.mebibytes, goals.MEMORY, unit="MiB")
