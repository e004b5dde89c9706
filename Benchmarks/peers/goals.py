"""How many times faster we want to be."""

FORWARD = {"vgg16": 2.4, "resnet18": 1.5, "resnet50": 1.15, "densenet121": 1.0}
GRADCAM = {
    "pytorch-grad-cam": {"resnet18": 7, "vgg16": 7, "resnet50": 5, "densenet121": 5},
    "Captum": {"resnet18": 4, "vgg16": 4, "resnet50": 3.5, "densenet121": 3.5},
}
# Against the faster of Captum and MONAI.
OCCLUSION = {"vgg16": 20, "resnet18": 6, "resnet50": 5, "densenet121": 4}
OCCLUSION_BY_HAND = {"vgg16": 13, "resnet18": 4, "resnet50": 2.5, "densenet121": 2}
OCCLUSION_AT_512 = 9
OCCLUSION_RECOMPUTED = 8
TRAINING = 1.0
FIRST_HEATMAP = 20
MEMORY = 4
AUDIT = 8
