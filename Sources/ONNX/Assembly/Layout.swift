internal import Networks
internal import Tensors

/// How operators are applied to channels-last views without transposing them.
extension GraphAssembly {
  /// The result of an operator that treats every element alike.
  mutating func applyElementwise(
    _ operator: any Operator, to value: Value, as type: ElementType? = nil, for node: NodeReader
  ) throws -> Value {
    let result = try apply(`operator`, to: [value], as: type, for: node)
    guard case .feature(let input) = value else { return result }
    return result.seen(channelsLast: input.isChannelsLast)
  }

  /// The result of an operator that broadcasts its operands.
  mutating func applyBroadcasting(
    _ operator: any Operator, to values: [Value], as type: ElementType? = nil, for node: NodeReader
  ) throws -> Value {
    let features = values.compactMap { if case .feature(let value) = $0 { value } else { nil } }
    guard features.contains(where: \.isChannelsLast) else {
      return try apply(`operator`, to: values, as: type, for: node)
    }
    var operands: [Value] = []
    guard features.allSatisfy({ $0.rank == 4 }), values.allSatisfy({ $0.rank <= 4 }) else {
      for value in values { operands.append(try plain(value, for: node)) }
      return try apply(`operator`, to: operands, as: type, for: node)
    }
    for value in values { operands.append(try channelsFirst(value, for: node)) }
    return try apply(`operator`, to: operands, as: type, for: node).seen(channelsLast: true)
  }

  /// What the file sees as `[N, H, W, C]`, or broadcasts to that, with its axes as
  /// `[N, C, H, W]`: for a view that is the node itself.
  private mutating func channelsFirst(_ value: Value, for node: NodeReader) throws -> Value {
    if case .feature(let feature) = value, feature.isChannelsLast {
      return value.seen(channelsLast: false)
    }
    let sizes = value.sizes
    let padded = Array(repeating: Probed.fixed(1), count: 4 - sizes.count) + sizes
    let wide = sizes.count == 4 ? value : try reshape(value, to: padded, for: node)
    return try apply(Transpose(permutation: [0, 3, 1, 2]), to: [wide], for: node)
  }
}

extension Value {
  /// The same value, a feature seen with its channels last or not.
  func seen(channelsLast: Bool) -> Value {
    guard case .feature(var feature) = self, feature.rank == 4 else { return self }
    feature.isChannelsLast = channelsLast
    return .feature(feature)
  }

  /// The same numbers as elements of another type.
  func typed(_ type: ElementType) -> Value {
    switch self {
    case .constant(let constant):
      return .constant(
        ConstantTensor(
          name: constant.name, type: type, shape: constant.shape, elements: constant.elements))
    case .feature(let feature):
      return .feature(
        Feature(
          node: feature.node, type: type, stored: feature.stored,
          isChannelsLast: feature.isChannelsLast))
    }
  }
}
