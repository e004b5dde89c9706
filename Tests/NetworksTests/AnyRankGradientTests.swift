import Networks
import TestSupport
import Tensors
import Testing

@Suite("Gradients of operators on tensors of any rank")
struct AnyRankGradientTests {
  private static let image = Tensor.random([2, 3, 4, 3], seed: 1)
  private static let kinks = DifferentiableCase.spaced([2, 3, 4, 3])
  private static let positive = Tensor.deterministic("positive", [2, 3, 4, 3], low: 0.5, high: 2)
  private static let vector = Tensor.deterministic("vector", [3, 1, 1], low: 0.5, high: 2)

  static let elementwise: [DifferentiableCase] = [
    LeakyReLU(slope: 0.1), ELU(), SELU(), CELU(alpha: 2), ThresholdedReLU(alpha: 0.5),
    Clip(lower: -1, upper: 2), HardSigmoid(), SiLU(), SiLU(alpha: 2), Mish(),
    GELU(), GELU(approximation: .tanh), Erf(), Tanh(), Softplus(), Softsign(), Sine(), Cosine(),
    Negate(), AbsoluteValue(), Sigmoid(), ReLU(),
  ].map { (`operator`: any Operator) in
    .init(name: `operator`.name, operator: `operator`, inputs: [kinks])
  }

  static let ofPositive: [DifferentiableCase] = [
    Exp(), Log(), SquareRoot(), Reciprocal(), HardSwish(),
  ].map { (`operator`: any Operator) in
    .init(name: `operator`.name, operator: `operator`, inputs: [positive])
  }

  static let broadcasting: [DifferentiableCase] = [
    Add(), Subtract(), Multiply(), Divide(), Power(), PReLU(),
  ].map { (`operator`: any Operator) in
    .init(name: `operator`.name, operator: `operator`, inputs: [positive, vector])
  }

  static let others: [DifferentiableCase] = [
    .init(
      name: "select", operator: Select(),
      inputs: [Tensor([4, 1], logicalOrder: [1, 0, 1, 0]), image, .random([3, 1, 1], seed: 2)]
    ),
    .init(
      name: "maximum", operator: Maximum(), inputs: [kinks, Tensor([3], repeating: 0)],
      differentiable: 1),
    .init(name: "softmax", operator: Softmax(axis: 3), inputs: [image]),
    .init(name: "log-softmax", operator: LogSoftmax(axis: 2), inputs: [image]),
    .init(
      name: "layer normalization", operator: LayerNormalization(axes: [1]),
      inputs: [image, .random([3, 1, 1], seed: 2), .random([3, 1, 1], seed: 3)]),
    .init(
      name: "instance normalization", operator: LayerNormalization(axes: [2, 3]),
      inputs: [image, .random([3, 1, 1], seed: 2), .random([], seed: 3)]),
    .init(
      name: "normalization of scattered axes", operator: LayerNormalization(axes: [0, 2]),
      inputs: [image, .random([4, 1], seed: 2)]),
    .init(
      name: "matrix product", operator: MatrixMultiplication(),
      inputs: [.random([2, 1, 3, 4], seed: 1), .random([3, 4, 2], seed: 2)]),
    .init(
      name: "matrix times vector", operator: MatrixMultiplication(),
      inputs: [.random([2, 3, 4], seed: 1), .random([4], seed: 2)]),
  ]

  static let reductions: [DifferentiableCase] = Reduction.Kind.allCases.flatMap { kind in
    [[2, 3], [1], [0, 2]].map { axes in
      .init(
        name: "\(kind) over \(axes)", operator: Reduction(kind, axes: axes, keepsDimensions: false),
        inputs: [kind == .logSum || kind == .product ? positive : kinks])
    }
  }

  @Test(
    "by finite differences",
    arguments: elementwise + ofPositive + broadcasting + others + reductions)
  func agrees(with reference: DifferentiableCase) throws {
    try FiniteDifferenceTests().agrees(with: reference)
  }
}
