"""Writes types.safetensors with PyTorch: one tensor per element type, and what PyTorch reads it as.

Each tensor `x` has a partner `x.float32`. Needs torch and safetensors.
"""
from pathlib import Path

import torch
from safetensors.torch import save_file

values = torch.tensor([0.0, -0.0, 1.0, -2.5, 0.1, 1e-7, 6e-8, -3e-5, 1000.7, 65504.0])
tensors = {
    "half": values.to(torch.float16).reshape(2, 5),
    "brain": (values * 1e30).to(torch.bfloat16).reshape(5, 2),
    "single": torch.arange(24, dtype=torch.float32).reshape(1, 2, 3, 4) / 7,
    "double": values.to(torch.float64) / 3,
    "empty": torch.zeros(0, 3),
    "scalar": torch.tensor(2.5),
}
expected = {f"{name}.float32": tensor.to(torch.float32).clone() for name, tensor in tensors.items()}
counter = {"bn.num_batches_tracked": torch.tensor(42, dtype=torch.int64)}
save_file(
    {**tensors, **expected, **counter},
    Path(__file__).parent / "types.safetensors",
    metadata={"format": "pt", "remark": 'naïve "quotes"\n\U0001fac1'},
)
