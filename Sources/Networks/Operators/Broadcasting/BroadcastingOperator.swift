internal import Tensors

/// An operator that computes each output element from the two input elements that meet there.
///
/// Inputs are aligned at their last axes, and along an axis where one has a single element, or
/// none at all, that element is repeated (NumPy's rules). An operator states the function and its
/// derivatives for two numbers; shape, forward and gradient follow.
protocol BroadcastingOperator: LocalOperator {
  /// The function.
  func value(_ x: Float, _ y: Float) -> Float

  /// Its derivative by `x`, where it has the value `z`.
  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float

  /// Its derivative by `y`, where it has the value `z`.
  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float

  /// The function of `count` pairs of neighbouring numbers; see ``ElementwiseOperator``'s.
  func map(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into z: UnsafeMutablePointer<Float>, count: Int)
}

extension BroadcastingOperator {
  func map(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into z: UnsafeMutablePointer<Float>, count: Int
  ) {
    for index in 0..<count { z[index] = value(x[index], y[index]) }
  }

  /// The shape that both inputs broadcast to.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...2, inputs)
    return try broadcastShape(of: inputs)
  }

  /// The function of the elements that meet.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    guard let shape = Shape(broadcasting: inputs.map(\.shape)) else {
      preconditionFailure("shapes were not checked")
    }
    return broadcastElements(inputs[0], inputs[1], to: shape, by: self)
  }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    broadcastKernel(for: operands, output: output)
  }

  /// The kernel for two maps of the output's shape, or one and a number for each channel.
  func broadcastKernel(for operands: [KernelInput], output: Shape) -> (any PatchKernel)? {
    let constants = operands.compactMap(\.numbers)
    guard operands.count == 2, constants.count < 2 else { return nil }
    guard let numbers = constants.first else {
      return operands.allSatisfy { $0.shape == output }
        ? BroadcastMap(function: self, constant: nil) : nil
    }
    let isFirst = operands[0].numbers != nil
    guard operands[isFirst ? 1 : 0].shape == output,
      let channels = numbers.perChannel(output.channels)
    else { return nil }
    return BroadcastMap(function: self, constant: (channels, isFirst))
  }

  /// The cotangent times the derivatives, summed over the axes along which an input is repeated.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [(Operand.first, 0), (.second, 1)].map { operand, index in
      guard wanted[index] else { return nil }
      let gradient = broadcastGradient(
        cotangent, inputs[0], inputs[1], output: output, of: self, by: operand)
      return sum(gradient, to: inputs[index].shape)
    }
  }
}

/// A broadcasting operator whose output changes in jumps only, so that its gradient is 0.
protocol StepwiseOperator: BroadcastingOperator {}

extension StepwiseOperator {
  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { 0 }
  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float { 0 }

  /// Zeros.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    zip(inputs, wanted).map { input, isWanted in isWanted ? Tensor(input.shape) : nil }
  }
}

extension Tensor {
  /// One number for each of `channels`, when that is what broadcasting to `[N, C, H, W]` makes of
  /// this tensor.
  fileprivate func perChannel(_ channels: Int) -> Tensor? {
    if count == 1 { return Tensor([channels], repeating: logicalElements[0]) }
    let axes = shape.dimensions.suffix(3)
    guard shape.rank <= 4, axes.count == 3, axes.first == channels, count == channels else {
      return nil
    }
    return Tensor([channels], logicalOrder: logicalElements)
  }
}

extension Operator {
  /// The shape that `inputs` broadcast to together.
  func broadcastShape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard let shape = Shape(broadcasting: inputs) else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "shapes that broadcast together: aligned at the last axis, "
          + "sizes must be equal or 1")
    }
    try requireAddressable(shape, inputs)
    return shape
  }

  /// Checks that each of `operands` broadcasts to `shape` without changing it.
  func requireBroadcasting(
    _ operands: some Sequence<Shape>, to shape: Shape, _ inputs: [Shape]
  ) throws(ShapeError) {
    guard operands.allSatisfy({ Shape(broadcasting: [shape, $0]) == shape }) else {
      throw ShapeError(
        self, inputs: inputs, expected: "inputs that broadcast to \(shape) after the first")
    }
  }

  /// Checks that an output of shape `shape` has a countable number of bytes.
  func requireAddressable(_ shape: Shape, _ inputs: [Shape]) throws(ShapeError) {
    // Factor by factor, as `Shape.count` multiplies.
    var bytes = MemoryLayout<Float>.stride
    for size in shape.dimensions {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: size)
      guard !overflows else {
        throw ShapeError(
          self, inputs: inputs, expected: "an output that fits in memory, not \(shape)")
      }
      bytes = product
    }
  }
}

extension Shape {
  /// The shape that `shapes` broadcast to together, or `nil` when two sizes on an axis are neither
  /// equal nor 1.
  init?(broadcasting shapes: [Shape]) {
    var result = [Int](repeating: 1, count: shapes.map(\.rank).max() ?? 0)
    for shape in shapes {
      let missing = result.count - shape.rank
      for (axis, size) in shape.dimensions.enumerated() where size != 1 {
        guard [1, size].contains(result[missing + axis]) else { return nil }
        result[missing + axis] = size
      }
    }
    self.init(result)
  }
}
