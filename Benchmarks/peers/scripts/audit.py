"""What a user of PyTorch writes to see a whole set: audit.py NETWORK WEIGHTS MANIFEST OUTPUT

Draws an overlay of each picture and writes the share of the map that lies in the lungs.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from explain import Explainer

name, weights, manifest, output = sys.argv[1:]
folder, output = Path(manifest).parent, Path(output)
output.mkdir(parents=True, exist_ok=True)
explainer = Explainer(name, weights)
with open(manifest) as cases, open(output / "cases.csv", "w", newline="") as results:
    table = csv.writer(results)
    table.writerow(["image", "lung_mass"])
    for case in csv.DictReader(cases):
        map = explainer.draw(folder / case["image"], output / case["image"])
        lungs = np.asarray(Image.open(folder / case["mask"])) > 127
        table.writerow([case["image"], map[lungs].sum() / map.sum()])
