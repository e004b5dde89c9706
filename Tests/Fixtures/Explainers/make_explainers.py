"""Writes occlusion.json from Captum's Occlusion.

    python -m pip install -r Tests/Fixtures/requirements.txt
    python Tests/Fixtures/Explainers/make_explainers.py

References are computed in double precision from float32 inputs (see deterministic.py).
"""

import json
import sys
from pathlib import Path

from captum.attr import Occlusion

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from deterministic import rounded  # noqa: E402
from reference_networks import image, network  # noqa: E402

CASES = [
    # architecture, shape, classes, window, stride, baseline
    ("compactcnn", (1, 1, 24, 20), 2, (8, 8), (4, 4), 0.0),
    ("compactcnn", (2, 1, 25, 19), 2, (8, 8), (8, 8), 0.0),  # the last window is cut
    ("compactcnn", (1, 1, 25, 19), 2, (6, 9), (5, 4), 0.75),
    ("compactcnn", (1, 1, 16, 24), 2, (16, 5), (1, 3), -1.5),
    ("compactcnn", (1, 1, 17, 23), 2, (1, 7), (1, 2), 0.0),
    ("resnet18", (1, 3, 40, 33), 5, (16, 16), (8, 8), 0.0),
    ("resnet18", (2, 3, 33, 40), 5, (9, 14), (7, 11), 0.5),
]


def occlusion():
    for architecture, shape, classes, window, stride, baseline in CASES:
        channels = shape[1]
        targets = [index % classes for index in range(shape[0])]
        maps = Occlusion(network(architecture, channels, classes)).attribute(
            image(architecture, shape), target=targets, baselines=baseline,
            sliding_window_shapes=(channels, *window), strides=(channels, *stride))
        yield {
            "architecture": architecture, "channels": channels, "classes": classes,
            "inputShape": list(shape), "input": f"{architecture}.image",
            "window": window, "stride": stride, "baseline": baseline, "targets": targets,
            "maps": rounded(maps[:, 0], digits=6),
        }


if __name__ == "__main__":
    (FOLDER / "occlusion.json").write_text(
        json.dumps(list(occlusion()), separators=(",", ":")) + "\n")
