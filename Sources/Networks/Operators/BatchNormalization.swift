public import Tensors

/// Normalisation of each channel to a learnt scale and shift (Ioffe & Szegedy 2015).
///
/// Inputs: `[N, C]` or `[N, C, H, W]`, then scale, shift, mean and variance, each `[C]`.
/// `y = (x − mean) / √(variance + epsilon) · scale + shift`
public struct BatchNormalization: FusingOperator {
  /// Which mean and variance are used.
  public enum Statistics: Sendable {
    /// Those of the inputs: what inference uses.
    case stored
    /// Those of the batch itself, which the gradient then flows through.
    case ofBatch
  }

  /// Keeps the square root away from zero.
  public let epsilon: Float
  /// Which mean and variance are used.
  public let statistics: Statistics

  /// A normalisation; torchvision's epsilon is 1e-5.
  public init(epsilon: Float = 1e-5, statistics: Statistics = .stored) {
    self.epsilon = epsilon
    self.statistics = statistics
  }

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(5...5, inputs)
    guard inputs[0].rank == 2 || inputs[0].rank == 4,
      inputs.dropFirst().allSatisfy({ $0 == [inputs[0].channels] })
    else {
      throw ShapeError(
        self, inputs: inputs, expected: "[N, C] or [N, C, H, W], then four inputs of shape [C]")
    }
    return inputs[0]
  }

  /// The normalised input.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let (scale, shift) = affine(inputs)
    return scaleChannels(inputs[0], by: scale, shift: shift)
  }

  var fusesResidual: Bool { false }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    let numbers = operands.compactMap(\.numbers)
    guard statistics == .stored, operands[0].numbers == nil, numbers.count == 4 else { return nil }
    // The moments are stored, so the first input is not looked at.
    let (scale, shift) = affine([numbers[0]] + numbers)
    return ChannelScaling(scale: scale, shift: shift, epilogue: demand.epilogue)
  }

  /// What each channel is multiplied by, and what is then added.
  private func affine(_ inputs: [Tensor]) -> (scale: [Float], shift: [Float]) {
    let (mean, deviation) = moments(inputs)
    let scale = zip(inputs[1].logicalElements, deviation).map { Double($0) / $1 }
    let shift = zip(inputs[2].logicalElements, zip(mean, scale)).map { Double($0) - $1.0 * $1.1 }
    return (scale.map(Float.init), shift.map(Float.init))
  }

  /// Gradients for input, scale and shift and, with stored statistics, for mean and variance.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let (mean, deviation) = moments(inputs)
    let scale = inputs[1].logicalElements.map(Double.init)
    let factor = zip(scale, deviation).map { $0 / $1 }
    var gradients: [Tensor?] = Array(repeating: nil, count: 5)
    if statistics == .stored, wanted[0] {
      gradients[0] = scaleChannels(
        cotangent, by: factor.map(Float.init), shift: factor.map { _ in 0 })
    }
    guard statistics == .ofBatch || wanted.dropFirst().contains(true) else { return gradients }
    // Σg and Σg·x̂, with x̂ = (x − mean) / deviation.
    let (sums, products) = sumChannels(cotangent, times: inputs[0])
    let normalized = mean.indices.map { (products[$0] - mean[$0] * sums[$0]) / deviation[$0] }
    gradients[1] = vector(normalized)
    gradients[2] = vector(sums)
    switch statistics {
    case .stored:
      gradients[3] = vector(mean.indices.map { -factor[$0] * sums[$0] })
      gradients[4] = vector(
        mean.indices.map { -0.5 * scale[$0] * normalized[$0] / (deviation[$0] * deviation[$0]) })
    case .ofBatch:
      guard wanted[0] else { break }
      // dx = factor · (g − Σg/n − x̂ · Σ(g·x̂)/n)
      let count = Double(inputs[0].count / mean.count)
      let slope = mean.indices.map { -factor[$0] * normalized[$0] / (count * deviation[$0]) }
      let offset = mean.indices.map { -factor[$0] * sums[$0] / count - slope[$0] * mean[$0] }
      gradients[0] = combineChannels(
        cotangent, by: factor.map(Float.init), inputs[0], by: slope.map(Float.init),
        shift: offset.map(Float.init))
    }
    return gradients
  }

  /// The same normalisation with the batch's own statistics.
  public func whileTraining(seed: UInt64) -> any Operator {
    BatchNormalization(epsilon: epsilon, statistics: .ofBatch)
  }

  /// Mean and biased variance of each channel of a batch, each `[C]`.
  public static func moments(of batch: Tensor) -> (mean: Tensor, variance: Tensor) {
    let (mean, variance) = channelMoments(batch)
    return (
      Tensor([mean.count], logicalOrder: mean.map(Float.init)),
      Tensor([mean.count], logicalOrder: variance.map(Float.init))
    )
  }

  /// Mean and `√(variance + epsilon)` of each channel.
  private func moments(_ inputs: [Tensor]) -> (mean: [Double], deviation: [Double]) {
    let (mean, variance) =
      switch statistics {
      case .stored:
        (
          inputs[3].logicalElements.map(Double.init), inputs[4].logicalElements.map(Double.init)
        )
      case .ofBatch: channelMoments(inputs[0])
      }
    return (mean, variance.map { ($0 + Double(epsilon)).squareRoot() })
  }

  private func vector(_ values: [Double]) -> Tensor {
    Tensor([values.count], logicalOrder: values.map(Float.init))
  }
}
