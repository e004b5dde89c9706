"""Writes elementwise.json from PyTorch: operators on tensors of any rank.

    python -m pip install -r Tests/Fixtures/requirements.txt
    python Tests/Fixtures/Networks/make_elementwise.py

References are computed in double precision from float32 inputs (see deterministic.py). Numbers
that JSON lacks are strings: "inf", "-inf" and "nan".
"""

import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from deterministic import uniform  # noqa: E402

cases = []


def numbers(tensor):
    values = tensor.detach().flatten().tolist()
    return [float(f"{v:.8g}") if math.isfinite(v) else str(v) for v in values]


def add(operator, function, shapes, ranges=None, differentiable=None, **settings):
    """Records output and gradients of `function` for deterministic inputs."""
    name = f"{operator}.{len(cases)}"
    ranges = ranges or [(-2, 2)] * len(shapes)
    inputs = [
        torch.from_numpy(uniform(f"{name}.{index}", shape, *bounds)).double().requires_grad_()
        for index, (shape, bounds) in enumerate(zip(shapes, ranges))
    ]
    output = function(*inputs)
    count = len(inputs) if differentiable is None else differentiable
    gradients = []
    if count:
        cotangent = torch.from_numpy(uniform(f"{name}.cotangent", tuple(output.shape))).double()
        gradients = torch.autograd.grad(
            output, inputs[:count], cotangent, allow_unused=True, materialize_grads=True)
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
            "output": numbers(output),
            "gradients": [numbers(gradient) for gradient in gradients],
        }
    )


RANKS = [(), (7,), (2, 3, 4, 3), (2, 1, 3, 2, 2)]


def elementwise():
    sqrt2pi = math.sqrt(2 / math.pi)
    functions = [
        ("relu", F.relu, (-2, 2)), ("sigmoid", torch.sigmoid, (-9, 9)),
        ("silu", F.silu, (-9, 9)), ("silu2", lambda x: x * torch.sigmoid(2 * x), (-9, 9)),
        ("leakyReLU", lambda x: F.leaky_relu(x, 0.25), (-2, 2)),
        ("elu", lambda x: F.elu(x, 0.5), (-4, 4)), ("selu", F.selu, (-4, 4)),
        ("celu", lambda x: F.celu(x, 0.5), (-4, 4)),
        ("thresholdedReLU", lambda x: F.threshold(x, 0.5, 0), (-2, 2)),
        ("clip", lambda x: x.clamp(-0.5, 1), (-2, 2)),
        ("clipBelow", lambda x: x.clamp(min=-0.5), (-2, 2)),
        ("hardSigmoid", F.hardsigmoid, (-5, 5)), ("hardSwish", F.hardswish, (-5, 5)),
        ("mish", F.mish, (-9, 9)), ("gelu", F.gelu, (-6, 6)),
        ("geluTanh", lambda x: F.gelu(x, approximate="tanh"), (-6, 6)),
        ("erf", torch.erf, (-3, 3)), ("tanh", torch.tanh, (-4, 4)), ("exp", torch.exp, (-5, 5)),
        ("log", torch.log, (0.01, 4)), ("squareRoot", torch.sqrt, (0.01, 4)),
        ("reciprocal", torch.reciprocal, (0.2, 3)), ("negate", torch.neg, (-2, 2)),
        ("absoluteValue", torch.abs, (-2, 2)), ("sign", torch.sign, (-2, 2)),
        ("softplus", lambda x: F.softplus(x, threshold=1000), (-9, 9)),
        ("softsign", F.softsign, (-3, 3)), ("floor", torch.floor, (-5, 5)),
        ("ceiling", torch.ceil, (-5, 5)), ("round", torch.round, (-5, 5)),
        ("sine", torch.sin, (-7, 7)), ("cosine", torch.cos, (-7, 7)),
    ]
    for name, function, bounds in functions:
        for shape in RANKS:
            add(name, function, [shape], [bounds])
        add(name, function, [(2, 0, 3)], [bounds])


BROADCASTS = [
    ((2, 3, 4, 5), (2, 3, 4, 5)), ((2, 3, 4, 5), (3, 1, 1)), ((1, 3, 1, 1), (2, 3, 4, 5)),
    ((2, 3, 4, 5), ()), ((), (2, 3, 4, 5)), ((2, 3, 4, 5), (2, 3, 1, 1)),
    ((2, 3, 4, 5), (5,)), ((4, 1), (2, 3, 4, 5)), ((2, 3, 4, 5), (3, 4, 5)),
    ((2, 1, 4, 1), (1, 3, 1, 5)), ((2, 3, 4, 5), (2, 1, 4, 5)), ((2, 3, 4, 5), (1, 1, 1, 5)),
    ((2, 3, 2, 2, 3), (3, 1, 2, 1)), ((2, 3, 2, 3), (2, 1, 1, 1, 1)),
    ((1, 2, 1, 2, 1, 3), (2, 4, 1, 3, 1)), ((3,), (4, 1)), ((3, 1), (1, 4)), ((), ()),
    ((5, 4), (5, 4)), ((3, 5, 4), (5, 4)), ((1, 1), (3, 1, 1, 2)),
    ((0, 3), (3,)), ((2, 0, 4, 5), (1, 1, 4, 1)), ((1,), (0,)), ((2, 3, 1, 2), (0, 1)),
]


def broadcasting():
    binary = [
        ("add", torch.add, None), ("subtract", torch.subtract, None),
        ("multiply", torch.multiply, None), ("divide", torch.divide, [(-2, 2), (0.5, 2)]),
        ("power", torch.pow, [(0.1, 2), (-2, 2)]), ("minimum", torch.minimum, None),
        ("maximum", torch.maximum, None), ("fmod", torch.fmod, [(-5, 5), (0.5, 2)]),
        ("modulo", torch.remainder, [(-5, 5), (-2, -0.5)]),
    ]
    for name, function, ranges in binary:
        everything = name in ("subtract", "multiply")
        for shapes in BROADCASTS if everything else BROADCASTS[1::4]:
            add(name, function, shapes, ranges)
    add("power", torch.pow, [(2, 3), (3,)], [(0.1, 2), (2, 2)])
    for shapes in [((2, 3, 4, 5), (3, 1, 1)), ((2, 3), (1,)), ((2, 3, 4, 2, 2), (4, 1, 1)),
                   ((2, 3, 4, 5), (2, 3, 4, 5)), ((0, 3), (3,))]:
        add("prelu", lambda x, slope: torch.where(x > 0, x, slope * x), shapes)
    comparisons = {
        "equal": torch.eq, "less": torch.less, "lessOrEqual": torch.less_equal,
        "greater": torch.greater, "greaterOrEqual": torch.greater_equal}
    for name, function in comparisons.items():
        for shapes in BROADCASTS[1::6]:
            add(name, lambda x, y: function(x, y).double(), shapes, differentiable=0)
        add(name, lambda x, y: function(x, y).double(), [(2, 3), (3,)], [(1, 1), (1, 1)],
            differentiable=0)
    for shapes in [((2, 3, 4, 5), (3, 1, 1), (2, 1, 4, 5)), ((4, 1), (2, 3, 4, 5), ()),
                   ((2, 1, 1, 1), (5,), (3, 1, 5)), ((), (2, 2), (2, 1)), ((0, 1), (3,), ())]:
        add("select", lambda c, x, y: torch.where(c.floor() != 0, x, y), shapes,
            [(0, 2), (-2, 2), (-2, 2)])


REDUCTIONS = [
    ((2, 3, 4, 5), (2, 3)), ((2, 3, 4, 5), (1,)), ((2, 3, 4, 5), (3,)), ((2, 3, 4, 5), (1, 2)),
    ((2, 3, 4, 5), (0, 2, 3)), ((2, 3, 4, 5), (0, 1, 2, 3)), ((2, 3, 4, 5), (0, 1)),
    ((3, 7), (1,)), ((3, 7), (0,)), ((6,), (0,)), ((), ()), ((2, 3, 4, 5), ()),
    ((2, 3, 4), (0, 2)), ((2, 3, 2, 2, 3), (1, 3)), ((2, 3, 2, 2, 3), (4,)),
    ((2, 1, 2, 2, 1, 3), (0, 3, 5)), ((2, 1, 3, 1), (1, 3)),
]


def reductions():
    kinds = {
        "sum": (lambda x, a, k: x.sum(a, k), (-2, 2)),
        "mean": (lambda x, a, k: x.mean(a, k), (-2, 2)),
        "max": (lambda x, a, k: x.amax(a, k), (-2, 2)),
        "min": (lambda x, a, k: x.amin(a, k), (-2, 2)),
        "product": (product, (-1.5, 1.5)),
        "l1": (lambda x, a, k: x.abs().sum(a, k), (-2, 2)),
        "l2": (lambda x, a, k: x.square().sum(a, k).sqrt(), (-2, 2)),
        "sumOfSquares": (lambda x, a, k: x.square().sum(a, k), (-2, 2)),
        "logSum": (lambda x, a, k: x.sum(a, k).log(), (0.1, 2)),
        "logSumExp": (lambda x, a, k: x.exp().sum(a, k).log(), (-5, 5)),
    }
    for name, (function, bounds) in kinds.items():
        for index, (shape, axes) in enumerate(REDUCTIONS):
            for keeps in [True, False] if name == "sum" else [index % 2 == 0]:
                # For torch no axes means all; here it means none, a reduction over a new axis.
                add(name,
                    (lambda x: function(x, axes, keeps)) if axes
                    else (lambda x: function(x.unsqueeze(-1), (-1,), False)),
                    [shape], [bounds], axes=axes, keeps=[int(keeps)])
    for name in ["sum", "mean", "product"]:
        for shape, axes in [((2, 0, 3), (1,)), ((0, 3), (1,)), ((2, 3, 0, 4), (2, 3))]:
            add(name, lambda x: kinds[name][0](x, axes, False), [shape], axes=axes, keeps=[0])


def product(x, axes, keeps):
    for axis in sorted((axis % x.dim() for axis in axes), reverse=True):
        x = x.prod(axis, keeps)
    return x


def softmaxes():
    for shape, axis in [((3, 5), 1), ((2, 3, 4, 5), 1), ((2, 3, 4, 5), 3), ((2, 3, 4, 5), 0),
                        ((6,), 0), ((2, 3, 4), 1), ((2, 2, 3, 2, 3), 2), ((0, 4), 1)]:
        add("softmax", lambda x: torch.softmax(x, axis), [shape], [(-6, 6)], axes=[axis])
        add("logSoftmax", lambda x: torch.log_softmax(x, axis), [shape], [(-6, 6)], axes=[axis])


def normalizations():
    def normalize(x, axes, scale, bias=0):
        mean = x.mean(axes, True)
        variance = (x - mean).square().mean(axes, True)
        return (x - mean) / torch.sqrt(variance + 1e-5) * scale + bias

    for shape, axes, scale, bias in [
        ((2, 3, 4, 5), (3,), (5,), (5,)), ((2, 3, 4, 5), (1,), (3, 1, 1), (1, 3, 1, 1)),
        ((2, 3, 4, 5), (2, 3), (3, 1, 1), (3, 1, 1)), ((2, 3, 4, 5), (1, 2, 3), (3, 4, 5), None),
        ((2, 3, 4, 5), (0, 2), (), (5,)), ((3, 6), (1,), (6,), (6,)), ((6,), (0,), (1,), None),
        ((2, 3, 4), (1, 2), (3, 4), (4,)), ((2, 2, 3, 2, 3), (2, 4), (3,), (2, 1)),
        ((0, 4), (1,), (4,), (4,)),
    ]:
        shapes = [shape, scale] + ([bias] if bias is not None else [])
        add("layerNormalization", lambda x, *rest: normalize(x, axes, *rest), shapes,
            [(2, 4), (0.5, 1.5), (-1, 1)][:len(shapes)], axes=axes)


def products():
    for shapes in [
        ((3, 4), (4, 5)), ((4,), (4, 5)), ((3, 4), (4,)), ((4,), (4,)),
        ((2, 3, 4), (4, 5)), ((2, 3, 4, 5), (5, 6)), ((2, 3, 4, 5), (2, 3, 5, 2)),
        ((2, 1, 4, 5), (3, 5, 2)), ((3, 4), (2, 3, 4, 5)), ((2, 3, 4, 5), (5,)),
        ((4,), (2, 3, 4, 5)), ((2, 1, 3, 2, 4), (3, 1, 4, 2)), ((1, 3, 4), (1, 1, 4, 5)),
        ((2, 3, 0), (0, 4)), ((0, 3, 4), (4, 2)), ((0, 3, 4), (1, 4, 2)),
        ((2, 0, 4), (4, 3)),
    ]:
        add("matrixMultiplication", torch.matmul, shapes)


if __name__ == "__main__":
    elementwise()
    broadcasting()
    reductions()
    softmaxes()
    normalizations()
    products()
    (FOLDER / "elementwise.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
