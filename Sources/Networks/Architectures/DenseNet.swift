internal import Tensors

/// A densely connected network (Huang et al. 2017), as torchvision's `densenet121`.
///
/// torchvision applies a ReLU after `features.norm5` without naming it; here it is
/// `features.relu5`, the layer that Grad-CAM explains.
struct DenseNet {
  /// Layers in each dense block.
  let depths: [Int]
  /// Channels that each layer adds.
  let growth = 32
  /// Channels after the first convolution.
  let stem = 64

  func graph(channels: Int, classes: Int) -> Graph {
    var builder = GraphBuilder()
    var x = builder.convolution(
      builder.input, "features.conv0", from: channels, to: stem,
      .square(7, stride: 2, padding: 3))
    x = builder.relu(builder.normalization(x, "features.norm0", stem), "features.relu0")
    x = builder.apply(
      MaxPool(window: .square(3, stride: 2, padding: 1)), to: x, name: "features.pool0")
    var width = stem
    for (block, depth) in depths.enumerated() {
      for layer in 0..<depth {
        x = addLayer(
          "features.denseblock\(block + 1).denselayer\(layer + 1)", to: &builder, x, width)
        width += growth
      }
      guard block + 1 < depths.count else { break }
      x = addTransition("features.transition\(block + 1)", to: &builder, x, width)
      width /= 2
    }
    x = builder.relu(builder.normalization(x, "features.norm5", width), "features.relu5")
    _ = builder.linear(builder.globalFeatures(x), "classifier", from: width, to: classes)
    return builder.graph
  }

  private func addLayer(
    _ name: String, to builder: inout GraphBuilder, _ input: Graph.NodeID, _ width: Int
  ) -> Graph.NodeID {
    var x = builder.relu(builder.normalization(input, "\(name).norm1", width), "\(name).relu1")
    x = builder.convolution(x, "\(name).conv1", from: width, to: 4 * growth, .square(1))
    x = builder.relu(builder.normalization(x, "\(name).norm2", 4 * growth), "\(name).relu2")
    x = builder.convolution(
      x, "\(name).conv2", from: 4 * growth, to: growth, .square(3, padding: 1))
    return builder.apply(Concatenation(), to: input, x, name: "\(name).concat")
  }

  private func addTransition(
    _ name: String, to builder: inout GraphBuilder, _ input: Graph.NodeID, _ width: Int
  ) -> Graph.NodeID {
    var x = builder.relu(builder.normalization(input, "\(name).norm", width), "\(name).relu")
    x = builder.convolution(x, "\(name).conv", from: width, to: width / 2, .square(1))
    return builder.apply(
      AveragePool(window: .square(2, stride: 2)), to: x, name: "\(name).pool")
  }
}
