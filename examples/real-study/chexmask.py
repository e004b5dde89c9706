"""Adds CheXmask's lung masks (Gaggion et al. 2024) to a manifest of the images they belong to.

CheXmask has 657,566 masks for ChestX-ray8 (the images of ChestX-ray14), CheXpert, MIMIC-CXR-JPG,
PadChest and VinDr-CXR, and no images. Get a table from OriginalResolution at
https://physionet.org/content/chexmask-cxr-segmentation-data/, ChestX-Ray8.csv for chestxray14.py:

    Image Index | ImageID | image_id | dicom_id    the image, after its data set
    Dice RCA (Mean)                                estimated quality, 0 to 1
    Left Lung, Right Lung                          run lengths
    Height, Width                                  of the mask

Run lengths are pairs "start length", counted from 1, row by row. Masks below 0.7 are left out, as
the authors advise. The manifest is written anew with the masks and the column mask_rca; images
without a mask stay in it. CheXpert's table names images by their path and is not supported.

A model (HybridGNet) made these masks, with lungs of a plausible shape in whatever image: where
disease hides the lung it guesses, and an opacity at the base may lie outside. A score measured
with them says how well two models agree as well as where one looks.
"""

import argparse
import gzip
import sys
from pathlib import Path

import manifest
import png

NAMES = ["Image Index", "ImageID", "image_id", "dicom_id"]
QUALITY = "Dice RCA (Mean)"
COLUMNS = [QUALITY, "Left Lung", "Right Lung", "Height", "Width"]


def build(options, left_out):
    rows = manifest.read(options.manifest)
    waiting = {}
    for row in rows:
        waiting.setdefault(Path(row["image"]).stem, []).append(row)
    opened = gzip.open if options.table.suffix == ".gz" else open
    matched = 0
    for entry in manifest.table(options.table, COLUMNS, opened=opened):
        images = waiting.get(Path(image_name(entry, options.table)).stem, [])
        if not images:
            continue
        matched += len(images)
        quality = float(entry[QUALITY] or "nan")
        if not quality >= options.quality:
            left_out[f"masks of a quality below {options.quality:g}"] += len(images)
            continue
        mask = options.masks / f"{Path(images[0]['image']).stem}.png"
        if not mask.exists():
            draw(entry, mask, options.table)
        for row in images:
            row.update(mask=mask, mask_by="model (CheXmask)", mask_rca=f"{quality:.4f}")
    if not matched:
        raise manifest.LayoutError(
            f"{options.table} has no mask for any image of {options.manifest}; is it the table "
            "of another data set?")
    return rows


def image_name(entry, table):
    for name in NAMES:
        if name in entry:
            return entry[name]
    raise manifest.LayoutError(f"{table} has none of the columns {', '.join(map(repr, NAMES))}")


def draw(entry, path, table):
    """Writes both lungs as one mask."""
    try:
        width, height = int(float(entry["Width"])), int(float(entry["Height"]))
        samples = bytearray(width * height)
        for lung in ("Left Lung", "Right Lung"):
            runs = list(map(int, entry[lung].split()))
            for start, length in zip(runs[::2], runs[1::2], strict=True):
                if start < 1 or length < 0 or start - 1 + length > len(samples):
                    raise ValueError(f"the run {start} {length} leaves the picture")
                samples[start - 1:start - 1 + length] = b"\xff" * length
    except ValueError as error:
        raise manifest.LayoutError(
            f"{table}: the mask of {path.stem} is damaged: {error}") from error
    png.write(path, width, height, bytes(samples))


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path, help="manifest of the images")
    parser.add_argument("table", type=Path, help="CheXmask's table, .csv or .csv.gz")
    parser.add_argument("--masks", type=Path, required=True, metavar="FOLDER",
                        help="where masks are written")
    parser.add_argument("--output", type=Path, required=True, help="manifest to write (CSV)")
    parser.add_argument("--quality", type=float, default=0.7,
                        help=f"least {QUALITY} (default: %(default)s)")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
