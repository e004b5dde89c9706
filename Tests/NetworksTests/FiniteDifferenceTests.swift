import Networks
import TestSupport
import Tensors
import Testing

/// An operator with inputs at which it is differentiable.
struct DifferentiableCase: CustomTestStringConvertible, Sendable {
  let name: String
  let `operator`: any Operator
  let inputs: [Tensor]
  /// How many of the inputs, from the first, have a gradient.
  var differentiable: Int?

  var testDescription: String { name }

  static let all: [DifferentiableCase] = {
    let image = Tensor.random([2, 4, 5, 4], seed: 1)
    let vectors = (2..<5).map { Tensor.random([4], seed: $0) }
    let variance = Tensor.deterministic("variance", [4], low: 0.5, high: 1.5)
    let norm = [image] + vectors + [variance]
    let window = Window(
      kernel: Extent(height: 3, width: 2), stride: Extent(height: 2, width: 1),
      padding: .square(1))
    return [
      .init(
        name: "convolution", operator: Convolution(window: window, groups: 2),
        inputs: [image, .random([6, 2, 3, 2], seed: 5), .random([6], seed: 6)]),
      .init(
        name: "pointwise convolution", operator: Convolution(window: .square(1)),
        inputs: [image, .random([3, 4, 1, 1], seed: 5)]),
      .init(
        name: "dilated convolution", operator: Convolution(window: .square(2, dilation: 2)),
        inputs: [image, .random([3, 4, 2, 2], seed: 5), .random([3], seed: 6)]),
      .init(name: "normalization", operator: BatchNormalization(), inputs: norm),
      .init(
        name: "training normalization",
        operator: BatchNormalization().whileTraining(seed: 1), inputs: norm, differentiable: 3),
      .init(name: "max pool", operator: MaxPool(window: window), inputs: [spaced([2, 3, 5, 4])]),
      .init(name: "average pool", operator: AveragePool(window: window), inputs: [image]),
      .init(
        name: "average pool without padding",
        operator: AveragePool(window: window, countsPadding: false), inputs: [image]),
      .init(
        name: "adaptive pool", operator: AdaptiveAveragePool(to: .square(3)), inputs: [image]),
      .init(name: "global pool", operator: GlobalAveragePool(), inputs: [image]),
      .init(
        name: "linear", operator: Linear(),
        inputs: [.random([3, 5]), .random([4, 5], seed: 2), .random([4], seed: 3)]),
      .init(name: "add", operator: Add(), inputs: [image, .random(image.shape, seed: 9)]),
      .init(
        name: "concatenation", operator: Concatenation(),
        inputs: [image, .random([2, 1, 5, 4], seed: 9)]),
      .init(name: "flatten", operator: Flatten(), inputs: [image]),
      .init(name: "relu", operator: ReLU(), inputs: [spaced([2, 3, 5, 4])]),
      .init(name: "sigmoid", operator: Sigmoid(), inputs: [image]),
      .init(name: "softmax", operator: Softmax(), inputs: [.random([3, 5])]),
      .init(name: "softmax of an image", operator: Softmax(), inputs: [image]),
      .init(
        name: "dropout while training", operator: Dropout(rate: 0.4).whileTraining(seed: 7),
        inputs: [image]),
      .init(name: "dropout at rest", operator: Dropout(rate: 0.4), inputs: [image]),
    ]
  }()

  /// Numbers no closer to one another, or to zero, than 0.05, so that a step of 0.01 crosses
  /// no kink.
  static func spaced(_ shape: Shape) -> Tensor {
    var generator = RandomGenerator(seed: 4)
    let grid = (0..<shape.count).map { (Float($0 - shape.count / 2) + 0.5) * 0.1 }
    return Tensor(shape, logicalOrder: generator.shuffled(grid))
  }
}

@Suite("Gradients by finite differences")
struct FiniteDifferenceTests {
  /// Central differences of `⟨cotangent, f⟩`: with a step of 0.01 the third derivative leaves
  /// about 2e-5 and rounding (1e-7 of sums of some tens, over 0.02) about 1e-4.
  private let step: Float = 0.01
  private let tolerance: Float = 1e-3

  @Test("every input and parameter", arguments: DifferentiableCase.all)
  func agrees(with reference: DifferentiableCase) throws {
    let output = reference.operator.apply(reference.inputs)
    let cotangent = Tensor.random(output.shape, seed: 11)
    let count = reference.differentiable ?? reference.inputs.count
    let gradients = reference.operator.pullback(
      cotangent, inputs: reference.inputs, output: output,
      wanted: reference.inputs.indices.map { $0 < count })
    for index in 0..<count {
      let elements = reference.inputs[index].logicalElements
      let differences = elements.indices.map { element in
        func loss(_ shift: Float) -> Double {
          var inputs = reference.inputs
          var shifted = elements
          shifted[element] += shift
          inputs[index] = Tensor(inputs[index].shape, logicalOrder: shifted)
          return dot(cotangent, reference.operator.apply(inputs))
        }
        let span = Double(elements[element] + step) - Double(elements[element] - step)
        return Float((loss(step) - loss(-step)) / span)
      }
      let gradient = try #require(gradients[index]).logicalElements
      #expect(relativeError(gradient, differences) < tolerance, "input \(index)")
    }
  }
}
