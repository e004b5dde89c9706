"""Pictures of the size of radiographs: 8-bit grey PNGs of 1024×1024 with lung masks."""

import csv
from pathlib import Path

import numpy as np
from PIL import Image

SIZE = 1024


def write(folder, count):
    """Writes pictures, masks and `manifest.csv` to `folder`, unless they are there."""
    folder = Path(folder)
    manifest = folder / "manifest.csv"
    if manifest.exists() and len(manifest.read_text().splitlines()) == count + 1:
        return manifest
    folder.mkdir(parents=True, exist_ok=True)
    with open(manifest, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["image", "mask", "label", "source"])
        for index in range(count):
            picture, mask = _picture(np.random.default_rng(index))
            Image.fromarray(picture).save(folder / f"{index:03}.png")
            Image.fromarray(mask).save(folder / f"{index:03}-mask.png")
            table.writerow([f"{index:03}.png", f"{index:03}-mask.png",
                            ["normal", "covid"][index % 2], ["north", "south"][index // 2 % 2]])
    return manifest


def _picture(generator):
    y, x = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    shift = generator.uniform(-0.03, 0.03, 4)
    lungs = np.zeros((SIZE, SIZE), bool)
    for side, centre in enumerate((0.3, 0.7)):
        dx, dy = (x - centre - shift[side]) / 0.14, (y - 0.47 - shift[2 + side]) / 0.3
        lungs |= dx ** 2 + dy ** 2 < 1
    clouds = Image.fromarray(generator.random((16, 16), dtype=np.float32)).resize(
        (SIZE, SIZE), Image.Resampling.BICUBIC)
    tone = 0.75 - 0.45 * lungs + 0.25 * (np.asarray(clouds) - 0.5)
    tone += generator.normal(0, 0.02, tone.shape)
    return (255 * np.clip(tone, 0, 1)).astype(np.uint8), (255 * lungs).astype(np.uint8)
