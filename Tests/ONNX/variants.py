"""Ways to export and to finish a network, beyond an exporter's defaults."""

from dataclasses import dataclass, field

import onnx
import torch
from torch import nn

from half_precision import with_half_weights


@dataclass
class Variant:
    """One ONNX file of an architecture."""

    architecture: str
    name: str
    exporter: str = "torchscript"
    opset: int | None = None
    settings: dict = field(default_factory=dict)  # for torch.onnx.export
    wrap: type | None = None  # around the network, on the way to the file
    activation: str | None = None  # what the file has after the logits
    classes: int | None = None  # with another head
    channels: int | None = None  # of the input, where the wrapper changes them
    fixed_batch: bool = False
    external_data: bool = False
    half_weights: bool = False

    @property
    def weights(self):
        """Variants that share this share their weights."""
        wrapper = self.wrap.__name__ if self.wrap in OF_THE_INPUT else ""
        return self.architecture, self.classes or 0, wrapper, self.half_weights


class Softmax(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x).softmax(1)


class Sigmoid(Softmax):
    def forward(self, x):
        return self.network(x).sigmoid()


class LogSoftmax(Softmax):
    def forward(self, x):
        return self.network(x).log_softmax(1)


class Normalizing(nn.Module):
    """The normalisation of the input inside the network, as some users export it."""

    def __init__(self, network):
        super().__init__()
        self.network = network
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406])[:, None, None])
        self.register_buffer("deviation", torch.tensor([0.229, 0.224, 0.225])[:, None, None])

    def forward(self, x):
        return self.network((x - self.mean) / self.deviation)


class GrayToColor(nn.Module):
    """One channel in, repeated for a network of three."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x.repeat(1, 3, 1, 1))


# Wrappers that change the input belong to the reference too; the others follow the logits.
OF_THE_INPUT = (Normalizing, GrayToColor)

UNFOLDED = dict(training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)

VARIANTS = [
    # Other opsets, for which exporters decompose other operators.
    *[Variant(name, f"opset{opset}", opset=opset)
      for opset in (11, 13, 14)
      for name in ("resnet18", "mobilenet_v3_small", "convnext_tiny", "shufflenet_v2_x1_0")],
    Variant("densenet121", "opset11", opset=11),
    Variant("efficientnet_b0", "opset13", opset=13),
    Variant("timm.tf_efficientnet_b0", "opset13", opset=13),
    Variant("resnet18", "dynamo-opset21", "dynamo", opset=21),
    Variant("convnext_tiny", "dynamo-opset21", "dynamo", opset=21),
    # Batch normalisation left in the graph.
    *[Variant(name, "unfolded", settings=UNFOLDED)
      for name in ("resnet18", "densenet121", "efficientnet_b0", "inception_v3")],
    Variant("resnet18", "unfolded-dynamo", "dynamo", settings=dict(optimize=False)),
    # Batches of exactly one image.
    *[Variant(name, "fixed-batch", fixed_batch=True)
      for name in ("resnet18", "shufflenet_v2_x1_0", "convnext_tiny", "densenet121")],
    Variant("shufflenet_v2_x1_0", "fixed-batch-dynamo", "dynamo", fixed_batch=True),
    # Outputs.
    Variant("resnet18", "softmax", wrap=Softmax, activation="softmax"),
    Variant("mobilenet_v2", "softmax-dynamo", "dynamo", wrap=Softmax, activation="softmax"),
    Variant("vgg11_bn", "softmax", wrap=Softmax, activation="softmax"),
    Variant("resnet18", "log-softmax", wrap=LogSoftmax, activation="log_softmax"),
    Variant("torchxrayvision.densenet121", "sigmoid", wrap=Sigmoid, activation="sigmoid"),
    Variant("resnet18", "single-logit", classes=1),
    Variant("resnet18", "single-sigmoid", classes=1, wrap=Sigmoid, activation="sigmoid"),
    # Inputs.
    Variant("resnet18", "normalizing", wrap=Normalizing),
    Variant("resnet18", "gray", wrap=GrayToColor, channels=1),
    Variant("resnet18", "gray-dynamo", "dynamo", wrap=GrayToColor, channels=1),
    # Storage.
    Variant("squeezenet1_1", "external-data", external_data=True),
    Variant("resnet18", "external-data-dynamo", "dynamo", external_data=True),
    Variant("resnet18", "float16-weights", half_weights=True, settings=UNFOLDED),
    Variant("densenet121", "float16-weights", half_weights=True, settings=UNFOLDED),
]


def store(variant, path):
    """Changes how the exported file keeps its weights."""
    if variant.half_weights:
        onnx.save(with_half_weights(onnx.load(path)), path)
    if variant.external_data and variant.exporter == "torchscript":
        onnx.save(onnx.load(path), path, save_as_external_data=True, location="weights.bin")
