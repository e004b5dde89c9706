import Networks
import TestSupport
import Tensors
import Testing

/// One line of operators.json.
struct OperatorCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Input: Decodable {
    let shape: [Int]
    let low: Float
    let high: Float
  }

  let name: String
  let `operator`: String
  let settings: [String: [Int]]
  let inputs: [Input]
  let outputShape: [Int]
  let output: [Float]
  let gradients: [[Float]]

  static let all = Fixture.json("Networks/operators.json", as: [OperatorCase].self)

  var testDescription: String { "\(name) \(settings) on \(inputs.map(\.shape))" }

  var tensors: [Tensor] {
    inputs.enumerated().map {
      .deterministic("\(name).\($0)", Shape($1.shape), low: $1.low, high: $1.high)
    }
  }

  var cotangent: Tensor { .deterministic("\(name).cotangent", Shape(outputShape)) }

  private func extent(_ key: String, or side: Int) -> Extent {
    settings[key].map { Extent(height: $0[0], width: $0[1]) } ?? .square(side)
  }

  private var window: Window {
    Window(
      kernel: extent("kernel", or: 1), stride: extent("stride", or: 1),
      padding: Window.Padding(extent("padding", or: 0)), dilation: extent("dilation", or: 1))
  }

  func makeOperator() throws -> any Operator {
    switch `operator` {
    case "convolution": Convolution(window: window, groups: settings["groups"]?[0] ?? 1)
    case "normalization": BatchNormalization()
    case "trainingNormalization": BatchNormalization(statistics: .ofBatch)
    case "maxPool": MaxPool(window: window)
    case "averagePool":
      AveragePool(window: window, countsPadding: settings["countsPadding"] == [1])
    case "adaptivePool": AdaptiveAveragePool(to: extent("extent", or: 1))
    case "globalPool": GlobalAveragePool()
    case "linear": Linear()
    case "add": Add()
    case "concatenation": Concatenation()
    case "flatten": Flatten()
    case "relu": ReLU()
    case "sigmoid": Sigmoid()
    case "softmax": Softmax()
    default: throw UnknownOperator(name: `operator`)
    }
  }

  struct UnknownOperator: Error { let name: String }
}

@Suite("Operators against PyTorch")
struct OperatorReferenceTests {
  /// Float32 sums of at most a few hundred terms: rounding stays below 1e-6 of the largest.
  private let tolerance: Float = 5e-6

  @Test("output and every gradient", arguments: OperatorCase.all)
  func agrees(with reference: OperatorCase) throws {
    let `operator` = try reference.makeOperator()
    let inputs = reference.tensors
    let shape = try `operator`.outputShape(for: inputs.map(\.shape))
    #expect(shape == Shape(reference.outputShape))
    let output = `operator`.apply(inputs)
    #expect(output.shape == shape)
    #expect(relativeError(output.logicalElements, reference.output) < tolerance)

    let wanted = inputs.indices.map { $0 < reference.gradients.count }
    let gradients = `operator`.pullback(
      reference.cotangent, inputs: inputs, output: output, wanted: wanted)
    for (index, expected) in reference.gradients.enumerated() {
      let gradient = try #require(gradients[index])
      #expect(gradient.shape == inputs[index].shape)
      #expect(relativeError(gradient.logicalElements, expected) < tolerance, "input \(index)")
    }
  }

  @Test("the fixture covers every operator")
  func coverage() {
    #expect(
      Set(OperatorCase.all.map(\.operator)).count == 14 && OperatorCase.all.count > 100)
  }
}
