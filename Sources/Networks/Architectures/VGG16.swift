internal import Tensors

/// VGG-16 without batch normalisation (Simonyan & Zisserman 2015), as torchvision's `vgg16`.
func vgg16(channels: Int, classes: Int) -> Graph {
  var builder = GraphBuilder()
  var x = builder.input
  var width = channels
  var layer = 0
  for stage in [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]] {
    for next in stage {
      x = builder.convolution(
        x, "features.\(layer)", from: width, to: next, .square(3, padding: 1), bias: true)
      x = builder.relu(x, "features.\(layer + 1)")
      width = next
      layer += 2
    }
    x = builder.apply(MaxPool(window: .square(2, stride: 2)), to: x, name: "features.\(layer)")
    layer += 1
  }
  x = builder.apply(AdaptiveAveragePool(to: .square(7)), to: x, name: "avgpool")
  x = builder.apply(Flatten(), to: x, name: "flatten")
  x = builder.linear(x, "classifier.0", from: 512 * 49, to: 4096)
  x = builder.relu(x, "classifier.1")
  x = builder.apply(Dropout(rate: 0.5), to: x, name: "classifier.2")
  x = builder.linear(x, "classifier.3", from: 4096, to: 4096)
  x = builder.relu(x, "classifier.4")
  x = builder.apply(Dropout(rate: 0.5), to: x, name: "classifier.5")
  _ = builder.linear(x, "classifier.6", from: 4096, to: classes)
  return builder.graph
}
