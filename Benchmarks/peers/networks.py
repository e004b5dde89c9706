"""The networks that are compared, with the same weights for every side."""

import json
import warnings
from dataclasses import dataclass

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from torchvision_import import torchvision

CLASSES = ["normal", "covid"]
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

# The module whose output Grad-CAM explains: the last feature map, after its ReLU.
EXPLAINED = {
    "resnet18": "layer4",
    "resnet50": "layer4",
    "densenet121": "relu",
    "vgg16": "features.29",
}


class DenseNet(nn.Module):
    """torchvision's DenseNet with its last ReLU as a module.

    There it is a function that overwrites the map before it, which misleads explainers.
    """

    def __init__(self, network):
        super().__init__()
        self.features, self.classifier = network.features, network.classifier
        self.relu, self.pool = nn.ReLU(), nn.AdaptiveAvgPool2d(1)

    def forward(self, x):
        return self.classifier(self.pool(self.relu(self.features(x))).flatten(1))


class CompactCNN(nn.Module):
    """Our small network for grey images, as one writes it in PyTorch."""

    def __init__(self):
        super().__init__()
        width = 1
        for index, channels in enumerate([16, 32, 64, 96, 128]):
            block = nn.Sequential()
            block.add_module("conv", nn.Conv2d(width, channels, 3, padding=1, bias=False))
            block.add_module("bn", nn.BatchNorm2d(channels))
            block.add_module("relu", nn.ReLU(inplace=True))
            if index < 3:
                block.add_module("pool", nn.MaxPool2d(2))
            self.add_module(f"block{index + 1}", block)
            width = channels
        self.classifier = nn.Linear(width, len(CLASSES))

    def forward(self, x):
        for index in range(1, 6):
            x = getattr(self, f"block{index}")(x)
        return self.classifier(x.mean((2, 3)))


@dataclass
class Files:
    """Where a network's weights are, for our side and for ONNX Runtime."""

    safetensors: str
    onnx: str


def _untrained(name):
    if name == "compactcnn":
        return CompactCNN()
    return getattr(torchvision.models, name)(weights=None, num_classes=len(CLASSES))


def explainable(name, network):
    """The network with the map that is explained as the output of a module of its own."""
    if name == "densenet121":
        return DenseNet(network)
    if name == "vgg16":
        network.features[29].inplace = False
    return network


def load(name, path):
    """The network saved at `path`, ready to be explained."""
    network = _untrained(name)
    network.load_state_dict(load_file(path), strict=False)
    # The wrapper too: MONAI puts a network back into the mode in which it found the outermost.
    return explainable(name, network).eval()


def save(name, folder, channels=3, size=224):
    """Makes the network from a fixed seed and saves it for both sides."""
    files = Files(f"{folder}/{name}-{size}.safetensors", f"{folder}/{name}-{size}.onnx")
    torch.manual_seed(0)
    network = _untrained(name)
    _settle_statistics(network, channels)
    mean, deviation = (MEAN, DEVIATION) if channels == 3 else ([0.5], [0.25])
    metadata = {
        "architecture": name,
        "class_names": json.dumps(CLASSES),
        "input_size": f"{size}x{size}",
        "input_window": "full",
        "input_mean": json.dumps(list(mean)),
        "input_std": json.dumps(list(deviation)),
        "activation": "softmax",
    }
    state = {key: value.contiguous() for key, value in network.state_dict().items()
             if not key.endswith("num_batches_tracked")}
    save_file(state, files.safetensors, metadata=metadata)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(), torch.zeros(1, channels, size, size), files.onnx, dynamo=False,
            input_names=["image"], output_names=["logits"],
            dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
    return files


def _settle_statistics(network, channels):
    """Gives normalisations the statistics of their inputs, so that activations stay near 1."""
    network.train()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = None  # an average of all batches
    with torch.no_grad():
        for _ in range(2):
            network(torch.randn(4, channels, 128, 128))
