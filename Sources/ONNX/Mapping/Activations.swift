internal import Foundation
internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Functions of single elements.
  static let activations: [String: OperatorMapping] = [
    "Relu": elementwise { _ in ReLU() },
    "LeakyRelu": elementwise { LeakyReLU(slope: try $0.real("alpha", default: 0.01)) },
    "Elu": elementwise { ELU(alpha: try $0.real("alpha", default: 1)) },
    "Celu": elementwise { CELU(alpha: try $0.real("alpha", default: 1)) },
    "Selu": elementwise {
      SELU(
        alpha: try $0.real("alpha", default: 1.673_263_2),
        gamma: try $0.real("gamma", default: 1.050_701))
    },
    "ThresholdedRelu": elementwise { ThresholdedReLU(alpha: try $0.real("alpha", default: 1)) },
    "Clip": elementwise(clip),
    "Sigmoid": elementwise { _ in Sigmoid() },
    "HardSigmoid": elementwise {
      HardSigmoid(
        alpha: try $0.real("alpha", default: 0.2), beta: try $0.real("beta", default: 0.5))
    },
    "HardSwish": elementwise { _ in HardSwish() },
    "Swish": elementwise { SiLU(alpha: try $0.real("alpha", default: 1)) },
    "Mish": elementwise { _ in Mish() },
    "Gelu": elementwise {
      let approximation = try $0.text("approximate", default: "none")
      guard ["none", "tanh"].contains(approximation) else {
        throw $0.error("approximates by '\(approximation)'", expected: "none or tanh")
      }
      return GELU(approximation: approximation == "tanh" ? .tanh : .none)
    },
    "Erf": elementwise { _ in Erf() },
    "Tanh": elementwise { _ in Tanh() },
    "Exp": elementwise { _ in Exp() },
    "Log": elementwise { _ in Log() },
    "Sqrt": elementwise { _ in SquareRoot() },
    "Reciprocal": elementwise { _ in Reciprocal() },
    "Neg": elementwise { _ in Negate() },
    "Abs": elementwise { _ in AbsoluteValue() },
    "Sign": elementwise { _ in Sign() },
    "Softplus": elementwise { _ in Softplus() },
    "Softsign": elementwise { _ in Softsign() },
    "Floor": elementwise { _ in Floor() },
    "Ceil": elementwise { _ in Ceiling() },
    "Round": elementwise { _ in Round() },
    "Sin": elementwise { _ in Sine() },
    "Cos": elementwise { _ in Cosine() },
    "Not": elementwise { _ in LogicalNot() },
    "PRelu": .single { node, assembly in
      try assembly.applyBroadcasting(
        PReLU(), to: [try node.input(0), try node.input(1)], for: node)
    },
    "Softmax": .single { node, assembly in
      try normalizeExponentials(node, &assembly) { Softmax(axis: $0) }
    },
    "LogSoftmax": .single { node, assembly in
      try normalizeExponentials(node, &assembly) { LogSoftmax(axis: $0) }
    },
  ]

  private static func elementwise(
    _ make: @escaping @Sendable (NodeReader) throws -> any Operator
  ) -> OperatorMapping {
    .single { node, assembly in
      // Clip alone has more inputs: its bounds.
      try node.checkInputs(atMost: node.operatorType == "Clip" ? 3 : 1)
      return try assembly.applyElementwise(try make(node), to: try node.input(0), for: node)
    }
  }

  /// Bounds are attributes up to version 6 and inputs since version 11; an absent one is open.
  private static func clip(_ node: NodeReader) throws -> any Operator {
    Clip(
      lower: try node.real(1) ?? node.real("min", default: -.infinity),
      upper: try node.real(2) ?? node.real("max", default: .infinity))
  }

  /// Softmax and its logarithm: along one axis since version 13; before, over all axes from
  /// `axis` on together.
  private static func normalizeExponentials(
    _ node: NodeReader, _ assembly: inout GraphAssembly, by make: (Int) -> any Operator
  ) throws -> Value {
    let input = try node.input(0)
    let isAlongAxis = node.opset >= 13
    let axis = try node.axis(
      try node.integer("axis", default: isAlongAxis ? -1 : 1), rank: input.rank)
    guard !isAlongAxis, axis != input.rank - 1 else {
      guard case .feature(let feature) = input else {
        return try assembly.apply(make(axis), to: [input], for: node)
      }
      return try assembly.apply(make(feature.storedAxis(axis)), to: [input], for: node)
        .seen(channelsLast: feature.isChannelsLast)
    }
    let plain = try assembly.plain(input, for: node)
    let flat = try assembly.apply(Flatten(axis: axis), to: [plain], for: node)
    return try assembly.reshape(
      try assembly.apply(make(1), to: [flat], for: node), to: plain.sizes, for: node)
  }
}
