public import Networks
public import Tensors

/// A layer's feature maps, added up with one weight each: class activation mapping.
///
/// The sum is kept signed; ``SaliencyMap/definedValues`` applies the ReLU of the definition.
public struct ActivationMap: Explainer {
  /// The layer, or `nil` for the network's last feature map with spatial extent.
  public let layer: String?
  /// The formula for the weights.
  public let weighting: any ActivationWeighting

  /// An activation map of `layer`.
  public init(layer: String? = nil, weighting: any ActivationWeighting = GradCAM()) {
    self.layer = layer
    self.weighting = weighting
  }

  /// The weighting's name.
  public var method: String { weighting.method }

  /// The layer asked for; the default one, a network's last, is never folded into another.
  public func layers(in graph: Graph) throws(LayerError) -> Set<String> {
    guard let layer else { return [] }
    return [graph[try graph.node(named: layer)].name]
  }

  /// `Σₖ weightₖ · activationₖ` at the layer's resolution.
  public func explain(
    _ inputs: Tensor, targets: [Target], in network: Network
  ) throws -> [SaliencyMap] {
    precondition(targets.count == inputs.shape.batch, "one target per input")
    if network.takesOneSample, targets.count > 1 {
      return try targets.indices.flatMap { sample in
        try explain(inputs.samples(sample..<sample + 1), targets: [targets[sample]], in: network)
      }
    }
    let shapes = try network.graph.shapes(forInput: inputs.shape)
    let layer = try network.graph.explanationLayer(named: layer, shapes: shapes)
    let trace = try network.trace(inputs, above: layer)
    let logits = trace.output.logitRows
    let indices = try zip(targets, logits).map { try $0.index(in: $1) }

    var selection = Array(repeating: Float(0), count: trace.output.count)
    for (sample, index) in indices.enumerated() {
      selection[sample * logits[sample].count + index] = 1
    }
    let cotangent = Tensor(trace.output.shape, logicalOrder: selection)
    let activations = trace[layer]
    let gradients =
      trace.gradients(of: cotangent, withRespectTo: [layer])[layer]
      ?? Tensor(activations.shape)
    let weights = weighting.weights(activations: activations, gradients: gradients)
    let maps = weightedSum(of: activations, weights: weights)
    return indices.enumerated().map { sample, index in
      SaliencyMap(
        method: method, layer: network.graph[layer].name, target: index,
        score: logits[sample][index], grid: activations.shape.extent, values: maps[sample],
        isRectifiedByDefinition: true)
    }
  }

  /// `Σₖ weights[n, k] · activations[n, k, y, x]` for each sample, row-major.
  private func weightedSum(of activations: Tensor, weights: Tensor) -> [[Float]] {
    let (channels, area) = (activations.shape.channels, activations.shape.extent.area)
    let (values, factors) = (activations.logicalElements, weights.logicalElements)
    return (0..<activations.shape.batch).map { sample in
      var sums = [Double](repeating: 0, count: area)
      for channel in 0..<channels {
        let factor = Double(factors[sample * channels + channel])
        let plane = (sample * channels + channel) * area
        for cell in 0..<area { sums[cell] += factor * Double(values[plane + cell]) }
      }
      return sums.map(Float.init)
    }
  }
}

extension Graph {
  /// The layer to explain: the one asked for, or the default; it must have spatial extent.
  public func explanationLayer(
    named name: String?, shapes: [NodeID: Shape]
  ) throws(LayerError) -> NodeID {
    guard let name else {
      guard let layer = defaultExplanationLayer(shapes: shapes) else {
        throw LayerError(name: "", problem: .noSpatialLayer)
      }
      return layer
    }
    let layer = try node(named: name)
    guard featureMaps(shapes: shapes).contains(layer) else {
      throw LayerError(name: name, problem: .notSpatial(shapes[layer] ?? []))
    }
    return layer
  }
}
