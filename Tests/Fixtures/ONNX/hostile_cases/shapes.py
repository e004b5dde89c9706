"""Attributes, shapes and folded arithmetic that are wrong or far too large."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from .network import EITHER, HUGE, add, attribute, before_relu, case, integers, node


def conv_attribute(name, value):
    return lambda m: attribute(node(m, "conv"), name, value)


for name, change, words in [
    ("stride-zero", conv_attribute("strides", [0, 1]), ["conv", "stride"]),
    ("stride-negative", conv_attribute("strides", [-1, 1]), ["conv", "stride"]),
    ("stride-huge", conv_attribute("strides", [2**62, 2**62]), EITHER),
    ("strides-of-rank-3", conv_attribute("strides", [1, 1, 1]), ["conv", "stride"]),
    ("kernel-other", conv_attribute("kernel_shape", [5, 5]), ["conv", "kernel"]),
    ("kernel-huge", conv_attribute("kernel_shape", [HUGE, HUGE]), ["conv", "kernel"]),
    ("pads-huge", conv_attribute("pads", [2**62] * 4), ["conv", "pad"]),
    ("pads-negative", conv_attribute("pads", [-9, -9, -9, -9]), ["conv", "pad"]),
    ("dilation-zero", conv_attribute("dilations", [0, 0]), ["conv", "dilation"]),
    ("dilation-huge", conv_attribute("dilations", [2**62, 2**62]), ["conv", "dilation"]),
    ("group-zero", conv_attribute("group", 0), ["conv", "group"]),
    ("group-negative", conv_attribute("group", -1), ["conv", "group"]),
    ("group-of-7", conv_attribute("group", 7), ["conv", "group"]),
    ("auto-pad-unknown", conv_attribute("auto_pad", "SAME_SIDE"), ["conv", "auto_pad"]),
    ("attribute-of-other-type", conv_attribute("strides", "two"), ["conv", "stride"]),
]:
    add(name, change, *words)


@case(*EITHER)
def attribute_twice(m):
    node(m, "conv").attribute.append(helper.make_attribute("strides", [2, 2]))


@case("conv", "strides", "function")
def attribute_reference(m):
    for entry in node(m, "conv").attribute:
        if entry.name == "strides":
            entry.ref_attr_name = "outer"
            del entry.ints[:]


def insertion(name, operator, *inputs, words=(), **attributes):
    """An operator between convolution and ReLU; the error has its name or kind."""
    add(name, lambda m: before_relu(m, operator, *inputs, **attributes),
        "inserted", operator, *words)


def floats(*numbers):
    return np.array(numbers, np.float32)


insertion("reshape-two-unknown", "Reshape", integers(-1, 2, -1, 8))
insertion("reshape-huge", "Reshape", integers(HUGE, HUGE, HUGE, -1))
insertion("reshape-negative", "Reshape", integers(-1, 2, -8, -8))
insertion("reshape-other-count", "Reshape", integers(-1, 3, 8, 8))
insertion("reshape-by-data", "Reshape", "logits")
insertion("concat-mismatch", "Concat", np.zeros((1, 2, 5, 8), np.float32), axis=1)
insertion("concat-axis-9", "Concat", "maps", axis=9)
insertion("add-mismatch", "Add", np.zeros((1, 2, 5, 8), np.float32))
insertion("transpose-twice-the-same", "Transpose", perm=[0, 1, 1, 3])
insertion("transpose-huge", "Transpose", perm=[0, 1, 2**62, -(2**62)])
insertion("resize-scale-1e9", "Resize", "", floats(1, 1, 1e9, 1e9))
insertion("resize-scale-nan", "Resize", "", floats(1, 1, np.nan, 1))
insertion("resize-scale-negative", "Resize", "", floats(1, 1, -2, 2))
insertion("resize-sizes-huge", "Resize", "", "", integers(1, 2, HUGE, HUGE))
insertion("expand-huge", "Expand", integers(1, HUGE, 8, 8))
insertion("expand-wraps", "Expand", integers(2**62, 2, 8, 8))
insertion("tile-huge", "Tile", integers(1, HUGE, HUGE, 1))
insertion("pad-huge", "Pad", integers(0, 0, HUGE, HUGE, 0, 0, 0, 0))
insertion("pad-wraps", "Pad", integers(0, 0, 2**63 - 1, 0, 0, 0, 2**63 - 1, 0))
insertion("pad-to-nothing", "Pad", integers(0, 0, -9, 0, 0, 0, -9, 0))
insertion("slice-step-zero", "Slice", integers(0), integers(8), integers(2), integers(0))
insertion("slice-to-nothing", "Slice", integers(5), integers(5), integers(2), words=["pool"])
insertion("gather-beyond", "Gather", integers(0, 99), axis=1)
insertion("squeeze-not-one", "Squeeze", integers(1))
insertion("unsqueeze-huge-axis", "Unsqueeze", integers(2**62))
insertion("depth-to-space-zero", "DepthToSpace", blocksize=0)
insertion("depth-to-space-huge", "DepthToSpace", blocksize=2**32)
insertion("pool-kernel-huge", "AveragePool", kernel_shape=[HUGE, HUGE])
insertion("pool-pads-huge", "MaxPool", kernel_shape=[3, 3], pads=[2**62] * 4)
insertion("pool-kernel-missing", "MaxPool")
insertion("softmax-axis-huge", "Softmax", axis=-(2**63))
insertion("reduce-axis-beyond", "ReduceMean", axes=[7])
insertion("split-sizes", "Split", integers(2**62, 2**62))
insertion("normalization-negative", "BatchNormalization", floats(1), floats(1), floats(1),
          floats(1))
insertion("cast-to-string", "Cast", to=TensorProto.STRING)


@case("filled", "constantofshape")
def constant_of_shape_huge(m):
    before_relu(m, "Add", "filled")
    m.graph.initializer.append(numpy_helper.from_array(integers(2**50), "how_many"))
    m.graph.node.insert(0, helper.make_node(
        "ConstantOfShape", ["how_many"], ["filled"], name="filled"))


@case("filled", "range")
def range_huge(m):
    before_relu(m, "Add", "filled")
    for name, value in [("start", 0), ("limit", 2**60), ("delta", 1)]:
        m.graph.initializer.append(numpy_helper.from_array(np.array(value), name))
    m.graph.node.insert(0, helper.make_node(
        "Range", ["start", "limit", "delta"], ["filled"], name="filled"))


@case("reshape", "inserted", "overflow")
def arithmetic_overflows(m):
    m.graph.initializer.extend([
        numpy_helper.from_array(integers(2**62, 2**62, 2**62, 2**62), "large")])
    m.graph.node.insert(0, helper.make_node("Mul", ["large", "large"], ["product"], name="mul"))
    before_relu(m, "Reshape", "product")


@case("zero", "div", "inserted", "reshape")
def arithmetic_divides_by_zero(m):
    m.graph.initializer.extend([
        numpy_helper.from_array(integers(1, 2, 8, 8), "some"),
        numpy_helper.from_array(integers(0, 1, 1, 1), "none")])
    m.graph.node.insert(0, helper.make_node("Div", ["some", "none"], ["ratio"], name="div"))
    before_relu(m, "Reshape", "ratio")


@case("large", "memory", "values", "size", "concat", "limit")
def many_doublings(m):
    name = "maps"
    for index in range(45):
        m.graph.node.insert(1 + index, helper.make_node(
            "Concat", [name, name], [f"double{index}"], name=f"double{index}", axis=2))
        name = f"double{index}"
    node(m, "relu").input[0] = name


@case("large", "memory", "values", "size", "concat", "limit")
def constants_double(m):
    m.graph.initializer.append(numpy_helper.from_array(integers(1), "one"))
    name = "one"
    for index in range(45):
        m.graph.node.insert(index, helper.make_node(
            "Concat", [name, name], [f"double{index}"], name=f"double{index}", axis=0))
        name = f"double{index}"
    before_relu(m, "Reshape", name)


@case(*EITHER)
def deep_graph(m):
    name = "maps"
    for index in range(1000):
        m.graph.node.insert(1 + index, helper.make_node("Relu", [name], [f"{index}"]))
        name = f"{index}"
    node(m, "relu").input[0] = name


@case("class_names")
def metadata_class_names(m):
    helper.set_model_props(m, {"class_names": "normal, covid"})


@case("class")
def metadata_class_count(m):
    helper.set_model_props(m, {"class_names": '["normal", "covid"]'})


@case("input_size")
def metadata_input_size(m):
    helper.set_model_props(m, {"input_size": "99999999999999999999x8"})
