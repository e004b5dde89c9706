internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Operators that change the axes and not the order of elements.
  static let reshapings: [String: OperatorMapping] = [
    "Reshape": .single(reshape),
    "Flatten": .single { node, assembly in
      let input = try assembly.plainInput(0, of: node)
      var axis = try node.integer("axis", default: 1)
      guard (-input.rank...input.rank).contains(axis) else {
        throw node.error("flattens from axis \(axis)", expected: "an axis of \(input.rank)")
      }
      if axis < 0 { axis += input.rank }
      return try assembly.apply(Flatten(axis: axis), to: [input], for: node)
    },
    "Squeeze": .single(squeeze),
    "Unsqueeze": .single(unsqueeze),
    "Expand": .single(expand),
    "Identity": .single { node, _ in try node.input(0) },
  ]

  private static func squeeze(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let sizes = input.sizes
    let axes: [Int]
    if let listed = try node.integers(1) ?? node.integers("axes") {
      axes = try node.axes(listed, rank: input.rank)
    } else {
      axes = sizes.indices.filter { sizes[$0].fixed == 1 }
    }
    guard axes.allSatisfy({ sizes[$0].fixed == 1 }) else {
      throw node.error(
        "takes away axes \(axes) of \(sizes.map(\.first))", expected: "axes of size 1")
    }
    let rest = sizes.indices.filter { !axes.contains($0) }.map { sizes[$0] }
    return try assembly.reshape(input, to: rest, for: node)
  }

  private static func unsqueeze(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    guard let listed = try node.integers(1) ?? node.integers("axes") else {
      throw node.error("does not say which axes it adds")
    }
    let axes = try node.axes(listed, rank: input.rank + listed.count)
    var sizes = input.sizes
    for axis in axes { sizes.insert(.fixed(1), at: axis) }
    return try assembly.reshape(input, to: sizes, for: node)
  }

  private static func expand(_ node: NodeReader, _ assembly: inout GraphAssembly) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    guard let target = try node.probedIntegers(1), target.first.allSatisfy({ $0 >= 0 }) else {
      throw node.error("does not say to which shape")
    }
    // Both shapes broadcast: a target of 1 leaves the input's size.
    let rank = max(target.first.count, input.rank)
    let ones = Array(repeating: Probed.fixed(1), count: rank)
    let wanted =
      ones.dropLast(target.first.count)
      + target.first.indices.map { Probed(target.pair.0[$0], target.pair.1[$0]) }
    let own = ones.dropLast(input.rank) + input.sizes
    return try assembly.expand(
      input, to: zip(wanted, own).map { $0.fixed == 1 ? $1 : $0 }, for: node)
  }
}

extension OperatorMapping {
  /// Sizes may be 0 (the input's) or −1 (what is left), and may depend on the batch.
  private static func reshape(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    guard let target = try node.probedIntegers(1) ?? node.integers("shape").map(Probed.fixed) else {
      throw node.error("does not say to which shape")
    }
    let keepsZero = try node.integer("allowzero", default: 0) != 0
    var sizes: [Probed<Int>] = try target.first.indices.map { axis in
      let size = Probed(target.pair.0[axis], target.pair.1[axis])
      guard size.fixed == 0, !keepsZero else { return size }
      guard axis < input.rank else {
        throw node.error("copies size \(axis) of an input with \(input.rank) axes")
      }
      return input.sizes[axis]
    }
    guard sizes.allSatisfy({ $0.pair.0 >= -1 && $0.pair.1 >= -1 }) else {
      throw node.error("reshapes to \(target.first)", expected: "sizes from −1")
    }
    // A file written for one batch size has it among its constants, where it means the batch.
    if let declared = assembly.declaredBatch, let first = input.sizes.first, first.fixed == nil,
      sizes.first?.fixed == declared
    {
      sizes[0] = first
    }
    let open = sizes.indices.filter { sizes[$0].fixed == -1 }
    guard open.count <= 1 else {
      throw node.error(
        "leaves open \(open.count) sizes of \(target.first)", expected: "at most one")
    }
    if let axis = open.first {
      sizes[axis] = try openSize(of: input, among: sizes, node)
    }
    return try assembly.reshape(input, to: sizes, for: node)
  }

  /// The size that −1 stands for.
  private static func openSize(
    of input: Value, among sizes: [Probed<Int>], _ node: NodeReader
  ) throws -> Probed<Int> {
    func size(_ side: (Probed<Int>) -> Int) throws -> Int {
      let total = input.sizes.map(side).reduce(1, *)
      let others = sizes.map(side).filter { $0 != -1 }.reduce(1) { product, size in
        product.multipliedReportingOverflow(by: size).partialValue
      }
      guard others > 0 ? total % others == 0 : total == 0 else {
        throw node.error(
          "cannot share out shape \(input.sizes.map(side)) as \(sizes.map(side))",
          expected: "as many elements")
      }
      return others > 0 ? total / others : 0
    }
    return Probed(try size(\.pair.0), try size(\.pair.1))
  }
}
