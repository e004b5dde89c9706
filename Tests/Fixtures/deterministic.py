"""Numbers that Swift and Python make alike, so that fixtures hold only results.

The Swift twin is Tests/TestSupport/DeterministicNumbers.swift. Element i of the stream `name` is
SplitMix64 at state FNV1a(name) + (i + 1)·γ; its upper 24 bits are a uniform float32 in [0, 1).
All further arithmetic is in float32, in the same order as in Swift.
"""

import numpy as np

GAMMA = np.uint64(0x9E3779B97F4A7C15)


def fnv1a(name):
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) % 2**64
    return state


def uniform(name, shape, low=-1.0, high=1.0):
    """float32 in [low, high), in logical (row-major) order."""
    count = int(np.prod(shape))
    result = np.empty(count, dtype=np.float32)
    for start in range(0, count, 1 << 22):
        end = min(count, start + (1 << 22))
        with np.errstate(over="ignore"):
            bits = np.uint64(fnv1a(name)) + GAMMA * np.arange(start + 1, end + 1, dtype=np.uint64)
            bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            bits ^= bits >> np.uint64(31)
        unit = (bits >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)
        result[start:end] = np.float32(low) + (np.float32(high) - np.float32(low)) * unit
    return result.reshape(shape)


def parameter(name, shape):
    """A network parameter by what its name says it is."""
    if len(shape) > 1:
        bound = np.sqrt(6.0 / np.prod(shape[1:]))
        return uniform(name, shape, -bound, bound)
    if name.endswith("running_var") or name.endswith("weight"):
        return uniform(name, shape, 0.5, 1.5)
    return uniform(name, shape, -0.1, 0.1)


def fill(model):
    """Gives every parameter and buffer of a torch module its deterministic value."""
    import torch

    state = model.state_dict()
    for name, tensor in state.items():
        if not name.endswith("num_batches_tracked"):
            tensor.copy_(torch.from_numpy(parameter(name, tuple(tensor.shape))))
    return model.eval()


def rounded(tensor, digits=7):
    """Numbers for JSON, flat and in logical order."""
    return [float(f"{value:.{digits}g}") for value in tensor.detach().flatten().tolist()]
