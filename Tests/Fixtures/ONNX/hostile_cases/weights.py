"""Weights that are not what their tensor says, and weights in other files."""

import numpy as np
from onnx import SparseTensorProto, TensorProto, numpy_helper

from .network import EITHER, HUGE, add, case, integers, tensor, weights as random_weights


def declared(name, *shape):
    """Keeps a weight's bytes but changes what it says of its shape."""
    def change(m):
        del tensor(m, name).dims[:]
        tensor(m, name).dims.extend(shape)
    return change


for name, shape, words in [
    ("weight-rank-2", (2, 9), ["conv"]),
    ("weight-rank-0", (), ["conv.weight", "bytes", "values", "size"]),
    ("weight-rank-5", (2, 1, 3, 3, 1), ["conv"]),
    ("weight-channels", (1, 2, 3, 3), ["conv"]),
    ("weight-other-count", (2, 1, 3, 4), ["conv.weight"]),
    ("weight-huge", (HUGE, 1, 3, 3), ["conv.weight"]),
    ("weight-huge-product", (HUGE, HUGE, HUGE, HUGE), ["conv.weight"]),
    ("weight-wraps-to-18", (2**63 - 1, 2, 3, 3), ["conv.weight"]),
    ("weight-negative", (-2, -1, 3, 3), ["conv.weight"]),
    ("weight-zero", (0, 1, 3, 3), ["conv"]),
    ("weight-zero-times-huge", (0, HUGE, HUGE, HUGE), ["conv"]),
    ("weight-many-dimensions", (1,) * 2000 + (18,), ["conv"]),
]:
    add(name, declared("conv.weight", *shape), *words)


@case("conv")
def bias_of_wrong_length(m):
    tensor(m, "conv.bias").CopyFrom(random_weights("conv.bias", 3))


@case("head")
def head_of_wrong_shape(m):
    tensor(m, "head.weight").CopyFrom(random_weights("head.weight", 3, 5))


@case("conv.weight")
def no_values(m):
    tensor(m, "conv.weight").ClearField("raw_data")


@case(*EITHER)
def raw_and_float_data(m):
    tensor(m, "conv.weight").float_data.extend([0.0] * 18)


@case("conv.weight")
def odd_raw_data(m):
    tensor(m, "conv.weight").raw_data = bytes(71)


@case("conv.weight")
def float_data_too_short(m):
    tensor(m, "conv.weight").ClearField("raw_data")
    tensor(m, "conv.weight").float_data.extend([0.0] * 17)


@case("conv.weight", "conv", "int64")
def integer_weights(m):
    tensor(m, "conv.weight").CopyFrom(
        numpy_helper.from_array(np.ones((2, 1, 3, 3), np.int64), "conv.weight"))


@case("conv.weight")
def string_weights(m):
    strings = tensor(m, "conv.weight")
    strings.ClearField("raw_data")
    strings.data_type = TensorProto.STRING
    strings.string_data.extend([b"0.5"] * 18)


@case("conv.weight")
def unknown_weight_type(m):
    tensor(m, "conv.weight").data_type = 4711


@case("conv.weight")
def undefined_weight_type(m):
    tensor(m, "conv.weight").data_type = 0


@case("sparse", "conv.weight")
def sparse_weights(m):
    m.graph.initializer.remove(tensor(m, "conv.weight"))
    sparse = SparseTensorProto(dims=[2, 1, 3, 3])
    sparse.values.CopyFrom(random_weights("conv.weight", 2))
    sparse.indices.CopyFrom(numpy_helper.from_array(integers(0, HUGE), "indices"))
    m.graph.sparse_initializer.append(sparse)


@case("conv.weight")
def nan_weights(m):
    tensor(m, "conv.weight").raw_data = np.full(18, np.nan, np.float32).tobytes()


@case("head.bias")
def infinite_weights(m):
    tensor(m, "head.bias").raw_data = np.array([1, -np.inf, 1], np.float32).tobytes()


# External data


def external(location, offset=None, length=None):
    """Sends the first weight to another file."""
    def change(m):
        weight = tensor(m, "conv.weight")
        weight.ClearField("raw_data")
        weight.data_location = TensorProto.EXTERNAL
        for key, value in [("location", location), ("offset", offset), ("length", length)]:
            if value is not None:
                weight.external_data.add(key=key, value=str(value))
    return change


for name, arguments, words in [
    ("external-good", ("weights.bin", 0, 72), [None]),
    ("external-parent", ("../make_hostile.py", 0, 72), ["folder", "outside", "path"]),
    ("external-hidden-parent", ("here/../../make_hostile.py", 0, 72),
     ["folder", "outside", "path"]),
    ("external-absolute", ("/etc/passwd", 0, 72), ["folder", "outside", "path", "absolute"]),
    ("external-symlink", ("link.bin", 0, 72), ["folder", "outside", "path", "link"]),
    ("external-symlink-folder", ("linked/make_hostile.py", 0, 72),
     ["folder", "outside", "path", "link"]),
    ("external-missing", ("nowhere.bin", 0, 72), ["nowhere.bin"]),
    ("external-is-folder", (".", 0, 72), ["folder", "directory", "file"]),
    ("external-empty-location", ("", 0, 72), ["location", "file"]),
    ("external-no-location", (None, 0, 72), ["location"]),
    ("external-null-character", ("weights.bin\0.txt", 0, 72), ["weights.bin", "conv.weight"]),
    ("external-beyond", ("weights.bin", 64, 72), ["weights.bin", "conv.weight"]),
    ("external-offset-2-to-62", ("weights.bin", 2**62, 72), ["weights.bin", "conv.weight"]),
    ("external-offset-2-to-64", ("weights.bin", 2**64, 72), ["offset"]),
    ("external-offset-negative", ("weights.bin", -4, 72), ["offset"]),
    ("external-offset-text", ("weights.bin", "four", 72), ["offset"]),
    ("external-length-other", ("weights.bin", 0, 68), ["conv.weight", "length"]),
    ("external-length-huge", ("weights.bin", 0, 2**63 - 1), ["conv.weight", "length"]),
    ("external-length-negative", ("weights.bin", 0, -72), ["length"]),
]:
    add(name, external(*arguments), *words)
