"""What PyTorch and torchvision make of small planes: resampling.json and center_crop.json.

    python make_resampling.py        # needs torch and torchvision

PyTorch computes in float64, so that the recorded values carry no error of their own.
"""

import json
from pathlib import Path

import torch
import torchvision.transforms.functional as vision
from torch.nn.functional import interpolate

HERE = Path(__file__).parent


def plane(height, width):
    """Values that a test computes again: no row or column is like another."""
    index = torch.arange(height * width, dtype=torch.float64)
    return ((index * 7919) % 1009 / 1008).reshape(1, 1, height, width)


def listed(tensor):
    return [round(v, 7) for v in tensor.reshape(-1).tolist()]


def resampling():
    cases = []
    sizes = [
        ((7, 7), (20, 13)), ((7, 7), (7, 7)), ((20, 13), (7, 7)), ((1, 1), (4, 5)), ((9, 11), (1, 1)),
        ((5, 1), (3, 4)), ((1, 6), (2, 3)), ((16, 16), (8, 8)), ((8, 8), (16, 16)), ((40, 3), (6, 9)),
        ((3, 40), (9, 6)), ((33, 29), (10, 28)), ((10, 12), (11, 11)),
    ]
    for source, target in sizes:
        for antialias in (False, True):
            result = interpolate(
                plane(*source), size=target, mode="bilinear", align_corners=False, antialias=antialias)
            cases.append({"source": source, "target": target, "antialias": antialias, "values": listed(result)})
    return cases


def crops():
    cases = []
    # Landscape, portrait, equal ratios, odd remainders both ways, enlarging.
    for source, side in [((20, 31), 8), ((31, 20), 8), ((16, 16), 8), ((23, 50), 7), ((50, 23), 7),
                         ((9, 14), 12), ((14, 9), 11), ((17, 19), 6), ((19, 17), 9), ((24, 31), 16)]:
        image = plane(*source)
        resized = vision.resize(image, side, antialias=True)
        result = vision.center_crop(resized, side)
        cases.append({"source": source, "target": [side, side], "antialias": True, "values": listed(result)})
    return cases


def dump(name, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (HERE / name).write_text(f"[\n{lines}\n]\n")


dump("resampling.json", resampling())
dump("center_crop.json", crops())
