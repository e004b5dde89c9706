internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Matrix products.
  static let products: [String: OperatorMapping] = [
    "Gemm": .single(gemm),
    "MatMul": .single(matrixMultiplication),
    "CumSum": .single(cumulativeSum),
  ]

  /// Running sums along an axis: the product with a triangle of ones.
  private static func cumulativeSum(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    guard let place = try node.integers(1)?.first else { throw node.error("names no axis") }
    let axis = try node.axis(place, rank: input.rank)
    guard let size = input.sizes[axis].fixed, size <= 1 << 12 else {
      throw node.error("sums along a long axis", expected: "at most 4096 elements")
    }
    let isExclusive = try node.integer("exclusive", default: 0) != 0
    let isReversed = try node.integer("reverse", default: 0) != 0
    let triangle = (0..<size * size).map { index -> Float in
      let (from, to) = isReversed ? (index % size, index / size) : (index / size, index % size)
      return isExclusive ? (from < to ? 1 : 0) : (from <= to ? 1 : 0)
    }
    // The summed axis takes the last place and goes back; the exchange is its own inverse.
    var exchange = Array(0..<input.rank)
    exchange.swapAt(axis, input.rank - 1)
    let moved = try assembly.apply(Transpose(permutation: exchange), to: [input], for: node)
    let ones = ConstantTensor(Tensor([size, size], logicalOrder: triangle))
    let sums = try assembly.apply(
      MatrixMultiplication(), to: [moved, .constant(ones)], as: input.type, for: node)
    return try assembly.apply(Transpose(permutation: exchange), to: [sums], for: node)
  }

  /// `alpha · A · B + beta · C`, as a linear layer where B is a weight.
  private static func gemm(_ node: NodeReader, _ assembly: inout GraphAssembly) throws -> Value {
    func oriented(_ index: Int, _ attribute: String) throws -> Value {
      let value = try assembly.plainInput(index, of: node)
      guard value.rank == 2 else {
        throw node.error("multiplies a tensor of \(value.rank) axes", expected: "a matrix")
      }
      return try node.integer(attribute, default: 0) == 0
        ? value : try assembly.apply(Transpose(permutation: [1, 0]), to: [value], for: node)
    }
    func scaled(_ value: Value, _ attribute: String) throws -> Value {
      let factor = try node.real(attribute, default: 1)
      guard factor != 1 else { return value }
      let scalar = Value.constant(ConstantTensor(Tensor([], repeating: factor)))
      return try assembly.applyBroadcasting(Multiply(), to: [value, scalar], for: node)
    }
    let left = try oriented(0, "transA")
    let product: Value
    if case .constant = try node.input(1) {
      // A linear layer keeps a row for each output.
      let isTransposed = try node.integer("transB", default: 0) != 0
      let stored = try node.input(1)
      guard stored.rank == 2 else {
        throw node.error("multiplies by a tensor of \(stored.rank) axes", expected: "a matrix")
      }
      let rows =
        isTransposed
        ? stored : try assembly.apply(Transpose(permutation: [1, 0]), to: [stored], for: node)
      let weight = try scaled(rows, "alpha")
      guard let bias = try node.optionalInput(2).map({ try scaled($0, "beta") }) else {
        return try linear(left, rows: weight, node, &assembly)
      }
      let outputs = weight.sizes[0]
      if case .constant(let constant) = bias, constant.shape.count == outputs.first,
        bias.sizes.last?.fixed == outputs.fixed
      {
        let row = bias.rank == 1 ? bias : try assembly.reshape(bias, to: [outputs], for: node)
        return try linear(left, rows: weight, bias: row, node, &assembly)
      }
      product = try linear(left, rows: weight, node, &assembly)
    } else {
      product = try scaled(
        try assembly.apply(
          MatrixMultiplication(), to: [left, try oriented(1, "transB")], for: node), "alpha")
    }
    guard let bias = node.optionalInput(2) else { return product }
    return try assembly.applyBroadcasting(
      Add(), to: [product, try scaled(bias, "beta")], for: node)
  }

  private static func linear(
    _ input: Value, rows: Value, bias: Value? = nil, _ node: NodeReader,
    _ assembly: inout GraphAssembly
  ) throws -> Value {
    try assembly.apply(
      Linear(), to: [input, rows] + (bias.map { [$0] } ?? []),
      roles: [1: .weight(fanIn: max(1, rows.sizes[1].first)), 2: .bias], for: node)
  }

  /// NumPy's `matmul`. A weight on a channels-last view is a 1×1 convolution.
  private static func matrixMultiplication(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let (left, right) = (try node.input(0), try node.input(1))
    if case .constant = right, right.rank == 2 {
      let rows = { (assembly: inout GraphAssembly) in
        try assembly.apply(Transpose(permutation: [1, 0]), to: [right], for: node)
      }
      if case .feature(let feature) = left, feature.isChannelsLast {
        let filters = try rows(&assembly)
        let sizes = filters.sizes + [.fixed(1), .fixed(1)]
        let weight = try assembly.reshape(filters, to: sizes, for: node)
        return try assembly.apply(
          Convolution(window: .square(1)), to: [left.seen(channelsLast: false), weight],
          roles: [1: .weight(fanIn: max(1, sizes[1].first))], for: node
        ).seen(channelsLast: true)
      }
      if left.rank == 2 { return try linear(left, rows: try rows(&assembly), node, &assembly) }
    }
    return try assembly.apply(
      MatrixMultiplication(),
      to: [try assembly.plain(left, for: node), try assembly.plain(right, for: node)], for: node)
  }
}
