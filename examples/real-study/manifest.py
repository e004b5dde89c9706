"""What all builders share: reading published tables, and writing a manifest for lung-attention.

A row is a dictionary with `image` (a path), as far as known `mask` (a path), `label`, `source`,
`patient`, `view`, `split` and `id`, and whatever else is worth keeping. `id` names the image
within its published data set, so that the same image is found again in another manifest.
"""

import argparse
import collections
import csv
import os
import sys
from pathlib import Path

COLUMNS = ["image", "mask", "label", "source", "patient", "view", "split", "id", "dataset",
           "licence"]


class LayoutError(Exception):
    """A folder or file that is not as published: what was found, and what was expected."""


def parser(documentation, folder):
    """The arguments of every builder; `--help` shows the builder's documentation."""
    result = argparse.ArgumentParser(
        description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("folder", type=Path, help=folder)
    result.add_argument("--output", type=Path, required=True, help="manifest to write (CSV)")
    return result


def run(argument_parser, build, arguments=None):
    """Builds, writes and reports; the process's exit code.

    `build(options, left_out)` returns the rows and counts in `left_out` why others are missing.
    """
    options = argument_parser.parse_args(arguments)
    left_out = collections.Counter()
    try:
        rows = build(options, left_out)
        if not rows:
            reasons = ", ".join(left_out) or "there are none"
            raise LayoutError(f"no image can be used: {reasons}")
        write(rows, options.output)
    except (LayoutError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    report(rows, left_out, options.output)
    return 0


def existing(folder, *names, what):
    """The first of the paths `folder`/name that exists."""
    for name in names:
        if (folder / name).exists():
            return folder / name
    raise LayoutError(f"{folder} has no {' or '.join(names)}; expected {what}")


def table(path, columns, delimiter=",", opened=open):
    """Yields the rows of a published table as dictionaries.

    Files are UTF-8, with or without a byte order mark. Each row must have a field for each of
    `columns`.
    """
    csv.field_size_limit(2**31 - 1)  # whole masks and reports are fields
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=delimiter)
        try:
            missing = [name for name in columns if name not in (reader.fieldnames or [])]
            if missing:
                raise LayoutError(
                    f"{path} has no column {', '.join(map(repr, missing))}; found "
                    f"{', '.join(map(repr, reader.fieldnames or [])) or 'nothing'}")
            for row in reader:
                if any(row[name] is None for name in columns):
                    raise LayoutError(
                        f"{path}: line {reader.line_num} has too few fields; was the file cut?")
                yield row
        except (csv.Error, UnicodeDecodeError, EOFError) as error:
            raise LayoutError(f"{path} cannot be read as a table: {error}") from error


def read(path):
    """The rows of a manifest, with paths that can be opened from here."""
    rows = []
    for row in table(path, ["image"]):
        if None in row:
            raise LayoutError(f"{path}: a row has more fields than the header: {row['image']}")
        row["image"] = path.parent / row["image"]
        row["mask"] = path.parent / row["mask"] if row.get("mask") else None
        rows.append(row)
    return rows


def write(rows, path):
    """Writes a manifest whose paths are relative to its folder, or nothing at all."""
    repeated = [image for image, count
                in collections.Counter(row["image"] for row in rows).items() if count > 1]
    if repeated:
        raise LayoutError(f"{repeated[0]} would be in the manifest more than once")
    path.parent.mkdir(parents=True, exist_ok=True)
    others = {name: None for row in rows for name in row if name not in COLUMNS}
    partial = path.with_name(path.name + ".part")
    with open(partial, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS + list(others), restval="", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            paths = {name: relative(row[name], path.parent)
                     for name in ("image", "mask") if row.get(name)}
            writer.writerow({**row, **paths})
    os.replace(partial, path)


def relative(path, folder):
    return Path(os.path.relpath(path, folder)).as_posix()


def report(rows, left_out, path, widest=8):
    """Prints how many images of which class come from which source, and what is missing."""
    common = [label for label, _ in
              collections.Counter(row.get("label") for row in rows).most_common(widest)]
    cells = collections.Counter(
        (row.get("source") or "(none)",
         (row["label"] or "(none)") if row.get("label") in common else "(others)")
        for row in rows)
    labels = sorted({label for _, label in cells})
    sources = sorted({source for source, _ in cells})
    lines = [["source", *labels]]
    lines += [[source, *[str(cells[source, label]) for label in labels]] for source in sources]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(field.ljust(width) for field, width in zip(line, widths)).rstrip())
    known = (f"{sum(1 for row in rows if row.get(name))} with a {name}"
             for name in ("mask", "source", "patient"))
    print(f"{path}: {len(rows)} images, {', '.join(known)}")
    for reason, count in sorted(left_out.items()):
        print(f"left out: {count} {reason}")
    if len(labels) > 1 and len(cells) == len(sources):
        print("Each source has one class only: the source tells the class, and no source-balanced "
              "set can be made.")
