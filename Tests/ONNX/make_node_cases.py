"""Writes ONNX's own node tests as files, for the comparison of our operators with the standard.

    python make_node_cases.py --output .build/onnx-node-cases

Each case becomes a folder with model.onnx, input_K.pb and output_K.pb (TensorProto; an input or
output that is left out has no file), and case.json. Further data sets are in data_set_1 and so
on. index.json lists every case, with the version of the standard that last changed each of its
operators, and why some are not written.
"""

import argparse
import json
import shutil
import warnings
from pathlib import Path

import onnx
from onnx import defs, numpy_helper
from onnx.backend.test.case.node import collect_testcases


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    folder = parser.parse_args().output
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some cases divide by zero on purpose
        cases = collect_testcases(None)
    for case in cases:
        version = opset(case.model)
        entry = {"name": case.name, "opset": version,
                 "operators": {name: since(name, version) for name in operators(case.model.graph)}}
        reason = not_written(case.model)
        if reason:
            entry["skipped"] = reason
        else:
            write(case, entry, folder / case.name)
        index.append(entry)
    index.sort(key=lambda entry: entry["name"])
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    skipped = sum("skipped" in entry for entry in index)
    print(f"{len(index) - skipped} node cases in {folder}; {skipped} cannot be written")


def operators(graph):
    """The operators of a graph and its subgraphs, `domain::Op` outside the default domain."""
    found = set()
    for node in graph.node:
        standard = node.domain in ("", "ai.onnx")
        found.add(node.op_type if standard else f"{node.domain}::{node.op_type}")
        for attribute in node.attribute:
            for subgraph in [attribute.g, *attribute.graphs]:
                found.update(operators(subgraph))
    return sorted(found)


def since(operator, version):
    """The version that last changed an operator before or at opset `version`."""
    if "::" in operator or version is None:
        return None
    return defs.get_schema(operator, max_inclusive_version=version).since_version


def opset(model):
    versions = [entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")]
    return versions[0] if versions else None


def not_written(model):
    """Why a case cannot be written as tensors, or nothing."""
    for value in [*model.graph.input, *model.graph.output]:
        kind = value.type.WhichOneof("value")
        if kind != "tensor_type":
            return f"'{value.name}' is not a tensor: {(kind or 'untyped').removesuffix('_type')}"
    return None


def write(case, entry, folder):
    folder.mkdir()
    (folder / "model.onnx").write_bytes(case.model.SerializeToString(deterministic=True))
    for number, (inputs, outputs) in enumerate(case.data_sets):
        place = folder if number == 0 else folder / f"data_set_{number}"
        place.mkdir(exist_ok=True)
        write_tensors(place, "input", case.model.graph.input, inputs)
        write_tensors(place, "output", case.model.graph.output, outputs)
    details = {**entry, "rtol": case.rtol, "atol": case.atol, "dataSets": len(case.data_sets)}
    (folder / "case.json").write_text(json.dumps(details) + "\n")


def write_tensors(folder, kind, declared, values):
    assert len(declared) == len(values), folder
    for position, (declaration, value) in enumerate(zip(declared, values)):
        if value is None:
            continue
        if not isinstance(value, onnx.TensorProto):
            value = numpy_helper.from_array(value, declaration.name)
        (folder / f"{kind}_{position}.pb").write_bytes(value.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
