"""Records steps of torch.optim.Adam and SGD, and a cross-entropy with its gradient.

Run: pip install torch; python make_optimizers.py
"""
import json
import pathlib

import torch

gradients = [[0.5, -1.0, 0.25], [0.1, 2.0, -0.3], [-0.7, 0.4, 0.0], [0.2, 0.2, 0.9]]
start = [1.0, -2.0, 0.5]


def steps(make):
    parameter = torch.tensor(start, requires_grad=True)
    optimizer = make([parameter])
    result = []
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient)
        optimizer.step()
        result.append(parameter.detach().tolist())
    return result


logits = torch.tensor([[2.0, -1.0, 0.5], [30.0, -40.0, 0.0]], requires_grad=True)
loss = torch.nn.functional.cross_entropy(logits, torch.tensor([2, 0]))
loss.backward()
record = {
    "start": start,
    "gradients": gradients,
    "adam": steps(lambda p: torch.optim.Adam(p, lr=0.01)),
    "sgd": steps(lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9)),
    "loss": loss.item(),
    "lossGradient": logits.grad.flatten().tolist(),
}
path = pathlib.Path(__file__).with_name("optimizers.json")
path.write_text(json.dumps(record, indent=1) + "\n")
