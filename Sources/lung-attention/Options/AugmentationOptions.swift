import ArgumentParser
import LungAttention

/// How training images vary.
struct AugmentationOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Vary the training images a little, anew in each epoch.")
  var augment = true

  @Option(help: ArgumentHelp("Greatest rotation either way.", valueName: "degrees"))
  var rotation = Augmentation().rotation

  @Option(help: ArgumentHelp("Greatest shift, as a share of the side.", valueName: "share"))
  var shift = Augmentation().shift

  @Option(help: ArgumentHelp("Greatest relative change of size.", valueName: "share"))
  var scale = Augmentation().scale

  @Option(help: ArgumentHelp("Greatest relative change of contrast.", valueName: "share"))
  var contrast = Augmentation().contrast

  @Option(help: ArgumentHelp("Greatest change of brightness.", valueName: "share"))
  var brightness = Augmentation().brightness

  @Option(
    help: ArgumentHelp(
      "Share of images mirrored; left and right mean something in a chest.", valueName: "share"))
  var flip = Augmentation().flip

  @Option(
    help: ArgumentHelp("Share of images in which a rectangle is erased.", valueName: "share"))
  var erasing = Augmentation().erasing

  var value: Augmentation {
    augment
      ? Augmentation(
        rotation: rotation, shift: shift, scale: scale, contrast: contrast,
        brightness: brightness, flip: flip, erasing: erasing)
      : .none
  }
}
