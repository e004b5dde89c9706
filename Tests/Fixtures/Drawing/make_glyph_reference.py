"""Writes glyph_reference.csv: advance, area and box of some glyphs of DejaVu Sans, per em.

    python3 Tests/Fixtures/Drawing/make_glyph_reference.py
"""

import pathlib

import matplotlib
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

FONTS = pathlib.Path(matplotlib.get_data_path()) / "fonts" / "ttf"
lines = ["face,character,advance,area,left,bottom,right,top"]
for face, file in (("regular", "DejaVuSans.ttf"), ("bold", "DejaVuSans-Bold.ttf")):
    font = TTFont(FONTS / file)
    names, glyphs = font.getBestCmap(), font.getGlyphSet()
    for character in "AgijOQW08%&@éßα…→≥":
        glyph = glyphs[names[ord(character)]]
        area, bounds = AreaPen(glyphs), BoundsPen(glyphs)
        glyph.draw(area)
        glyph.draw(bounds)
        numbers = [glyph.width / 2048, abs(area.value) / 2048**2, *(b / 2048 for b in bounds.bounds)]
        lines.append(f"{face},{character}," + ",".join(f"{n:.6f}" for n in numbers))
(pathlib.Path(__file__).parent / "glyph_reference.csv").write_text("\n".join(lines) + "\n")
