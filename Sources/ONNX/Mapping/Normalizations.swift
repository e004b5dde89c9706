internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Normalisations as they are at inference.
  static let normalizations: [String: OperatorMapping] = [
    "BatchNormalization": OperatorMapping(batchNormalization),
    "InstanceNormalization": .single(instanceNormalization),
    "LayerNormalization": OperatorMapping(layerNormalization),
    "GroupNormalization": .single(groupNormalization),
    "Dropout": OperatorMapping { node, assembly in
      let isTraining = try node.optionalConstant(2)?.integers?.fixed?.first ?? 0
      let ratio = try node.real(1) ?? node.real("ratio", default: 0.5)
      guard isTraining == 0 || ratio == 0 else { throw training(node) }
      let input = try node.input(0)
      guard node.hasOutput(1) else { return [input] }
      // The mask keeps everything.
      let mask = try assembly.applyBroadcasting(
        Comparison(.equal), to: [input, input], as: .boolean, for: node)
      return [input, mask]
    },
  ]

  private static func training(_ node: NodeReader) -> ONNXError {
    node.error(
      "is in training mode", expected: "a network for inference",
      remedy: "Call model.eval() before exporting.")
  }

  /// The normalised input and, for weights that are standardised by a normalisation in training
  /// mode, the running mean and variance after it.
  private static func batchNormalization(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> [Value?] {
    let input = try assembly.plainInput(0, of: node)
    let isTraining = try node.integer("training_mode", default: 0) != 0
    if isTraining, case .feature = input { throw training(node) }
    var image = try assembly.asImage(input, for: node)
    let sizes = input.sizes
    if input.rank > 4 {
      let rest = try assembly.spatialSizes(of: input, for: node, axes: 3...input.rank - 2)
      let area = rest.dropFirst().reduce(1, *)
      image = try assembly.reshape(
        input, to: [sizes[0], sizes[1], sizes[2], .fixed(area)], for: node)
    }
    let operands = [image] + (try (1...4).map { try node.input($0) })
    let normalized = try assembly.apply(
      BatchNormalization(
        epsilon: try node.real("epsilon", default: 1e-5),
        statistics: isTraining ? .ofBatch : .stored),
      to: operands,
      roles: [1: .scale, 2: .bias, 3: .statistic(initial: 0), 4: .statistic(initial: 1)],
      for: node)
    let result =
      input.rank == 2 || input.rank == 4
      ? normalized : try assembly.reshape(normalized, to: sizes, for: node)
    guard isTraining else { return [result] }
    return [result] + (try runningStatistics(of: image, node, &assembly))
  }

  /// `old · momentum + new · (1 − momentum)` for mean and biased variance of each channel.
  private static func runningStatistics(
    of batch: Value, _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> [Value] {
    let momentum = try node.real("momentum", default: 0.9)
    func mean(_ value: Value, keepsDimensions: Bool) throws -> Value {
      let axes = (0..<batch.rank).filter { $0 != 1 }
      return try assembly.apply(
        Reduction(.mean, axes: axes, keepsDimensions: keepsDimensions), to: [value], for: node)
    }
    func blend(_ old: Value, _ new: Value) throws -> Value {
      let parts = try [(old, momentum), (new, 1 - momentum)].map { value, share in
        let factor = Value.constant(ConstantTensor(Tensor([], repeating: share)))
        return try assembly.apply(Multiply(), to: [value, factor], for: node)
      }
      return try assembly.apply(Add(), to: parts, for: node)
    }
    let distance = try assembly.apply(
      Subtract(), to: [batch, try mean(batch, keepsDimensions: true)], for: node)
    let square = try assembly.apply(Multiply(), to: [distance, distance], for: node)
    return [
      try blend(try node.input(3), try mean(batch, keepsDimensions: false)),
      try blend(try node.input(4), try mean(square, keepsDimensions: false)),
    ]
  }

  private static func instanceNormalization(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    guard input.rank > 2 else {
      throw node.error("has an input of \(input.rank) axes", expected: "3 or more")
    }
    let normalization = LayerNormalization(
      axes: Array(2..<input.rank), epsilon: try node.real("epsilon", default: 1e-5))
    var operands = [input]
    for index in 1...2 {
      let column = [input.sizes[1]] + Array(repeating: .fixed(1), count: input.rank - 2)
      operands.append(try assembly.reshape(try node.input(index), to: column, for: node))
    }
    return try assembly.apply(
      normalization, to: operands, roles: [1: .scale, 2: .bias], for: node)
  }

  /// The normalised input and, where somebody reads them, mean and 1 / standard deviation.
  private static func layerNormalization(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> [Value?] {
    var input = try node.input(0)
    let first = try node.axis(try node.integer("axis", default: -1), rank: input.rank)
    var operands = node.inputs.indices.dropFirst().compactMap { node.optionalInput($0) }
    let epsilon = try node.real("epsilon", default: 1e-5)
    var axes = Array(first..<input.rank)
    var isView = false
    if case .feature(let feature) = input, feature.isChannelsLast {
      isView = first == 3 && operands.allSatisfy { $0.rank == 1 }
      if isView {
        input = input.seen(channelsLast: false)
        axes = [1]
        operands = try operands.map {
          try assembly.reshape($0, to: $0.sizes + [.fixed(1), .fixed(1)], for: node)
        }
      } else {
        input = try assembly.plain(input, for: node)
      }
    }
    let result = try assembly.apply(
      LayerNormalization(axes: axes, epsilon: epsilon), to: [input] + operands,
      roles: [1: .scale, 2: .bias], for: node
    ).seen(channelsLast: isView)
    guard node.hasOutput(1) || node.hasOutput(2) else { return [result] }
    func mean(_ value: Value) throws -> Value {
      try assembly.apply(
        Reduction(.mean, axes: axes, keepsDimensions: true), to: [value], for: node)
    }
    let average = try mean(input)
    let distance = try assembly.apply(Subtract(), to: [input, average], for: node)
    let variance = try mean(
      try assembly.apply(Multiply(), to: [distance, distance], for: node))
    let shifted = try assembly.apply(
      Add(), to: [variance, .constant(ConstantTensor(Tensor([], repeating: epsilon)))], for: node)
    let deviation = try assembly.apply(SquareRoot(), to: [shifted], for: node)
    let inverse = try assembly.apply(Reciprocal(), to: [deviation], for: node)
    return [
      result, average.seen(channelsLast: isView), inverse.seen(channelsLast: isView),
    ]
  }

  /// Layer normalisation of each group of channels; scale and shift are per group up to version
  /// 20 and per channel since.
  private static func groupNormalization(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let groups = try node.integer("num_groups", default: 0)
    guard input.rank > 2, let channels = input.sizes[1].fixed, groups > 0, channels % groups == 0
    else {
      throw node.error("cuts its channels into \(groups) groups", expected: "equal groups")
    }
    let space = try assembly.spatialSizes(of: input, for: node, axes: 1...input.rank - 2)
    let grouped = try assembly.reshape(
      input,
      to: [input.sizes[0], .fixed(groups), .fixed(channels / groups * space.reduce(1, *))],
      for: node)
    let ones = Value.constant(ConstantTensor(Tensor([1], repeating: 1)))
    let normalized = try assembly.apply(
      LayerNormalization(axes: [2], epsilon: try node.real("epsilon", default: 1e-5)),
      to: [grouped, ones], for: node)
    let isPerGroup = node.opset < 21
    var result =
      isPerGroup
      ? normalized : try assembly.reshape(normalized, to: input.sizes, for: node)
    let column =
      [isPerGroup ? groups : channels] + Array(repeating: 1, count: isPerGroup ? 1 : space.count)
    for (index, operation) in [(1, Multiply() as any Operator), (2, Add())] {
      let operand = try assembly.reshape(
        try node.input(index), to: column.map { .fixed($0) }, for: node)
      result = try assembly.apply(operation, to: [result, operand], for: node)
    }
    return isPerGroup ? try assembly.reshape(result, to: input.sizes, for: node) : result
  }
}
