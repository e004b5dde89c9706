import Networks
import Tensors

/// Small networks of the shapes that large ones are built of.
enum TestGraphs {
  /// Convolutions and maximum pooling, then dense layers on the flattened map.
  static let vgg: Graph = {
    var layers = Layers()
    for (stage, depth) in [2, 2, 3].enumerated() {
      for _ in 0..<depth {
        layers.convolution(16 << stage, .square(3, padding: 1), bias: true)
        layers.apply(ReLU())
      }
      layers.apply(MaxPool(window: .square(2, stride: 2)))
    }
    layers.apply(AdaptiveAveragePool(to: .square(4)))
    layers.apply(Flatten())
    layers.linear(64 * 16, 40)
    layers.apply(ReLU())
    layers.apply(Dropout(rate: 0.5))
    layers.linear(40, 3)
    return layers.graph
  }()

  /// Branches of different reach, joined along the channels, and odd kernels.
  static let inception: Graph = {
    var layers = Layers()
    layers.convolution(24, .square(3, stride: 2))
    layers.apply(ReLU())
    for _ in 0..<2 {
      let start = (layers.last, layers.channels)
      var branches: [Graph.NodeID] = []
      for branch in 0..<4 {
        (layers.last, layers.channels) = start
        switch branch {
        case 0: layers.convolution(20, .square(1))
        case 1:
          layers.convolution(16, .square(1))
          layers.apply(ReLU())
          layers.convolution(
            24,
            Window(kernel: Extent(height: 1, width: 7), padding: .init(Extent(height: 0, width: 3)))
          )
          layers.convolution(
            18,
            Window(kernel: Extent(height: 7, width: 1), padding: .init(Extent(height: 3, width: 0)))
          )
        case 2:
          layers.convolution(32, .square(3, padding: 2, dilation: 2))
        default:
          layers.apply(AveragePool(window: .square(3, padding: 1), countsPadding: false))
          layers.convolution(17, .square(1), bias: true)
        }
        layers.apply(ReLU())
        branches.append(layers.last)
      }
      layers.join(branches, channels: 20 + 18 + 32 + 17)
      layers.apply(MaxPool(window: .square(3, stride: 2, padding: 1)))
    }
    layers.head(3)
    return layers.graph
  }()

  /// Depthwise and grouped convolutions with ReLU6, hard-swish and a residual.
  static let mobile: Graph = {
    var layers = Layers()
    layers.convolution(16, .square(3, stride: 2, padding: 1), bias: true)
    layers.apply(HardSwish())
    layers.convolution(48, .square(1))
    layers.apply(Clip(lower: 0, upper: 6))
    layers.convolution(48, .square(5, stride: 2, padding: 2), groups: 48, bias: true)
    layers.apply(Clip(lower: 0, upper: 6))
    let shortcut = layers.last
    layers.convolution(48, .square(3, padding: 1), groups: 3)
    layers.add(shortcut)
    layers.convolution(48, .square(3, padding: 1), groups: 48)
    layers.apply(ReLU())
    layers.head(3)
    return layers.graph
  }()

  /// A squeeze-and-excitation gate, which sees the whole image, and scaling by constants.
  static let gated: Graph = {
    var layers = Layers()
    layers.scale(by: [1, 3, 1, 1])
    layers.convolution(24, .square(3, padding: 1))
    layers.apply(ReLU())
    let maps = layers.last
    layers.apply(GlobalAveragePool())
    layers.convolution(24, .square(1), bias: true)
    layers.apply(Sigmoid())
    layers.multiply(maps)
    layers.convolution(20, .square(3, stride: 2, padding: 1))
    layers.apply(SiLU())
    layers.head(3)
    return layers.graph
  }()
}

/// A graph that grows layer by layer.
private struct Layers {
  var graph = Graph()
  var channels = 3
  lazy var last = graph.input
  private var count = 0

  mutating func apply(_ operator: any Operator, _ inputs: [Graph.NodeID]? = nil) {
    count += 1
    last = graph.add(`operator`, to: inputs ?? [last], name: "layer\(count)")
  }

  mutating func convolution(
    _ outputs: Int, _ window: Window, groups: Int = 1, bias: Bool = false
  ) {
    let fanIn = channels / groups * window.kernel.area
    var inputs = [
      last,
      parameter(
        [outputs, channels / groups, window.kernel.height, window.kernel.width],
        .weight(fanIn: fanIn)),
    ]
    if bias { inputs.append(parameter([outputs], .bias)) }
    apply(Convolution(window: window, groups: groups), inputs)
    channels = outputs
  }

  mutating func linear(_ inputs: Int, _ outputs: Int) {
    apply(
      Linear(),
      [last, parameter([outputs, inputs], .weight(fanIn: inputs)), parameter([outputs], .bias)])
  }

  mutating func add(_ other: Graph.NodeID) { apply(Add(), [last, other]) }

  mutating func multiply(_ other: Graph.NodeID) { apply(Multiply(), [other, last]) }

  mutating func scale(by shape: Shape) { apply(Multiply(), [last, parameter(shape, .scale)]) }

  mutating func join(_ branches: [Graph.NodeID], channels: Int) {
    apply(Concatenation(), branches)
    self.channels = channels
  }

  mutating func head(_ classes: Int) {
    apply(GlobalAveragePool())
    apply(Flatten())
    linear(channels, classes)
  }

  private mutating func parameter(_ shape: Shape, _ role: Parameter.Role) -> Graph.NodeID {
    count += 1
    return graph.add(Parameter("parameter\(count)", shape, role))
  }
}
