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


def randomize(model, images, seed=0, spread=2.0):
    """Gives a network random weights with which it behaves like a trained one.

    Biases, scales and normalisation statistics are not at their trivial initial values, the
    statistics fit the activations, so that these neither vanish nor explode, and the logits
    have about the size `spread`.
    """
    generator = torch.Generator().manual_seed(seed)

    def noise(tensor, scale):
        return scale * torch.randn(tensor.shape, generator=generator)

    model.eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 1:
                is_scale = name.endswith("weight")
                parameter.add_(noise(parameter, 0.1 if is_scale else 0.05))
        _calibrate(model, images)
        for module in model.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.running_mean.add_(noise(module.running_mean, 0.1) * module.running_var.sqrt())
                module.running_var.mul_(torch.exp(noise(module.running_var, 0.2)))
        _spread_logits(model, images, spread)
    return model


def _calibrate(model, images):
    """Sets the statistics of batch normalisation to those of `images`."""
    norms = [m for m in model.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
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


def explain(model, images, tap, classes, logits=lambda output: output, layout=lambda map: map):
    """Logits `[N, K]`, the gradient of each image's class logit, and its Grad-CAM `[N, h, w]`.

    `logits` finds the logits in what the model returns; `layout` brings the tapped tensor to
    `[N, C, h, w]`.
    """
    images = images.detach().clone().requires_grad_()
    # Some models work in place on their input.
    with captured(model, tap) as found:
        scores = logits(model(images + 0))
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
