"""Imports torchvision, timm and TorchXRayVision's models where parts of them cannot load.

torchvision's compiled extension fits only the PyTorch build it was made for; beside the build for
CPUs its import ends with "operator torchvision::nms does not exist". The classification networks
are pure Python and never call it, so the operators are only declared here. TorchXRayVision's
models likewise need neither its data sets nor the packages behind them.
"""

import sys
import types
from importlib.machinery import PathFinder
from pathlib import Path

import torch


def _folder(package):
    return Path(PathFinder.find_spec(package).origin).parent


def _declare_operators_of_torchvision():
    try:
        (library,) = _folder("torchvision").glob("_C*.so")
        torch.ops.load_library(str(library))
    except (OSError, ValueError):
        operators = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms"):
            operators.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        # The declarations are withdrawn together with the object.
        _declare_operators_of_torchvision.kept = operators


def _stand_in_for_data_sets():
    package = types.ModuleType("torchxrayvision")
    package.__path__ = [str(_folder("torchxrayvision"))]
    data_sets = types.ModuleType("torchxrayvision.datasets")
    data_sets.default_pathologies = ["finding"] * 18  # only their number matters
    package.datasets = data_sets
    sys.modules["torchxrayvision"] = package
    sys.modules["torchxrayvision.datasets"] = data_sets
    sys.modules.setdefault("skimage", types.ModuleType("skimage"))


_declare_operators_of_torchvision()
_stand_in_for_data_sets()

import timm  # noqa: E402
import torchvision  # noqa: E402
from torchxrayvision import models as torchxrayvision_models  # noqa: E402

__all__ = ["timm", "torchvision", "torchxrayvision_models"]
