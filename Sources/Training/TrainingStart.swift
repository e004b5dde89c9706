internal import Checkpoints
public import Models
public import Networks
public import Tables
internal import Tensors

/// Where a training begins: with random numbers or with a trained network.
public struct TrainingStart: Sendable {
  /// What the network is built from.
  public let architecture: Architecture
  /// The network that is trained further; `nil` for a new one.
  public let model: Model?

  /// A new network.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    model = nil
  }

  /// A trained network.
  ///
  /// - Throws: ``TrainingError/noArchitecture`` for one that could not be written again.
  public init(from model: Model) throws(TrainingError) {
    guard let architecture = model.architecture else { throw .noArchitecture }
    self.architecture = architecture
    self.model = model
  }

  /// The classes of a training on `cases`, in order: the model's, if they are the same.
  public func classNames(for cases: [Case]) -> [String] {
    let names = TrainingData.classNames(of: cases)
    if let model, Set(model.classNames) == Set(names) { return model.classNames }
    return names
  }

  /// Whether the last layer is drawn anew: in a new network, and where the classes or the meaning
  /// of the outputs are others.
  public func hasNewHead(for classNames: [String]) -> Bool {
    guard let model else { return true }
    return model.classNames != classNames || model.activation != .softmax
  }

  /// The network before the first epoch.
  func network(channels: Int, classNames: [String], seed: UInt64) throws -> Network {
    let graph = architecture.graph(channels: channels, classes: classNames.count)
    let new = Network(graph: graph, seed: seed)
    guard let model else { return new }
    var parameters = model.network.parameters
    if hasNewHead(for: classNames) {
      for id in graph.inputs(of: graph.output) {
        if case .parameter(let parameter) = graph[id].source {
          parameters[parameter.name] = new.parameters[parameter.name]
        }
      }
    }
    return try Network(graph: graph, parameters: parameters)
  }
}
