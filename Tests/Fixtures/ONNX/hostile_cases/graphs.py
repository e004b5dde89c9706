"""Graphs, versions and operators that are wrong."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from .network import EITHER, FLOAT, HUGE, before_relu, case, node, tensor, weights


@case("cycl", "order", "circular")
def cycle(m):
    node(m, "conv").input[0] = "active"


@case("cycl", "order", "itself", "circular")
def cycle_of_one(m):
    node(m, "relu").input[0] = "active"


@case("conv.weight")
def missing_initializer(m):
    m.graph.initializer.remove(tensor(m, "conv.weight"))


@case("nowhere")
def missing_value(m):
    node(m, "relu").input[0] = "nowhere"


@case("active", "twice")
def produced_twice(m):
    m.graph.node.append(helper.make_node("Sigmoid", ["maps"], ["active"], name="again"))


@case("conv.bias", "twice")
def initializer_twice(m):
    m.graph.initializer.append(weights("conv.bias", 2))


@case("active", "twice")
def initializer_is_output(m):
    m.graph.initializer.append(weights("active", 1, 2, 8, 8))


@case("nothing", "logits")
def missing_output(m):
    node(m, "head").output[0] = "other"


@case("logits", "node", "operator")
def no_nodes(m):
    del m.graph.node[:]


@case("graph")
def no_graph(m):
    m.ClearField("graph")


@case("input", "image")
def no_input(m):
    del m.graph.input[:]


@case("input")
def two_inputs(m):
    m.graph.input.append(helper.make_tensor_value_info("age", FLOAT, ["N", 2]))
    before_relu(m, "Add", "extra")
    m.graph.node.insert(0, helper.make_node("ReduceMean", ["age"], ["extra"], name="mean"))


@case("output")
def no_outputs(m):
    del m.graph.output[:]


@case(*EITHER)
def two_outputs(m):
    m.graph.output.append(helper.make_tensor_value_info("flat", FLOAT, ["N", 2]))


@case("image", "type", "shape", "tensor", "input")
def input_without_type(m):
    m.graph.input[0].ClearField("type")


@case("image", "type", "float", "int64")
def input_of_integers(m):
    m.graph.input[0].type.tensor_type.elem_type = TensorProto.INT64


@case("image", "shape", "rank", "input")
def input_of_rank_2(m):
    m.graph.input[0].CopyFrom(helper.make_tensor_value_info("image", FLOAT, ["N", 64]))


@case("image", "zero", "positive", "size", "input", "shape")
def input_of_size_zero(m):
    m.graph.input[0].CopyFrom(helper.make_tensor_value_info("image", FLOAT, ["N", 1, 0, 8]))


@case("image", "negative", "positive", "size", "input", "shape")
def input_of_negative_size(m):
    m.graph.input[0].CopyFrom(helper.make_tensor_value_info("image", FLOAT, ["N", 1, -8, 8]))


@case("image", "large", "most", "size", "input", "shape")
def input_of_huge_size(m):
    shape = ["N", 1, HUGE, HUGE]
    m.graph.input[0].CopyFrom(helper.make_tensor_value_info("image", FLOAT, shape))


@case("image", "twice", "cycl", "order")
def output_named_like_input(m):
    node(m, "relu").output[0] = "image"


@case("NoSuch")
def control_characters_in_a_name(m):
    node(m, "relu").op_type = "NoSuch"
    node(m, "relu").name = "re\nlu\x1b[31m\x00\t"


# Versions, domains and operators


@case("opset")
def opset_too_old(m):
    m.opset_import[0].version = 6


@case("opset")
def opset_too_new(m):
    m.opset_import[0].version = 10**6


@case("opset")
def opset_negative(m):
    m.opset_import[0].version = -(2**63)


@case("opset")
def opset_missing(m):
    del m.opset_import[:]


@case("Relo")
def unknown_operator(m):
    node(m, "relu").op_type = "Relo"


@case("com.example")
def unknown_domain(m):
    node(m, "relu").domain = "com.example"
    m.opset_import.append(helper.make_opsetid("com.example", 1))


@case()
def conditional(m):
    branch = helper.make_graph(
        [helper.make_node("Identity", ["maps"], ["branched"])], "branch", [],
        [helper.make_tensor_value_info("branched", FLOAT, None)])
    m.graph.initializer.append(numpy_helper.from_array(np.array(True), "condition"))
    m.graph.node.insert(1, helper.make_node(
        "If", ["condition"], ["chosen"], name="if", then_branch=branch, else_branch=branch))
    node(m, "relu").input[0] = "chosen"


@case("If", "cycl", "order")
def conditional_on_itself(m):
    conditional(m)
    node(m, "if").input[0] = "chosen"


@case("Loop")
def loop(m):
    body = helper.make_graph(
        [helper.make_node("Identity", ["on"], ["on_out"]),
         helper.make_node("Relu", ["state"], ["state_out"])], "body",
        [helper.make_tensor_value_info("i", TensorProto.INT64, []),
         helper.make_tensor_value_info("on", TensorProto.BOOL, []),
         helper.make_tensor_value_info("state", FLOAT, None)],
        [helper.make_tensor_value_info("on_out", TensorProto.BOOL, []),
         helper.make_tensor_value_info("state_out", FLOAT, None)])
    m.graph.initializer.append(numpy_helper.from_array(np.array(2**62), "count"))
    m.graph.node.insert(1, helper.make_node("Loop", ["count", "", "maps"], ["looped"],
                                            name="loop", body=body))
    node(m, "relu").input[0] = "looped"


@case("conv", "input")
def too_few_inputs(m):
    del node(m, "conv").input[1:]


@case("relu", "input")
def too_many_inputs(m):
    node(m, "relu").input.append("conv.bias")


@case("relu", "output", "active")
def no_node_outputs(m):
    del node(m, "relu").output[:]
