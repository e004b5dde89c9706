#!/bin/sh
# Makes the Python environment of the peers: Benchmarks/peers/setup.sh [FOLDER]
# It is kept until this script or requirements.txt changes.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
environment=${1:-$here/../../.build/peers-venv}
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
environment=$(cd "$environment" && pwd)

# PyTorch without CUDA where pip knows a source of it; PyPI alone has only the large one.
torch=$(sed -n 's/^torch==//p' "$here/requirements.txt")
if install "torch==$torch+cpu" 2>/dev/null; then
  echo "Installed PyTorch $torch for CPUs"
else
  echo "pip finds no PyTorch for CPUs only; installing the one from PyPI, about 5 GB"
  install "torch==$torch"
fi
echo "Installing torchvision, ONNX Runtime, Captum, pytorch-grad-cam and MONAI"
install -r "$here/requirements.txt"
install --no-deps grad-cam==1.5.7 monai==1.6.1 ttach==0.0.3

(cd "$here" && "$environment/bin/python" -c 'import torchvision_import
import captum, monai, onnxruntime as ort, pytorch_grad_cam, torch
print(f"PyTorch {torch.__version__}, ONNX Runtime {ort.__version__}, Captum {captum.__version__}, MONAI {monai.__version__}")')
echo "$state" > "$stamp"
