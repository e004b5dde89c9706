/// The nodes that outputs need, each after those it reads.
///
/// ONNX asks for that order in the file; some writers do not keep it.
struct NodeOrder {
  private let nodes: [WireNodeProto]
  private let producers: [String: Int]

  /// - Parameter given: The values known from outside, which no node may compute again.
  /// - Throws: ``ONNXError`` when a value is computed twice.
  init(_ nodes: [WireNodeProto], given: Set<String>) throws(ONNXError) {
    var producers: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      for output in node.output where !output.isEmpty {
        guard !given.contains(output), producers.updateValue(index, forKey: output) == nil else {
          throw ONNXError(
            "'\(output)' is computed twice", expected: "once",
            remedy: "The file is damaged; export the model again.")
        }
      }
    }
    self.nodes = nodes
    self.producers = producers
  }

  /// The places of the needed nodes.
  ///
  /// - Throws: ``ONNXError`` when a node needs its own result.
  func order(for outputs: [String]) throws(ONNXError) -> [Int] {
    enum Mark { case open, done }
    var marks: [Int: Mark] = [:]
    var order: [Int] = []
    // A stack of its own: a deep network must not exhaust the program's.
    var stack = outputs.reversed().compactMap { producers[$0] }
    while let index = stack.last {
      switch marks[index] {
      case .done: stack.removeLast()
      case .open:
        marks[index] = .done
        order.append(index)
        stack.removeLast()
      case nil:
        marks[index] = .open
        for source in needs(of: nodes[index]).reversed() {
          guard let producer = producers[source] else { continue }
          if marks[producer] == .open {
            throw ONNXError(
              "the graph has a cycle: \(nodes[index].opType) '\(nodes[index].name)' needs '\(source)', "
                + "which needs its result", remedy: "The file is damaged; export the model again.")
          }
          if marks[producer] == nil { stack.append(producer) }
        }
      }
    }
    return order
  }

  /// What a node reads, and what the graphs inside it read from outside.
  private func needs(of node: WireNodeProto) -> [String] {
    node.input + node.attribute.flatMap { Self.captured(by: $0.g) }
  }

  /// The names that a graph reads and does not define.
  static func captured(by graph: WireGraphProto) -> [String] {
    let defined = Set(
      graph.node.flatMap(\.output) + graph.initializer.map(\.name) + graph.input.map(\.name))
    let read = graph.node.flatMap { node in
      node.input + node.attribute.flatMap { captured(by: $0.g) }
    }
    return (read + graph.output.map(\.name)).filter { !defined.contains($0) }
  }
}
