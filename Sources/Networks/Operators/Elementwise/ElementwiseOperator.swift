internal import Tensors

/// An operator that computes each output element from the input element in its place.
///
/// It states the function and its derivative for one number; shape, forward and gradient follow.
protocol ElementwiseOperator: LocalOperator {
  /// The function.
  func value(_ x: Float) -> Float

  /// Its derivative at `x`, where it has the value `y`.
  func derivative(at x: Float, output y: Float) -> Float

  /// The function of `count` neighbouring numbers.
  ///
  /// Kernels, which are generic at run time, call it for many numbers at once; it is compiled for
  /// each operator with its function within.
  func map(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int)
}

extension ElementwiseOperator {
  func map(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { y[index] = value(x[index]) }
  }

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    return inputs[0]
  }

  /// The function of each element.
  public func apply(_ inputs: [Tensor]) -> Tensor { mapElements(inputs[0], by: self) }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    ElementwiseMap(function: self)
  }

  /// The cotangent times the derivative.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [elementwiseGradient(cotangent, inputs[0], output: output, of: self)]
  }
}
