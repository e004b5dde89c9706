"""Occlusion of CompactCNN against our own full recomputation of every window."""

import goals
from agreement import check
from sides import images
from timing import alternate


NETWORK = "compactcnn"


def measure(bench, name):
    network = bench.network(name, channels=1, size=128)
    for size in (128, 224):
        inputs = images(1, channels=1, size=size)
        place = dict(window=16, stride=8)
        check(f"compactcnn at {size}², occlusion, full recomputation",
              bench.engine.result("occlusion", network.file, inputs, **place),
              bench.engine.result("fullOcclusion", network.file, inputs, **place))
        found = alternate({
            task: bench.engine.timed(task, network.file, inputs, **place)
            for task in ("occlusion", "fullOcclusion")
        }, bench.settings.runs)
        windows = ((size - 16) // 8 + 1) ** 2
        bench.results.add(
            "recomputation", name, f"occlusion, {windows} windows at {size}²",
            "our full recomputation", found["occlusion"], found["fullOcclusion"],
            goals.OCCLUSION_RECOMPUTED)
