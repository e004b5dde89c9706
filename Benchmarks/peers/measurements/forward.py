"""Logits of a batch of 1 and of 8."""

import torch

import goals
from agreement import check
from sides import images
from timing import alternate, timed


def measure(bench, name):
    network = bench.network(name)
    for batch in (1, 8):
        inputs = images(batch)
        tensor = torch.from_numpy(inputs)
        ours = bench.engine.result("forward", network.file, inputs)
        check(f"{name} logits, ONNX Runtime", ours, network.run_onnx(inputs))
        check(f"{name} logits, PyTorch", ours, network.run_torch(tensor))
        found = alternate({
            "ours": bench.engine.timed("forward", network.file, inputs),
            "ONNX Runtime": timed(lambda: network.run_onnx(inputs)),
            "PyTorch": timed(lambda: network.run_torch(tensor)),
        }, bench.settings.runs)
        for peer, goal in (("ONNX Runtime", goals.FORWARD[name]), ("PyTorch", None)):
            bench.results.add("forward", name, f"forward, batch {batch}", peer,
                              found["ours"], found[peer], goal)
