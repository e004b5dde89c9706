"""Stores those weights of a network as float16 that fit exactly, each with a Cast to float32."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def with_half_weights(model):
    """A copy of the float32 ONNX `model`."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    casts = []
    for tensor in result.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        name, values = tensor.name, numpy_helper.to_array(tensor)
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            continue
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node(
            "Cast", [tensor.name], [name], name=f"{name}.cast", to=TensorProto.FLOAT))
    assert casts, "no weight fits float16"
    nodes = list(result.graph.node)
    del result.graph.node[:]
    result.graph.node.extend(casts + nodes)
    return result
