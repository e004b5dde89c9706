internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Convolutions over one or two spatial axes.
  static let convolutions: [String: OperatorMapping] = [
    "Conv": .single(convolution),
    "ConvTranspose": .single(transposedConvolution),
  ]

  private static func convolution(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let extent = try assembly.spatialSizes(of: input, for: node, axes: 1...2)
    let weight = try assembly.plainInput(1, of: node)
    let kernel = try assembly.spatialSizes(of: weight, for: node, axes: extent.count...extent.count)
    let window = try SlidingWindow(of: node, extent: extent, kernel: kernel)
    let convolution = Convolution(
      window: window.planar, groups: try node.integer("group", default: 1))
    let result = try assembly.apply(
      convolution, to: try operands(input, weight, node, &assembly),
      roles: roles(inputs: weight.sizes[1].first * kernel.reduce(1, *)), for: node)
    return try assembly.fromImage(result, rank: input.rank, for: node)
  }

  private static func transposedConvolution(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let extent = try assembly.spatialSizes(of: input, for: node, axes: 1...2)
    let weight = try assembly.plainInput(1, of: node)
    let kernel = try assembly.spatialSizes(of: weight, for: node, axes: extent.count...extent.count)
    var window = try SlidingWindow(of: node, extent: extent, kernel: kernel)
    var extra =
      try node.integers("output_padding") ?? Array(repeating: 0, count: extent.count)
    guard extra.count == extent.count, extra.allSatisfy({ 0..<1 << 30 ~= $0 }) else {
      throw node.error("has output_padding \(extra)", expected: "\(extent.count) sizes")
    }
    if let sizes = try outputSizes(of: node, extent: extent, window: window) {
      let upper = try node.text("auto_pad", default: "NOTSET") == "SAME_UPPER"
      for axis in extent.indices {
        // What the full result has too much is cut off as padding, what it lacks is added.
        let reach = (kernel[axis] - 1) * window.dilations[axis] + 1
        let surplus = window.strides[axis] * (extent[axis] - 1) + extra[axis] + reach - sizes[axis]
        let (small, large) = (max(0, surplus) / 2, max(0, surplus) - max(0, surplus) / 2)
        (window.before[axis], window.after[axis]) = upper ? (small, large) : (large, small)
        extra[axis] += max(0, -surplus)
      }
    }
    let convolution = TransposedConvolution(
      window: window.planar, groups: try node.integer("group", default: 1),
      outputPadding: Extent(
        height: extra.count == 2 ? extra[0] : 0, width: extra[extra.count - 1]))
    let result = try assembly.apply(
      convolution, to: try operands(input, weight, node, &assembly),
      roles: roles(inputs: weight.sizes[0].first * kernel.reduce(1, *)), for: node)
    return try assembly.fromImage(result, rank: input.rank, for: node)
  }

  /// The output sizes that a transposed convolution is asked for.
  private static func outputSizes(
    of node: NodeReader, extent: [Int], window: SlidingWindow
  ) throws -> [Int]? {
    if let sizes = try node.integers("output_shape") {
      let spatial = Array(sizes.suffix(extent.count))
      guard spatial.count == extent.count, spatial.allSatisfy({ 1..<1 << 30 ~= $0 }) else {
        throw node.error("has output_shape \(sizes)", expected: "\(extent.count) sizes")
      }
      return spatial
    }
    guard try node.text("auto_pad", default: "NOTSET").hasPrefix("SAME") else { return nil }
    return zip(extent, window.strides).map { $0 * $1 }
  }

  /// Input, weight and perhaps bias, as a two-dimensional convolution takes them.
  private static func operands(
    _ input: Value, _ weight: Value, _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> [Value] {
    var operands = [
      try assembly.asImage(input, for: node), try assembly.asImage(weight, for: node),
    ]
    if let bias = node.optionalInput(2) { operands.append(bias) }
    return operands
  }

  private static func roles(inputs: Int) -> [Int: Parameter.Role] {
    [1: .weight(fanIn: max(1, inputs)), 2: .bias]
  }
}
