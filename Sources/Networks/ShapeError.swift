public import Diagnostics
public import Tensors

/// Input shapes that an operator cannot take.
public struct ShapeError: Diagnosable, Equatable {
  /// The operator, such as `Convolution`.
  public let operatorName: String
  /// The graph node, once the graph has added it.
  public var node: String?
  /// The shapes found, in the order of the operator's inputs.
  public let inputs: [Shape]
  /// What the operator needs, naming the shape that would have been right.
  public let expected: String

  init(_ operator: any Operator, inputs: [Shape], expected: String) {
    operatorName = `operator`.name
    self.inputs = inputs
    self.expected = expected
  }

  /// The operator, its node, the shapes found and the shapes expected.
  public var diagnosis: Diagnosis {
    let place = node.map { " '\($0)'" } ?? ""
    let shapes = inputs.map(\.description).joined(separator: ", ")
    return Diagnosis("\(operatorName)\(place) got inputs of shape \(shapes)", expected: expected)
  }
}
