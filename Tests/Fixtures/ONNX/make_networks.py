"""Writes the folders beside it: a small network as ONNX each, and what PyTorch says of it.

    Tests/ONNX/setup.sh && .build/onnx-venv/bin/python Tests/Fixtures/ONNX/make_networks.py

reference.json, all arrays flat and in logical (NCHW) order, computed in double precision:

    input          name of the input's stream, float32 in -1...1 (see deterministic.py)
    inputShape     [N, C, H, W]; with `channelsLast`, the file itself wants [N, H, W, C]
    logits         before any softmax or sigmoid; `output` is what the file's output says
    activation     "softmax" or "sigmoid" where the file ends in one
    targets        the class explained for each image
    inputGradient  of each image's target logit
    gradcam        rectified, at the default layer, on its own `grid` [h, w]
"""

import copy
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))
sys.path.insert(0, str(FOLDER.parents[1] / "ONNX"))

from deterministic import rounded, uniform  # noqa: E402
from half_precision import with_half_weights  # noqa: E402
from keras_graph import keras_graph  # noqa: E402
from kinks import clear_kinks  # noqa: E402
from onnx_export import export, run, run_each  # noqa: E402
from pytorch_reference import explain, in_double, randomize  # noqa: E402
from small_networks import (  # noqa: E402
    Activated, ConvNeXt, Dense, KerasTwin, Mobile, Plain, ShapeArithmetic, Shuffle)

GRAY, COLOR = (2, 1, 16, 20), (2, 3, 12, 16)


def image(name, shape):
    return torch.from_numpy(uniform(f"onnx.{name}", shape))


def random_network(build, name, shape):
    torch.manual_seed(1)
    network = randomize(build(), image(name, shape), seed=1)
    clear_kinks(network, image(name, shape))
    return network


def record(name, network, tap, layer, shape, output=None, channels_last=False, fixed_batch=False):
    """Writes NAME/reference.json, after checking that ONNX Runtime agrees.

    `network` gives logits; `output` is the activation that the file has after them.
    """
    x = image(name, shape)
    classes = network(x).shape[1]
    targets = [0, classes - 1]
    exact = explain(in_double(network), x.double(), tap, targets)
    final = {None: lambda logits: logits, "softmax": lambda logits: logits.softmax(1),
             "sigmoid": torch.sigmoid}[output](exact["logits"])

    path = FOLDER / name / "model.onnx"
    given = x.permute(0, 2, 3, 1).contiguous() if channels_last else x
    found = (run_each if fixed_batch else run)(path, given.numpy())
    difference = np.abs(found - final.numpy()).max() / np.abs(final.numpy()).max()
    assert difference < 1e-5, (name, difference)
    single = explain(copy.deepcopy(network), x, tap, targets)
    for key in ("input_gradient", "gradcam"):
        error = (single[key] - exact[key]).abs().max() / exact[key].abs().max()
        assert error < 1e-5, (name, key, error)

    reference = {
        "input": f"onnx.{name}", "inputShape": list(shape), "layer": layer,
        "logits": rounded(exact["logits"]), "targets": targets, "classes": classes,
        "inputGradient": rounded(exact["input_gradient"], 6),
        "gradcam": rounded(exact["gradcam"]), "grid": list(exact["gradcam"].shape[1:]),
        "output": rounded(final), "channelsLast": channels_last, "fixedBatch": fixed_batch,
    }
    if output:
        reference["activation"] = output
    text = json.dumps(reference, separators=(",", ":"))
    (FOLDER / name / "reference.json").write_text(text + "\n")
    size = sum(file.stat().st_size for file in (FOLDER / name).iterdir())
    print(f"{name:20} ONNX Runtime differs by {difference:.0e}; {size / 1024:.0f} kB")


def fresh_folder(name):
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder / "model.onnx"


def exported(name, network, shape, exporter="torchscript", opset=17, **settings):
    path = fresh_folder(name)
    example = image(name, shape)
    if settings.get("dynamic_batch") is False:
        example = example[:1]
    export(network, example, path, exporter, opset if exporter == "torchscript" else None,
           **settings)
    return path


def styles():
    """One network for each style of building them."""
    for exporter in ("torchscript", "dynamo"):
        name = f"plain-{exporter}"
        network = random_network(Plain, name, COLOR)
        exported(name, network, COLOR, exporter)
        record(name, network, ("features", "output"), "the second ReLU", COLOR)
    for name, build, tap, layer in [
        ("mobile", Mobile, ("last", "output"), "the SiLU (Mul) of the last convolution"),
        ("convnext", ConvNeXt, ("blocks", "output"), "the second block's sum (Add)"),
        ("shuffle", Shuffle, ("last", "output"), "the last ReLU"),
        ("dense", Dense, ("norm", "output"), "the ReLU after the last normalisation"),
    ]:
        network = random_network(build, name, GRAY)
        exported(name, network, GRAY)
        record(name, network, tap, layer, GRAY)
    name = "convnext-dynamo"
    network = random_network(ConvNeXt, name, GRAY)
    exported(name, network, GRAY, "dynamo")
    record(name, network, ("blocks", "output"), "the second block's sum (Add)", GRAY)


def shape_arithmetic():
    name = "shape-arithmetic"
    network = random_network(ShapeArithmetic, name, GRAY)
    exported(name, network, GRAY)
    record(name, network, ("map", "output"), "the concatenation", GRAY)


def outputs():
    """Heads: a single logit, probabilities of several labels, probabilities of one class."""
    tap, layer = ("features", "output"), "the second ReLU"
    network = random_network(lambda: Plain(1, 1), "single-logit", GRAY)
    exported("single-logit", network, GRAY)
    record("single-logit", network, tap, layer, GRAY)
    for name, activation, classes in [
        ("sigmoid", nn.Sigmoid(), 4), ("softmax", nn.Softmax(1), 3),
        ("single-sigmoid", nn.Sigmoid(), 1),
    ]:
        network = random_network(lambda: Plain(1, classes), name, GRAY)
        exported(name, Activated(network, activation), GRAY)
        record(name, network, tap, layer, GRAY, output=name.removeprefix("single-"))


def storage():
    """Ways to keep the weights, and a batch that is fixed."""
    tap, layer = ("features", "output"), "the second ReLU"
    name = "external-data"
    network = random_network(lambda: Plain(1), name, GRAY)
    path = exported(name, network, GRAY)
    onnx.save(onnx.load(path), path, save_as_external_data=True, location="weights.bin",
              size_threshold=0)
    record(name, network, tap, layer, GRAY)

    name = "float16-weights"
    network = random_network(lambda: Plain(1), name, GRAY)
    network.load_state_dict({
        key: value.half().float() if value.dim() > 1 else value
        for key, value in network.state_dict().items()})
    path = exported(name, network, GRAY, training=torch.onnx.TrainingMode.PRESERVE,
                    do_constant_folding=False)
    onnx.save(with_half_weights(onnx.load(path)), path)
    record(name, network, tap, layer, GRAY)

    name = "fixed-batch"
    network = random_network(lambda: Plain(1), name, GRAY)
    exported(name, network, GRAY, dynamic_batch=False)
    record(name, network, tap, layer, GRAY, fixed_batch=True)


def keras():
    name = "keras"
    network = random_network(KerasTwin, name, COLOR)
    onnx.save(keras_graph(network, *COLOR[2:]), fresh_folder(name))
    record(name, network, ("relu", "output"), "the last ReLU", COLOR,
           output="softmax", channels_last=True)


if __name__ == "__main__":
    styles()
    shape_arithmetic()
    outputs()
    storage()
    keras()
