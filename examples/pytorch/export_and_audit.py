"""Exports a PyTorch network to ONNX, checks that lung-attention computes the same, and audits it.

    python examples/pytorch/export_and_audit.py                      # an untrained ResNet-18
    python examples/pytorch/export_and_audit.py --checkpoint my.pt --manifest my/cases.csv

Change `build_model` and `PREPROCESSING` to yours. Needs torch, torchvision, onnx, numpy and
Pillow; onnxruntime is used if it is installed.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from PIL import Image

REPOSITORY = Path(__file__).resolve().parents[2]

# What the network was trained to see. lung-attention applies the same, from the ONNX file.
PREPROCESSING = {
    "size": (224, 224),  # height, width
    "channels": 3,  # a grey picture is repeated
    "range": (0.0, 1.0),  # what black and white become before normalisation
    "mean": [0.485, 0.456, 0.406],
    "std": [0.229, 0.224, 0.225],
}


def build_model(classes):
    """Your network, which must return logits `[N, classes]`."""
    import torchvision

    return torchvision.models.resnet18(weights=None, num_classes=classes)


def preprocess(path):
    """`[1, C, H, W]`: a grey picture as lung-attention prepares it for the network."""
    picture = Image.open(path)
    if picture.mode not in ("L", "I;16"):
        raise SystemExit(f"{path} is not a grey picture of 8 or 16 bits")
    white = 255 if picture.mode == "L" else 65535
    gray = torch.from_numpy(np.asarray(picture).astype(np.float32) / white)[None, None]
    gray = F.interpolate(
        gray, PREPROCESSING["size"], mode="bilinear", align_corners=False, antialias=True)
    low, high = PREPROCESSING["range"]
    pixels = (low + (high - low) * gray).expand(1, PREPROCESSING["channels"], -1, -1)
    mean, std = (torch.tensor(PREPROCESSING[key])[:, None, None] for key in ("mean", "std"))
    return (pixels - mean) / std


def export(model, path, class_names, activation="softmax"):
    """Writes `path`, with everything lung-attention has to know about the network.

    `activation` is "softmax" for one class of several, "sigmoid" for findings that can hold
    together or a single logit.
    """
    height, width = PREPROCESSING["size"]
    torch.onnx.export(
        model.eval(), (torch.zeros(2, PREPROCESSING["channels"], height, width),), str(path),
        input_names=["image"], output_names=["logits"],
        dynamic_shapes=({0: torch.export.Dim("batch")},), dynamo=True, external_data=False,
        verbose=False)
    file = onnx.load(path)
    onnx.helper.set_model_props(file, {
        "class_names": json.dumps(class_names),
        "input_size": f"{width}x{height}",
        "input_channels": str(PREPROCESSING["channels"]),
        "input_range": json.dumps(PREPROCESSING["range"]),
        "input_mean": json.dumps(PREPROCESSING["mean"]),
        "input_std": json.dumps(PREPROCESSING["std"]),
        "input_fit": "stretch",
        "input_window": "full",  # as `preprocess` reads 16-bit files
        "activation": activation,
    })
    onnx.save(file, path)


def run_torch(model, images):
    with torch.no_grad():
        return np.concatenate([model(preprocess(image)).numpy() for image in images])


def run_onnxruntime(path, images):
    """ONNX Runtime's logits, or nothing where it is not installed."""
    try:
        import onnxruntime
    except ImportError:
        return None
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.concatenate(
        [session.run(None, {"image": preprocess(image).numpy()})[0] for image in images])


def run_lung_attention(tool, path, images, class_names):
    arguments = [tool, "predict", *map(str, images), "--model", str(path), "--json"]
    result = subprocess.run(arguments, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{tool} predict failed for {path}")
    rows = json.loads(result.stdout)
    return np.array([[row["logits"][name] for name in class_names] for row in rows])


def check(name, logits, expected, tolerance=1e-3):
    """Prints the greatest difference, relative to the greatest logit; fails above `tolerance`."""
    difference = np.abs(logits - expected).max() / np.abs(expected).max()
    print(f"{name} and PyTorch differ by {difference:.1e} of the greatest logit")
    if not difference <= tolerance:
        raise SystemExit(f"That is more than {tolerance:g}: do not trust maps of this file.")


def find_tool():
    built = REPOSITORY / ".build/release/lung-attention"
    tool = str(built) if built.exists() else shutil.which("lung-attention")
    return tool or sys.exit("lung-attention is not built; run `make build`.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", help="state dictionary for build_model (default: random)")
    parser.add_argument("--manifest", type=Path,
                        default=REPOSITORY / "examples/phantom/held-out/manifest.csv")
    parser.add_argument("--classes", default="normal,covid", help="in the order of the outputs")
    parser.add_argument("--activation", choices=["softmax", "sigmoid"], default="softmax")
    parser.add_argument("--onnx", type=Path, default=Path("model.onnx"), help="file to write")
    parser.add_argument("--output", default="audit-output", help="folder for the audit")
    parser.add_argument("--check", type=int, default=8, help="images to compare the logits of")
    options = parser.parse_args()
    class_names = options.classes.split(",")

    torch.manual_seed(0)
    model = build_model(len(class_names)).eval()
    if options.checkpoint:
        state = torch.load(options.checkpoint, map_location="cpu", weights_only=True)
        model.load_state_dict(state)
    export(model, options.onnx, class_names, options.activation)
    print(f"Wrote {options.onnx}")

    with open(options.manifest, newline="") as manifest:
        images = [options.manifest.parent / row["image"] for row in csv.DictReader(manifest)]
    images = images[: options.check]
    expected = run_torch(model, images)
    by_runtime = run_onnxruntime(options.onnx, images)
    if by_runtime is not None:
        check("ONNX Runtime", by_runtime, expected)
    tool = find_tool()
    check("lung-attention", run_lung_attention(tool, options.onnx, images, class_names), expected)

    audit = [tool, "audit", str(options.manifest), "--model", str(options.onnx),
             "--output", options.output]
    sys.exit(subprocess.run(audit).returncode)


if __name__ == "__main__":
    main()
