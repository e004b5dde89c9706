"""One lung mask from two files, a lung each. Needs Pillow."""

import png
from manifest import LayoutError


def unite(left, right, output):
    """Writes the union of the masks `left` and `right`, white on black, to `output`."""
    try:
        from PIL import Image, ImageChops
    except ImportError as error:
        raise LayoutError(
            "uniting the masks of two lungs needs Pillow: pip install pillow") from error
    lungs = []
    for path in (left, right):
        try:
            with Image.open(path) as picture:
                lungs.append(picture.convert("L").point(lambda value: 255 if value else 0))
        except OSError as error:
            raise LayoutError(f"{path} is not a readable picture: {error}") from error
    if lungs[0].size != lungs[1].size:
        raise LayoutError(f"{left} is of another size than {right}")
    png.save(ImageChops.lighter(*lungs), output)
