"""What a user of PyTorch writes to see Grad-CAM once: explain.py NETWORK WEIGHTS PICTURE OUTPUT"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
import torch
from PIL import Image

import networks
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.image import show_cam_on_image
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget


class Explainer:
    """A network whose overlays are drawn."""

    def __init__(self, name, weights):
        network = networks.load(name, weights)
        self.cam = GradCAM(network, [network.get_submodule(networks.EXPLAINED[name])])

    def explain(self, path):
        """The picture as 0…1 and its map, both in the picture's size."""
        picture = Image.open(path).convert("RGB")
        inputs = np.asarray(picture.resize((224, 224), Image.Resampling.BILINEAR), np.float32)
        inputs = (inputs / 255 - networks.MEAN) / networks.DEVIATION
        tensor = torch.from_numpy(inputs.transpose(2, 0, 1)[None].astype(np.float32))
        (map,) = self.cam(tensor, [ClassifierOutputTarget(0)])
        return np.asarray(picture, np.float32) / 255, cv2.resize(map, picture.size)

    def draw(self, path, output):
        """Saves the overlay and returns the map."""
        picture, map = self.explain(path)
        Image.fromarray(show_cam_on_image(picture, map, use_rgb=True)).save(output)
        return map


if __name__ == "__main__":
    name, weights, picture, output = sys.argv[1:]
    Explainer(name, weights).draw(picture, output)
