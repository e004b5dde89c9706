"""Writes Hostile/: ONNX files that are wrong in one way each, and expected.json about them.

    .build/onnx-venv/bin/python Tests/Fixtures/ONNX/make_hostile.py [--output FOLDER]

expected.json gives, for each file, words of which the error has one, whatever the case; null
means that the file must be read, and an empty list that it may be read or refused. Nothing may
crash, take long, or allocate what a file only claims to hold. All are made from the network of
`good`, by ONNX's own library or, where that is too polite, byte by byte.
"""

import argparse
import json
import os
import shutil
from pathlib import Path

import numpy as np

from hostile_cases import byte_cases, cases, good, values


def extra_files(folder):
    (folder / "weights.bin").write_bytes(values.normal(size=18).astype(np.float32).tobytes())
    (folder / "here").mkdir()
    (folder / "here" / "empty.bin").write_bytes(b"")
    os.symlink("../make_hostile.py", folder / "link.bin")
    os.symlink("..", folder / "linked")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "Hostile")
    folder = parser.parse_args().output
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    expected = {"good.onnx": None}
    (folder / "good.onnx").write_bytes(good().SerializeToString(deterministic=True))
    for name, (change, words) in cases.items():
        model = good()
        change(model)
        (folder / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
        expected[f"{name}.onnx"] = words
    for name, content, words in byte_cases():
        (folder / f"{name}.onnx").write_bytes(content)
        expected[f"{name}.onnx"] = words
    extra_files(folder)
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{len(expected)} files, {size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
