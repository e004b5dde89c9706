"""Stores a network's weights as float16, each with a Cast back to float32."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def with_half_weights(model):
    """A copy of the float32 ONNX `model`; weights must be exact in half precision already."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    casts = []
    for tensor in result.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        name, values = tensor.name, numpy_helper.to_array(tensor)
        assert np.array_equal(values.astype(np.float16).astype(np.float32), values), name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node(
            "Cast", [tensor.name], [name], name=f"{name}.cast", to=TensorProto.FLOAT))
    nodes = list(result.graph.node)
    del result.graph.node[:]
    result.graph.node.extend(casts + nodes)
    return result
