internal import Foundation
public import Tensors

/// The elements along some axes made into one: a sum, a mean, a maximum, ….
///
/// Sums are kept in Double. Over no elements the sum is 0, the product 1, the maximum −∞, the
/// minimum +∞ and the mean undefined (NaN), as in NumPy and ONNX.
public struct Reduction: ThinningOperator {
  /// What is made of the elements.
  public enum Kind: Sendable, CaseIterable {
    /// `Σ x`
    case sum
    /// `Σ x / n`
    case mean
    /// The greatest; NaN if one is. Those that share it share the gradient equally.
    case max
    /// The least; NaN if one is. Those that share it share the gradient equally.
    case min
    /// `Π x`
    case product
    /// `Σ |x|`
    case l1
    /// `√Σ x²`, with gradient 0 where it is 0.
    case l2
    /// `Σ x²`
    case sumOfSquares
    /// `ln Σ x`
    case logSum
    /// `ln Σ eˣ`
    case logSumExp
  }

  /// What is made of the elements.
  public let kind: Kind
  /// The axes that are reduced, in ascending order, each in `0..<rank`; with none, each element
  /// is reduced by itself.
  public let axes: [Int]
  /// Whether the reduced axes stay, with one element each.
  public let keepsDimensions: Bool

  /// A reduction over `axes`.
  public init(_ kind: Kind, axes: [Int], keepsDimensions: Bool) {
    self.kind = kind
    self.axes = axes
    self.keepsDimensions = keepsDimensions
  }

  /// The input's shape without the reduced axes, or with one element along each.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireAxes(axes, inputs)
    let shape = shape(reducing: inputs[0])
    try requireAddressable(shape, inputs)
    return shape
  }

  /// The reduced elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let x = inputs[0]
    return Tensor(x.shape.reduced(over: axes), memoryOrder: reduced(x))
      .reshaped(to: shape(reducing: x.shape))
  }

  /// The cotangent, given to each element by its share in the result.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let x = inputs[0]
    let cotangent = cotangent.reshaped(to: x.shape.reduced(over: axes)).memoryNumbers
    return [gradient(cotangent, x)]
  }

  private func shape(reducing shape: Shape) -> Shape {
    if keepsDimensions { return shape.reduced(over: axes) }
    return Shape(shape.dimensions.indices.filter { !axes.contains($0) }.map { shape[$0] })
  }
}

extension Reduction {
  /// The result for each place on the other axes, in memory order.
  private func reduced(_ x: Tensor) -> [Double] {
    switch kind {
    case .sum: sum(x)
    case .mean: sum(x).map { $0 / count(x) }
    case .max: reduce(x, over: axes, by: Greatest.self)
    case .min: reduce(x, over: axes, by: Least.self)
    case .product: reduce(x, over: axes, by: WholeProduct.self)
    case .l1: reduce(x, over: axes, by: SumOfMagnitudes.self)
    case .l2: reduce(x, over: axes, by: SumOfSquares.self).map { $0.squareRoot() }
    case .sumOfSquares: reduce(x, over: axes, by: SumOfSquares.self)
    case .logSum: sum(x).map { log($0) }
    case .logSumExp: logSumExp(shiftedPowers(x, over: axes))
    }
  }

  private func gradient(_ g: [Double], _ x: Tensor) -> Tensor {
    switch kind {
    case .sum: return combine(x, over: axes, g, by: Repeated.self)
    case .mean: return combine(x, over: axes, g.map { $0 / count(x) }, by: Repeated.self)
    case .max, .min:
      let extremes = reduced(x)
      let ties = sum(combine(x, over: axes, extremes, by: Match.self))
      let shares = zip(g, ties).map { $0 / $1 }
      return combine(x, over: axes, extremes, shares, by: MatchShare.self)
    case .product: return productGradient(g, x)
    case .l1: return combine(x, over: axes, g, by: Signed.self)
    case .l2:
      let shares = zip(g, reduced(x)).map { $1 == 0 ? 0 : $0 / $1 }
      return combine(x, over: axes, shares, by: Scaled.self)
    case .sumOfSquares: return combine(x, over: axes, g.map { 2 * $0 }, by: Scaled.self)
    case .logSum:
      return combine(x, over: axes, zip(g, sum(x)).map { $0 / $1 }, by: Repeated.self)
    case .logSumExp: return combine(x, over: axes, reduced(x), g, by: ScaledPower.self)
    }
  }

  /// The product of the others: the product over the element, except where elements are zero.
  private func productGradient(_ g: [Double], _ x: Tensor) -> Tensor {
    let products = reduce(x, over: axes, by: ProductOfNonzeros.self)
    let zeros = reduce(x, over: axes, by: CountOfZeros.self)
    let whole = zip(g, products).map { $0 * $1 }
    // With one zero only that element has a gradient; with more, none has.
    return combine(
      x, over: axes, zip(whole, zeros).map { $1 == 0 ? $0 : 0 },
      zip(whole, zeros).map { $1 == 1 ? $0 : 0 }, by: Cofactor.self)
  }

  private func logSumExp(_ shifted: (powers: Tensor, peaks: [Double], sums: [Double])) -> [Double] {
    zip(shifted.peaks, shifted.sums).map { $0 + log($1) }
  }

  private func sum(_ x: Tensor) -> [Double] { reduce(x, over: axes, by: Sum.self) }

  /// How many elements make one.
  private func count(_ x: Tensor) -> Double { axes.reduce(1) { $0 * Double(x.shape[$1]) } }
}

extension Operator {
  /// Checks that the first input has the axes `axes`, which ascend.
  func requireAxes(_ axes: [Int], _ inputs: [Shape]) throws(ShapeError) {
    let rank = inputs[0].rank
    guard axes.allSatisfy((0..<rank).contains), zip(axes, axes.dropFirst()).allSatisfy(<) else {
      throw ShapeError(
        self, inputs: inputs, expected: "ascending axes in 0..<\(rank), not \(axes)")
    }
  }
}
