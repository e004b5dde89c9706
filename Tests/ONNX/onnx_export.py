"""Writes torch modules as ONNX by both of PyTorch's exporters, and runs ONNX files."""

import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch


def export(model, example, path, exporter, opset=None, dynamic_batch=True,
           external_data=False, **settings):
    """Writes `model` to `path`.

    `exporter` is "torchscript" (the legacy one, `dynamo=False`) or "dynamo".
    """
    model.eval()  # the exporter restores the mode of the whole, which would be its parts' too
    settings = dict(input_names=["image"], output_names=["logits"], **settings)
    if opset is not None:
        settings["opset_version"] = opset
    if exporter == "torchscript":
        settings["dynamo"] = False
        if dynamic_batch:
            settings["dynamic_axes"] = {"image": {0: "batch"}, "logits": {0: "batch"}}
    else:
        settings.update(dynamo=True, external_data=external_data, verbose=False)
        if dynamic_batch:
            settings["dynamic_shapes"] = ({0: torch.export.Dim("batch")},)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (example,), str(path), **settings)
    if exporter == "dynamo":
        _forget_source_lines(path)


def _forget_source_lines(path):
    """Removes the stack traces that the exporter writes at every node."""
    model = onnx.load(path, load_external_data=False)
    for node in model.graph.node:
        kept = [entry for entry in node.metadata_props if "stack_trace" not in entry.key]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    onnx.save(model, path)


def run(path, images):
    """The first output of ONNX Runtime for float32 `images`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: images})[0]


def run_each(path, images):
    """As `run`, one image at a time: for models with a fixed batch of 1."""
    return np.concatenate([run(path, images[i : i + 1]) for i in range(len(images))])


def opset(path):
    """The version of the default operator set that a file asks for."""
    model = onnx.load(path, load_external_data=False)
    return next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))


def operators(path):
    """The operators in a file, sorted."""
    model = onnx.load(path, load_external_data=False)
    return sorted({node.op_type for node in model.graph.node})


def folder_size(folder):
    return sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
