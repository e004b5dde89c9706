public import Tensors

/// A function from tensors to one tensor that knows its shape and its gradient.
///
/// An operator knows nothing of the graph around it. Parameters such as weights are inputs like
/// any other.
public protocol Operator: Sendable {
  /// The field's name for it, as shown to users.
  var name: String { get }

  /// The shape of the output, or what is wrong with the inputs.
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape

  /// The output for inputs whose shapes ``outputShape(for:)`` accepts.
  func apply(_ inputs: [Tensor]) -> Tensor

  /// The vector-Jacobian product: the gradient of `⟨cotangent, output⟩` for each input.
  ///
  /// - Parameters:
  ///   - cotangent: Of the output's shape.
  ///   - inputs: What ``apply(_:)`` was given.
  ///   - output: What it returned.
  ///   - wanted: For each input, whether its gradient is asked for; others may be `nil`.
  func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?]

  /// The operator to use while training; the same one unless it behaves differently then.
  ///
  /// - Parameter seed: Decides anything random.
  func whileTraining(seed: UInt64) -> any Operator
}

extension Operator {
  /// The type's name.
  public var name: String { String(describing: Self.self) }

  /// The operator itself.
  public func whileTraining(seed: UInt64) -> any Operator { self }
}

extension Operator {
  /// Checks the number of inputs.
  func requireInputs(_ count: ClosedRange<Int>, _ inputs: [Shape]) throws(ShapeError) {
    guard count.contains(inputs.count) else {
      let wanted =
        switch count {
        case 1...1: "one input"
        case _ where count.count == 1: "\(count.lowerBound) inputs"
        default: "\(count.lowerBound) to \(count.upperBound) inputs"
        }
      throw ShapeError(self, inputs: inputs, expected: wanted)
    }
  }

  /// Checks that there is one input and that it is `[N, C, H, W]`.
  func requireOneImage(_ inputs: [Shape]) throws(ShapeError) {
    try requireInputs(1...1, inputs)
    guard inputs[0].rank == 4 else {
      throw ShapeError(self, inputs: inputs, expected: "one input of shape [N, C, H, W]")
    }
  }
}
