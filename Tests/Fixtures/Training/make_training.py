"""Records what PyTorch and scikit-learn make of weight decay, schedules, class weights, group DRO
and the area under the ROC curve.

Run: pip install torch scikit-learn; python make_training.py
"""
import json
import pathlib

import torch
from sklearn.metrics import roc_auc_score
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR, StepLR

from make_optimizers import steps

rate = 0.1


def rates(epochs, warm_up, make):
    """The learning rate of each epoch."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    schedule = make(optimizer)
    if warm_up:
        rise = LinearLR(optimizer, start_factor=1 / (warm_up + 1), total_iters=warm_up)
        schedule = SequentialLR(optimizer, [rise, schedule], milestones=[warm_up])
    result = []
    for _ in range(epochs):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return result


def group_dro(logits, labels, groups, count, step, batches):
    """Algorithm 1 of Sagawa et al. 2020, as in the authors' loss.py, without an update of the
    network between the batches: weights, loss and gradient of each."""
    weights = torch.full((count,), 1 / count, dtype=torch.float64)
    result = []
    for rows in batches:
        x = logits[rows].clone().requires_grad_()
        losses = torch.nn.functional.cross_entropy(x, labels[rows], reduction="none")
        members = (groups[rows] == torch.arange(count).unsqueeze(1)).double()
        denominator = members.sum(1)
        means = (members @ losses) / (denominator + (denominator == 0))
        weights = weights * torch.exp(step * means.detach())
        weights = weights / weights.sum()
        loss = means @ weights
        loss.backward()
        result.append({"weights": weights.tolist(), "loss": loss.item(),
                       "gradient": x.grad.flatten().tolist()})
    return result


logits = torch.tensor([[2.0, -1.0, 0.5], [30.0, -40.0, 0.0], [0.25, 0.5, -0.125], [1.0, 1.5, 2.0],
                       [-0.5, 0.75, 0.0], [0.0, 2.5, 1.0]], dtype=torch.float64)
labels = torch.tensor([2, 0, 1, 0, 1, 2])
groups = torch.tensor([0, 1, 2, 1, 2, 0])
x = logits.clone().requires_grad_()
class_weights = torch.tensor([0.5, 2.0, 1.25], dtype=torch.float64)
loss = torch.nn.functional.cross_entropy(x, labels, weight=class_weights)
loss.backward()
batches = [[0, 1, 2], [3, 4, 2], [5, 0, 2, 3]]
probabilities = torch.softmax(logits[:, :], 1).numpy()
binary = logits[:, :2]
binary_labels = [0, 0, 1, 0, 1, 1]
record = {
    "adamw": steps(lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1)),
    "sgd": steps(lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, weight_decay=0.1)),
    "cosine": rates(10, 0, lambda o: CosineAnnealingLR(o, T_max=10)),
    "cosineAfterWarmUp": rates(10, 3, lambda o: CosineAnnealingLR(o, T_max=7)),
    "step": rates(10, 0, lambda o: StepLR(o, step_size=4, gamma=0.1)),
    "logits": logits.flatten().tolist(),
    "labels": labels.tolist(),
    "classWeights": class_weights.tolist(),
    "weightedLoss": loss.item(),
    "weightedGradient": x.grad.flatten().tolist(),
    "groups": groups.tolist(),
    "groupStep": 0.5,
    "batches": batches,
    "groupDRO": group_dro(logits, labels, groups, 3, 0.5, batches),
    "macroAUROC": roc_auc_score(labels.numpy(), probabilities, multi_class="ovr"),
    "binaryLabels": binary_labels,
    "binaryAUROC": roc_auc_score(binary_labels, (binary[:, 1] - binary[:, 0]).numpy()),
}
path = pathlib.Path(__file__).with_name("training.json")
path.write_text(json.dumps(record, indent=1) + "\n")
