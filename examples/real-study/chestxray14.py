"""A manifest of ChestX-ray14 (Wang et al. 2017, NIH Clinical Center).

112,120 frontal PNG of 1024 x 1024 pixels from 30,805 patients of one hospital, with 14 findings
mined from reports. Get it from https://nihcc.app.box.com/v/ChestXray-NIHCC (images_01.tar.gz to
images_12.tar.gz and the lists) or https://www.kaggle.com/datasets/nih-chest-xrays/data:

    Data_Entry_2017_v2020.csv    or Data_Entry_2017.csv
    train_val_list.txt  test_list.txt
    images/00000001_000.png      or images_001/images/00000001_000.png

Images that were not downloaded are left out. The label is normal for No Finding, and otherwise
the findings as published, joined by |; `--finding Pneumonia` keeps normal and pneumonia. Splits
are the official ones: train and test. There are no masks; chexmask.py adds some that a model made.

The source is NIH, or with `--source view` the view as well: PA stands for the fixed machine, AP
mostly for a portable one at the bed, and both have all classes, in different shares. Findings are
mined by a program from reports (its authors expect more than 90 % to be right).
"""

import os
import sys
from pathlib import Path

import manifest

LISTS = {"train": "train_val_list.txt", "test": "test_list.txt"}
COLUMNS = ["Image Index", "Finding Labels", "Patient ID", "View Position"]


def build(options, left_out):
    folder = options.folder
    table = manifest.existing(
        folder, "Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv",
        what="the table of findings, beside the images")
    files = image_files(folder)
    if not files:
        raise manifest.LayoutError(
            f"{folder} has no images; expected images/*.png or images_001/images/*.png")
    split = official_split(folder)
    split_of_patient = {}
    rows = []
    for entry in manifest.table(table, COLUMNS):
        name, view = entry["Image Index"], entry["View Position"]
        patient = f"NIH {entry['Patient ID']}"
        if name in split and split_of_patient.setdefault(patient, split[name]) != split[name]:
            raise manifest.LayoutError(
                f"patient {patient} is in {' and in '.join(LISTS.values())}; as published, no "
                "patient is in both")
        label = class_of(entry["Finding Labels"], options.finding)
        if not label:
            left_out[f"with findings other than {options.finding}"] += 1
        elif name not in files:
            left_out["not downloaded"] += 1
        else:
            rows.append({
                "image": files[name], "label": label, "patient": patient, "view": view,
                "source": f"NIH {view}" if options.source == "view" else "NIH",
                "split": split.get(name, ""), "id": f"chestxray14/{name}",
                "dataset": "ChestX-ray14",
                "licence": "no restriction; link, cite and acknowledge the NIH",
                "finding": entry["Finding Labels"], "age": entry.get("Patient Age") or "",
                "sex": entry.get("Patient Sex") or entry.get("Patient Gender") or ""})
    return rows


def class_of(findings, wanted):
    """`normal`, the findings, or only the wanted one; nothing for an image of neither."""
    if findings == "No Finding":
        return "normal"
    if not wanted:
        return findings
    return wanted.lower() if wanted in findings.split("|") else ""


def image_files(folder):
    """The images by name, wherever an archive put them."""
    return {name: Path(place) / name
            for place, _, names in os.walk(folder) if Path(place).name.startswith("images")
            for name in names if name.endswith(".png")}


def official_split(folder):
    """`train` or `test` by image, as far as the official lists are there."""
    result = {}
    for split, name in LISTS.items():
        if (folder / name).exists():
            for image in (folder / name).read_text(encoding="utf-8").split():
                if result.setdefault(image, split) != split:
                    raise manifest.LayoutError(f"{image} is in both lists of {folder}")
    return result


def main(arguments=None):
    parser = manifest.parser(__doc__, "folder with the table and the images")
    parser.add_argument("--finding", help="keep the images with this finding and the normal ones")
    parser.add_argument("--source", choices=["hospital", "view"], default="hospital",
                        help="what an image's source is (default: %(default)s)")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
