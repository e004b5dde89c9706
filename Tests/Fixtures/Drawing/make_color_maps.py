"""Writes Sources/Imaging/Drawing/ColorMapTables.swift from matplotlib's 256-entry tables.

    python3 Tests/Fixtures/Drawing/make_color_maps.py
"""

import pathlib

import matplotlib
import numpy as np

TARGET = pathlib.Path(__file__).parents[3] / "Sources" / "Imaging" / "Drawing" / "ColorMapTables.swift"
HEADER = """\
// swift-format-ignore-file
// Made by Tests/Fixtures/Drawing/make_color_maps.py; do not edit.
//
// inferno and viridis: Nathaniel J. Smith, Stefan van der Walt and Eric Firing, matplotlib, CC0.
// turbo: Copyright 2019 Google LLC, Anton Mikhailov, Apache License 2.0, as given in matplotlib.

/// 256 colours per map, six hexadecimal digits each, from low to high.
enum ColorMapTables {
"""

text = HEADER
for name in ("inferno", "viridis", "turbo"):
    colors = matplotlib.colormaps[name](np.arange(256))[:, :3]
    table = np.round(colors * 255).astype(np.uint8)
    digits = table.tobytes().hex()
    text += f'  static let {name}: StaticString = """\n'
    text += "".join(f"    {digits[i:i + 96]}\n" for i in range(0, len(digits), 96))
    text += '    """\n'
TARGET.write_text(text + "}\n")
