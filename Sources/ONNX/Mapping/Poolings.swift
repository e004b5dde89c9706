internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Poolings over one to three spatial axes.
  static let poolings: [String: OperatorMapping] = [
    "MaxPool": OperatorMapping(maxPool),
    "AveragePool": .single { node, assembly in
      let countsPadding = try node.integer("count_include_pad", default: 0) != 0
      return try pool(node, &assembly) { AveragePool(window: $0, countsPadding: countsPadding) }
    },
    "GlobalAveragePool": .single { node, assembly in
      let input = try assembly.plainInput(0, of: node)
      return input.rank == 4
        ? try assembly.apply(GlobalAveragePool(), to: [input], for: node)
        : try reduceSpace(input, .mean, node, &assembly)
    },
    "GlobalMaxPool": .single { node, assembly in
      try reduceSpace(try assembly.plainInput(0, of: node), .max, node, &assembly)
    },
    "LRN": .single { node, assembly in
      let normalization = LocalResponseNormalization(
        size: try node.integer("size", default: 1), alpha: try node.real("alpha", default: 1e-4),
        beta: try node.real("beta", default: 0.75), bias: try node.real("bias", default: 1))
      return try assembly.apply(
        normalization, to: [try assembly.plainInput(0, of: node)], for: node)
    },
  ]

  private static func reduceSpace(
    _ input: Value, _ kind: Reduction.Kind, _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let reduction = Reduction(kind, axes: Array(2..<max(2, input.rank)), keepsDimensions: true)
    return try assembly.apply(reduction, to: [input], for: node)
  }

  /// The maxima and, where somebody reads them, their places.
  private static func maxPool(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> [Value?] {
    let maxima = try pool(node, &assembly) { MaxPool(window: $0) }
    guard node.hasOutput(1) else { return [maxima] }
    let input = try assembly.plainInput(0, of: node)
    _ = try assembly.spatialSizes(of: input, for: node, axes: 1...2)
    let isColumnMajor = try node.integer("storage_order", default: 0) != 0
    let places = try pool(node, &assembly) {
      MaxPoolIndices(window: $0, countsColumnMajor: isColumnMajor)
    }
    return [maxima, places.typed(.int64)]
  }

  /// Pools planes and, where there is a third axis, then along it: maxima of maxima are maxima,
  /// and a mean of means over a box is its mean, also where the border cuts the box.
  private static func pool(
    _ node: NodeReader, _ assembly: inout GraphAssembly, by make: (Window) -> any Operator
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let extent = try assembly.spatialSizes(of: input, for: node, axes: 1...3)
    let window = try SlidingWindow(of: node, extent: extent)
    guard extent.count == 3 else {
      let image = try assembly.asImage(input, for: node)
      return try assembly.fromImage(
        try assembly.apply(make(window.planar), to: [image], for: node), rank: input.rank,
        for: node)
    }
    let sizes = input.sizes
    let planes = try assembly.reshape(
      input, to: [sizes[0], sizes[1].map { $0 * extent[0] }, sizes[3], sizes[4]], for: node)
    let flat = try assembly.apply(make(window.planar), to: [planes], for: node)
    let (height, width) = (flat.sizes[2], flat.sizes[3])
    let columns = try assembly.reshape(
      flat,
      to: [sizes[0], sizes[1], sizes[2], .fixed(height.first * width.first)], for: node)
    let result = try assembly.apply(make(window.deep), to: [columns], for: node)
    return try assembly.reshape(
      result, to: [sizes[0], sizes[1], result.sizes[2], height, width], for: node)
  }
}
