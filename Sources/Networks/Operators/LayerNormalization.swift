public import Tensors

/// Normalisation of each input by its own mean and variance over some axes (Ba et al. 2016).
///
/// Inputs: `x`, scale and, optionally, bias, which broadcast to `x`'s shape.
/// `y = (x − mean) / √(variance + epsilon) · scale + bias`, with the biased variance.
///
/// With axes `[2, 3]` of `[N, C, H, W]` this is instance normalisation (Ulyanov et al. 2016).
public struct LayerNormalization: Operator {
  /// The axes over which mean and variance are taken, in ascending order.
  public let axes: [Int]
  /// Keeps the square root away from zero.
  public let epsilon: Float

  /// A normalisation over `axes`.
  public init(axes: [Int], epsilon: Float = 1e-5) {
    self.axes = axes
    self.epsilon = epsilon
  }

  /// The first input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...3, inputs)
    try requireAxes(axes, inputs)
    try requireBroadcasting(inputs.dropFirst(), to: inputs[0], inputs)
    return inputs[0]
  }

  /// The normalised input.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let shape = inputs[0].shape
    let scaled = broadcastElements(normalized(inputs[0]).x, inputs[1], to: shape, by: Multiply())
    if inputs.count == 2 { return scaled }
    return broadcastElements(scaled, inputs[2], to: shape, by: Add())
  }

  /// Gradients for input, scale and bias.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let shape = cotangent.shape
    let (x, factors) = normalized(inputs[0])
    func times(_ factor: Tensor) -> Tensor {
      broadcastElements(cotangent, factor, to: shape, by: Multiply())
    }
    var gradients: [Tensor?] = [
      wanted[0] ? inputGradient(times(inputs[1]), x, factors) : nil,
      wanted[1] ? sum(times(x), to: inputs[1].shape) : nil,
    ]
    if inputs.count > 2 { gradients.append(wanted[2] ? sum(cotangent, to: inputs[2].shape) : nil) }
    return gradients
  }

  /// `x̂ = (x − mean) · f` and the factors `f = 1 / √(variance + epsilon)`.
  private func normalized(_ x: Tensor) -> (x: Tensor, factors: [Double]) {
    // In Double the difference of the moments keeps more digits than the input has.
    let means = mean(x)
    let squares = reduce(x, over: axes, by: SumOfSquares.self)
    let factors = zip(means, squares).map { mean, squares in
      1 / (max(0, squares / count(x) - mean * mean) + Double(epsilon)).squareRoot()
    }
    return (combine(x, over: axes, means, factors, by: Standardized.self), factors)
  }

  /// `f · (h − mean(h) − x̂ · mean(h·x̂))` for the cotangent `h` of `x̂`.
  private func inputGradient(_ h: Tensor, _ x: Tensor, _ factors: [Double]) -> Tensor {
    let products = broadcastElements(h, x, to: x.shape, by: Multiply())
    let slopes = zip(factors, mean(products)).map { $0 * $1 }
    return broadcastElements(
      combine(h, over: axes, mean(h), factors, by: Standardized.self),
      combine(x, over: axes, slopes, by: Scaled.self), to: x.shape, by: Subtract())
  }

  private func mean(_ x: Tensor) -> [Double] {
    reduce(x, over: axes, by: Sum.self).map { $0 / count(x) }
  }

  /// How many elements share a mean.
  private func count(_ x: Tensor) -> Double { axes.reduce(1) { $0 * Double(x.shape[$1]) } }
}
