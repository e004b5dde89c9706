extension Graph {
  /// The graph that computes `output` and nothing else.
  ///
  /// - Parameters:
  ///   - bypassed: Operators that are left out, their first input taking their place.
  ///   - names: New names for some nodes.
  package func pruned(
    to output: NodeID, bypassing bypassed: Set<NodeID> = [], naming names: [NodeID: String] = [:]
  ) -> Graph {
    func standIn(_ id: NodeID) -> NodeID {
      var id = id
      while bypassed.contains(id), let first = inputs(of: id).first { id = first }
      return id
    }
    var isNeeded = Array(repeating: false, count: nodes.count)
    isNeeded[standIn(output).index] = true
    for id in nodeIDs.reversed() where isNeeded[id.index] {
      for source in inputs(of: id) { isNeeded[standIn(source).index] = true }
    }
    var result = Graph()
    var places: [NodeID: NodeID] = [input: result.input]
    for id in nodeIDs.dropFirst() where isNeeded[id.index] {
      switch self[id].source {
      case .input: break
      case .parameter(let parameter): places[id] = result.add(parameter)
      case .apply(let `operator`, let inputs):
        places[id] = result.add(
          `operator`, to: inputs.compactMap { places[standIn($0)] },
          name: names[id] ?? self[id].name)
      }
    }
    return result
  }
}
