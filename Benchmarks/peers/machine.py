"""What was measured on, and with which versions."""

import os
import platform
import subprocess
from datetime import date
from importlib.metadata import version

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


def describe(threads):
    return dict(
        processor=_processor(), cores=os.cpu_count(), threads=threads,
        system=f"{platform.system()} {platform.machine()}", date=date.today().isoformat(),
        versions={
            "Swift": _said_by("swift", "--version").split("(")[0].replace("Swift version", "").strip(),
            "OpenBLAS": _said_by("pkg-config", "--modversion", "openblas"),
            "Python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        })
