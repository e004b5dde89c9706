"""Small torch networks in the styles that exporters meet, for make_networks.py."""

import torch
import torch.nn.functional as F
from torch import nn


def convolution(inputs, outputs, kernel=3, activation=nn.ReLU, **settings):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False, **settings),
        nn.BatchNorm2d(outputs), activation())


class Plain(nn.Module):
    """Convolution, normalisation, ReLU; pooling; a linear head."""

    def __init__(self, channels=3, classes=3):
        super().__init__()
        self.features = nn.Sequential(
            convolution(channels, 8), nn.MaxPool2d(2), convolution(8, 12))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(12, classes)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.features(x)), 1))


class SqueezeExcitation(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.reduce, self.expand = nn.Conv2d(width, 4, 1), nn.Conv2d(4, width, 1)

    def forward(self, x):
        scale = F.adaptive_avg_pool2d(x, 1)
        return x * F.hardsigmoid(self.expand(F.relu(self.reduce(scale))))


class Mobile(nn.Module):
    """MobileNet v3: a depthwise convolution, squeeze and excitation, hard swish, a residual."""

    def __init__(self, classes=3):
        super().__init__()
        self.stem = convolution(1, 8, stride=2, activation=nn.Hardswish)
        self.block = nn.Sequential(
            convolution(8, 16, 1, activation=nn.ReLU6),
            convolution(16, 16, 5, groups=16, activation=nn.Hardswish),
            SqueezeExcitation(16), convolution(16, 8, 1, activation=nn.Identity))
        self.last = convolution(8, 16, 1, activation=nn.SiLU)
        self.head = nn.Sequential(nn.Linear(16, 16), nn.Hardswish(), nn.Linear(16, classes))

    def forward(self, x):
        x = self.stem(x)
        return self.head(self.last(x + self.block(x)).mean((2, 3)))


class ChannelsLastBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.expand, self.project = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.scale = nn.Parameter(torch.full((width, 1, 1), 0.7))

    def forward(self, x):
        y = self.norm(self.depthwise(x).permute(0, 2, 3, 1))
        y = self.project(F.gelu(self.expand(y))).permute(0, 3, 1, 2)
        return x + self.scale * y


class ConvNeXt(nn.Module):
    """ConvNeXt: layer normalisation and linear layers on permuted maps, GELU, layer scale."""

    def __init__(self, classes=3):
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 2, stride=2)
        self.blocks = nn.Sequential(ChannelsLastBlock(8), ChannelsLastBlock(8))
        self.norm = nn.LayerNorm(8, eps=1e-6)
        self.head = nn.Linear(8, classes)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.stem(x)).mean((-2, -1))))


class Shuffle(nn.Module):
    """ShuffleNet v2: half of the channels go through a branch, then the halves are shuffled."""

    def __init__(self, classes=3):
        super().__init__()
        self.stem = convolution(1, 8)
        self.branch = nn.Sequential(
            convolution(4, 4, 1),
            convolution(4, 4, groups=4, activation=nn.Identity), convolution(4, 4, 1))
        self.last = convolution(8, 10, 1)
        self.head = nn.Linear(10, classes)

    def forward(self, x):
        left, right = self.stem(x).chunk(2, dim=1)
        x = torch.cat([left, self.branch(right)], 1)
        batch, channels, height, width = x.shape
        x = x.view(batch, 2, channels // 2, height, width).transpose(1, 2).contiguous()
        return self.head(self.last(x.view(batch, -1, height, width)).mean([2, 3]))


class Dense(nn.Module):
    """DenseNet: concatenated maps, and a functional ReLU that writes over the last norm."""

    def __init__(self, classes=3):
        super().__init__()
        self.stem = nn.Conv2d(1, 6, 3, stride=2, padding=1, bias=False)
        self.layers = nn.ModuleList(
            nn.Sequential(nn.BatchNorm2d(n), nn.ReLU(True), nn.Conv2d(n, 4, 3, padding=1))
            for n in (6, 10))
        self.norm = nn.BatchNorm2d(14)
        self.head = nn.Linear(14, classes)

    def forward(self, x):
        maps = [self.stem(x)]
        for layer in self.layers:
            maps.append(layer(torch.cat(maps, 1)))
        x = F.relu(self.norm(torch.cat(maps, 1)), inplace=True)
        return self.head(torch.flatten(F.adaptive_avg_pool2d(x, (1, 1)), 1))


class ShapeArithmetic(nn.Module):
    """Sizes computed from tensors in the graph: views, interpolation, adaptive pooling."""

    def __init__(self, classes=3):
        super().__init__()
        self.fine, self.coarse = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(1, 4, 3, padding=1)
        self.map = nn.Identity()  # gives the concatenation a name
        self.head = nn.Linear(8 * 2 * 3, classes)

    def forward(self, x):
        coarse = F.relu(self.coarse(F.adaptive_avg_pool2d(x, (8, 10))))
        coarse = F.interpolate(coarse, size=x.shape[2:], mode="bilinear", align_corners=False)
        small = F.interpolate(x, scale_factor=0.5, mode="nearest")
        fine = F.interpolate(F.relu(self.fine(small)), size=x.shape[2:], mode="nearest")
        fine = F.pad(fine, (0, 0, 1, 0))[:, :, :-1]
        pooled = F.avg_pool2d(self.map(torch.cat([fine, coarse], 1)), (8, 6))
        return self.head(pooled.view(pooled.size(0), -1))


class Activated(nn.Module):
    """A network whose output is a probability; its logits stay reachable as `network`."""

    def __init__(self, network, activation):
        super().__init__()
        self.network, self.activation = network, activation

    def forward(self, x):
        return self.activation(self.network(x))


class KerasTwin(nn.Module):
    """The torch side of keras_graph.py: Keras's way, in torch's layout."""

    def __init__(self, classes=3):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, stride=2, bias=True)
        self.second = nn.Conv2d(8, 12, 3, padding=1, bias=True)
        self.norm = nn.BatchNorm2d(12, eps=1e-3)
        self.relu = nn.ReLU()
        self.head = nn.Linear(12, classes)

    def forward(self, x):
        # Keras's "same" padding of an even size at stride 2: nothing before, one after.
        x = F.relu6(self.first(F.pad(x, (0, 1, 0, 1))))
        return self.head(self.relu(self.norm(self.second(x))).mean((2, 3)))
