"""Captum's Grad-CAM of the layer that our own reference explains."""

from captum.attr import LayerGradCam


def captum_gradcam(architecture, model, tap, images, targets):
    """`[N, h, w]`, rectified, or nothing where no module has the map in Captum's layout."""
    probe = images.new_zeros(1, 2, 3, 4)
    if architecture.layout(probe).shape != probe.shape:
        return None
    name, side = tap
    if architecture.for_captum:
        model, (name, side) = architecture.for_captum(model), ("tap", "output")
    method = LayerGradCam(model, model.get_submodule(name))
    maps = method.attribute(
        images, target=targets, relu_attributions=True,
        attribute_to_layer_input=side == "input")
    return maps.detach()[:, 0]
