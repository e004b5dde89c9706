"""Grad-CAM of one image and, per image, of a batch of 8."""

import cv2
import numpy as np
import torch
from captum.attr import LayerGradCam
from monai.visualize import GradCAM as MonaiGradCAM
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

import goals
from agreement import check
from networks import EXPLAINED
from sides import images
from timing import alternate, timed

TARGET = 0


def measure(bench, name):
    for batch in (1, 8):
        _measure(bench, bench.network(name), images(batch))


def _measure(bench, network, inputs):
    batch, tensor = len(inputs), torch.from_numpy(inputs)
    targets = [ClassifierOutputTarget(TARGET)] * batch
    grad_cam = GradCAM(network.torch, [network.explained])
    captum = LayerGradCam(network.torch, network.explained)
    monai = MonaiGradCAM(network.torch, EXPLAINED[network.name])

    # Captum's map is signed and raw as ours; the others rectify, and pytorch-grad-cam stretches
    # each map to 0…1 and to the size of the input.
    theirs = captum.attribute(tensor, target=TARGET).detach().numpy()
    ours = bench.engine.result("gradcam", network.file, inputs).reshape(theirs.shape)
    check(f"{network.name} Grad-CAM, Captum", ours, theirs)
    rectified = np.maximum(ours, 0)
    check(f"{network.name} Grad-CAM, MONAI", rectified,
          monai.compute_map(tensor, class_idx=TARGET).detach().numpy())
    check(f"{network.name} Grad-CAM, pytorch-grad-cam",
          _as_pytorch_grad_cam(rectified, inputs.shape[2:]), grad_cam(tensor, targets))

    found = alternate({
        "ours": bench.engine.timed("gradcam", network.file, inputs),
        "pytorch-grad-cam": timed(lambda: grad_cam(tensor, targets)),
        "Captum": timed(lambda: captum.attribute(tensor, target=TARGET)),
        "MONAI": timed(lambda: monai(tensor, class_idx=TARGET)),
    }, bench.settings.runs)
    grad_cam.activations_and_grads.release()
    what = "Grad-CAM, batch 1" if batch == 1 else f"Grad-CAM per image, batch {batch}"
    for peer in ("pytorch-grad-cam", "Captum", "MONAI"):
        goal = goals.GRADCAM.get(peer, {}).get(network.name)
        bench.results.add("gradcam", network.name, what, peer,
                          found["ours"] / batch, found[peer] / batch, goal)


def _as_pytorch_grad_cam(maps, size):
    """Maps `[N, 1, h, w]`, each stretched to 0…1 and to `size`, and stretched again."""
    def stretched(values):
        values = values - values.min()
        return values / (1e-7 + values.max())

    height, width = size
    return np.stack([stretched(cv2.resize(stretched(map), (width, height))) for (map,) in maps])
