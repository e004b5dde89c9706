"""A training step of CompactCNN: 32 grey images of 128×128, Adam."""

import copy

import numpy as np
import torch
from torch.nn.functional import cross_entropy

import goals
from agreement import check
from timing import alternate, timed

BATCH, SIZE = 32, 128
MEAN, DEVIATION = 0.5, 0.25
CHECKED_STEPS = 3


class Steps:
    """PyTorch's side: steps on one batch whose classes alternate."""

    def __init__(self, network, images):
        self.network = copy.deepcopy(network).train()
        for module in self.network.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.momentum = 0.1
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1e-3)
        self.images = torch.from_numpy(images)
        self.labels = torch.arange(len(images)) % 2

    def step(self):
        self.optimizer.zero_grad()
        inputs = (self.images - MEAN) / DEVIATION
        loss = cross_entropy(self.network(inputs), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


NETWORKS = ["compactcnn"]


def measure(bench, name):
    network = bench.network(name, channels=1, size=SIZE)
    images = np.random.default_rng(0).random((BATCH, 1, SIZE, SIZE), dtype=np.float32)
    steps = Steps(network.torch, images)
    check("compactcnn losses of the first steps, PyTorch",
          bench.engine.result("training", network.file, images, repeats=CHECKED_STEPS),
          [steps.step() for _ in range(CHECKED_STEPS)])
    found = alternate({
        "ours": bench.engine.timed("training", network.file, images),
        "PyTorch": timed(steps.step),
    }, bench.settings.runs)
    bench.results.add(
        "training", name, f"training step, {BATCH} images of {SIZE}²", "PyTorch",
        found["ours"], found["PyTorch"], goals.TRAINING)
