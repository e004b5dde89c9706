"""Writes operators.json and architectures.json from PyTorch, torchvision and Captum.

    python -m pip install -r Tests/Fixtures/requirements.txt
    python Tests/Fixtures/Networks/make_networks.py

References are computed in double precision from float32 inputs (see deterministic.py).
"""

import json
import random
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from deterministic import rounded, uniform  # noqa: E402
from reference_networks import gradcam_cases, logits_of  # noqa: E402

cases = []


def add(operator, function, shapes, ranges=None, differentiable=None, **settings):
    """Records output and gradients of `function` for deterministic inputs."""
    name = f"{operator}-{len(cases)}"
    ranges = ranges or [(-1, 1)] * len(shapes)
    inputs = [
        torch.from_numpy(uniform(f"{name}.{index}", shape, *bounds)).double().requires_grad_()
        for index, (shape, bounds) in enumerate(zip(shapes, ranges))
    ]
    output = function(*inputs)
    cotangent = torch.from_numpy(uniform(f"{name}.cotangent", tuple(output.shape))).double()
    count = len(inputs) if differentiable is None else differentiable
    gradients = torch.autograd.grad(output, inputs[:count], cotangent)
    cases.append(
        {
            "name": name,
            "operator": operator,
            "settings": {key: list(value) for key, value in settings.items()},
            "inputs": [
                {"shape": list(shape), "low": low, "high": high}
                for shape, (low, high) in zip(shapes, ranges)
            ],
            "outputShape": list(output.shape),
            "output": rounded(output),
            "gradients": [rounded(gradient) for gradient in gradients],
        }
    )


def convolution(batch, size, channels, outputs, kernel, stride, padding, dilation, groups, bias):
    shapes = [(batch, channels, *size), (outputs, channels // groups, *kernel)]
    if bias:
        shapes.append((outputs,))
    add(
        "convolution",
        lambda x, w, b=None: F.conv2d(x, w, b, stride, padding, dilation, groups),
        shapes,
        kernel=kernel, stride=stride, padding=padding, dilation=dilation, groups=[groups],
    )


def convolutions():
    chooser = random.Random(1)
    # 70 draws from the full product of the settings.
    for index in range(70):
        kernel = chooser.choice([(1, 1), (3, 3), (2, 3), (5, 1), (3, 2)])
        groups, channels, outputs = chooser.choice(
            [(1, 3, 4), (1, 1, 2), (2, 4, 6), (4, 4, 4), (4, 4, 8)])
        convolution(
            batch=chooser.choice([1, 3]),
            size=chooser.choice([(9, 6), (9, 8), (10, 5)]),
            channels=channels, outputs=outputs, kernel=kernel,
            stride=chooser.choice([(1, 1), (2, 2), (2, 1), (1, 3)]),
            padding=chooser.choice([(0, 0), (1, 1), (2, 1), (0, 2)]),
            dilation=chooser.choice([(1, 1), (1, 1), (2, 1), (1, 2)]),
            groups=groups, bias=index % 2 == 0)


def normalizations():
    for shape in [(3, 4, 3, 5), (6, 5), (1, 3, 2, 2)]:
        vector = (shape[1],)
        shapes = [shape] + [vector] * 4
        ranges = [(-1, 1), (0.5, 1.5), (-1, 1), (-0.5, 0.5), (0.25, 1.5)]
        add("normalization",
            lambda x, w, b, m, v: (x - _c(m, x)) / torch.sqrt(_c(v, x) + 1e-5) * _c(w, x) + _c(b, x),
            shapes, ranges)
        # The definition above is what PyTorch's own inference computes.
        recorded = cases[-1]
        values = [torch.from_numpy(uniform(f"{recorded['name']}.{i}", s, *r)).double()
                  for i, (s, r) in enumerate(zip(shapes, ranges))]
        own = F.batch_norm(values[0], values[3], values[4], values[1], values[2], eps=1e-5)
        assert torch.allclose(
            own.flatten(), torch.tensor(recorded["output"], dtype=torch.double), atol=1e-6)
        add("trainingNormalization",
            lambda x, w, b, m, v: F.batch_norm(x, None, None, w, b, training=True, eps=1e-5),
            shapes, ranges, differentiable=3)


def _c(vector, like):
    return vector.reshape([1, -1] + [1] * (like.dim() - 2))


def poolings():
    windows = [
        ((2, 2), (2, 2), (0, 0), (1, 1)), ((3, 3), (2, 2), (1, 1), (1, 1)),
        ((3, 2), (1, 2), (1, 0), (1, 1)), ((2, 3), (2, 1), (1, 1), (1, 1)),
        ((3, 3), (1, 1), (1, 1), (2, 1)), ((2, 2), (1, 2), (0, 1), (1, 3)),
    ]
    for index, (kernel, stride, padding, dilation) in enumerate(windows):
        shape = [(1, 3, 7, 6), (3, 2, 5, 9)][index % 2]
        window = dict(kernel=kernel, stride=stride, padding=padding, dilation=dilation)
        add("maxPool", lambda x: F.max_pool2d(x, kernel, stride, padding, dilation),
            [shape], **window)
        if dilation == (1, 1):
            for counts in [1, 0]:
                add("averagePool",
                    lambda x: F.avg_pool2d(
                        x, kernel, stride, padding, count_include_pad=bool(counts)),
                    [shape], **window, countsPadding=[counts])
    for size, extent in [((13, 9), (7, 7)), ((3, 5), (7, 7)), ((14, 14), (7, 7)), ((7, 8), (2, 3))]:
        add("adaptivePool", lambda x: F.adaptive_avg_pool2d(x, extent), [(2, 2, *size)],
            extent=extent)
    add("globalPool", lambda x: F.adaptive_avg_pool2d(x, 1), [(3, 4, 5, 3)])


def others():
    add("linear", F.linear, [(3, 5), (4, 5), (4,)])
    add("linear", F.linear, [(1, 6), (3, 6)])
    add("add", torch.add, [(2, 3, 4, 5), (2, 3, 4, 5)])
    add("concatenation", lambda *x: torch.cat(x, 1), [(2, 3, 4, 3), (2, 1, 4, 3), (2, 2, 4, 3)])
    add("concatenation", lambda *x: torch.cat(x, 1), [(3, 2), (3, 4)])
    add("flatten", lambda x: torch.flatten(x, 1), [(2, 3, 4, 3)])
    add("relu", F.relu, [(2, 3, 4, 3)])
    for shape in [(3, 5), (2, 3, 3, 2)]:
        add("sigmoid", torch.sigmoid, [shape], [(-6, 6)])
        add("softmax", lambda x: torch.softmax(x, 1), [shape], [(-6, 6)])


ARCHITECTURES = [
    # architecture, channels, classes, height, width, layers: (ours, the reference's)
    # A ReLU whose input is within rounding of zero can open or close in float32, which changes a
    # gradient for no fault of anyone; these images keep away from that.
    ("compactcnn", 1, 2, 40, 56, [("block5.relu", "block5.relu"), ("block3.bn", "block3.bn")]),
    ("vgg16", 3, 5, 64, 96, [("features.29", "features.29"), ("features.16", "features.16")]),
    ("resnet18", 3, 5, 96, 64, [("layer4.1.relu2", "layer4"), ("layer2", "layer2")]),
    ("resnet18", 1, 2, 65, 90, [("layer4.1.relu2", "layer4"), ("layer4.1.conv2", "layer4.1.conv2")]),
    ("resnet34", 3, 5, 64, 96, [("layer4.2.relu2", "layer4"), ("layer3.2", "layer3.2")]),
    ("resnet50", 3, 5, 96, 64, [("layer4.2.relu3", "layer4"), ("layer3.5.bn3", "layer3.5.bn3")]),
    ("densenet121", 3, 5, 96, 64,
     [("features.relu5", "relu5"), ("features.denseblock3", "features.denseblock3"),
      ("features.norm5", "features.norm5")]),
]


def architectures():
    for architecture, channels, classes, height, width, layers in ARCHITECTURES:
        print(architecture, flush=True)
        shape = (2, channels, height, width)
        yield {
            "architecture": architecture, "channels": channels, "classes": classes,
            "inputShape": list(shape), "input": f"{architecture}.image",
            **logits_of(architecture, shape, classes),
            "maps": gradcam_cases(architecture, shape, classes, layers),
        }


def write(name, value):
    (FOLDER / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    convolutions()
    normalizations()
    poolings()
    others()
    write("operators.json", cases)
    write("architectures.json", list(architectures()))
