"""Harmonic continuations by SciPy's sparse direct solver: harmonic.json.

    python make_harmonic.py        # needs numpy and scipy

Each unknown pixel is the mean of its neighbours inside the picture, the known ones being given.
"""

import json
from pathlib import Path

import numpy as np
from scipy.sparse import lil_matrix
from scipy.sparse.linalg import spsolve

HERE = Path(__file__).parent


def plane(height, width):
    """Values that a test computes again: no row or column is like another."""
    index = np.arange(height * width)
    return ((index * 7919) % 1009 / 1008).reshape(height, width)


def harmonic(image, area):
    height, width = image.shape
    unknown = {tuple(p): n for n, p in enumerate(np.argwhere(area))}
    matrix = lil_matrix((len(unknown), len(unknown)))
    right = np.zeros(len(unknown))
    for (y, x), row in unknown.items():
        for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if 0 <= v < height and 0 <= u < width:
                matrix[row, row] += 1
                if (v, u) in unknown:
                    matrix[row, unknown[v, u]] -= 1
                else:
                    right[row] += image[v, u]
    return spsolve(matrix.tocsr(), right)


def ellipse(height, width, cy, cx, ry, rx):
    y, x = np.mgrid[:height, :width]
    return ((y - cy) / ry) ** 2 + ((x - cx) / rx) ** 2 <= 1


def areas():
    yield "one pixel", ellipse(5, 7, 2, 3, 0.5, 0.5)
    yield "disc", ellipse(24, 31, 12, 15, 9, 11)
    yield "lungs", ellipse(96, 80, 46, 22, 34, 15) | ellipse(96, 80, 46, 58, 34, 15)
    yield "corner", ellipse(20, 33, 0, 0, 14, 20)
    yield "right edge", ellipse(37, 18, 15, 17, 12, 9)
    yield "everything outside a disc", ~ellipse(40, 29, 21, 13, 8, 6)
    yield "a frame", ~ellipse(26, 26, 12.5, 12.5, 99, 99) | (
        np.add.outer(abs(np.arange(26) - 12.5), np.zeros(26)) > 9) | (
        np.add.outer(np.zeros(26), abs(np.arange(26) - 12.5)) > 9)
    single = np.ones((17, 21), bool)
    single[3, 16] = False
    yield "all but one pixel", single
    y, x = np.mgrid[:32, :32]
    yield "chessboard", (x + y) % 2 == 0
    yield "stripes", x % 3 > 0
    yield "specks stay", ((x * 7 + y * 13) % 29) > 0
    yield "rows", np.repeat(np.arange(19)[:, None] > 6, 12, axis=1)
    yield "one row", np.arange(23)[None, :] % 9 > 1
    yield "one column", np.arange(23)[:, None] % 11 > 2


cases = []
for name, area in areas():
    values = harmonic(plane(*area.shape), area)
    cases.append({
        "name": name, "height": area.shape[0], "width": area.shape[1],
        "area": "".join("#" if a else "." for a in area.reshape(-1)),
        "values": [round(float(v), 6) for v in values],
    })
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
(HERE / "harmonic.json").write_text(f"[\n{lines}\n]\n")
