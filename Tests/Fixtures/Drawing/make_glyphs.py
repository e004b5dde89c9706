"""Writes Sources/Imaging/Drawing/DejaVuSans{,Bold}Outlines.swift: the outlines of a part of
DejaVu Sans as text. Needs fonttools and the DejaVu files that come with matplotlib.

    python3 Tests/Fixtures/Drawing/make_glyphs.py

A glyph is `@`, its code point in hexadecimal, its advance width, and its contours: `m` starts one,
`l` is a line, `q` a quadratic curve (control, end); every pair is relative to the previous end
point (as in SVG), y upwards, 2048 units to the em. White space carries no other meaning.
"""

import pathlib

import matplotlib
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

FONTS = pathlib.Path(matplotlib.get_data_path()) / "fonts" / "ttf"
TARGET = pathlib.Path(__file__).parents[3] / "Sources" / "Imaging" / "Drawing"
CHARACTERS = [
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x180),  # Latin-1, Latin Extended-A: names of people, places and files
    *map(ord, "αβγδεκλμσ–—‘’“”•…′″←↑→↓−≈≠≤≥∞√∑△▲●"),
]


def pair(point, origin):
    x, y = round(point[0] - origin[0]), round(point[1] - origin[1])
    return f"{x}{'' if y < 0 else ' '}{y}"


def path(glyph, glyphs):
    pen = DecomposingRecordingPen(glyphs)
    glyph.draw(pen)
    text, here = "", (0, 0)

    def curve(points):
        nonlocal text, here
        for control, end in decomposeQuadraticSegment(points):
            end = (round(end[0]), round(end[1]))
            second = pair(end, here)
            text += "q" + pair(control, here) + ("" if second[0] == "-" else " ") + second
            here = end

    for verb, points in pen.value:
        if verb == "moveTo":
            text += "m" + pair(points[0], here)
            here = points[0]
        elif verb == "lineTo":
            text += "l" + pair(points[0], here)
            here = points[0]
        elif verb == "qCurveTo":
            if points[-1] is None:  # no on-curve point at all: start half-way
                first, last = points[0], points[-2]
                start = (round((first[0] + last[0]) / 2), round((first[1] + last[1]) / 2))
                text += "m" + pair(start, here)
                here = start
                points = (*points[:-1], start)
            curve(points)
        elif verb != "closePath":
            raise ValueError(verb)
    return text


def write(font_file, name, summary):
    font = TTFont(FONTS / font_file)
    names, glyphs = font.getBestCmap(), font.getGlyphSet()
    assert font["head"].unitsPerEm == 2048
    records = []
    for character in CHARACTERS:
        if character not in names:
            raise ValueError(hex(character))
        glyph = glyphs[names[character]]
        records.append(f"@{character:x} {glyph.width}{path(glyph, glyphs)}")
    data = "".join(records)
    lines, rest = [], data
    while len(rest) > 94:  # break before a command, so that no number is cut
        cut = max(rest.rfind(command, 0, 94) for command in "@mlq")
        lines.append(rest[:cut])
        rest = rest[cut:]
    lines.append(rest)
    licence = (FONTS / "LICENSE_DEJAVU").read_text().splitlines()
    licence = [l.rstrip() for l in licence if not l.startswith("$Id")]
    while licence and not licence[-1]:
        licence.pop()
    metrics = font["hhea"]
    header = [
        "// swift-format-ignore-file",
        "// Made by Tests/Fixtures/Drawing/make_glyphs.py; do not edit.",
        f"// Outlines of {len(records)} glyphs of {font['name'].getDebugName(4)} {font['name'].getDebugName(5)}.",
        "//",
        *[f"// {l}".rstrip() for l in licence],
        "",
    ]
    body = [
        f"/// {summary}",
        f"enum {name} {{",
        f"  static let ascent = {metrics.ascent}.0 / 2048",
        f"  static let descent = {-metrics.descent}.0 / 2048",
        '  static let glyphs: StaticString = """',
        *["    " + l for l in lines],
        '    """',
        "}",
        "",
    ]
    (TARGET / f"{name}.swift").write_text("\n".join(header + body))
    print(name, len(records), "glyphs", len(data), "characters")


write("DejaVuSans.ttf", "DejaVuSansOutlines", "The regular face, for text.")
write("DejaVuSans-Bold.ttf", "DejaVuSansBoldOutlines", "The bold face, for headings.")
