"""Writing grey PNG files with the standard library.

A file is there whole or not at all, because builders trust the files of an earlier run.
"""

import io
import os
import struct
import zlib


def write(path, width, height, samples, depth=8):
    """Writes `samples`, row by row; those of 16 bits are big-endian, as the format wants them."""
    stride = width * depth // 8
    assert len(samples) == stride * height
    rows = b"".join(
        b"\0" + samples[start:start + stride] for start in range(0, len(samples), stride))
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    store(path, b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks))


def save(picture, path):
    """Writes one of Pillow's pictures."""
    encoded = io.BytesIO()
    picture.save(encoded, "PNG")
    store(path, encoded.getvalue())


def store(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    os.replace(partial, path)
