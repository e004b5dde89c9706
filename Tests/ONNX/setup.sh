#!/bin/sh
# Makes the Python environment of the ONNX references: Tests/ONNX/setup.sh [FOLDER]
# It is kept until this script or requirements.txt changes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
environment=${1:-$here/../../.build/onnx-venv}
python=${PYTHON:-python3}
state=$(cat "$here/requirements.txt" "$here/setup.sh" | cksum)
stamp=$environment/.requirements

if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
  echo "Python environment is up to date: $environment"
  exit 0
fi

install() {
  "$environment/bin/pip" install --quiet --disable-pip-version-check "$@"
}

echo "Making a Python environment in $environment with $("$python" --version)"
rm -rf "$environment"
"$python" -m venv "$environment"

# PyTorch without CUDA where pip knows a source of it; PyPI alone has only the large one.
torch=$(sed -n 's/^torch==//p' "$here/requirements.txt")
if install "torch==$torch+cpu" 2>/dev/null; then
  echo "Installed PyTorch $torch for CPUs"
else
  echo "pip finds no PyTorch for CPUs only; installing the one from PyPI, about 5 GB"
  install "torch==$torch"
fi
echo "Installing torchvision, onnx, onnxruntime, captum and timm"
install -r "$here/requirements.txt"
install --no-deps torchxrayvision==1.5.7

"$environment/bin/python" -c 'import torch, onnx, onnxruntime as ort
print(f"PyTorch {torch.__version__}, ONNX {onnx.__version__}, ONNX Runtime {ort.__version__}")'
echo "$state" > "$stamp"
