"""What every measurement needs: a network on all sides and the same images."""

from dataclasses import dataclass, field

import numpy as np
import onnxruntime
import torch

import networks
from engine import Engine
from results import Results


@dataclass
class Settings:
    """What the command line chose."""

    runs: int
    threads: int
    quick: bool
    folder: str
    tool: str

    @property
    def slow_runs(self):
        """Turns where a run takes seconds to minutes."""
        return min(self.runs, 3)


@dataclass
class Bench:
    """The processes and the results."""

    engine: Engine
    results: Results
    settings: Settings
    saved: dict = field(default_factory=dict)

    def network(self, name, channels=3, size=224):
        """The network for images of `size`; its weights do not depend on that."""
        if (name, size) not in self.saved:
            files = networks.save(name, self.settings.folder, channels, size)
            self.saved[name, size] = Network(name, files, self.settings.threads)
        return self.saved[name, size]


class Network:
    """One network in PyTorch and ONNX Runtime, and the file that ours reads."""

    def __init__(self, name, files, threads):
        self.name, self.file = name, files.safetensors
        self.torch = networks.load(name, files.safetensors)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            files.onnx, options, providers=["CPUExecutionProvider"])

    @property
    def explained(self):
        """The module that Grad-CAM explains."""
        return self.torch.get_submodule(networks.EXPLAINED[self.name])

    def run_torch(self, images):
        with torch.inference_mode():
            return self.torch(images).numpy()

    def run_onnx(self, images):
        return self.session.run(None, {"image": images})[0]


def images(batch, channels=3, size=224):
    """Smooth random pictures, already normalised."""
    generator = np.random.default_rng(batch + size)
    coarse = torch.tensor(generator.standard_normal((batch, channels, 14, 14)), dtype=torch.float32)
    return torch.nn.functional.interpolate(coarse, size=(size, size), mode="bicubic").numpy()
