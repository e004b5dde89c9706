"""Writes windows.json: pooling, transposed convolution, data movement and resizing.

    python -m pip install -r Tests/Fixtures/requirements.txt
    python Tests/Fixtures/Networks/make_windows.py

References are computed in double precision from float32 inputs (see deterministic.py), by
PyTorch, NumPy and ONNX's reference implementation.
"""

import json
import math
import sys
from itertools import product
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from deterministic import rounded, uniform  # noqa: E402

cases = []


def add(operator, function, shapes, settings, differentiable=None):
    """Records output and gradients of `function` for deterministic inputs."""
    name = f"{operator}-{len(cases)}"
    inputs = [
        torch.from_numpy(uniform(f"{name}.{index}", shape)).double().requires_grad_()
        for index, shape in enumerate(shapes)
    ]
    output = function(*inputs)
    cotangent = torch.from_numpy(uniform(f"{name}.cotangent", tuple(output.shape))).double()
    count = len(inputs) if differentiable is None else differentiable
    gradients = torch.autograd.grad(output, inputs[:count], cotangent) if count else []
    cases.append(
        {
            "name": name,
            "operator": operator,
            "settings": {key: [float(v) for v in value] for key, value in settings.items()},
            "inputs": [list(shape) for shape in shapes],
            "outputShape": list(output.shape),
            "output": rounded(output),
            "gradients": [rounded(gradient) for gradient in gradients],
        }
    )


# Pooling -------------------------------------------------------------------------------------


def pooled_size(size, kernel, stride, before, after, dilation, rounds_up):
    """ONNX MaxPool-22: the last window must start inside the input or the padding before it."""
    room = size + before + after - dilation * (kernel - 1) - 1
    count = (math.ceil if rounds_up else math.floor)(room / stride) + 1
    if rounds_up and (count - 1) * stride >= size + before:
        count -= 1
    return count


def pool(x, kernel, stride, pads, dilation, rounds_up, reduce):
    """`reduce(values, cells inside the padded image)` for each window."""
    axes = []
    for axis in range(2):
        size, before, after = x.shape[2 + axis], pads[axis], pads[2 + axis]
        count = pooled_size(
            size, kernel[axis], stride[axis], before, after, dilation[axis], rounds_up)
        taps = [[o * stride[axis] - before + k * dilation[axis] for k in range(kernel[axis])]
                for o in range(count)]
        axes.append([
            ([t for t in tap if 0 <= t < size], sum(-before <= t < size + after for t in tap))
            for tap in taps])
    rows = []
    for ys, height in axes[0]:
        row = [reduce(x[:, :, ys][:, :, :, xs].flatten(2), height * width) for xs, width in axes[1]]
        rows.append(torch.stack(row, -1))
    return torch.stack(rows, -2)


def largest(values, _):
    if values.shape[2] == 0:
        return torch.full(values.shape[:2], -math.inf, dtype=torch.double) + 0 * values.sum(2)
    return values.amax(2)


def poolings():
    settings = [
        # kernel, stride, pads (top, left, bottom, right), dilation, rounds up
        ((3, 3), (2, 2), (0, 0, 0, 0), (1, 1), 1),
        ((3, 2), (2, 3), (1, 0, 0, 1), (1, 1), 1),
        ((2, 3), (1, 2), (0, 1, 1, 0), (2, 1), 0),
        ((3, 3), (2, 2), (1, 1, 1, 1), (1, 1), 1),
        ((2, 2), (3, 3), (1, 1, 1, 1), (1, 2), 1),
        ((3, 3), (2, 1), (2, 2, 2, 2), (1, 1), 0),
        ((9, 8), (2, 2), (0, 1, 1, 0), (1, 1), 1),
    ]
    for index, (kernel, stride, pads, dilation, rounds_up) in enumerate(settings):
        shape = [(1, 3, 8, 7), (2, 2, 5, 9)][index % 2]
        window = dict(
            kernel=kernel, stride=stride, pads=pads, dilation=dilation, roundsUp=[rounds_up])
        arguments = (kernel, stride, pads, dilation, rounds_up)
        add("maxPool", lambda x: pool(x, *arguments, largest), [shape], window)
        for counts in [1, 0]:
            add("averagePool",
                lambda x: pool(
                    x, *arguments,
                    lambda v, cells: v.sum(2) / max(cells if counts else v.shape[2], 1)),
                [shape], window | dict(countsPadding=[counts]))
        symmetric = pads[:2] == pads[2:] and all(2 * p <= k for p, k in zip(pads, kernel))
        if symmetric:
            x = torch.from_numpy(uniform("check", shape)).double()
            own = F.max_pool2d(x, kernel, stride, pads[:2], dilation, bool(rounds_up))
            assert torch.equal(own, pool(x, *arguments, largest))
            _, indices = F.max_pool2d(
                x, kernel, stride, pads[:2], dilation, bool(rounds_up), return_indices=True)
            plane = torch.arange(shape[0] * shape[1]).reshape(*shape[:2], 1, 1)
            area = shape[2] * shape[3]
            for column_major in [0, 1]:
                def flat(x):
                    _, at = F.max_pool2d(
                        x, kernel, stride, pads[:2], dilation, bool(rounds_up),
                        return_indices=True)
                    if column_major:
                        at = at % shape[3] * shape[2] + at // shape[3]
                    return (plane * area + at).double()
                add("maxPoolIndices", flat, [shape], window | dict(columnMajor=[column_major]),
                    differentiable=0)
        if symmetric and dilation == (1, 1):
            for counts in [True, False]:
                own = F.avg_pool2d(x, kernel, stride, pads[:2], bool(rounds_up), counts)
                twin = pool(
                    x, *arguments, lambda v, cells: v.sum(2) / (cells if counts else v.shape[2]))
                assert torch.allclose(own, twin)


# Data movement -------------------------------------------------------------------------------


def movements():
    for shape, permutation in [
        ((2, 3), (1, 0)), ((2, 3, 4, 5), (0, 2, 3, 1)), ((2, 3, 4, 5), (0, 3, 1, 2)),
        ((2, 3, 4, 5), (3, 2, 1, 0)), ((2, 3, 4), (2, 0, 1)), ((2, 3, 2, 4, 3), (0, 2, 1, 4, 3)),
        ((2, 4, 3, 2, 3, 2), (0, 3, 5, 1, 2, 4)), ((1, 20, 17, 19), (0, 2, 3, 1)),
        ((17, 1, 40), (2, 1, 0)), ((3,), (0,)), ((2, 0, 3), (1, 2, 0)),
    ]:
        add("transpose", lambda x: x.permute(permutation), [shape],
            dict(permutation=permutation))
    for shape, slices in [
        ((7,), [(5, 3, -2)]), ((4, 5), [(1, 2, 1), (4, 5, -1)]),
        ((2, 6, 5, 7), [(0, 2, 1), (1, 3, 2), (4, 3, -2), (0, 7, 1)]),
        ((2, 40, 5, 4), [(1, 1, 1), (8, 32, 1), (0, 5, 1), (2, 2, -1)]),
        ((3, 4, 5), [(2, 1, 3), (0, 0, 1), (0, 2, 4)]),
        ((2, 3, 2, 3, 2), [(0, 2, 1), (2, 3, -1), (0, 1, 1), (0, 2, 2), (1, 1, 5)]),
    ]:
        def cut(x):
            for axis, (start, count, step) in enumerate(slices):
                x = x.index_select(axis, torch.tensor(
                    [start + step * i for i in range(count)], dtype=torch.long))
            return x
        add("slice", cut, [shape], dict(
            starts=[s for s, _, _ in slices], counts=[c for _, c, _ in slices],
            steps=[s for _, _, s in slices]))
    for shape, axis, index in [
        ((5,), 0, [4, 0, 4]), ((3, 4), 1, [[0, 3], [3, 3]]), ((2, 3, 4, 5), 1, [2, 0]),
        ((2, 3, 4, 5), 2, 1), ((2, 3, 4, 5), 3, [[1], [4], [1]]), ((2, 3, 4), 0, [1, 1, 0, 1]),
        ((4, 5), 0, []),
    ]:
        array = np.array(index, dtype=np.int64)
        def take(x):
            flat = x.index_select(axis, torch.from_numpy(array.reshape(-1)))
            return flat.reshape(*shape[:axis], *array.shape, *shape[axis + 1:])
        add("gather", take, [shape],
            dict(axis=[axis], indices=array.reshape(-1), indexShape=array.shape))
    for shape, before, after in [
        ((5,), (2,), (3,)), ((3, 4), (0, 5), (4, 1)), ((2, 3, 4, 5), (0, 0, 1, 2), (0, 0, 2, 1)),
        ((1, 3, 4, 3), (1, 0, 7, 0), (0, 2, 0, 9)), ((2, 5, 3), (0, -1, 2), (1, -2, -1)),
        ((2, 2, 6, 7), (0, 0, -2, 1), (0, 0, 3, -3)), ((1, 4), (2, 0), (2, 0)),
        ((2, 3, 1, 2, 2), (0, 1, 0, 1, 0), (1, 0, 1, 0, 1)),
    ]:
        for mode in ["constant", "reflect", "edge", "wrap"]:
            def padded(x):
                for axis, (first, last) in enumerate(zip(before, after)):
                    size = x.shape[axis]
                    x = x.narrow(axis, max(0, -first), size + min(0, first) + min(0, last))
                    width = (max(0, first), max(0, last))
                    if mode == "constant":
                        ends = [list(x.shape), list(x.shape)]
                        ends[0][axis], ends[1][axis] = width
                        x = torch.cat([torch.full(ends[0], 0.75, dtype=torch.double), x,
                                       torch.full(ends[1], 0.75, dtype=torch.double)], axis)
                    else:
                        index = np.pad(np.arange(x.shape[axis]), width, mode=mode)
                        x = x.index_select(axis, torch.from_numpy(index))
                return x
            add(f"pad.{mode}", padded, [shape], dict(before=before, after=after))
    for shape, repeats in [
        ((3,), (2,)), ((2, 3), (3, 2)), ((2, 3, 2, 4), (1, 2, 3, 2)), ((1, 2, 3), (2, 1, 0)),
        ((2, 1, 3, 1, 2), (1, 3, 1, 2, 2)),
    ]:
        add("tile", lambda x: x.repeat(repeats), [shape], dict(repeats=repeats))
    for shape, sizes in [
        ((3, 1), (2, 3, 4)), ((2, 3, 1, 1), (2, 3, 4, 5)), ((1, 1, 3), (2, 1, 1, 1)),
        ((3, 4), (1, 1)), ((), (2, 3)), ((1, 4, 1, 3), (2, 1, 5, 1)), ((1,), (0,)),
        ((2, 1, 3, 1, 2), (1, 4, 1, 5, 1)),
    ]:
        add("expand", lambda x: x.broadcast_to(torch.broadcast_shapes(shape, sizes)), [shape],
            dict(sizes=sizes))
    for shape, sizes in [
        ((2, 3, 4, 5), (2, 60)), ((2, 60), (2, 3, 4, 5)), ((2, 6, 4, 5), (2, 2, 3, 4, 5)),
        ((2, 2, 3, 4, 5), (2, 6, 4, 5)), ((2, 3, 4, 5), (2, 6, 2, 5)), ((6,), (1, 2, 3)),
        ((2, 3, 4, 5), (-1,)), ((3, 4), (2, -1, 2)), ((1, 5, 1, 1), (5, 1, 1, 1)), ((1,), ()),
        ((0, 3, 2, 2), (-1, 12)),
    ]:
        add("reshape", lambda x: x.reshape(sizes), [shape], dict(sizes=sizes))
    for shape, axis in [((2, 3, 4, 5), 0), ((2, 3, 4, 5), 2), ((2, 3, 4, 5), 4), ((3, 2, 2), 1),
                        ((), 0)]:
        add("flatten",
            lambda x: x.reshape(math.prod(shape[:axis]), math.prod(shape[axis:])), [shape],
            dict(axis=[axis]))
    for axis, shapes in [
        (0, [(2, 3, 4, 2), (1, 3, 4, 2)]), (1, [(2, 3, 4, 2), (2, 1, 4, 2), (2, 2, 4, 2)]),
        (2, [(2, 3, 4, 2), (2, 3, 1, 2)]), (3, [(2, 3, 2, 5), (2, 3, 2, 1)]), (0, [(2,), (3,)]),
        (2, [(2, 3, 1), (2, 3, 4)]), (3, [(2, 1, 2, 2, 3), (2, 1, 2, 3, 3)]),
        (1, [(2, 0, 3), (2, 2, 3)]),
    ]:
        add("concatenation", lambda *x: torch.cat(x, axis), shapes, dict(axis=[axis]))


if __name__ == "__main__":
    poolings()
    movements()
    text = json.dumps(cases, separators=(",", ":"))
    (FOLDER / "windows.json").write_text(text.replace("-Infinity", '"-inf"') + "\n")
    print(len(cases), "cases,", len(text), "bytes")
