"""Files that must give a clear error and never a picture or a crash: Hostile/.

    python make_hostile.py        # needs numpy and pillow; run make_images.py first
"""

import struct
import zlib
from pathlib import Path

import numpy as np
from make_images import HERE, chunk, packed_rows, png

OUT = HERE / "Hostile"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def header(width, height, depth=8, color_type=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, 0))


def with_size(jpeg, height, width):
    """A JPEG whose frame header declares another size."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def files():
    rng = np.random.default_rng(2)
    samples = rng.integers(0, 256, (24, 24, 1))
    good = png(samples, 8, 0)
    end = chunk(b"IEND", b"")
    data = good.index(b"IDAT")
    rows = zlib.compress(packed_rows(samples, 8))

    for length in (4, 8, 20, 33, data + 100, len(good) - len(end), len(good) - 1):
        yield f"png-truncated-at-{length}.png", good[:length]
    interlaced = png(samples, 8, 0, interlaced=True)
    yield "png-interlaced-truncated.png", interlaced[:300]
    yield "png-bad-data.png", good[: data + 50] + bytes([good[data + 50] ^ 1]) + good[data + 51 :]
    crc = len(good) - len(end) - 1
    yield "png-bad-crc-data.png", good[:crc] + bytes([good[crc] ^ 1]) + good[crc + 1 :]
    yield "png-bad-crc-header.png", good[:19] + bytes([good[19] ^ 1]) + good[20:]
    yield "png-huge.png", SIGNATURE + header(2**31 - 1, 2**31 - 1) + chunk(b"IDAT", rows) + end
    yield "png-large.png", SIGNATURE + header(60000, 60000) + chunk(b"IDAT", rows) + end
    yield "png-zero-width.png", SIGNATURE + header(0, 24) + chunk(b"IDAT", rows) + end
    yield "png-zero-height.png", SIGNATURE + header(24, 0) + chunk(b"IDAT", rows) + end
    yield "png-bad-depth.png", SIGNATURE + header(24, 24, 3) + chunk(b"IDAT", rows) + end
    yield "png-too-few-rows.png", SIGNATURE + header(24, 25) + chunk(b"IDAT", rows) + end
    yield "png-no-data.png", SIGNATURE + header(24, 24) + end
    yield "png-no-palette.png", SIGNATURE + header(24, 24, 8, 3) + chunk(b"IDAT", rows) + end
    palette = chunk(b"PLTE", bytes(range(30)))
    yield "png-colour-outside-palette.png", SIGNATURE + header(24, 24, 8, 3) + palette + chunk(b"IDAT", rows) + end
    yield "png-not-deflate.png", SIGNATURE + header(24, 24) + chunk(b"IDAT", rng.bytes(500)) + end
    yield "png-wrong-signature.png", b"\x89PNG\n\x1a\n" + good[8:]

    jpeg = (HERE / "jpeg/gray.jpg").read_bytes()
    progressive = (HERE / "jpeg/rgb-progressive.jpg").read_bytes()
    scan = jpeg.index(b"\xff\xda") + 10
    for length in (3, 20, scan, scan + 40, len(jpeg) - 2):
        yield f"jpeg-truncated-at-{length}.jpg", jpeg[:length]
    yield "jpeg-progressive-truncated.jpg", progressive[: len(progressive) * 3 // 4]
    yield "jpeg-huge.jpg", with_size(jpeg, 65500, 65500)
    yield "jpeg-too-few-rows.jpg", with_size(jpeg, 200, 18)
    yield "jpeg-zero-width.jpg", with_size(jpeg, 13, 0)
    yield "jpeg-zero-height.jpg", with_size(jpeg, 0, 18)
    yield "jpeg-marker-in-scan.jpg", jpeg[: scan + 30] + b"\xff\xd3" + jpeg[scan + 32 :]

    yield "empty.png", b""
    yield "random.png", rng.bytes(400)
    yield "zeros.jpg", bytes(400)
    yield "text.png", b"image,mask,label\na.png,b.png,normal\n"
    yield "web-page.png", b"<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n"
    yield "picture.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(20)
    yield "picture.tif", b"II*\x00" + bytes(60)
    yield "radiograph.dcm", bytes(128) + b"DICM" + bytes(60)


def main():
    OUT.mkdir(exist_ok=True)
    for name, data in files():
        (OUT / name).write_bytes(data)


main()
