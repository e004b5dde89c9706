internal import Networks
internal import Tensors

/// The walk over a file's nodes: each is handed, with its inputs, to the mapping of its operator.
struct GraphReading {
  private(set) var assembly: GraphAssembly
  private let reading: TensorReading
  private let opset: Int
  private let functions: [String: WireFunctionProto]
  private var values: [String: Value?] = [:]
  private let depth: Int

  init(assembly: GraphAssembly, reading: TensorReading, opset: Int, functions: [WireFunctionProto])
  {
    self.assembly = assembly
    self.reading = reading
    self.opset = opset
    self.functions = Dictionary(functions.map { ("\($0.domain)/\($0.name)", $0) }) { a, _ in a }
    depth = 0
  }

  /// A reading of a graph inside this one, which sees this one's values.
  private init(inside outer: GraphReading) {
    assembly = outer.assembly
    reading = outer.reading
    opset = outer.opset
    functions = outer.functions
    values = outer.values
    depth = outer.depth + 1
  }

  /// Graphs within graphs beyond this are no network.
  private static let deepest = 16

  /// Gives a value its name in the graph.
  mutating func define(_ name: String, as value: Value?) { values[name] = .some(value) }

  /// Gives a tensor its name that the graph's own arithmetic must not see.
  mutating func defineVariable(_ name: String, as tensor: ConstantTensor) throws {
    define(name, as: try assembly.variable(tensor, for: NodeReader(named: name)))
  }

  /// The value called `name` in a node whose axes are those that the file sees.
  mutating func plainValue(_ name: String) throws -> Value {
    try assembly.plain(try value(name), for: NodeReader(named: name))
  }

  /// The value called `name`.
  func value(_ name: String) throws -> Value {
    guard let value = values[name], let value else {
      throw ONNXError("the graph's output '\(name)' is computed by no node")
    }
    return value
  }

  /// Reads what `outputs` need: stored tensors, then nodes in an order in which they can run.
  mutating func read(
    nodes: [WireNodeProto], initializers: [WireTensorProto], outputs: [String]
  ) throws {
    var given = depth == 0 ? Set(values.keys) : []
    for tensor in initializers where !given.insert(tensor.name).inserted {
      throw ONNXError("the tensor '\(tensor.name)' is stored twice", expected: "once")
    }
    let order = try NodeOrder(nodes, given: given).order(for: outputs)
    let needed = Set(order.flatMap { nodes[$0].input }).union(outputs)
      .union(order.flatMap { nodes[$0].attribute.flatMap { NodeOrder.captured(by: $0.g) } })
    for tensor in initializers where needed.contains(tensor.name) {
      define(tensor.name, as: .constant(try reading.constant(tensor, label: tensor.name)))
    }
    for index in order { try read(nodes[index]) }
  }

  private mutating func read(_ node: WireNodeProto) throws {
    let name = LayerName(of: node).text
    let inputs = try node.input.map { input -> Value? in
      guard !input.isEmpty else { return nil }
      guard let value = values[input] else {
        throw ONNXError(
          "\(node.opType) '\(name)' reads '\(input)', which is neither stored nor computed",
          remedy: "The file is incomplete; export the model again.")
      }
      return value
    }
    let reader = NodeReader(node, opset: opset, inputs: inputs, name: name, reading: reading)
    if !reader.isStandard, let function = functions["\(node.domain)/\(node.opType)"] {
      return try inline(function, of: reader)
    }
    if node.opType == "If", reader.isStandard { return try inlineBranch(of: reader) }
    let first = assembly.graph.nodes.count
    let results = try OperatorMapping.values(of: reader, in: &assembly)
    assembly.nameOutputs(results, after: first, as: name)
    for (output, value) in zip(node.output, results) where !output.isEmpty {
      define(output, as: value)
    }
    for output in node.output.dropFirst(results.count) where !output.isEmpty {
      define(output, as: nil)
    }
  }
}

extension GraphReading {
  /// Puts the branch that a constant condition chooses in the place of an `If`.
  private mutating func inlineBranch(of node: NodeReader) throws {
    let condition = try node.constant(0)
    guard let truth = condition.integers?.fixed?.first else {
      throw node.error("decides by its input", expected: "a constant condition")
    }
    guard let branch = try node.graph(truth != 0 ? "then_branch" : "else_branch") else {
      throw node.error("lacks a branch")
    }
    try inline(
      nodes: branch.node, initializers: branch.initializer, outputs: branch.output.map(\.name),
      of: node
    ) { _ in }
  }

  /// Puts the nodes of one of the model's own functions in the place of its call.
  private mutating func inline(_ function: WireFunctionProto, of node: NodeReader) throws {
    var attributes = Dictionary(
      function.attributeProto.map { ($0.name, $0) }
    ) { first, _ in first }
    for attribute in node.proto.attribute { attributes[attribute.name] = attribute }
    let nodes = function.node.map { inner -> WireNodeProto in
      var copy = inner
      copy.name = "\(node.name)/\(inner.name.isEmpty ? inner.opType : inner.name)"
      copy.attribute = inner.attribute.compactMap { attribute in
        guard !attribute.refAttrName.isEmpty else { return attribute }
        var given = attributes[attribute.refAttrName]
        given?.name = attribute.name
        return given
      }
      return copy
    }
    try inline(nodes: nodes, initializers: [], outputs: function.output, of: node) { inner in
      // A function sees its arguments and nothing else.
      inner.values = [:]
      for (index, name) in function.input.enumerated() {
        inner.define(name, as: node.optionalInput(index))
      }
    }
  }

  private mutating func inline(
    nodes: [WireNodeProto], initializers: [WireTensorProto], outputs: [String],
    of node: NodeReader, prepare: (inout GraphReading) -> Void
  ) throws {
    guard depth < Self.deepest else { throw node.error("is nested too deeply") }
    var inner = GraphReading(inside: self)
    prepare(&inner)
    try inner.read(nodes: nodes, initializers: initializers, outputs: outputs)
    assembly = inner.assembly
    for (outer, name) in zip(node.proto.output, outputs) where !outer.isEmpty {
      define(outer, as: try inner.value(name))
    }
  }
}
