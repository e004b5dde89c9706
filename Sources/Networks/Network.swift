public import Diagnostics
public import Tensors

/// A graph with numbers for all its parameters.
public struct Network: Sendable {
  /// The operators and how they are joined.
  public let graph: Graph
  /// The numbers, by parameter name.
  public private(set) var parameters: [String: Tensor]
  /// Whether the graph has a batch of one image written into it, so that several images are run
  /// one after another.
  public let takesOneSample: Bool
  /// What was prepared to run it; begun anew when a parameter changes.
  private(set) var plans = PlanCache()

  /// A network from a graph and its parameters.
  ///
  /// Tensors that the graph does not use are left out.
  ///
  /// - Throws: ``ParameterError`` when one is missing or has another shape than the graph needs.
  public init(
    graph: Graph, parameters: [String: Tensor], takesOneSample: Bool = false
  ) throws(ParameterError) {
    var used: [String: Tensor] = [:]
    for parameter in graph.parameters {
      guard let tensor = parameters[parameter.name] else {
        throw ParameterError(parameter, found: nil)
      }
      guard tensor.shape == parameter.shape else {
        throw ParameterError(parameter, found: tensor.shape)
      }
      used[parameter.name] = tensor
    }
    self.graph = graph
    self.parameters = used
    self.takesOneSample = takesOneSample
  }

  /// A network with untrained parameters.
  public init(graph: Graph, seed: UInt64) {
    self.graph = graph
    takesOneSample = false
    parameters = Dictionary(
      graph.parameters.map { ($0.name, $0.initialValue(seed: seed)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Replaces the numbers of a parameter by others of the same shape.
  public mutating func update(_ name: String, to value: Tensor) {
    precondition(parameters[name]?.shape == value.shape, "no parameter '\(name)' of that shape")
    parameters[name] = value
    plans = PlanCache()
  }

  /// The number of trained numbers.
  public var trainedParameterCount: Int {
    graph.parameters.filter(\.isTrained).reduce(0) { $0 + $1.shape.count }
  }
}

/// A parameter that is missing or of another shape than the graph needs.
public struct ParameterError: Diagnosable, Equatable {
  /// What the graph needs.
  public let parameter: Parameter
  /// The shape found, or `nil` when there was none.
  public let found: Shape?

  init(_ parameter: Parameter, found: Shape?) {
    self.parameter = parameter
    self.found = found
  }

  /// The parameter with the shape found and the shape expected.
  public var diagnosis: Diagnosis {
    guard let found else {
      return Diagnosis("has no parameter '\(parameter.name)'", expected: "shape \(parameter.shape)")
    }
    return Diagnosis(
      "'\(parameter.name)' has shape \(found)", expected: parameter.shape.description)
  }
}
