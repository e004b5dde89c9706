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

from onnx.reference.ops import op_resize  # noqa: E402

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
        ((2, 4, 3, 2, 3, 2), (0, 3, 5, 1, 2, 4)), ((1, 18, 5, 7), (0, 2, 3, 1)),
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


# Convolution, channels and interpolation -----------------------------------------------------


def transposed_convolutions():
    for shape, outputs, kernel, stride, pads, dilation, extra, groups, bias in [
        ((2, 3, 4, 5), 2, (3, 3), (1, 1), (0, 0, 0, 0), (1, 1), (0, 0), 1, True),
        ((1, 4, 5, 4), 6, (3, 2), (2, 3), (1, 0, 0, 1), (1, 1), (1, 2), 2, True),
        ((2, 3, 3, 4), 3, (3, 3), (2, 2), (1, 1, 1, 1), (1, 1), (1, 1), 3, False),
        ((1, 3, 3, 4), 6, (4, 4), (2, 2), (1, 1, 1, 1), (1, 1), (0, 0), 3, True),
        ((1, 2, 4, 3), 3, (2, 3), (1, 2), (0, 2, 1, 0), (2, 1), (0, 0), 1, False),
        ((2, 2, 3, 3), 2, (1, 1), (3, 1), (0, 0, 0, 0), (1, 1), (2, 0), 1, True),
        ((2, 5, 3, 4), 4, (1, 1), (1, 1), (0, 0, 0, 0), (1, 1), (0, 0), 1, True),
        ((1, 4, 2, 3), 4, (2, 2), (2, 2), (0, 0, 0, 0), (1, 1), (0, 0), 4, True),
    ]:
        def function(x, w, b=None):
            whole = F.conv_transpose2d(x, w, b, stride, 0, extra, groups, dilation)
            height, width = whole.shape[2:]
            return whole[:, :, pads[0]:height - pads[2], pads[1]:width - pads[3]]
        shapes = [shape, (shape[1], outputs // groups, *kernel)] + [(outputs,)] * bias
        add("transposedConvolution", function, shapes, dict(
            kernel=kernel, stride=stride, pads=pads, dilation=dilation, outputPadding=extra,
            groups=[groups]))


def channels():
    for shape, size, alpha, beta, bias in [
        ((2, 7, 3, 2), 5, 0.8, 0.75, 1.0), ((1, 6, 2, 3), 4, 2.0, 0.5, 2.0),
        ((3, 5), 3, 1.5, 1.0, 0.5), ((2, 4, 3), 9, 1.0, 0.75, 1.0),
        ((1, 3, 2, 2, 2), 1, 1.0, 2.0, 1.0),
    ]:
        def function(x):
            count, before = x.shape[1], (size - 1) // 2
            sums = [
                (x[:, max(0, c - before):min(count - 1, c + size - 1 - before) + 1] ** 2).sum(1)
                for c in range(count)]
            return x / (bias + alpha / size * torch.stack(sums, 1)) ** beta
        # PyTorch has the same definition for odd sizes; ONNX's reference implementation fills
        # only as many channels as there are samples.
        x = torch.from_numpy(uniform("check", shape)).double()
        if size % 2 and len(shape) > 2:
            assert torch.allclose(F.local_response_norm(x, size, alpha, beta, bias), function(x))
        add("localResponse", function, [shape],
            dict(size=[size], alpha=[alpha], beta=[beta], bias=[bias]))
    for shape, block in [((2, 12, 2, 3), 2), ((1, 9, 3, 2), 3), ((2, 32, 2, 2), 4)]:
        n, c, h, w = shape
        rest = c // block**2
        add("depthToSpace.depthFirst",
            lambda x: x.reshape(n, block, block, rest, h, w).permute(0, 3, 4, 1, 5, 2)
            .reshape(n, rest, h * block, w * block), [shape], dict(blockSize=[block]))
        add("depthToSpace.columnRow", lambda x: F.pixel_shuffle(x, block), [shape],
            dict(blockSize=[block]))
        add("spaceToDepth",
            lambda x: x.reshape(n, rest, h, block, w, block).permute(0, 3, 5, 1, 2, 4)
            .reshape(n, c, h, w), [(n, rest, h * block, w * block)], dict(blockSize=[block]))


MODES = {
    "preferFloor": ("nearest", "round_prefer_floor"), "preferCeil": ("nearest", "round_prefer_ceil"),
    "floor": ("nearest", "floor"), "ceil": ("nearest", "ceil"), "linear": ("linear", None),
    "cubic": ("cubic", None),
}
COORDINATES = [
    "half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric",
    "tf_crop_and_resize",
]


def resize_axis(x, axis, output, scale, mode, coordinates, region, antialias, excludes):
    """ONNX's reference, applied to a basis: the rows of its matrix, and its constants."""
    kind, rounding = MODES[mode]
    if kind == "nearest":
        def coefficients(ratio, scale):
            return op_resize._nearest_coeffs(ratio, mode=rounding)
    elif kind == "linear":
        coefficients = (
            op_resize._linear_coeffs_antialias if antialias else op_resize._linear_coeffs)
    else:
        cubic = op_resize._cubic_coeffs_antialias if antialias else op_resize._cubic_coeffs
        def coefficients(ratio, scale):
            return cubic(ratio, scale, A=-0.6)
    size = x.shape[axis]
    def run(data):
        return op_resize._interpolate_1d_along_axis(
            data, 1, scale, output, coefficients, roi=region, extrapolation_value=0.3,
            coordinate_transformation_mode=coordinates, exclude_outside=excludes)
    constant = run(np.zeros((1, size)))
    matrix = torch.from_numpy(run(np.eye(size)) - constant)
    moved = torch.movedim(x, axis, -1) @ matrix + torch.from_numpy(constant[0])
    return torch.movedim(moved, -1, axis)


def resizings():
    sizes = [(4, 7, 1.75), (5, 12, 2.5), (7, 3, 3 / 7), (8, 3, 0.4), (3, 4, 1.5), (5, 1, 0.2),
             (1, 3, 3.0), (4, 4, 1.0), (2, 1, 0.6)]
    shapes = [(2, 3, None, 2), (None,), (2, None, 3), (1, 2, 3, None), (2, None, 2, 2, 2)]
    count = 0
    for coordinates, mode in product(COORDINATES, MODES):
        for size, output, scale in sizes:
            shape = shapes[count % len(shapes)]
            count += 1
            axis = shape.index(None)
            shape = tuple(size if n is None else n for n in shape)
            antialias = count % 2 == 0 and mode in ("linear", "cubic")
            excludes = count % 3 == 0 and mode == "cubic"
            region = [(0.2, 0.7), (-0.3, 1.2), (0.9, 0.1)][count % 3]
            add(f"resize.{mode}.{coordinates}",
                lambda x: resize_axis(
                    x, axis, output, scale, mode, coordinates, region, antialias, excludes),
                [shape], dict(
                    axis=[axis], output=[output], scale=[scale], region=region,
                    antialias=[antialias], excludesOutside=[excludes]))
    # A picture twice as large, as PyTorch makes it.
    for mode, ours in [("bilinear", "linear"), ("nearest", "floor")]:
        corners = dict(align_corners=False) if mode == "bilinear" else {}
        add(f"resize.{ours}.{'half_pixel' if mode == 'bilinear' else 'asymmetric'}.picture",
            lambda x: F.interpolate(x, scale_factor=2, mode=mode, **corners), [(2, 3, 4, 5)], {})


if __name__ == "__main__":
    poolings()
    movements()
    transposed_convolutions()
    channels()
    resizings()
    text = json.dumps(cases, separators=(",", ":"), allow_nan=False)
    (FOLDER / "windows.json").write_text(text + "\n")
