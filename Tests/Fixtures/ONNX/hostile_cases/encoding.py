"""Files that are no ONNX, or whose protobuf encoding is broken."""

import random

from onnx import AttributeProto

from .network import HUGE, good


def varint(number):
    parts = bytearray()
    while True:
        parts.append(number & 0x7F | (0x80 if number > 0x7F else 0))
        number >>= 7
        if not number:
            return bytes(parts)


def field(number, content):
    """A length-delimited field."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def nested_graphs(levels):
    """A graph in an attribute of a node of a graph, and so on."""
    content = b""
    for _ in range(levels):
        named = field(1, b"body") + varint(20 << 3) + varint(AttributeProto.GRAPH)
        content = field(1, field(4, b"If") + field(5, named + field(6, content)))
    return field(7, content)


def byte_cases():
    intact = good().SerializeToString(deterministic=True)
    broken = ["truncated", "damaged", "broken", "ends", "not an ONNX", "invalid", "malformed",
              "graph", "opset", "conv"]
    for length in [0, 1, 2, 5, 20, 60, 150, 250, 350, 450, len(intact) - 9, len(intact) - 1]:
        yield f"truncated-at-{length}", intact[:length], broken + ["empty"]
    yield "group-never-ends", b"\x08\x08" + b"\x0b" * 5000, broken
    yield "long-varint", b"\x08" + b"\xff" * 11 + b"\x01", broken
    yield "length-2-to-63", b"\x08\x08\x3a" + b"\xff" * 8 + b"\x7f", broken
    yield "length-2-to-40", b"\x08\x08\x3a" + varint(HUGE) + bytes(8), broken
    yield "field-zero", b"\x00\x00" + intact, broken
    yield "wire-type-7", b"\x0f" + intact, broken
    yield "nested-90-deep", nested_graphs(90), broken + ["If", "nested"]
    yield "nested-500-deep", nested_graphs(500), broken + ["nested", "deep"]
    yield "not-utf8", intact.replace(b"conv.weight", b"conv\xff\xfeight"), broken + ["utf"]
    yield "graph-is-a-number", b"\x08\x08\x38\x05", broken
    yield "text", b"import torch\n" * 20, broken
    yield "html", b"<!DOCTYPE html><html>404</html>", broken
    yield "pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", broken + ["LFS"]
    yield "zip", b"PK\x03\x04" + bytes(60), broken + ["zip", "PyTorch"]
    noise = random.Random(1)
    yield "random-after-prefix", b"\x08\x08" + noise.randbytes(400), broken
    for index in range(8):
        flipped = bytearray(intact)
        for _ in range(3):
            flipped[noise.randrange(len(flipped))] ^= 1 << noise.randrange(8)
        yield f"flipped-bits-{index}", bytes(flipped), []
