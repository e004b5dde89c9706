import Networks
import TestSupport
import Tensors
import Testing

extension DifferentiableCase {
  /// Windows and resizing, on images whose gradients no other kernel shares.
  static let windows: [DifferentiableCase] = {
    let image = Tensor.random([2, 4, 5, 4], seed: 1)
    let uneven = Window(
      kernel: Extent(height: 3, width: 2), stride: Extent(height: 2, width: 3),
      padding: .init(top: 2, left: 0, bottom: 0, right: 1), roundsUp: true)
    let cubic = { (input: Int, output: Int) in
      ResizeAxis(
        input: input, output: output, scale: Double(output) / Double(input),
        mode: .cubic(a: -0.75), coordinates: .halfPixel, antialias: output < input,
        excludesOutside: true)
    }
    return [
      .init(
        name: "convolution with uneven padding", operator: Convolution(window: uneven),
        inputs: [image, .random([3, 4, 3, 2], seed: 5), .random([3], seed: 6)]),
      .init(
        name: "convolution of two merged groups",
        operator: Convolution(window: .square(3, padding: 1), groups: 2),
        inputs: [image, .random([2, 2, 3, 3], seed: 5), .random([2], seed: 6)]),
      .init(
        name: "depthwise convolution",
        operator: Convolution(window: .square(3, stride: 2, padding: 1), groups: 4),
        inputs: [image, .random([8, 1, 3, 3], seed: 5), .random([8], seed: 6)]),
      .init(
        name: "transposed convolution",
        operator: TransposedConvolution(
          window: .square(3, stride: 2, padding: 1), groups: 2,
          outputPadding: Extent(height: 0, width: 1)),
        inputs: [image, .random([4, 3, 3, 3], seed: 5), .random([6], seed: 6)]),
      .init(
        name: "max pool that rounds up", operator: MaxPool(window: uneven),
        inputs: [spaced([2, 3, 5, 4])]),
      .init(
        name: "average pool that rounds up", operator: AveragePool(window: uneven),
        inputs: [image]),
      .init(
        name: "cubic resizing",
        operator: Resize(axes: [nil, nil, cubic(5, 2), cubic(4, 7)]), inputs: [image]),
      .init(
        name: "local response normalization",
        operator: LocalResponseNormalization(size: 3, alpha: 0.5), inputs: [image]),
    ]
  }()
}

@Suite("Gradients of windows by finite differences")
struct WindowFiniteDifferenceTests {
  @Test("every input and parameter", arguments: DifferentiableCase.windows)
  func agrees(with reference: DifferentiableCase) throws {
    try FiniteDifferenceTests().agrees(with: reference)
  }
}
