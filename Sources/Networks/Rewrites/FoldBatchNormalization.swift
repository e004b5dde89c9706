internal import Tensors

extension Network {
  /// The same network with every batch normalisation that alone reads a convolution folded into
  /// the convolution's weights: `w · s/√(v + ε)` and `(b − m) · s/√(v + ε) + t`.
  ///
  /// The folded layer bears the normalisation's name and gives what that gave; only the
  /// convolution's own output is gone.
  ///
  /// - Parameter kept: Layers whose output is wanted; they are not folded away.
  public func foldingBatchNormalizations(keeping kept: Set<String> = []) -> Network {
    var readers: [Graph.NodeID: Int] = [graph.output: 1]
    for id in graph.nodeIDs {
      for source in graph.inputs(of: id) { readers[source, default: 0] += 1 }
    }
    var folded = Graph()
    var numbers = parameters
    var places: [Graph.NodeID: Graph.NodeID] = [graph.input: folded.input]
    for id in graph.nodeIDs.dropFirst() {
      switch graph[id].source {
      case .input: break
      case .parameter(let parameter): places[id] = folded.add(parameter)
      case .apply(let `operator`, let inputs):
        if let pair = foldablePair(at: id, readers: readers, keeping: kept) {
          let sources = pair.operands.compactMap { places[$0] }
          guard let image = sources.first else { continue }
          let weight = Parameter(
            "\(graph[id].name).folded.weight", pair.weight.shape, .weight(fanIn: pair.fanIn))
          let bias = Parameter("\(graph[id].name).folded.bias", pair.bias.shape, .bias)
          numbers[weight.name] = pair.weight
          numbers[bias.name] = pair.bias
          places[id] = folded.add(
            pair.convolution, to: [image, folded.add(weight), folded.add(bias)],
            name: graph[id].name)
        } else {
          places[id] = folded.add(
            `operator`, to: inputs.compactMap { places[$0] }, name: graph[id].name)
        }
      }
    }
    let pruned = folded.pruned(to: folded.output)
    guard
      let network = try? Network(
        graph: pruned, parameters: numbers, takesOneSample: takesOneSample)
    else { return self }
    return network
  }

  /// A convolution with the weights of the normalisation after it.
  private struct Folded {
    let convolution: Convolution
    let operands: [Graph.NodeID]
    let weight: Tensor
    let bias: Tensor
    let fanIn: Int
  }

  /// The normalisation at `id` with the convolution before it, if they can become one.
  private func foldablePair(
    at id: Graph.NodeID, readers: [Graph.NodeID: Int], keeping kept: Set<String>
  ) -> Folded? {
    guard case .apply(let `operator`, let inputs) = graph[id].source,
      let normalization = `operator` as? BatchNormalization, normalization.statistics == .stored,
      readers[inputs[0]] == 1, !kept.contains(graph[inputs[0]].name),
      case .apply(let inner, let operands) = graph[inputs[0]].source,
      let convolution = inner as? Convolution, let weight = value(of: operands[1])
    else { return nil }
    let statistics = inputs.dropFirst().compactMap { value(of: $0)?.logicalElements }
    let bias = operands.count > 2 ? value(of: operands[2])?.logicalElements : nil
    guard statistics.count == 4, operands.count == 2 || bias != nil else { return nil }
    let outputs = weight.shape[0]
    let factors = (0..<outputs).map { channel in
      Double(statistics[0][channel])
        / (Double(statistics[3][channel]) + Double(normalization.epsilon)).squareRoot()
    }
    let share = outputs == 0 ? 0 : weight.count / outputs
    let shifts = (0..<outputs).map { channel in
      let centred = Double(bias?[channel] ?? 0) - Double(statistics[2][channel])
      return Float(centred * factors[channel] + Double(statistics[1][channel]))
    }
    return Folded(
      convolution: convolution, operands: operands,
      weight: scaleRows(weight, by: factors),
      bias: Tensor([outputs], logicalOrder: shifts), fanIn: max(1, share))
  }

  /// The numbers of a parameter node.
  private func value(of id: Graph.NodeID) -> Tensor? {
    guard case .parameter(let parameter) = graph[id].source else { return nil }
    return parameters[parameter.name]
  }
}
