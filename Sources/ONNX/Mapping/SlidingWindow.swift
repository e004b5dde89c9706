internal import Networks
internal import Tensors

/// Kernel, strides, padding and dilations as ONNX's convolutions and poolings state them, for any
/// number of spatial axes.
struct SlidingWindow {
  var kernel: [Int]
  var strides: [Int]
  var dilations: [Int]
  /// Cells added before and after each axis.
  var before: [Int]
  var after: [Int]
  var roundsUp: Bool

  /// The window of `node` over an image of the spatial sizes `extent`.
  ///
  /// - Parameter kernel: What `kernel_shape` is when the node leaves it out.
  init(of node: NodeReader, extent: [Int], kernel fallback: [Int]? = nil) throws {
    let axes = extent.count
    func list(_ attribute: String, _ count: Int, default fallback: [Int]?) throws -> [Int] {
      guard let values = try node.integers(attribute) ?? fallback else {
        throw node.error("lacks the attribute '\(attribute)'")
      }
      guard values.count == count, values.allSatisfy({ abs($0) <= 1 << 30 }) else {
        throw node.error(
          "has '\(attribute)' \(values.prefix(12))", expected: "\(count) sizes of an image")
      }
      return values
    }
    let ones = Array(repeating: 1, count: axes)
    kernel = try list("kernel_shape", axes, default: fallback)
    strides = try list("strides", axes, default: ones)
    dilations = try list("dilations", axes, default: ones)
    guard (kernel + strides + dilations).allSatisfy({ $0 > 0 }) else {
      throw node.error(
        "has kernel \(kernel), strides \(strides), dilations \(dilations)",
        expected: "positive numbers")
    }
    roundsUp = try node.integer("ceil_mode", default: 0) != 0
    let automatic = try node.text("auto_pad", default: "NOTSET")
    switch automatic {
    case "NOTSET", "":
      let pads = try list("pads", 2 * axes, default: Array(repeating: 0, count: 2 * axes))
      (before, after) = (Array(pads[..<axes]), Array(pads[axes...]))
    case "VALID":
      (before, after) = (Array(repeating: 0, count: axes), Array(repeating: 0, count: axes))
    case "SAME_UPPER", "SAME_LOWER":
      // As many outputs as the stride goes into the input; an odd cell lies at the named end.
      let (kernel, strides, dilations) = (kernel, strides, dilations)
      let total = extent.indices.map { axis in
        let outputs = (extent[axis] + strides[axis] - 1) / strides[axis]
        let reach = (kernel[axis] - 1) * dilations[axis] + 1
        return max(0, (outputs - 1) * strides[axis] + reach - extent[axis])
      }
      let (small, large) = (total.map { $0 / 2 }, total.map { $0 - $0 / 2 })
      (before, after) = automatic == "SAME_UPPER" ? (small, large) : (large, small)
    default:
      throw node.error(
        "has auto_pad '\(automatic)'", expected: "NOTSET, VALID, SAME_UPPER or SAME_LOWER")
    }
  }

  /// The window over the last two axes; for fewer than two, the first has one cell.
  var planar: Window {
    func pair(_ values: [Int], _ neutral: Int) -> Extent {
      let padded = Array(repeating: neutral, count: max(0, 2 - values.count)) + values.suffix(2)
      return Extent(height: padded[0], width: padded[1])
    }
    let (first, last) = (pair(before, 0), pair(after, 0))
    return Window(
      kernel: pair(kernel, 1), stride: pair(strides, 1),
      padding: Window.Padding(
        top: first.height, left: first.width, bottom: last.height, right: last.width),
      dilation: pair(dilations, 1), roundsUp: roundsUp)
  }

  /// The window over the first of three axes, as one over rows of a plane.
  var deep: Window {
    Window(
      kernel: Extent(height: kernel[0], width: 1), stride: Extent(height: strides[0], width: 1),
      padding: Window.Padding(top: before[0], left: 0, bottom: after[0], right: 0),
      dilation: Extent(height: dilations[0], width: 1), roundsUp: roundsUp)
  }
}

extension GraphAssembly {
  /// The sizes of an image's spatial axes, which must be known.
  func spatialSizes(of value: Value, for node: NodeReader, axes: ClosedRange<Int>) throws -> [Int] {
    guard axes.contains(value.rank - 2) else {
      throw node.error(
        "has an input of \(value.rank) axes",
        expected: axes.map { "\($0 + 2)" }.joined(separator: " or "))
    }
    return try value.sizes.dropFirst(2).map { size in
      guard let size = size.fixed else { throw node.dependsOnBatch("image size") }
      return size
    }
  }

  /// `[N, C, L]` as `[N, C, 1, L]`; an image stays as it is.
  mutating func asImage(_ value: Value, for node: NodeReader) throws -> Value {
    guard value.rank == 3 else { return value }
    let sizes = value.sizes
    return try reshape(value, to: [sizes[0], sizes[1], .fixed(1), sizes[2]], for: node)
  }

  /// The inverse of ``asImage(_:for:)`` for what came of a value with `rank` axes.
  mutating func fromImage(_ value: Value, rank: Int, for node: NodeReader) throws -> Value {
    guard rank == 3 else { return value }
    let sizes = value.sizes
    return try reshape(value, to: [sizes[0], sizes[1], sizes[3]], for: node)
  }
}
