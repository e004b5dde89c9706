internal import Tensors

/// A residual network (He et al. 2016), as torchvision's `resnet18`, `resnet34` and `resnet50`.
struct ResNet {
  /// How a block's convolutions are laid out.
  enum Block {
    /// Two 3×3 convolutions.
    case basic
    /// 1×1, 3×3 (which strides, as in torchvision) and 1×1 to four times the width.
    case bottleneck

    var expansion: Int { self == .basic ? 1 : 4 }
  }

  let block: Block
  /// Blocks in each of the four stages.
  let depths: [Int]

  func graph(channels: Int, classes: Int) -> Graph {
    var builder = GraphBuilder()
    var x = builder.convolution(
      builder.input, "conv1", from: channels, to: 64, .square(7, stride: 2, padding: 3))
    x = builder.normalization(x, "bn1", 64)
    x = builder.relu(x, "relu")
    x = builder.apply(
      MaxPool(window: .square(3, stride: 2, padding: 1)), to: x, name: "maxpool")
    var width = 64
    for (stage, depth) in depths.enumerated() {
      for index in 0..<depth {
        let outputs = (64 << stage) * block.expansion
        x = add(
          "layer\(stage + 1).\(index)", to: &builder, x, from: width, to: outputs,
          stride: stage > 0 && index == 0 ? 2 : 1)
        width = outputs
      }
    }
    _ = builder.linear(builder.globalFeatures(x), "fc", from: width, to: classes)
    return builder.graph
  }

  private func add(
    _ name: String, to builder: inout GraphBuilder, _ input: Graph.NodeID, from width: Int,
    to outputs: Int, stride: Int
  ) -> Graph.NodeID {
    let inner = outputs / block.expansion
    let windows: [(to: Int, Window)] =
      switch block {
      case .basic:
        [(inner, .square(3, stride: stride, padding: 1)), (inner, .square(3, padding: 1))]
      case .bottleneck:
        [
          (inner, .square(1)), (inner, .square(3, stride: stride, padding: 1)),
          (outputs, .square(1)),
        ]
      }
    var (x, channels) = (input, width)
    for (index, (next, window)) in windows.enumerated() {
      if index > 0 { x = builder.relu(x, "\(name).relu\(index)") }
      x = builder.convolution(x, "\(name).conv\(index + 1)", from: channels, to: next, window)
      x = builder.normalization(x, "\(name).bn\(index + 1)", next)
      channels = next
    }
    var shortcut = input
    if stride > 1 || width != outputs {
      shortcut = builder.convolution(
        input, "\(name).downsample.0", from: width, to: outputs, .square(1, stride: stride))
      shortcut = builder.normalization(shortcut, "\(name).downsample.1", outputs)
    }
    let sum = builder.apply(Add(), to: x, shortcut, name: "\(name).add")
    return builder.relu(sum, "\(name).relu\(windows.count)")
  }
}
