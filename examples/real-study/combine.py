"""Puts manifests together to one study, and chooses its classes.

    python3 combine.py bimcv-positive.csv bimcv-negative.csv --classes normal,covid \\
      --output study.csv

`--rename OLD=NEW` gives a label another name first, so that several become one class. An image
that occurs twice (the same `id`) is taken once, as the first manifest has it; one that has
different labels is left out, and so is every image of a patient whose labels differ between
manifests, unless `--keep-contradictions`. `--most N` then keeps at most N images of each class from
each source, whole patients as far as that goes, the same ones at every run. Paths are rewritten for
the new manifest.
"""

import argparse
import collections
import hashlib
import sys
from pathlib import Path

import manifest


def build(options, left_out):
    names = dict(options.rename)
    rows, where = [], {}
    for path in options.manifests:
        for row in manifest.read(path):
            row["label"] = names.get(row.get("label"), row.get("label") or "")
            if options.classes and row["label"] not in options.classes:
                left_out[f"of another class: {row['label'] or 'no label'}"] += 1
            elif options.require_mask and not row["mask"]:
                left_out["without a mask"] += 1
            else:
                rows.append(row)
                if row.get("patient"):
                    where.setdefault(row["patient"], {}).setdefault(path, set()).add(row["label"])
    missing = sorted(set(options.classes) - {row["label"] for row in rows})
    if missing:
        raise manifest.LayoutError(
            f"no image has the label {', '.join(missing)}; see --rename for other names")
    if not options.keep_contradictions:
        torn = {patient for patient, labels in where.items()
                if len(set(map(frozenset, labels.values()))) > 1}
        kept = [row for row in rows if row.get("patient") not in torn]
        if len(kept) < len(rows):
            left_out["of patients whose label differs between manifests"] = len(rows) - len(kept)
        rows = kept
    rows = once(rows, left_out)
    return most(options.most, rows, left_out) if options.most else rows


def once(rows, left_out):
    """The rows without repeated images, and without any image of several labels."""
    labels = {}
    for row in rows:
        labels.setdefault(identity(row), set()).add(row["label"])
    taken, result = set(), []
    for row in rows:
        if len(labels[identity(row)]) > 1:
            left_out["of images with several labels"] += 1
        elif identity(row) in taken:
            left_out["repeated"] += 1
        else:
            taken.add(identity(row))
            result.append(row)
    return result


def most(count, rows, left_out):
    """At most so many rows of each class from each source, drawn by a hash of the patient."""
    def draw(row):
        return [hashlib.sha256(name.encode()).digest()
                for name in (row.get("patient") or identity(row), identity(row))]
    cells = collections.defaultdict(list)
    for row in rows:
        cells[row.get("source"), row["label"]].append(row)
    kept = {identity(row) for cell in cells.values() for row in sorted(cell, key=draw)[:count]}
    if len(kept) < len(rows):
        left_out[f"beyond the {count} of a source and class"] = len(rows) - len(kept)
    return [row for row in rows if identity(row) in kept]


def identity(row):
    return row.get("id") or str(row["image"].resolve())


def renaming(text):
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise argparse.ArgumentTypeError(f"'{text}' is not OLD=NEW")
    return old, new


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifests", type=Path, nargs="+", help="manifests to put together")
    parser.add_argument("--output", type=Path, required=True, help="manifest to write (CSV)")
    parser.add_argument("--classes", type=lambda text: text.split(","), default=[],
                        help="labels to keep, parted by commas (default: all)")
    parser.add_argument("--rename", type=renaming, action="append", default=[],
                        metavar="OLD=NEW", help="another name for a label; may be repeated")
    parser.add_argument("--require-mask", action="store_true",
                        help="leave out images without a mask")
    parser.add_argument("--most", type=int, metavar="N",
                        help="at most N images of each class from each source")
    parser.add_argument("--keep-contradictions", action="store_true",
                        help="keep patients whose label differs between manifests")
    return manifest.run(parser, build, arguments)


if __name__ == "__main__":
    sys.exit(main())
