"""What was measured on, and with which versions."""

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

PACKAGES = ["torch", "torchvision", "onnxruntime", "captum", "grad-cam", "monai", "numpy"]


def _said_by(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _processor():
    for line in _said_by("lscpu").splitlines():
        if line.startswith("Model name:"):
            return line.split(":", 1)[1].strip()
    return _said_by("sysctl", "-n", "machdep.cpu.brand_string") or platform.processor()


def commit():
    """The state of our source."""
    return _said_by("git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty")


def describe(threads):
    swift = re.search(r"Swift version (\S+)", _said_by("swift", "--version"))
    return dict(
        processor=_processor(), cores=os.cpu_count(), threads=threads,
        system=f"{platform.system()} {platform.machine()}",
        versions={
            "Swift": swift[1] if swift else "",
            "OpenBLAS": _said_by("pkg-config", "--modversion", "openblas"),
            "Python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        })
