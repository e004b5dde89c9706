"""Our occlusion against our own full recomputation of every window."""

import goals
from agreement import check
from occluders import Grid
from sides import images
from timing import alternate

NETWORKS = ["compactcnn", "resnet18", "resnet50", "densenet121", "vgg16"]
# How many times fewer multiply-adds exact reuse needs, from how a change of 16 pixels spreads.
CEILINGS = {"vgg16": 8.9, "resnet18": 2.8, "resnet50": 2.8, "densenet121": 2.3}


def measure(bench, name):
    if name == "compactcnn":
        network = bench.network(name, channels=1, size=128)
        for size in (128, 224):
            _measure(bench, network, images(1, channels=1, size=size), size,
                     Grid(size, window=16, stride=8), "", goals.OCCLUSION_RECOMPUTED)
    else:
        # A run of the network takes as long wherever the window is.
        _measure(bench, bench.network(name), images(1), 224, Grid(224, 16, 8).coarse,
                 f"ceiling {CEILINGS[name]:g}, extrapolated from 64 windows", None)


def _measure(bench, network, inputs, size, recomputed, note, goal):
    grid = Grid(size, window=16, stride=8)
    engine = bench.engine
    check(f"{network.name} at {size}², occlusion, full recomputation",
          engine.result("occlusion", network.file, inputs, **recomputed.settings),
          engine.result("fullOcclusion", network.file, inputs, **recomputed.settings))
    found = alternate({
        "parts": engine.timed("occlusion", network.file, inputs, **grid.settings),
        "all": engine.timed("fullOcclusion", network.file, inputs, **recomputed.settings),
    }, bench.settings.slow_runs)
    bench.results.add(
        "recomputation", network.name, f"occlusion, {grid.positions} windows at {size}²",
        "our full recomputation", found["parts"],
        found["all"] * grid.positions / recomputed.positions, goal, note=note)
