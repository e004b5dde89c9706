"""Exports Keras networks with random weights by tf2onnx and records what TensorFlow says of them.

    pip install tensorflow tf2onnx onnx onnxruntime && python make_keras_references.py --output DIR

The cases are those of make_references.py, in the same files. Arrays of images and their gradients
are [N, C, H, W] although the files want [N, H, W, C] ("channelsLast" in case.json). TensorFlow
computes in double precision. Units are moved away from kinks as in kinks.py, but not in poolings;
other pictures are taken until float32 gives the same gradient.
"""

import argparse
import json
import os
import shutil
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import onnx  # noqa: E402
import onnxruntime  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers  # noqa: E402

from channel_shifts import channel_shifts  # noqa: E402

CLASSES = 10


def small_cnn():
    """A network as in Keras's tutorials, with its softmax; the map is `last`."""
    return keras.Sequential([
        layers.Input((96, 80, 3)),
        layers.Rescaling(1 / 2, offset=0.1),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.MaxPooling2D(3, strides=2, padding="same"),
        layers.SeparableConv2D(24, 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(negative_slope=0.1),
        layers.AveragePooling2D(2, padding="same"),
        layers.Conv2D(32, 3, activation="elu", name="last"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.5),
        layers.Dense(CLASSES, activation="softmax"),
    ]), "last"


def flattened_cnn():
    """Flattens a map in NHWC order before its head: the order of channels and places matters."""
    return keras.Sequential([
        layers.Input((64, 64, 1)),
        layers.Conv2D(8, 5, activation="relu"),
        layers.MaxPooling2D(4),
        layers.Conv2D(12, 3, padding="same", activation="relu", name="last"),
        layers.MaxPooling2D(3),
        layers.Flatten(),
        layers.Dense(24, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]), "last"


def application(name, layer, size=128, **settings):
    def build():
        network = getattr(keras.applications, name)(
            weights=None, classes=CLASSES, input_shape=(size, size, 3), **settings)
        return network, layer
    return build


NETWORKS = {
    "small": small_cnn,
    "flattened": flattened_cnn,
    "mobilenetv2": application("MobileNetV2", "out_relu"),
    "resnet50": application("ResNet50", "conv5_block3_out"),
    "densenet121": application("DenseNet121", "relu"),
    # tf2onnx makes inputs of the constants in Keras's own preprocessing.
    "efficientnetv2b0": application(
        "EfficientNetV2B0", "top_activation", include_preprocessing=False),
    "xception": application("Xception", "block14_sepconv2_act"),
}


def randomize(network, images):
    """Random biases and scales, and normalisation statistics that fit the activations."""
    generator = np.random.default_rng(3)
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = 0.0
            layer.gamma.assign(1 + 0.1 * generator.normal(size=layer.gamma.shape))
            layer.beta.assign(0.1 * generator.normal(size=layer.beta.shape))
        elif getattr(layer, "bias", None) is not None:
            layer.bias.assign(0.05 * generator.normal(size=layer.bias.shape))
    network(images, training=True)


def without_activation(network):
    """The network's logits; its last layer has their weights."""
    last = network.layers[-1]
    copy = keras.layers.Dense(last.units, dtype=last.dtype_policy)
    logits = copy(last.input)
    copy.set_weights(last.get_weights())
    return keras.Model(network.inputs[0], logits), last.activation.__name__


def clear_kinks(network, images):
    """Shifts the normalisation or convolution before each ReLU; the first layers come first."""
    for layer in network.layers:
        is_relu = getattr(layer, "activation", None) is keras.activations.relu
        if not isinstance(layer, layers.ReLU) and not (
                isinstance(layer, layers.Activation) and is_relu):
            continue
        owner = layer.input._keras_history.operation
        if isinstance(owner, layers.Add):
            owner = owner.input[-1]._keras_history.operation
        bias = getattr(owner, "beta", getattr(owner, "bias", None))
        if bias is None:
            continue
        values = keras.Model(network.inputs[0], layer.input)(images, training=False).numpy()
        kinks = [0.0, *([float(layer.max_value)] if getattr(layer, "max_value", None) else [])]
        shift, _ = channel_shifts(np.moveaxis(values, -1, 0).reshape(values.shape[-1], -1), kinks)
        bias.assign(bias + shift)


def in_double(build, network):
    """The same network in double precision."""
    keras.config.set_dtype_policy("float64")
    copy, _ = build()
    keras.config.set_dtype_policy("float32")
    copy.set_weights(network.get_weights())
    return copy


def explain(network, layer, images, targets):
    """Logits, input gradient and rectified Grad-CAM, all as TensorFlow computes them."""
    both = keras.Model(network.inputs[0], [network.get_layer(layer).output, network.outputs[0]])
    images = tf.convert_to_tensor(images, network.inputs[0].dtype)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(images)
        activations, logits = both(images, training=False)
        tape.watch(activations)
        chosen = tf.reduce_sum(tf.gather(logits, targets, axis=1, batch_dims=1))
    gradient = tape.gradient(chosen, activations).numpy()
    weights = gradient.mean((1, 2), keepdims=True)
    gradcam = np.maximum((weights * activations.numpy()).sum(-1), 0)
    return logits.numpy(), tape.gradient(chosen, images).numpy(), gradcam


def difference(found, expected):
    """The greatest difference, relative to the greatest value."""
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def export(network, path):
    """Writes the ONNX file; tf2onnx's from_keras does not know Keras 3."""
    import tf2onnx

    shape = [None, *network.inputs[0].shape[1:]]
    function = tf.function(lambda image: network(image, training=False))
    signature = [tf.TensorSpec(shape, tf.float32, name="image")]
    tf2onnx.convert.from_function(function, signature, opset=17, output_path=str(path))


def smooth_images(count, height, width, channels, seed=7):
    generator = np.random.default_rng(seed)
    coarse = generator.normal(size=(count, 9, 9, channels)).astype(np.float32)
    picture = tf.image.resize(coarse, (height, width), method="bicubic").numpy()
    return (picture + 0.2 * generator.normal(size=picture.shape)).astype(np.float32)


def make(name, folder):
    keras.utils.set_random_seed(5)
    network, layer = NETWORKS[name]()
    shape = network.inputs[0].shape[1:]
    randomize(network, smooth_images(4, *shape))
    weights = network.get_weights()
    for seed in range(20, 30):
        images = smooth_images(2, *shape, seed=seed)
        network.set_weights(weights)
        clear_kinks(network, images)
        single, activation = without_activation(network)
        exact, _ = without_activation(in_double(NETWORKS[name], network))
        best = exact(images).numpy().argsort(1)[:, ::-1]
        targets = [int(best[0, 0]), int(best[1, 1 % best.shape[1]])]
        logits, gradient, gradcam = explain(exact, layer, images, targets)
        rounding = [difference(*pair) for pair in zip(
            explain(single, layer, images, targets), (logits, gradient, gradcam))]
        if rounding[1] < 1e-4:
            break
    assert gradcam.reshape(2, -1).max(1).min() > 0

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / "model.onnx"
    export(network, path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    output = session.run(None, {session.get_inputs()[0].name: images})[0]
    expected = network(images, training=False).numpy()
    runtime = difference(output, expected)

    to_nchw = (0, 3, 1, 2)
    for file, values in {
        "input": images.transpose(to_nchw), "logits": logits, "output": output,
        "input_gradient": gradient.transpose(to_nchw), "gradcam": gradcam,
    }.items():
        np.save(folder / f"{file}.npy", np.ascontiguousarray(values, np.float32))
    model = onnx.load(path)
    case = {
        "name": folder.name, "architecture": f"keras.{name}", "group": "keras",
        "exporter": "tf2onnx", "opset": model.opset_import[0].version,
        "operators": sorted({node.op_type for node in model.graph.node}),
        "inputShape": list(images.transpose(to_nchw).shape), "channelsLast": True,
        "fixedBatch": False, "activation": activation, "targets": targets,
        "layer": f"output of {layer}",
        "layerShape": [2, exact.get_layer(layer).output.shape[-1], *gradcam.shape[1:]],
        "differences": {
            "onnxRuntimeOutput": runtime,
            "tensorFlowFloat32": dict(zip(["logits", "inputGradient", "gradcam"], rounding))},
        "nearestKink": 0,  # not measured
        "tolerance": {
            "logits": max(1e-4, 3 * rounding[0]), "inputGradient": max(1e-3, 3 * rounding[1]),
            "gradcam": max(1e-3, 3 * rounding[2])},
    }
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    print(f"{folder.name:30} opset {case['opset']}  ONNX Runtime {runtime:.0e}  "
          f"float32 {' '.join(f'{r:.0e}' for r in rounding)}  layer {case['layerShape'][1:]}",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    options = parser.parse_args()
    for name in options.only:
        make(name, options.output / f"keras.{name}-tf2onnx")


if __name__ == "__main__":
    main()
