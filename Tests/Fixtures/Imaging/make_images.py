"""Pictures of every PNG and JPEG kind that ImageFile reads, with the grey they must give.

    python make_images.py        # needs numpy, pillow and libturbojpeg

Writes png/, jpeg/ and images.json beside this script. PNG files come from the small encoder
below, because Pillow writes neither interlaced files nor every bit depth; Pillow then reads each
one back as a check of the encoder. Expected values are computed from the samples, in 0...1.
"""

import ctypes
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HERE = Path(__file__).parent
WIDTH, HEIGHT = 9, 7
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed_rows(samples, depth):
    """Rows of [height, width, channels], the first as it is, each other as its change (Up)."""
    rows, above = b"", None
    for row in samples:
        flat = row.reshape(-1)
        if depth == 16:
            data = flat.astype(">u2").tobytes()
        else:
            bits = "".join(format(int(v), f"0{depth}b") for v in flat)
            bits += "0" * (-len(bits) % 8)
            data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
        if above is None:
            rows += b"\0" + data
        else:
            rows += b"\2" + bytes((now - up) % 256 for now, up in zip(data, above))
        above = data
    return rows


def png(samples, depth, color_type, interlaced=False, extra=b"", size=None):
    height, width = size or samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))
    if interlaced:
        passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7]
        data = b"".join(packed_rows(p, depth) for p in passes if p.size)
    else:
        data = packed_rows(samples, depth)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
        + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")
    )


def luma(rgb):
    """ITU-R 601, in thousandths."""
    return rgb.astype(np.int64) @ [299, 587, 114]


def png_cases(rng):
    for color_type, depths in {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}.items():
        for depth in depths:
            for interlaced in (False, True):
                samples = rng.integers(0, 2**depth, (HEIGHT, WIDTH, CHANNELS[color_type]))
                extra, bit_depth = b"", depth
                if color_type == 3:
                    palette = rng.integers(0, 256, (2**depth, 3))
                    extra = chunk(b"PLTE", palette.astype(np.uint8).tobytes())
                    extra += chunk(b"tRNS", bytes([0, 128]))
                    grey, white, bit_depth = luma(palette[samples[..., 0]]), 255000, 8
                elif color_type & 2:
                    grey, white = luma(samples[..., :3]), 1000 * (2**depth - 1)
                else:
                    grey, white = samples[..., 0], 2**depth - 1
                kind = {0: "gray", 2: "rgb", 3: "palette", 4: "gray-alpha", 6: "rgba"}[color_type]
                name = f"png/{kind}-{depth}{'-interlaced' if interlaced else ''}.png"
                yield name, png(samples, depth, color_type, interlaced, extra), grey, white, bit_depth
    samples = rng.integers(0, 256, (HEIGHT, WIDTH, 1))
    # Chunks that must not change a sample: gamma, and one tone declared transparent.
    extra = chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"tRNS", struct.pack(">H", int(samples[0, 0, 0])))
    yield "png/gray-8-gamma-transparent.png", png(samples, 8, 0, False, extra), samples[..., 0], 255, 8


def jpeg(image, **options):
    data = io.BytesIO()
    image.save(data, "JPEG", quality=92, **options)
    return data.getvalue()


def ycck(cmyk):
    """A CMYK picture as libturbojpeg writes it: YCCK with an Adobe marker."""
    turbo = ctypes.CDLL("libturbojpeg.so.0")
    turbo.tjInitCompress.restype = ctypes.c_void_p
    out, size = ctypes.c_void_p(), ctypes.c_ulong()
    height, width = cmyk.shape[:2]
    inverted = np.ascontiguousarray(255 - cmyk)
    status = turbo.tjCompress2(
        ctypes.c_void_p(turbo.tjInitCompress()), inverted.ctypes.data_as(ctypes.c_void_p), width, 0,
        height, 11, ctypes.byref(out), ctypes.byref(size), 0, 92, 0)
    assert status == 0
    return ctypes.string_at(out, size.value)


def big_endian_exif(orientation):
    return (
        b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1)
        + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + bytes(4))


def jpeg_cases(rng):
    y, x = np.mgrid[0:13, 0:18]
    tones = [128 + 90 * np.sin(x / 5 + k) * np.cos(y / (4 + k)) for k in range(4)]
    noisy = np.clip(np.stack(tones, -1) + rng.normal(0, 6, (13, 18, 4)), 0, 255).astype(np.uint8)
    gray, rgb = Image.fromarray(noisy[..., 0]), Image.fromarray(noisy[..., :3])
    cmyk = Image.fromarray(noisy, "CMYK")
    yield "gray", jpeg(gray)
    yield "gray-progressive", jpeg(gray, progressive=True)
    yield "rgb-444", jpeg(rgb, subsampling=0)
    yield "rgb-420", jpeg(rgb, subsampling=2)
    yield "rgb-progressive", jpeg(rgb, progressive=True)
    yield "rgb-restarts", jpeg(rgb, restart_marker_blocks=1)
    yield "cmyk", jpeg(cmyk)
    yield "ycck", ycck(noisy)
    yield "gray-stray-bytes-at-end", jpeg(gray)[:-2] + b"\0\0\0" + b"\xff\xd9"
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x010F] = "maker"
        exif[0x0112] = orientation
        yield f"orientation-{orientation}", jpeg(gray, exif=exif.tobytes())
    yield "orientation-6-big-endian", jpeg(gray, exif=big_endian_exif(6))
    yield "orientation-9-nonsense", jpeg(gray, exif=big_endian_exif(9))


def main():
    rng = np.random.default_rng(1)
    expected = {}
    (HERE / "png").mkdir(exist_ok=True)
    (HERE / "jpeg").mkdir(exist_ok=True)

    def record(name, data, grey, white, bit_depth):
        (HERE / name).write_bytes(data)
        expected[name] = {
            "width": grey.shape[1], "height": grey.shape[0], "bitDepth": bit_depth,
            "white": white, "samples": grey.reshape(-1).tolist(),
        }

    for name, data, grey, white, bit_depth in png_cases(rng):
        image = Image.open(io.BytesIO(data))
        if image.mode not in ("I;16", "I"):
            # Pillow drops the low byte of 16-bit colour and rounds luma.
            assert np.abs(np.asarray(image.convert("L")) - grey * 255 / white).max() <= 1.51, name
        record(name, data, grey, white, bit_depth)
    for name, data in jpeg_cases(rng):
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        record(f"jpeg/{name}.jpg", data, np.asarray(upright.convert("L")), 255, 8)
    text = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in expected.items())
    (HERE / "images.json").write_text("{\n" + text + "\n}\n")

    # Every 16-bit value once, in order.
    every = np.arange(65536).reshape(256, 256, 1)
    (HERE / "every-16-bit-value.png").write_bytes(png(every, 16, 0))

    # Every 12-bit value once, in order, as radiographs keep them: in a 16-bit file.
    (HERE / "every-12-bit-value.png").write_bytes(png(every[:16].reshape(64, 64, 1), 16, 0))


if __name__ == "__main__":
    main()
