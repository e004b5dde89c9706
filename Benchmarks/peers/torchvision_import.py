"""Imports torchvision where its compiled extension cannot load.

The extension fits only the PyTorch build it was made for; beside the build for CPUs its import
ends with "operator torchvision::nms does not exist". The classification networks are pure Python
and never call it, so the operators are only declared here. Import this before anything that
imports torchvision, such as pytorch-grad-cam.
"""

from importlib.machinery import PathFinder
from pathlib import Path

import torch


def _declare_operators():
    folder = Path(PathFinder.find_spec("torchvision").origin).parent
    try:
        (library,) = folder.glob("_C*.so")
        torch.ops.load_library(str(library))
    except (OSError, ValueError):
        operators = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms"):
            operators.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        # The declarations are withdrawn together with the object.
        _declare_operators.kept = operators


_declare_operators()

import torchvision  # noqa: E402

__all__ = ["torchvision"]
