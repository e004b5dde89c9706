"""The reference networks with deterministic parameters, and Captum's maps of them."""

from functools import lru_cache

import torch
import torchvision
from captum.attr import LayerGradCam
from torch import nn

from deterministic import fill, rounded, uniform


class CompactCNN(nn.Module):
    """The network of Sources/Networks/Architectures/CompactCNN.swift."""

    def __init__(self, channels, classes):
        super().__init__()
        width = channels
        for index, following in enumerate([16, 32, 64, 96, 128]):
            block = nn.Sequential()
            block.add_module("conv", nn.Conv2d(width, following, 3, padding=1, bias=False))
            block.add_module("bn", nn.BatchNorm2d(following))
            block.add_module("relu", nn.ReLU())
            if index < 3:
                block.add_module("pool", nn.MaxPool2d(2))
            self.add_module(f"block{index + 1}", block)
            width = following
        self.classifier = nn.Linear(width, classes)

    def forward(self, x):
        for index in range(5):
            x = self.get_submodule(f"block{index + 1}")(x)
        return self.classifier(x.mean(dim=(2, 3)))


class DenseNet(torchvision.models.DenseNet):
    """torchvision's, with its last ReLU as a module that does not write over `norm5`."""

    def __init__(self, **settings):
        super().__init__(32, (6, 12, 24, 16), 64, **settings)
        self.relu5 = nn.ReLU()

    def forward(self, x):
        return self.classifier(self.relu5(self.features(x)).mean(dim=(2, 3)))


@lru_cache(maxsize=1)
def network(architecture, channels, classes):
    if architecture == "compactcnn":
        model = CompactCNN(channels, classes)
    elif architecture == "densenet121":
        model = DenseNet(num_classes=classes)
    else:
        model = getattr(torchvision.models, architecture)(num_classes=classes)
    if channels != 3 and architecture.startswith("resnet"):
        model.conv1 = nn.Conv2d(channels, 64, 7, stride=2, padding=3, bias=False)
    for module in model.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = False
    return fill(model).double()


def image(architecture, shape):
    return torch.from_numpy(uniform(f"{architecture}.image", shape, -2, 2)).double()


def logits_of(architecture, shape, classes):
    with torch.no_grad():
        logits = network(architecture, shape[1], classes)(image(architecture, shape))
    return {"logits": rounded(logits)}


def gradcam_cases(architecture, shape, classes, layers):
    """Captum's Grad-CAM, signed and rectified, for the first and the last class."""
    model, x = network(architecture, shape[1], classes), image(architecture, shape)
    targets = [0, classes - 1]
    cases = []
    for ours, theirs in layers:
        method = LayerGradCam(model, model.get_submodule(theirs))
        signed, rectified = [
            method.attribute(x, target=targets, relu_attributions=flag) for flag in (False, True)
        ]
        cases.append({
            "layer": ours, "targets": targets, "grid": list(signed.shape[2:]),
            "signed": rounded(signed), "rectified": rounded(rectified),
        })
    return cases
