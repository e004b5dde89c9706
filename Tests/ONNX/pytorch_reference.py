"""What PyTorch says of a network: logits, input gradient and Grad-CAM, to compare with.

Everything is computed in double precision, so that a difference is the other side's rounding.
Grad-CAM is computed here from the exact tensor, by its definition (Selvaraju et al. 2017):
networks with in-place or functional ReLUs have no module whose output is that tensor.
"""

import copy
from contextlib import contextmanager

import torch
import torch.nn.functional as F
from torch import nn


def smooth_images(shape, seed=0):
    """`[N, C, H, W]` float32 around 0: blurred noise, as a picture is, and a little grain."""
    generator = torch.Generator().manual_seed(seed)
    batch, channels, height, width = shape
    coarse = torch.randn(batch, channels, 9, 9, generator=generator)
    picture = F.interpolate(coarse, (height, width), mode="bicubic", align_corners=False)
    return picture + 0.2 * torch.randn(shape, generator=generator)


def randomize(model, images, seed=0, spread=2.0, drift=1.0):
    """Gives a network random weights with which it behaves like a trained one.

    Biases, scales and normalisation statistics are not at their trivial initial values, the
    statistics fit the activations, so that these neither vanish nor explode, and the logits
    have about the size `spread`. The statistics are off by up to some tenths, as in a trained
    network; a `drift` below 1 makes that less.
    """
    generator = torch.Generator().manual_seed(seed)

    def noise(tensor, scale):
        return scale * torch.randn(tensor.shape, generator=generator)

    model.eval()
    has_layer_norm = any(isinstance(module, nn.LayerNorm) for module in model.modules())
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.Conv2d) or (
                    isinstance(module, nn.Linear) and not has_layer_norm):
                # Keeps the scale of activations through ReLUs (He et al. 2015).
                fan_in = module.weight[0].numel()
                module.weight.copy_(noise(module.weight, (2 / fan_in) ** 0.5))
        for name, parameter in model.named_parameters():
            if parameter.numel() == max(parameter.shape, default=1):
                is_bias = name.endswith(("bias", "beta"))
                if not is_bias and parameter.abs().mean() < 0.1:
                    parameter.add_(0.5)  # scales of branches that start switched off
                parameter.add_(noise(parameter, 0.05 if is_bias else 0.1))
        norms = [m for m in model.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
        _calibrate(model, norms, images)
        for norm in norms:
            deviation = norm.running_var.sqrt()
            norm.running_mean.add_(noise(deviation, 0.1 * drift) * deviation)
            norm.running_var.mul_(torch.exp(noise(deviation, 0.2 * drift)))
        _spread_logits(model, images, spread)
    return model


def _calibrate(model, norms, images):
    """Sets the statistics of batch normalisation to those of `images`."""
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 1.0
        norm.train()
    if norms:
        model(images)
    for norm, momentum in zip(norms, momenta):
        norm.momentum = momentum
        norm.eval()


def _spread_logits(model, images, spread):
    last = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    size = model(images).square().mean().sqrt()
    if size > 0:
        for parameter in last.parameters():
            parameter.mul_(spread / size)


@contextmanager
def captured(model, tap):
    """Yields a list that holds the tensor of `tap` once the model has run.

    `tap` is a module's name and "input" or "output". A later in-place ReLU writes over the
    captured tensor and its gradient function alike, so it stands for the map after the ReLU.
    """
    name, side = tap
    module, found = model.get_submodule(name), []
    if side == "input":
        handle = module.register_forward_pre_hook(lambda _, inputs: found.append(inputs[0]))
    else:
        handle = module.register_forward_hook(lambda _, __, output: found.append(output))
    try:
        yield found
    finally:
        handle.remove()


def explain(model, images, tap, classes, layout=lambda map: map):
    """Logits `[N, K]`, the gradient of each image's class logit, and its Grad-CAM `[N, h, w]`.

    `layout` brings the tapped tensor to `[N, C, h, w]`.
    """
    images = images.detach().clone().requires_grad_()
    # Some models work in place on their input.
    with captured(model, tap) as found:
        scores = model(images + 0)
    (tensor,) = found
    chosen = scores.gather(1, torch.tensor(classes)[:, None]).sum()
    input_gradient, gradient = torch.autograd.grad(chosen, [images, tensor])
    activations, gradient = layout(tensor), layout(gradient)
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    gradcam = F.relu((weights * activations).sum(1))
    return {
        "logits": scores.detach(),
        "input_gradient": input_gradient,
        "activations": activations.detach(),
        "gradcam": gradcam.detach(),
    }


def in_double(model):
    """A copy in double precision."""
    return copy.deepcopy(model).double()


def choose_targets(model, images, tap, layout=lambda map: map):
    """For each image a class of high logit whose Grad-CAM is not zero everywhere."""
    with torch.no_grad():
        ranking = model(images).argsort(1, descending=True)
    # The second image asks for another class than its best, where there is one.
    order = [row.tolist() for row in ranking]
    order = [row[index % len(row):] + row[: index % len(row)] for index, row in enumerate(order)]
    for rank in range(ranking.shape[1]):
        targets = [row[rank] for row in order]
        gradcam = explain(model, images, tap, targets, layout)["gradcam"]
        if (gradcam.flatten(1).max(1).values > 0).all():
            return targets
    raise ValueError("Grad-CAM is zero for every class")
