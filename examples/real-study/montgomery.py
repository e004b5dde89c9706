"""A manifest of the Montgomery County or the Shenzhen set (Jaeger et al. 2014, NLM).

Montgomery: 138 PA radiographs (80 normal, 58 tuberculosis) with masks drawn by hand, a file for
each lung. Shenzhen: 662 (326 normal, 336 tuberculosis), without masks; Stirenko et al. drew some
(https://www.kaggle.com/datasets/yoctoman/shcxr-lung-mask, give that folder to `--masks`). Get the
sets from https://data.lhncbc.nlm.nih.gov/public/Tuberculosis-Chest-X-ray-Datasets/:

    MontgomerySet/CXR_png/MCUCXR_0001_0.png          0 is normal, 1 is tuberculosis
    MontgomerySet/ManualMask/leftMask/MCUCXR_0001_0.png   and rightMask
    MontgomerySet/ClinicalReadings/MCUCXR_0001_0.txt
    ChinaSet_AllFiles/CXR_png/CHNCXR_0001_0.png, ClinicalReadings/    likewise

The masks of Montgomery's two lungs are united (needs Pillow) and written to ManualMask/united, or
to `--masks FOLDER`; `--no-masks` does without. Together the sets give two sources with both
classes each, small, but with masks drawn by people. Each image is of a patient of its own as far
as is published. The two differ in machine, size and margins, and Shenzhen has children.
"""

import re
import sys

import manifest
import masks

SETS = {"MCUCXR": "Montgomery", "CHNCXR": "Shenzhen"}
CLASSES = {"0": "normal", "1": "tuberculosis"}
NAME = re.compile(r"(MCUCXR|CHNCXR)_(\d+)_([01])$")


def build(options, left_out):
    folder = manifest.existing(
        options.folder, "MontgomerySet", "ChinaSet_AllFiles", ".", what="the unpacked set")
    pictures = manifest.existing(
        folder, "CXR_png", what="CXR_png and ClinicalReadings, as in MontgomerySet")
    rows = []
    for image in sorted(pictures.glob("*.png")):
        name = NAME.match(image.stem)
        if not name:
            left_out["not named like MCUCXR_0001_0.png"] += 1
            continue
        reading = folder / "ClinicalReadings" / f"{image.stem}.txt"
        rows.append({
            "image": image, "mask": None if options.no_masks else mask(folder, image, options),
            "label": CLASSES[name[3]], "source": SETS[name[1]],
            "patient": f"{SETS[name[1]]} {name[2]}", "view": "PA", "id": f"nlm/{image.stem}",
            "dataset": f"{SETS[name[1]]} set", "licence": "see the NLM's terms; cite Jaeger 2014",
            "reading": " ".join(reading.read_text("utf-8", "replace").split())
            if reading.exists() else ""})
    return rows


def mask(folder, image, options):
    """Montgomery's mask, united; Shenzhen's, where it was downloaded; or nothing."""
    if image.name.startswith("CHNCXR"):
        path = options.masks / f"{image.stem}_mask.png" if options.masks else None
        return path if path and path.exists() else None
    lungs = [folder / "ManualMask" / side / image.name for side in ("leftMask", "rightMask")]
    if not all(lung.exists() for lung in lungs):
        return None
    united = (options.masks or folder / "ManualMask/united") / image.name
    if not united.exists():
        masks.unite(*lungs, united)
    return united


def main(arguments=None):
    parser = manifest.parser(__doc__, "MontgomerySet, ChinaSet_AllFiles, or the folder of one")
    parser.add_argument("--masks", type=manifest.Path, metavar="FOLDER",
                        help="Montgomery: where united masks are written; Shenzhen: where the "
                        "downloaded masks CHNCXR_*_mask.png lie")
    parser.add_argument("--no-masks", action="store_true", help="leave the masks out")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
