import Networks
import TestSupport
import Tensors
import Testing

/// One line of elementwise.json.
struct AnyRankCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Input: Decodable {
    let shape: [Int]
    let low: Float
    let high: Float
  }

  /// A number, or the name of one that JSON lacks.
  struct Number: Decodable {
    let value: Float

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value =
        try (try? container.decode(Float.self))
        ?? #require(Float(container.decode(String.self)))
    }
  }

  let name: String
  let `operator`: String
  let settings: [String: [Int]]
  let inputs: [Input]
  let outputShape: [Int]
  let output: [Number]
  let gradients: [[Number]]

  static let all = Fixture.json("Networks/elementwise.json", as: [AnyRankCase].self)

  var testDescription: String { "\(name) \(settings) on \(inputs.map(\.shape))" }

  /// The inputs; a condition is rounded down to 0 and 1.
  var tensors: [Tensor] {
    var tensors = inputs.enumerated().map {
      Tensor.deterministic("\(name).\($0)", Shape($1.shape), low: $1.low, high: $1.high)
    }
    if `operator` == "select" { tensors[0] = Floor().apply([tensors[0]]) }
    return tensors
  }

  var cotangent: Tensor { .deterministic("\(name).cotangent", Shape(outputShape)) }

  func makeOperator() throws -> any Operator {
    if let simple = Self.simpleOperators[`operator`] { return simple }
    let axes = settings["axes"] ?? []
    if let kind = Reduction.Kind.allCases.first(where: { "\($0)" == `operator` }) {
      return Reduction(kind, axes: axes, keepsDimensions: settings["keeps"] == [1])
    }
    return switch `operator` {
    case "softmax": Softmax(axis: axes[0])
    case "logSoftmax": LogSoftmax(axis: axes[0])
    case "layerNormalization": LayerNormalization(axes: axes, epsilon: 1e-5)
    default: throw OperatorCase.UnknownOperator(name: `operator`)
    }
  }

  static let simpleOperators: [String: any Operator] = [
    "relu": ReLU(), "sigmoid": Sigmoid(), "silu": SiLU(), "silu2": SiLU(alpha: 2),
    "leakyReLU": LeakyReLU(slope: 0.25), "elu": ELU(alpha: 0.5), "selu": SELU(),
    "celu": CELU(alpha: 0.5), "thresholdedReLU": ThresholdedReLU(alpha: 0.5),
    "clip": Clip(lower: -0.5, upper: 1), "clipBelow": Clip(lower: -0.5, upper: .infinity),
    "hardSigmoid": HardSigmoid(alpha: 1 / 6, beta: 0.5), "hardSwish": HardSwish(), "mish": Mish(),
    "gelu": GELU(approximation: .none), "geluTanh": GELU(approximation: .tanh), "erf": Erf(),
    "tanh": Tanh(), "exp": Exp(), "log": Log(), "squareRoot": SquareRoot(),
    "reciprocal": Reciprocal(), "negate": Negate(), "absoluteValue": AbsoluteValue(),
    "sign": Sign(), "softplus": Softplus(), "softsign": Softsign(), "floor": Floor(),
    "ceiling": Ceiling(), "round": Round(), "sine": Sine(), "cosine": Cosine(),
    "add": Add(), "subtract": Subtract(), "multiply": Multiply(), "divide": Divide(),
    "power": Power(), "minimum": Minimum(), "maximum": Maximum(),
    "fmod": Modulo(truncates: true), "modulo": Modulo(truncates: false), "prelu": PReLU(),
    "equal": Comparison(.equal), "less": Comparison(.less),
    "lessOrEqual": Comparison(.lessOrEqual), "greater": Comparison(.greater),
    "greaterOrEqual": Comparison(.greaterOrEqual), "select": Select(),
    "matrixMultiplication": MatrixMultiplication(),
  ]
}

@Suite("Operators on tensors of any rank against PyTorch")
struct AnyRankReferenceTests {
  private let tolerance: Float = 2e-6

  @Test("output and every gradient", arguments: AnyRankCase.all)
  func agrees(with reference: AnyRankCase) throws {
    let `operator` = try reference.makeOperator()
    let inputs = reference.tensors
    let shape = try `operator`.outputShape(for: inputs.map(\.shape))
    #expect(shape == Shape(reference.outputShape))
    let output = `operator`.apply(inputs)
    #expect(output.shape == shape)
    #expect(error(of: output, reference.output) < tolerance)

    for (index, expected) in reference.gradients.enumerated() {
      let gradients = `operator`.pullback(
        reference.cotangent, inputs: inputs, output: output,
        wanted: inputs.indices.map { $0 == index })
      let gradient = try #require(gradients[index])
      #expect(gradient.shape == inputs[index].shape)
      #expect(error(of: gradient, expected) < tolerance, "input \(index)")
    }
  }

  @Test("the fixture covers every operator")
  func coverage() {
    let known = Set(AnyRankCase.simpleOperators.keys).union(
      Reduction.Kind.allCases.map { "\($0)" } + ["softmax", "logSoftmax", "layerNormalization"])
    #expect(Set(AnyRankCase.all.map(\.operator)) == known)
  }

  /// The largest relative error where a finite number is expected; infinite unless the rest, and
  /// the counts, are the same.
  private func error(of found: Tensor, _ expected: [AnyRankCase.Number]) -> Float {
    let pairs = zip(found.logicalElements, expected.map(\.value))
    guard found.count == expected.count,
      pairs.allSatisfy({ $1.isFinite || $0 == $1 || $0.isNaN && $1.isNaN })
    else { return .infinity }
    let finite = pairs.filter { $1.isFinite }
    return relativeError(finite.map(\.0), finite.map(\.1))
  }
}
