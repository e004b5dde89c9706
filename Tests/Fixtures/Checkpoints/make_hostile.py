"""Writes Hostile/: files that break one rule of the safetensors format each. No dependencies."""
import json
import struct
import zipfile
from pathlib import Path

folder = Path(__file__).parent / "Hostile"
folder.mkdir(exist_ok=True)


def entry(begin, end, shape=(2,), dtype="F32"):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}


def write(name, header, data=b"\0" * 16, length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    prefix = struct.pack("<Q", len(text) if length is None else length)
    (folder / f"{name}.safetensors").write_bytes(prefix + text + data)


two = {"a": entry(0, 8), "b": entry(8, 16)}
write("valid", two)
(folder / "empty.safetensors").write_bytes(b"")
(folder / "short.safetensors").write_bytes(b"\x10\0\0")
write("header-truncated", two, data=b"", length=4096)
write("header-2-to-63", two, length=1 << 63)
write("header-all-ones", two, length=(1 << 64) - 1)
write("header-above-limit", two, length=100_000_001)
write("not-json", b'{"a": oops}')
write("array", b"[1, 2, 3]")
write("not-utf8", b'{"\xff\xfe": 1}')
write("deep", b"[" * 20_000)
write("after-header", json.dumps(two).encode() + b" x")
write("duplicate", b'{"a":%s,"a":%s}' % ((json.dumps(entry(0, 8)).encode(),) * 2), b"\0" * 8)
write("overlap", {"a": entry(0, 8), "b": entry(4, 12), "c": entry(12, 16, (1,))})
write("hole", {"a": entry(0, 8), "b": entry(12, 20)}, b"\0" * 20)
write("hole-at-start", {"a": entry(8, 16)})
write("beyond-end", {"a": entry(0, 8), "b": entry(8, 16)}, b"\0" * 12)
write("offset-2-to-62", {"a": entry(0, 8), "b": entry(1 << 62, (1 << 62) + 8)})
write("offset-2-to-64", {"a": entry(0, 1 << 64)})
write("offset-negative", {"a": entry(-8, 0)})
write("offset-reversed", {"a": entry(8, 0)})
write("offset-fraction", b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8.0]}}')
write("one-offset", b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}')
write("unused-bytes", {"a": entry(0, 8)})
write("byte-count", {"a": entry(0, 16)})
write("unknown-type", {"a": entry(0, 16, dtype="F31")})
write("no-type", b'{"a":{"shape":[4],"data_offsets":[0,16]}}')
write("shape-overflow", {"a": entry(0, 16, (1 << 32, 1 << 32, 1 << 32))})
write("bytes-overflow", {"a": entry(0, 16, ((1 << 63) - 1,))})
write("shape-to-zero", {"a": entry(0, 0, (1 << 40, 1 << 40, 0))}, b"")
write("shape-negative", {"a": entry(0, 16, (-2, -2))})
write("no-shape", b'{"a":{"dtype":"F32","data_offsets":[0,16]}}')
write("no-object", {"a": 5}, b"")
write("metadata-number", {"__metadata__": {"seed": 1}, **two})
write("metadata-list", {"__metadata__": [], **two})
write("nan", two, struct.pack("<4f", 1, float("nan"), 1, 1))
write("infinite", two, struct.pack("<4f", 1, float("-inf"), 1, 1))
write("integers", {"a": entry(0, 8, dtype="I32"), "b": entry(8, 16)})

with zipfile.ZipFile(folder / "pytorch.pth", "w") as archive:
    archive.writestr("archive/data.pkl", b"\x80\x02}q\x00.")
(folder / "pickle.pt").write_bytes(b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.")
(folder / "keras.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(24))
(folder / "pointer.safetensors").write_bytes(
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
