"""Moves a network's kinks away from its images, so that its gradient there is well defined.

ReLU, ReLU6, hard swish, hard sigmoid and max pooling have kinks. Among millions of units some lie
so close to one that rounding decides its side, and such a unit changes the input gradient by
percents, for no fault of anyone. Nothing can be compared to 1e-3 there. So biases are shifted by
a few thousandths, channel by channel, until no unit is near; weights before a max pooling are
changed likewise where two values of a window nearly tie.
"""

import copy

import torch
import torch.nn.functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from channel_shifts import channel_shifts
from pytorch_reference import in_double

aten = torch.ops.aten

# As in channel_shifts.py; ties in windows are more frequent and harder to part.
ENOUGH_IN_WINDOWS = 8e-6
PASSES = 25


def kinks_of(operator, arguments):
    """Where an elementwise operator has kinks; empty for others."""
    packet = operator.overloadpacket
    if packet in (aten.relu, aten.relu_, aten.leaky_relu, aten.leaky_relu_):
        return [0.0]
    if packet in (aten.hardtanh, aten.hardtanh_):
        low, high = (list(arguments) + [-1.0, 1.0][len(arguments) - 1 :])[1:3]
        return [float(low), float(high)]
    if packet in (aten.hardswish, aten.hardswish_, aten.hardsigmoid, aten.hardsigmoid_):
        return [-3.0, 3.0]
    return []


def is_pooled(values):
    return values.dim() < 4 or values.shape[2:].numel() == 1


class Pass(TorchDispatchMode):
    """One run of a model that finds its nearest unit and, if asked, moves it."""

    def __init__(self, model, moves):
        super().__init__()
        self.moves, self.margin, self.moved = moves, float("inf"), 0
        # Of the module that last began, for maps and for pooled maps: what an activation's input
        # comes from, though a squeeze and excitation ran in between.
        self.biases = {}
        self.weights = {}  # by address of a map: the convolution weights its channels come from
        for module in model.modules():
            if getattr(module, "bias", None) is not None:
                module.register_forward_pre_hook(self.note)
        self.model = model

    def note(self, module, inputs):
        self.biases[is_pooled(inputs[0])] = module.bias

    def __torch_dispatch__(self, operator, types, arguments=(), settings=None):
        packet = operator.overloadpacket
        kinks = kinks_of(operator, arguments)
        if kinks and arguments[0].dim() > 1:
            shift = self.shift(arguments[0], kinks)
            if shift is not None:
                shape = [1, -1] + [1] * (arguments[0].dim() - 2)
                moved = arguments[0].add_ if packet.__name__.endswith("_") else arguments[0].add
                arguments = (moved(shift.reshape(shape)), *arguments[1:])
        elif packet is aten.max_pool2d_with_indices:
            self.separate(*arguments)
        result = operator(*arguments, **(settings or {}))
        self.trace(packet, arguments, result)
        return result

    def trace(self, packet, arguments, result):
        """Notes which weights make the channels of a result."""
        result = result[0] if isinstance(result, (tuple, list)) and result else result
        if not isinstance(result, torch.Tensor) or result.dim() != 4:
            return
        if packet is aten.convolution:
            origin = [arguments[1]]
        elif packet is aten.cat:
            origin = [w for part in arguments[0] for w in self.weights.get(part.data_ptr(), [])]
        elif arguments and isinstance(arguments[0], torch.Tensor):
            origin = self.weights.get(arguments[0].data_ptr(), [])
        else:
            origin = []
        self.weights[result.data_ptr()] = origin

    def shift(self, values, kinks):
        """What must be added to each channel, already added to the bias; or nothing."""
        channels = values.transpose(0, 1).flatten(1)
        shift, distance = channel_shifts(channels.numpy(), kinks)
        self.margin = min(self.margin, float(distance))
        bias = self.biases.get(is_pooled(values))
        if not self.moves or not shift.any() or bias is None or len(bias) != len(shift):
            return None
        before = bias.clone()
        bias.add_(torch.from_numpy(shift))
        self.moved += int((shift != 0).sum())
        return bias - before

    def separate(self, values, kernel, stride=(), padding=0, dilation=1, ceil_mode=False):
        """Changes the weights of channels in which a window's two greatest values nearly tie."""
        pair = lambda n: list(n) * 2 if len(n) == 1 else list(n)  # noqa: E731
        kernel, padding, dilation = (
            pair([n] if isinstance(n, int) else n) for n in (kernel, padding, dilation))
        stride = pair(stride) if len(stride) else kernel
        size = values.std()
        high, low = padding
        padded = F.pad(values, (low, low + stride[1], high, high + stride[0]), value=-1e30)
        windows = F.unfold(
            padded.flatten(0, 1)[:, None], kernel, stride=stride, dilation=dilation)
        best = windows.topk(2, dim=1).values
        gap = (best[:, 0] - best[:, 1]) / size
        # Equal values were cut off by a ReLU and pass no gradient.
        gap[gap == 0] = float("inf")
        distance = gap.amin(1).reshape(values.shape[:2]).amin(0)
        self.margin = min(self.margin, distance.amin().item())
        near = distance < ENOUGH_IN_WINDOWS
        origin = self.weights.get(values.data_ptr(), [])
        if not self.moves or not near.any() or sum(map(len, origin)) != len(near):
            return
        for weight, chosen in zip(origin, near.split([len(weight) for weight in origin])):
            noise = 1 + 1e-3 * torch.randn(weight[chosen].shape)
            weight[chosen] *= noise
        self.moved += int(near.sum())


def clear_kinks(network, images):
    """Changes `network` in place; returns the distance of the nearest unit."""
    torch.manual_seed(9)
    for _ in range(PASSES):
        step = Pass(copy.deepcopy(network), moves=True)
        with torch.no_grad(), step:
            step.model(images)
        if step.moved == 0:
            break
        network.load_state_dict(step.model.state_dict())
    check = Pass(in_double(network), moves=False)
    with torch.no_grad(), check:
        check.model(images.double())
    return check.margin
