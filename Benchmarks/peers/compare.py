"""Compares us with our peers in alternating runs, after checking that all compute the same.

    compare.py                                          everything, about an hour
    compare.py --quick                                  few runs and windows, minutes
    compare.py --only forward gradcam --networks resnet18 --runs 5

Rows go to Benchmarks/results.json (of the quick mode to quick.json in the folder), and with --write
as a table to Benchmarks/README.md.
"""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
NETWORKS = ["resnet18", "resnet50", "densenet121", "vgg16"]
MEASUREMENTS = ["forward", "gradcam", "occlusion", "recomputation", "training", "first_heatmap",
                "audit"]


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=MEASUREMENTS)
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=NETWORKS)
    parser.add_argument("--runs", type=int, help="turns of each side (default 7, quick 3)")
    parser.add_argument("--threads", type=int, default=2, help="of each side (default 2)")
    parser.add_argument("--quick", action="store_true",
                        help="fewer runs; the peers' occlusion from 64 windows; 20 images")
    parser.add_argument("--write", action="store_true", help="write the table into README.md")
    parser.add_argument("--folder", type=Path, default=BENCHMARKS / ".build" / "peers",
                        help="for networks and images")
    parser.add_argument("--engine", default=BENCHMARKS / ".build/release/engine-bench")
    parser.add_argument("--tool", default=BENCHMARKS / ".build/release/lung-attention")
    return parser.parse_args()


def main():
    options = arguments()
    # Before the first import of a library with threads.
    os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(options.threads)
    from importlib import import_module

    import torch

    import machine
    import table
    import torchvision_import  # noqa: F401  before those that import torchvision
    from agreement import Disagreement
    from engine import Engine
    from results import Results
    from sides import Bench, Settings

    torch.set_num_threads(options.threads)
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / "quick.json" if options.quick else BENCHMARKS / "results.json"
    bench = Bench(
        Engine(str(options.engine), options.threads),
        Results(path, machine.describe(options.threads), machine.commit()),
        Settings(runs=options.runs or (3 if options.quick else 7), threads=options.threads,
                 quick=options.quick, folder=str(options.folder), tool=str(options.tool)))
    failed = False
    for kind in options.only:
        measurement = import_module(f"measurements.{kind}")
        for name in getattr(measurement, "NETWORKS", NETWORKS):
            if name in NETWORKS and name not in options.networks:
                continue
            print(f"{kind.replace('_', ' ')}, {name}:", flush=True)
            try:
                measurement.measure(bench, name)
            except Disagreement as error:
                print(f"  NOT MEASURED: {error}", flush=True)
                failed = True
    bench.engine.close()
    print(f"Results in {path}")
    if options.write:
        table.write(path)
    sys.exit(failed)


if __name__ == "__main__":
    main()
