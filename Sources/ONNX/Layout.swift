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
    guard features.allSatisfy(\.isChannelsLast), values.allSatisfy({ $0.rank <= 4 }) else {
      var operands: [Value] = []
      for value in values { operands.append(try plain(value, for: node)) }
      return try apply(`operator`, to: operands, as: type, for: node)
    }
    var operands: [Value] = []
    for value in values {
      guard case .constant = value else {
        operands.append(value)
        continue
      }
      operands.append(try channelsFirst(value, for: node))
    }
    return try apply(`operator`, to: operands, as: type, for: node).seen(channelsLast: true)
  }

  /// A constant that broadcasts to `[N, H, W, C]` as one that broadcasts to `[N, C, H, W]`.
  private mutating func channelsFirst(_ constant: Value, for node: NodeReader) throws -> Value {
    let sizes = constant.sizes
    let padded = Array(repeating: Probed.fixed(1), count: 4 - sizes.count) + sizes
    let wide = try reshape(constant, to: padded, for: node)
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
