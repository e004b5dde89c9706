internal import Diagnostics
internal import Networks

/// The part of a network that training leaves alone.
struct FrozenLayers: Sendable {
  private let names: [String]

  /// Layers, stages or parameters by the beginnings of their names: `layer1` is all that is called
  /// `layer1.…`, and not `layer10`.
  ///
  /// - Throws: ``TrainingError`` for a name that holds no parameter, and when nothing is left to
  ///   train.
  init(_ names: [String], in graph: Graph) throws(TrainingError) {
    self.names = names
    let parameters = graph.parameters
    for name in names where !parameters.contains(where: { Self.isPart($0.name, of: name) }) {
      var candidates: [String] = []
      for parameter in parameters {
        let parts = parameter.name.split(separator: ".")
        for count in 1...parts.count {
          candidates.append(parts.prefix(count).joined(separator: "."))
        }
      }
      throw .unknownLayer(name, nearest: nearestName(to: name, among: candidates))
    }
    guard parameters.contains(where: { $0.isTrained && !contains($0.name) }) else {
      throw .allFrozen
    }
  }

  /// Whether the layer or parameter called `name` is frozen.
  func contains(_ name: String) -> Bool { names.contains { Self.isPart(name, of: $0) } }

  private static func isPart(_ name: String, of stage: String) -> Bool {
    name == stage || name.hasPrefix(stage + ".")
  }
}
