"""Writes the ONNX graph that tf2onnx makes of a Keras network: channels last outside.

Each convolution stands between two transpositions, biases are added in NHWC, and the head is
MatMul, Add and Softmax.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper


def keras_graph(twin, height, width):
    """`twin` is a KerasTwin; the input is `[N, height, width, 3]`."""
    nodes, constants = [], []

    def constant(name, value, dtype=np.float32):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype), name))
        return name

    def add(op, name, *inputs, **attributes):
        nodes.append(helper.make_node(op, inputs, [f"{name}:0"], name=name, **attributes))
        return f"{name}:0"

    def convolution(x, name, layer, **attributes):
        x = add("Transpose", f"{name}__in", x, perm=[0, 3, 1, 2])
        weight = constant(f"{name}/kernel", layer.weight.detach().numpy())
        x = add("Conv", name, x, weight, kernel_shape=[3, 3], dilations=[1, 1], group=1,
                **attributes)
        x = add("Transpose", f"{name}__out", x, perm=[0, 2, 3, 1])
        return add("Add", f"{name}/BiasAdd", x,
                   constant(f"{name}/bias", layer.bias.detach().numpy()))

    x = convolution("image", "cnn/first", twin.first, strides=[2, 2], auto_pad="SAME_UPPER")
    x = add("Clip", "cnn/relu6", x, constant("zero", 0), constant("six", 6))
    x = convolution(x, "cnn/second", twin.second, strides=[1, 1], pads=[1, 1, 1, 1])
    # The normalisation is between transpositions of its own.
    x = add("Transpose", "cnn/norm__in", x, perm=[0, 3, 1, 2])
    norm = twin.norm
    statistics = [
        constant(f"cnn/norm/{name}", value.detach().numpy()) for name, value in [
            ("gamma", norm.weight), ("beta", norm.bias),
            ("mean", norm.running_mean), ("variance", norm.running_var)]]
    x = add("BatchNormalization", "cnn/norm", x, *statistics, epsilon=norm.eps)
    x = add("Transpose", "cnn/norm__out", x, perm=[0, 2, 3, 1])
    x = add("Relu", "cnn/relu", x)
    x = add("ReduceMean", "cnn/pool/Mean", x, axes=[1, 2], keepdims=0)
    x = add("MatMul", "cnn/head/MatMul", x,
            constant("cnn/head/kernel", twin.head.weight.detach().numpy().T))
    bias = constant("cnn/head/bias", twin.head.bias.detach().numpy())
    x = add("Add", "cnn/head/BiasAdd", x, bias)
    nodes.append(helper.make_node("Softmax", [x], ["probabilities"], name="cnn/softmax", axis=-1))

    classes = twin.head.out_features
    graph = helper.make_graph(
        nodes, "tf2onnx",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["unk__1", height, width, 3])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["unk__2", classes])],
        constants)
    return helper.make_model(
        graph, producer_name="tf2onnx", opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
