internal import Networks
internal import Tensors

/// How well the parameters of a checkpoint are those of an architecture.
struct ArchitectureFit {
  /// A parameter of another shape than the architecture's.
  struct Mismatch: Equatable {
    let name: String
    let found: Shape
    let expected: Shape
  }

  let architecture: Architecture
  /// Image channels, as the first convolution has them.
  let channels: Int
  /// Outputs, as the last linear layer has them.
  let classes: Int
  /// How many parameters there should be.
  let expectedCount: Int
  /// Parameters that should be there, in the network's order.
  let missing: [String]
  /// Parameters that should not, sorted.
  let extra: [String]
  /// Parameters of another shape, in the network's order.
  let mismatches: [Mismatch]

  /// Whether the network can be built.
  var isExact: Bool { missing.isEmpty && extra.isEmpty && mismatches.isEmpty }

  /// The share of all names, expected and found, that agree with their shape.
  var similarity: Double {
    let agreeing = expectedCount - missing.count - mismatches.count
    return Double(agreeing) / Double(expectedCount + extra.count)
  }

  /// The graph for the channels and outputs found.
  var graph: Graph { architecture.graph(channels: channels, classes: classes) }

  init(of dictionary: StateDictionary, to architecture: Architecture) {
    let shapes = dictionary.shapes
    let template = architecture.graph(channels: 3, classes: 1).parameters
    channels = Self.size(template.first { $0.shape.rank == 4 }, axis: 1, in: shapes) ?? 3
    classes = Self.size(template.last { $0.shape.rank == 2 }, axis: 0, in: shapes) ?? 1
    let parameters = architecture.graph(channels: channels, classes: classes).parameters
    self.architecture = architecture
    expectedCount = parameters.count
    missing = parameters.map(\.name).filter { shapes[$0] == nil }
    extra = Set(shapes.keys).subtracting(parameters.map(\.name)).sorted()
    mismatches = parameters.compactMap { parameter in
      guard let found = shapes[parameter.name], found != parameter.shape else { return nil }
      return Mismatch(name: parameter.name, found: found, expected: parameter.shape)
    }
  }

  /// The size along one axis that a checkpoint has for a parameter, if it can be built.
  private static func size(
    _ parameter: Parameter?, axis: Int, in shapes: [String: Shape]
  ) -> Int? {
    // Far above any network, far below what would overflow in a graph.
    let limit = 1 << 20
    guard let parameter, let shape = shapes[parameter.name], shape.rank == parameter.shape.rank,
      1...limit ~= shape[axis]
    else { return nil }
    return shape[axis]
  }

  /// The architecture that fits best, and whether it does so exactly.
  static func best(for dictionary: StateDictionary) -> ArchitectureFit? {
    let fits = Architecture.allCases.map { ArchitectureFit(of: dictionary, to: $0) }
    // The first of equals, so that the suggestion is always the same.
    return fits.reduce(nil) { best, fit in
      guard let best else { return fit }
      return fit.similarity > best.similarity ? fit : best
    }
  }
}
