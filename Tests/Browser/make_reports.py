"""Makes the reports that the browser tests open, with the command line and nothing else.

    make_reports.py TOOL PHANTOM OUTPUT

`ordinary`: both phantom networks and both methods on 16 images.
`hostile`:  names, classes, sources, patients, columns and a model that try to leave their place.
`many`:     the rows of an audit of both networks, copied to 5,000 images.
`dataset`:  the audit of a data set with hostile names, copies, a leak and images that are not there.
`experiment`: both sets of a small study, two variants, one seed.
"""

import csv
import os
import pathlib
import shutil
import subprocess
import sys

HOSTILE = {
    "script": "<script>window.hacked=1</script>",
    "attribute": "\" onerror=\"window.hacked=1",
    "accent": "\"\u0301 onerror=window.hacked=1 x='",
    "image": "<img src=x onerror=window.hacked=1>",
    "comma": "a,b;c\"d\"\"e'f`",
    "newline": "first\nsecond",
    "right to left": "\u202e\u0634\u0628\u0643\u0629 abc",
    "emoji": "\U0001fac1 \U0001f468\u200d\u2695\ufe0f 100%",
    "template": "{{data}} {{{script}}} ${window.hacked=1}",
    "path": "../../../etc/passwd",
    "end": "</script></style></title>-->]]>",
    "address": "a#b?c&d=e%2F%00",
}


def run(*arguments):
    subprocess.run([str(argument) for argument in arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)


def subjects(phantom, folder, count):
    """Rows of the held-out manifest with paths as seen from `folder`."""
    source = phantom / "held-out"
    rows = read(source / "manifest.csv")[:count]
    for row in rows:
        for column in ("image", "mask"):
            row[column] = os.path.relpath(source / row[column], folder)
    return rows


def ordinary(tool, phantom, folder):
    write(folder / "manifest.csv", subjects(phantom, folder, 16))
    run(tool, "audit", folder / "manifest.csv", "--model", phantom / "balanced.safetensors", "--model",
        phantom / "imbalanced.safetensors", "--method", "gradcam", "--method", "occlusion",
        "--output", folder)


def hostile(tool, phantom, folder):
    rows = []
    for row, (name, text) in zip(subjects(phantom, folder, 64)[::2], HOSTILE.items()):
        image = folder / "images" / f"{text.replace('/', '_').replace('..', '__')}.png"
        image.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / row["image"], image)
        rows.append(row | {"image": os.path.relpath(image, folder), "label": text, "source": text,
                           "patient": text, "view": text, HOSTILE["image"]: text, "kind": name})
    write(folder / "manifest.csv", rows)
    model = folder / "<b onclick=window.hacked=1>model & \"co\".safetensors"
    shutil.copy(phantom / "balanced.safetensors", model)
    run(tool, "audit", folder / "manifest.csv", "--model", model, "--output", folder)


def many(tool, phantom, folder, images=5000):
    write(folder / "manifest.csv", subjects(phantom, folder, 64))
    run(tool, "audit", folder / "manifest.csv", "--model", phantom / "balanced.safetensors", "--model",
        phantom / "imbalanced.safetensors", "--output", folder)
    rows = read(folder / "cases.csv")
    per_image = {}
    for row in rows:
        per_image.setdefault(row["image"], []).append(row)
    originals = list(per_image.values())
    copies = []
    for number in range(images):
        for row in originals[number % len(originals)]:
            copies.append(row | {"image": f"study/{number:05d}.png", "patient": f"patient {number}"})
    write(folder / "cases.csv", copies)
    run(tool, "report", folder)


def dataset(tool, phantom, folder):
    rows = subjects(phantom, folder, 64)
    for row, text in zip(rows, HOSTILE.values()):
        row |= {"source": text, "split": "val"}
    rows[20]["patient"] = rows[21]["patient"]
    rows += [row | {"split": "train", "patient": f"again {row['patient']}"} for row in rows[30:34]]
    rows += [row | {"image": text.replace("/", "_")} for row, text in zip(rows, HOSTILE.values())]
    write(folder / "manifest.csv", rows)
    # Missing images are told by the exit code.
    subprocess.run([tool, "dataset", folder / "manifest.csv", "--output", folder / "report"], capture_output=True)


def experiment(tool, phantom, folder):
    run(tool, "phantom", "--design", "balanced", "--train", 96, "--val", 0, "--test", 0, "--size", 64,
        "--output", folder / "study")
    (folder / "study.yaml").write_text(
        "data: study/manifest.csv\nvariants: [full, lungs-removed]\nseeds: [1]\n"
        "training: {input-size: 48, epochs: 2}\n")
    run(tool, "experiment", folder / "study.yaml", "--output", folder / "report")


if __name__ == "__main__":
    tool, phantom, output = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    shutil.rmtree(output, ignore_errors=True)
    for make in (ordinary, hostile, many, dataset, experiment):
        make(tool, phantom, output / make.__name__)
