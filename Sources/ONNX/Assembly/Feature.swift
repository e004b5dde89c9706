internal import Networks
internal import Tensors

/// A tensor of the graph that is computed from the image.
struct Feature {
  /// The node that holds it.
  let node: Graph.NodeID
  /// The element type in the file; the node holds Float32.
  let type: ElementType
  /// The node's shape.
  let stored: Probed<Shape>
  /// Whether the file sees the axes of the node's `[N, C, H, W]` as `[N, H, W, C]`.
  ///
  /// Keras and some PyTorch layers work on such views; what they do is done on the node's own
  /// axes instead, so that feature maps stay feature maps.
  var isChannelsLast = false

  /// The shape that the file sees.
  var shape: Probed<Shape> {
    isChannelsLast ? stored.map { Shape([$0[0], $0[2], $0[3], $0[1]]) } : stored
  }

  /// The number of axes.
  var rank: Int { stored.first.rank }

  /// The sizes along the axes that the file sees.
  var sizes: [Probed<Int>] {
    let (first, second) = shape.pair
    return zip(first.dimensions, second.dimensions).map { Probed($0, $1) }
  }

  /// The node's axis that the file sees as `axis`.
  func storedAxis(_ axis: Int) -> Int { isChannelsLast ? [0, 2, 3, 1][axis] : axis }
}

/// A tensor of the graph.
enum Value {
  /// The same for every image.
  case constant(ConstantTensor)
  /// Computed from the image.
  case feature(Feature)

  var type: ElementType {
    switch self {
    case .constant(let constant): constant.type
    case .feature(let feature): feature.type
    }
  }

  /// The number of axes.
  var rank: Int {
    switch self {
    case .constant(let constant): constant.shape.rank
    case .feature(let feature): feature.rank
    }
  }

  /// The sizes along the axes that the file sees.
  var sizes: [Probed<Int>] {
    switch self {
    case .constant(let constant): constant.shape.dimensions.map { .fixed($0) }
    case .feature(let feature): feature.sizes
    }
  }
}
