internal import Tensors

/// Operators joined by their inputs, in an order in which they can be run.
///
/// The graph is data: it holds names and shapes, and no numbers. A ``Network`` adds those.
public struct Graph: Sendable {
  /// A node's place in ``nodes``.
  public struct NodeID: Hashable, Comparable, Sendable {
    let index: Int
    /// The earlier node is the smaller.
    public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
  }

  /// A value in the graph.
  public struct Node: Sendable {
    /// What users type after `--layer`; unique in the graph.
    public let name: String
    /// Where the value comes from.
    public let source: Source
  }

  /// Where a node's value comes from.
  public enum Source: Sendable {
    /// The image batch.
    case input
    /// A stored tensor.
    case parameter(Parameter)
    /// The result of an operator on earlier nodes.
    case apply(any Operator, to: [NodeID])
  }

  /// The nodes; each refers only to earlier ones.
  public private(set) var nodes: [Node] = []

  /// The node whose value is the network's answer: the last one added.
  public var output: NodeID { NodeID(index: nodes.count - 1) }

  /// The graph with only its input node, called `input`.
  public init() { nodes = [Node(name: "input", source: .input)] }

  /// The input node.
  public var input: NodeID { NodeID(index: 0) }

  /// Adds a parameter under its own name.
  public mutating func add(_ parameter: Parameter) -> NodeID {
    append(Node(name: parameter.name, source: .parameter(parameter)))
  }

  /// Adds the result of `operator` on `inputs`, called `name`.
  public mutating func add(
    _ operator: any Operator, to inputs: [NodeID], name: String
  ) -> NodeID {
    append(Node(name: name, source: .apply(`operator`, to: inputs)))
  }

  private mutating func append(_ node: Node) -> NodeID {
    nodes.append(node)
    return output
  }

  /// The node at `id`.
  public subscript(id: NodeID) -> Node { nodes[id.index] }

  /// Every node's place, in order.
  public var nodeIDs: [NodeID] { nodes.indices.map(NodeID.init) }

  /// The parameters, in the order in which they are used.
  public var parameters: [Parameter] {
    nodes.compactMap { if case .parameter(let parameter) = $0.source { parameter } else { nil } }
  }

  /// The nodes that `id` is computed from.
  public func inputs(of id: NodeID) -> [NodeID] {
    if case .apply(_, let inputs) = self[id].source { inputs } else { [] }
  }

  /// The graph with each operator replaced by what `transform` makes of it.
  public func mapOperators(
    _ transform: (NodeID, any Operator) -> any Operator
  ) -> Graph {
    var result = self
    for id in nodeIDs {
      guard case .apply(let old, let inputs) = self[id].source else { continue }
      result.nodes[id.index] = Node(
        name: self[id].name, source: .apply(transform(id, old), to: inputs))
    }
    return result
  }
}
