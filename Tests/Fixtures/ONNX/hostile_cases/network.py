"""The good network that the hostile files come from, and ways to change it."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FLOAT = TensorProto.FLOAT
HUGE = 2**40
EITHER = ()  # read or refused
values = np.random.default_rng(1)

cases = {}  # by name: what changes the good network, and words of which the error has one


def case(*words):
    """Registers a function that changes the good network."""
    def register(change):
        add(change.__name__.replace("_", "-"), change, *words)
        return change
    return register


def add(name, change, *words):
    assert name not in cases, name
    cases[name] = (change, None if words == (None,) else list(words))


def weights(name, *shape):
    return numpy_helper.from_array(values.normal(size=shape).astype(np.float32), name)


def good(shape=("N", 1, 8, 8)):
    """Convolution, ReLU, pooling, a linear head: `[N, 1, 8, 8]` to `[N, 3]`."""
    nodes = [
        helper.make_node("Conv", ["image", "conv.weight", "conv.bias"], ["maps"], name="conv",
                         kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1]),
        helper.make_node("Relu", ["maps"], ["active"], name="relu"),
        helper.make_node("GlobalAveragePool", ["active"], ["pooled"], name="pool"),
        helper.make_node("Flatten", ["pooled"], ["flat"], name="flatten"),
        helper.make_node("Gemm", ["flat", "head.weight", "head.bias"], ["logits"], name="head",
                         transB=1),
    ]
    graph = helper.make_graph(
        nodes, "good", [helper.make_tensor_value_info("image", FLOAT, shape)],
        [helper.make_tensor_value_info("logits", FLOAT, ["N", 3])],
        [weights("conv.weight", 2, 1, 3, 3), weights("conv.bias", 2),
         weights("head.weight", 3, 2), weights("head.bias", 3)])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def node(model, name):
    return next(node for node in model.graph.node if node.name == name)


def tensor(model, name):
    return next(tensor for tensor in model.graph.initializer if tensor.name == name)


def attribute(node, name, value):
    """Sets an attribute of `node`."""
    kept = [entry for entry in node.attribute if entry.name != name]
    del node.attribute[:]
    node.attribute.extend(kept + [helper.make_attribute(name, value)])


def before_relu(model, operator, *inputs, outputs=("changed",), **attributes):
    """Puts a node between the convolution and the ReLU; names of arrays become constants."""
    names = ["maps"]
    for position, value in enumerate(inputs):
        names.append(value if isinstance(value, str) else f"constant{position}")
        if not isinstance(value, str):
            model.graph.initializer.append(numpy_helper.from_array(value, names[-1]))
    inserted = helper.make_node(operator, names, outputs, name="inserted", **attributes)
    model.graph.node.insert(1, inserted)
    node(model, "relu").input[0] = outputs[0]
    return inserted


def integers(*numbers):
    return np.array(numbers, np.int64)
