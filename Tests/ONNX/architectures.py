"""The networks that are compared: how each is built, and which tensor Grad-CAM explains.

That tensor is the last feature map with spatial extent on the way to the output, after its
activation, before pooling; `tap` names it as the "input" or "output" of a module.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Callable

import torch
from torch import nn

from model_zoo import timm, torchvision, torchxrayvision_models

CLASSES = 10


@dataclass
class Architecture:
    name: str
    group: str
    build: Callable[[], nn.Module]
    tap: tuple[str, str]
    channels: int = 3
    size: int = 224
    # Brings the tapped tensor to [N, C, h, w].
    layout: Callable = field(default=lambda tensor: tensor)
    # The same network with the tapped tensor as the output of a module "tap", where an in-place
    # ReLU would mislead Captum.
    for_captum: Callable[[nn.Module], nn.Module] | None = None
    exporters: tuple[str, ...] = ("torchscript", "dynamo")


def dense_for_captum(model):
    """DenseNet with its last, functional and in-place ReLU as a module."""
    sequence = nn.Sequential()
    sequence.add_module("features", model.features)
    sequence.add_module("tap", nn.ReLU())
    sequence.add_module("pool", nn.AdaptiveAvgPool2d(1))
    sequence.add_module("flatten", nn.Flatten())
    sequence.add_module("classifier", model.classifier)
    return sequence


# Where each torchvision network has its last feature map.
TORCHVISION = {
    "alexnet": ("features.12", "input"),
    "vgg11_bn": ("features.28", "input"),
    "vgg16": ("features.30", "input"),
    "resnet18": ("avgpool", "input"),
    "resnet50": ("avgpool", "input"),
    "resnext50_32x4d": ("avgpool", "input"),
    "wide_resnet50_2": ("avgpool", "input"),
    "densenet121": ("features", "output"),
    "densenet201": ("features", "output"),
    "squeezenet1_1": ("classifier.3", "input"),
    "googlenet": ("avgpool", "input"),
    "inception_v3": ("avgpool", "input"),
    "mobilenet_v2": ("features", "output"),
    "mobilenet_v3_small": ("avgpool", "input"),
    "mobilenet_v3_large": ("avgpool", "input"),
    "mnasnet1_0": ("layers", "output"),
    "shufflenet_v2_x1_0": ("conv5", "output"),
    "efficientnet_b0": ("avgpool", "input"),
    "efficientnet_v2_s": ("avgpool", "input"),
    "regnet_y_400mf": ("avgpool", "input"),
    "regnet_x_400mf": ("avgpool", "input"),
    "convnext_tiny": ("avgpool", "input"),
}

# Convolutional networks of timm, one for each way of building them.
TIMM = """
    resnet26d ecaresnet26t skresnet18 resnest14d resnetv2_50 resnetblur50 seresnext26d_32x4d
    res2net50_26w_4s efficientnet_lite0 tf_efficientnet_b0 mobilenetv3_small_100 lcnet_050
    fbnetc_100 hardcorenas_a mixnet_s rexnet_100 ghostnet_100 convnextv2_atto repvgg_a0
    mobileone_s0 hrnet_w18_small xception41 eca_nfnet_l0 nf_resnet50 regnety_002 dpn68
    inception_v4 inception_resnet_v2 cspresnet50 cspdarknet53 dla34 densenetblur121d
    ese_vovnet19b_dw selecsls42b tresnet_m gernet_s poolformer_s12 inception_next_atto
    rdnet_tiny starnet_s1
""".split()

# With attention; not what we promise.
TIMM_ATTENTION = """
    botnet26t_256 coatnet_nano_rw_224 maxvit_nano_rw_256 edgenext_xx_small mobilevit_xxs
    fastvit_t8 swin_tiny_patch4_window7_224
""".split()


def torchvision_network(name):
    def build():
        settings = {}
        if name in ("googlenet", "inception_v3"):
            settings = dict(aux_logits=False, init_weights=False)
        return getattr(torchvision.models, name)(weights=None, num_classes=CLASSES, **settings)
    return build


def timm_architecture(name, group):
    configuration = timm.get_pretrained_cfg(name)
    size = configuration.input_size[1]

    def build():
        return timm.create_model(name, pretrained=False, num_classes=CLASSES)

    with torch.device("meta"):
        modules = dict(build().named_modules())
    pooling = next(
        place for place in ("global_pool", "head.global_pool", "head.pool") if place in modules)
    architecture = Architecture(f"timm.{name}", group, build, (pooling, "input"), size=size)
    if name.startswith("swin"):
        architecture.layout = lambda tensor: tensor.permute(0, 3, 1, 2)
    return architecture


def xrv_densenet(**settings):
    return lambda: torchxrayvision_models.DenseNet(num_classes=18, weights=None, **settings)


@cache
def architectures():
    """All, by name."""
    found = []
    for name, tap in TORCHVISION.items():
        found.append(Architecture(
            name, "promised", torchvision_network(name), tap,
            size=299 if name == "inception_v3" else 224,
            for_captum=dense_for_captum if name.startswith("densenet") else None))
    found.append(Architecture(
        "torchxrayvision.densenet121", "promised", xrv_densenet(), ("features", "output"),
        channels=1, for_captum=dense_for_captum))
    found += [timm_architecture(name, "more") for name in TIMM]
    found += [timm_architecture(name, "attention") for name in TIMM_ATTENTION]
    return {architecture.name: architecture for architecture in found}
