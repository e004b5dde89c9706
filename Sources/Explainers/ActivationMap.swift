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

  /// `Σₖ weightₖ · activationₖ` at the layer's resolution: one run of the network, and backward
  /// only from the output down to the layer.
  public func explain(
    _ inputs: Tensor, targets: [Target], in network: Network
  ) throws -> [SaliencyMap] {
    precondition(targets.count == inputs.shape.batch, "one target per input")
    return try traces(of: inputs, in: network).flatMap { trace in
      let targets = trace.samples.map { targets[$0] }
      return trace.maps(of: try zip(targets, trace.logits).map { try $0.index(in: $1) })
    }
  }

  /// The maps of every class for each input, `[input][class]`, from the same one run.
  ///
  /// - Throws: `ShapeError` and `LayerError` of the network.
  public func explainEveryClass(
    _ inputs: Tensor, in network: Network
  ) throws -> [[SaliencyMap]] {
    try traces(of: inputs, in: network).flatMap { trace in
      let classes = trace.logits.first?.indices ?? 0..<0
      let maps = classes.map { trace.maps(of: Array(repeating: $0, count: trace.samples.count)) }
      return trace.samples.indices.map { sample in maps.map { $0[sample] } }
    }
  }

  /// One run for all inputs, or one for each where the network takes only one.
  private func traces(of inputs: Tensor, in network: Network) throws -> [LayerTrace] {
    let batch = inputs.shape.batch
    let parts =
      network.takesOneSample && batch > 1 ? (0..<batch).map { $0..<$0 + 1 } : [0..<batch]
    return try parts.map { samples in
      let inputs = parts.count == 1 ? inputs : inputs.samples(samples)
      let shapes = try network.graph.shapes(forInput: inputs.shape)
      let layer = try network.graph.explanationLayer(named: layer, shapes: shapes)
      return LayerTrace(
        samples: samples, layer: layer, trace: try network.trace(inputs, above: layer),
        weighting: weighting)
    }
  }
}

/// A run of a network from which the maps of a layer can be made for any class.
private struct LayerTrace {
  /// Which of the inputs were run.
  let samples: Range<Int>
  let layer: Graph.NodeID
  let trace: Trace
  let weighting: any ActivationWeighting
  let logits: [[Float]]

  init(
    samples: Range<Int>, layer: Graph.NodeID, trace: Trace, weighting: any ActivationWeighting
  ) {
    self.samples = samples
    self.layer = layer
    self.trace = trace
    self.weighting = weighting
    logits = trace.output.logitRows
  }

  /// One map for each sample, of the class given for it.
  func maps(of classes: [Int]) -> [SaliencyMap] {
    var selection = Array(repeating: Float(0), count: trace.output.count)
    for (sample, index) in classes.enumerated() {
      selection[sample * logits[sample].count + index] = 1
    }
    let cotangent = Tensor(trace.output.shape, logicalOrder: selection)
    let activations = trace[layer]
    let gradients =
      trace.gradients(of: cotangent, withRespectTo: [layer])[layer]
      ?? Tensor(activations.shape)
    let maps = weightedSum(
      of: activations, weights: weighting.weights(activations: activations, gradients: gradients))
    return classes.enumerated().map { sample, index in
      SaliencyMap(
        method: weighting.method, layer: trace.network.graph[layer].name, target: index,
        score: logits[sample][index], grid: activations.shape.extent, values: maps[sample],
        isRectifiedByDefinition: true, logits: logits[sample])
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
