internal import Diagnostics
internal import Networks
internal import Tensors

/// A graph in the making: what is constant is computed at once, the rest becomes nodes.
struct GraphAssembly {
  private(set) var graph = Graph()
  private(set) var parameters: [String: Tensor] = [:]
  let probe: BatchProbe
  /// The batch size that the file declares, when it declares one.
  let declaredBatch: Int?
  /// Numbers in a tensor for one image: more than any network has, 4 GB.
  private static let largestFeature = 1 << 30

  private var parameterNodes: [String: Graph.NodeID] = [:]
  private var names: Set<String> = ["input"]
  /// What nodes are called in the end: those that hold an output of a node of the file as that
  /// node, the steps before them by it and the operator.
  private(set) var layerNames: [Graph.NodeID: String] = [:]

  /// The shape of the image batch.
  let inputShape: Probed<Shape>

  /// A graph with nothing but its input.
  init(inputShape: Probed<Shape>, probe: BatchProbe, declaredBatch: Int? = nil) {
    self.inputShape = inputShape
    self.probe = probe
    self.declaredBatch = declaredBatch
  }

  /// The image batch.
  func input(type: ElementType) -> Feature {
    Feature(node: graph.input, type: type, stored: inputShape)
  }

  /// Calls the nodes that hold the outputs of a node of the file by its name.
  ///
  /// - Parameter first: The number of nodes there were before it was read.
  mutating func nameOutputs(_ outputs: [Value?], after first: Int, as name: String) {
    for case .feature(let feature) in outputs
    where graph.nodeIDs.suffix(from: first).contains(feature.node)
      && layerNames[feature.node] == nil
    {
      layerNames[feature.node] = unique(name)
    }
  }

  /// `name`, with a number behind it when it is taken.
  private mutating func unique(_ name: String) -> String {
    var result = name.isEmpty ? "unnamed" : name
    var number = 0
    while !names.insert(result).inserted {
      number += 1
      result = "\(name)_\(number)"
    }
    return result
  }
}

extension GraphAssembly {
  /// The result of `operator` on `values`, seen with the axes that the nodes have.
  ///
  /// - Parameters:
  ///   - type: The element type of the result; by default that of the first value.
  ///   - roles: What constants among the values are for, should they become parameters.
  mutating func apply(
    _ operator: any Operator, to values: [Value], as type: ElementType? = nil,
    roles: [Int: Parameter.Role] = [:], for node: NodeReader
  ) throws -> Value {
    let type = type ?? values.first?.type ?? .float
    let constants = values.compactMap { if case .constant(let value) = $0 { value } else { nil } }
    if constants.count == values.count {
      return .constant(try fold(`operator`, constants, as: type, for: node))
    }
    var operands: [Feature] = []
    for (index, value) in values.enumerated() {
      operands.append(try feature(value, role: roles[index] ?? .constant, for: node))
    }
    let pairs = operands.map(\.stored.pair)
    let shapes: (Shape, Shape)
    do throws(ShapeError) {
      shapes = (
        try `operator`.outputShape(for: pairs.map(\.0)),
        try `operator`.outputShape(for: pairs.map(\.1))
      )
    } catch {
      var located = error
      located.node = node.name
      throw ONNXError(located.description)
    }
    guard shapes.0.count / max(1, probe.sizes.0) <= Self.largestFeature else {
      throw node.error(
        "makes \(shapes.0.withBatch(1)) numbers of an image", expected: "a tensor that fits memory")
    }
    let id = graph.add(
      `operator`, to: operands.map(\.node), name: unique("\(node.name).\(`operator`.name)"))
    return .feature(Feature(node: id, type: type, stored: Probed(shapes.0, shapes.1)))
  }

  /// A value as a node: a constant becomes a parameter of the network.
  mutating func feature(
    _ value: Value, role: Parameter.Role, for node: NodeReader
  ) throws -> Feature {
    let constant: ConstantTensor
    switch value {
    case .feature(let feature): return feature
    case .constant(let value): constant = value
    }
    guard let tensor = constant.tensor else {
      throw constant.elements.fixed == nil
        ? node.dependsOnBatch("operand")
        : node.error("computes with integers beyond 2²⁴", expected: "numbers exact in Float32")
    }
    try check(tensor, of: constant, role: role, for: node)
    return parameter(tensor, name: constant.name, role: role, type: constant.type, for: node)
  }

  /// Checks that weights are real and finite; other constants may be masks, even infinite ones.
  private func check(
    _ tensor: Tensor, of constant: ConstantTensor, role: Parameter.Role, for node: NodeReader
  ) throws {
    let label = constant.name.map { "'\($0)'" } ?? "a constant"
    if role != .constant, constant.type.family != .real {
      throw node.error("has weights \(label) of type \(constant.type)", expected: "real numbers")
    }
    let isBad = tensor.withElements { elements in
      elements.contains { role == .constant ? $0.isNaN : !$0.isFinite }
    }
    guard !isBad else {
      throw node.error(
        "has weights \(label) that are not finite", expected: "finite numbers",
        remedy: "The training diverged, or the file is damaged.")
    }
  }

  /// A tensor that is no constant to the graph's arithmetic.
  mutating func variable(_ constant: ConstantTensor, for node: NodeReader) throws -> Value {
    .feature(try feature(.constant(constant), role: .constant, for: node))
  }

  private mutating func parameter(
    _ tensor: Tensor, name: String?, role: Parameter.Role, type: ElementType, for node: NodeReader
  ) -> Feature {
    // A weight that is used twice is one parameter; a reshaped use is another.
    let key = name.map { "\($0) \(tensor.shape)" }
    let id: Graph.NodeID
    if let key, let known = parameterNodes[key] {
      id = known
    } else {
      let unique = unique(name ?? "\(node.name).constant")
      id = graph.add(Parameter(unique, tensor.shape, role))
      parameters[unique] = tensor
      if let key { parameterNodes[key] = id }
    }
    return Feature(node: id, type: type, stored: .fixed(tensor.shape))
  }
}

extension GraphAssembly {
  /// A value whose axes are the node's own: a channels-last view is transposed for good.
  mutating func plain(_ value: Value, for node: NodeReader) throws -> Value {
    guard case .feature(var feature) = value, feature.isChannelsLast else { return value }
    feature.isChannelsLast = false
    return try apply(Transpose(permutation: [0, 2, 3, 1]), to: [.feature(feature)], for: node)
  }

  /// The input at `index`, its axes the node's own.
  mutating func plainInput(_ index: Int, of node: NodeReader) throws -> Value {
    try plain(try node.input(index), for: node)
  }
}
