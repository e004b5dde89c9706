"""Occlusion by the peers: zeros in a square window at every multiple of the stride.

Each takes the batch size and returns the map `[H, W]`: the mean fall of the target's score over
the windows that cover a pixel.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import torch
from captum.attr import Occlusion
from monai.visualize import OcclusionSensitivity


@dataclass(frozen=True)
class Grid:
    """Where windows lie; they must end at the border, for there the peers differ."""

    size: int
    window: int
    stride: int

    @property
    def starts(self):
        assert (self.size - self.window) % self.stride == 0
        return range(0, self.size - self.window + 1, self.stride)

    @property
    def positions(self):
        return len(self.starts) ** 2

    @property
    def settings(self):
        """What our engine needs to be told."""
        return dict(window=self.window, stride=self.stride)

    @property
    def coarse(self):
        """64 windows side by side: a run of the network costs the same wherever the window is."""
        return Grid(self.size, self.size // 8, self.size // 8)


def captum(network, inputs, grid, batch, target=0):
    channels = inputs.shape[1]
    with torch.no_grad():
        found = Occlusion(network.torch).attribute(
            torch.from_numpy(inputs), target=target, baselines=0,
            sliding_window_shapes=(channels, grid.window, grid.window),
            strides=(channels, grid.stride, grid.stride), perturbations_per_eval=batch)
    return found[0, 0].numpy()


def monai(network, inputs, grid, batch, target=0):
    """MONAI's map holds the occluded scores; the base score is subtracted here."""
    occlusion = OcclusionSensitivity(
        network.torch, mask_size=grid.window, n_batch=batch, mode=0.0,
        overlap=1 - grid.stride / grid.window, activate=False, verbose=False)
    tensor = torch.from_numpy(inputs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an indexing style that PyTorch will drop
        scores, _ = occlusion(tensor)
    base = network.run_torch(tensor)[0, target]
    return base - np.asarray(scores)[0, target]


def onnx_runtime(network, inputs, grid, batch, target=0):
    """What one writes by hand: a buffer of copies, each with its window blank."""
    base = network.run_onnx(inputs)[0, target]
    windows = [(y, x) for y in grid.starts for x in grid.starts]
    sums, counts = np.zeros((grid.size, grid.size)), np.zeros((grid.size, grid.size))
    for first in range(0, len(windows), batch):
        part = windows[first:first + batch]
        occluded = np.repeat(inputs, len(part), axis=0)
        for image, (y, x) in zip(occluded, part):
            image[:, y:y + grid.window, x:x + grid.window] = 0
        for score, (y, x) in zip(network.run_onnx(occluded)[:, target], part):
            covered = np.s_[y:y + grid.window, x:x + grid.window]
            sums[covered] += base - score
            counts[covered] += 1
    return sums / counts


PEERS = {"Captum": captum, "MONAI": monai, "ONNX Runtime": onnx_runtime}
