"""Exports networks with random weights to ONNX and records what PyTorch says of them.

    python make_references.py --output .build/onnx-references [--fast] [--group G] [--only NAME…]

Each case is a folder:

    model.onnx          by one of PyTorch's exporters
    input.npy           [2, C, H, W]
    logits.npy          [2, K] by ONNX Runtime, before any softmax or sigmoid (those by PyTorch)
    output.npy          [2, K] by ONNX Runtime: what the file's output says
    input_gradient.npy  [2, C, H, W], of each image's target logit, by PyTorch
    gradcam.npy         [2, h, w], rectified, of the layer that case.json describes
    case.json           targets, exporter, opset, and how well the references agree

Arrays are float32. PyTorch's are computed in double precision; case.json says how far float32
PyTorch, ONNX Runtime and Captum are from them. Networks of `--group promised` are those that the
README promises; "more" are other convolutional networks, "variants" other ways to export them,
"attention" what may or may not work.
"""

import argparse
import copy
import json
import shutil
import time
import traceback
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch

import onnx_export
from architectures import architectures
from captum_reference import captum_gradcam
from kinks import clear_kinks
from pytorch_reference import choose_targets, explain, in_double, randomize, smooth_images
from variants import OF_THE_INPUT, VARIANTS, Variant, store

FAST = ["resnet18", "squeezenet1_1", "mobilenet_v3_small", "shufflenet_v2_x1_0",
        "efficientnet_b0", "googlenet", "torchxrayvision.densenet121", "convnext_tiny"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only", nargs="+", default=[], help="names of networks or of cases")
    parser.add_argument("--group", nargs="+", default=["promised", "more", "variants"])
    parser.add_argument("--fast", action="store_true", help="a few small networks")
    parser.add_argument("--keep", action="store_true", help="do not remake finished cases")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.output.mkdir(parents=True, exist_ok=True)
    failures = []
    for architecture, variant in wanted(options):
        name = f"{architecture.name}-{variant.name}"
        folder = options.output / name
        if options.keep and (folder / "case.json").exists():
            continue
        start = time.monotonic()
        try:
            case = make(architecture, variant, folder)
        except Exception as error:
            failures.append(name)
            shutil.rmtree(folder, ignore_errors=True)
            print(f"{name:45} failed: {type(error).__name__}: {str(error).splitlines()[:1]}",
                  flush=True)
            (options.output / f"{name}.log").write_text(traceback.format_exc())
            continue
        print(f"{name:45} {summary(case)} {time.monotonic() - start:4.0f} s", flush=True)
    print(f"{len(failures)} failed: {' '.join(failures)}" if failures else "All made.")


def wanted(options):
    """The architecture and variant of each case."""
    known = architectures()
    for architecture in known.values():
        for exporter in architecture.exporters:
            variant = Variant(architecture.name, exporter, exporter,
                              opset=17 if exporter == "torchscript" else None)
            if chosen(options, architecture.name, variant.name, architecture.group):
                yield architecture, variant
    by_network = sorted(VARIANTS, key=lambda variant: variant.weights)
    for variant in by_network:
        if chosen(options, variant.architecture, variant.name, "variants"):
            yield known[variant.architecture], variant


def chosen(options, architecture, variant, group):
    if options.only:
        return architecture in options.only or f"{architecture}-{variant}" in options.only
    if options.fast:
        return architecture in FAST and variant == "torchscript"
    return group in options.group


@dataclass
class Prepared:
    """A network with random weights and what PyTorch says of it."""

    network: torch.nn.Module
    tap: tuple[str, str]
    images: torch.Tensor
    nearest_kink: float
    targets: list[int]
    reference: dict[str, torch.Tensor]
    float32: dict[str, float]
    captum: float | None


@lru_cache(maxsize=1)
def prepare(name, classes, channels, input_wrapper, half_weights):
    """The same for all files of one network, which follow one another."""
    best = None
    for drift in (1, 0.2, 0):
        prepared = prepare_with(
            architectures()[name], classes, channels, input_wrapper, half_weights, drift)
        error = prepared.float32["input_gradient"]
        if best is None or error < best.float32["input_gradient"]:
            best = prepared
        # Some deep networks amplify rounding too much to be compared with anything.
        if error < 1e-4 and prepared.float32["logits"] < 3e-5:
            break
    return best


def prepare_with(architecture, classes, channels, input_wrapper, half_weights, drift):
    torch.manual_seed(5)
    network, tap = architecture.build(), architecture.tap
    if classes:
        network.fc = torch.nn.Linear(network.fc.in_features, classes)
    if input_wrapper:
        network, tap = input_wrapper(network), (f"network.{tap[0]}", tap[1])
    # Twice as many images fit the statistics, so that the explained two are not special.
    size = architecture.size
    images = smooth_images((4, channels or architecture.channels, size, size), seed=7)
    randomize(network, images, seed=3, drift=drift)
    if half_weights:
        network.load_state_dict({
            key: value.half().float() if value.dim() > 1 else value
            for key, value in network.state_dict().items()})
    x = images[:2]
    nearest_kink = clear_kinks(network, x)

    exact, layout = in_double(network), architecture.layout
    targets = choose_targets(exact, x.double(), tap, layout)
    reference = explain(exact, x.double(), tap, targets, layout)
    single = explain(network, x, tap, targets, layout)
    captum = captum_gradcam(architecture, exact, tap, x.double(), targets)
    return Prepared(
        network, tap, x, nearest_kink, targets, reference,
        {key: difference(single[key], reference[key])
         for key in ("logits", "input_gradient", "gradcam")},
        captum=None if captum is None else difference(captum, reference["gradcam"]))


def make(architecture, variant, folder):
    """Writes one case."""
    input_wrapper = variant.wrap if variant.wrap in OF_THE_INPUT else None
    prepared = prepare(architecture.name, variant.classes, variant.channels, input_wrapper,
                       variant.half_weights)
    x, reference = prepared.images, prepared.reference
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "model.onnx"
    # Exporters may leave traces in what they export.
    model = copy.deepcopy(prepared.network)
    if variant.wrap and not input_wrapper:
        model = variant.wrap(model)
    onnx_export.export(
        model, x[:1] if variant.fixed_batch else x, path, variant.exporter, variant.opset,
        dynamic_batch=not variant.fixed_batch,
        external_data=variant.external_data and variant.exporter == "dynamo", **variant.settings)
    store(variant, path)

    run = onnx_export.run_each if variant.fixed_batch else onnx_export.run
    output = run(path, x.numpy())
    finish = {None: lambda s: s, "softmax": lambda s: s.softmax(1), "sigmoid": torch.sigmoid,
              "log_softmax": lambda s: s.log_softmax(1)}[variant.activation]
    logits = reference["logits"] if variant.activation else output
    for name, values in {
        "input": x, "logits": logits, "output": output,
        "input_gradient": reference["input_gradient"], "gradcam": reference["gradcam"],
    }.items():
        np.save(folder / f"{name}.npy", np.ascontiguousarray(values, np.float32))
    own = prepared.float32
    case = {
        "name": folder.name, "architecture": architecture.name, "group": architecture.group,
        "exporter": variant.exporter, "opset": onnx_export.opset(path),
        "operators": onnx_export.operators(path),
        "inputShape": list(x.shape), "channelsLast": False, "fixedBatch": variant.fixed_batch,
        "activation": variant.activation, "targets": prepared.targets,
        "layer": f"{prepared.tap[1]} of {prepared.tap[0]}",
        "layerShape": list(reference["activations"].shape),
        "nearestKink": prepared.nearest_kink if np.isfinite(prepared.nearest_kink) else None,
        "differences": {
            "onnxRuntimeOutput": difference(output, finish(reference["logits"])),
            "pytorchFloat32": {"logits": own["logits"], "inputGradient": own["input_gradient"],
                               "gradcam": own["gradcam"]},
            "captumGradCAM": prepared.captum},
        # Where float32 itself is off by more than a third of what is asked, more is allowed.
        "tolerance": {"logits": max(1e-4, 3 * own["logits"]),
                      "inputGradient": max(1e-3, 3 * own["input_gradient"]),
                      "gradcam": max(1e-3, 3 * own["gradcam"])},
    }
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    return case


def difference(found, expected):
    """The greatest difference, relative to the greatest value."""
    found, expected = np.asarray(found, np.float64), np.asarray(expected, np.float64)
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def summary(case):
    d = case["differences"]
    own = d["pytorchFloat32"]
    captum = "   –   " if d["captumGradCAM"] is None else f"{d['captumGradCAM']:.0e}"
    return (f"opset {case['opset']}  ONNX Runtime {d['onnxRuntimeOutput']:.0e}  "
            f"float32 {own['logits']:.0e} {own['inputGradient']:.0e} {own['gradcam']:.0e}  "
            f"Captum {captum}  layer {case['layerShape'][1:]}")


if __name__ == "__main__":
    main()
