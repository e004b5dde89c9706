public import Diagnostics
public import Tensors

extension Graph {
  /// The node called `name`, or, when `name` is a block such as `layer4`, the block's last node.
  ///
  /// Blocks are the parts before dots (`layer4.1.relu`) and, as ONNX files name them, between
  /// slashes (`/layer4/layer4.1/relu/Relu`).
  ///
  /// - Throws: ``LayerError`` with the nearest name when there is none.
  public func node(named name: String) throws(LayerError) -> NodeID {
    if let exact = layerIDs.last(where: { self[$0].name == name }) { return exact }
    if let last = layerIDs.last(where: { isBlock(name, of: self[$0].name) }) { return last }
    let nearest = nearestName(to: name, among: layerIDs.map { self[$0].name })
    throw LayerError(name: name, problem: .unknown(nearest: nearest))
  }

  private func isBlock(_ block: String, of layer: String) -> Bool {
    let inner = "/" + layer
    // `1` alone is no name: it would be the first of many.
    let starts = block.first?.isLetter == true ? ["/", "."] : ["/"]
    return starts.contains { inner.contains("\($0)\(block).") || inner.contains("\($0)\(block)/") }
  }

  /// The operator nodes, in order: what users call layers.
  public var layerIDs: [NodeID] {
    nodeIDs.filter { if case .apply = self[$0].source { true } else { false } }
  }

  /// The layer that Grad-CAM explains unless told otherwise: the last feature map on the way to
  /// the output that still has spatial extent.
  ///
  /// Pooling and dropout only thin out the map before them, so the map before them is taken, at
  /// its full resolution. For ResNet that is the last block's ReLU, for DenseNet the ReLU after
  /// the last normalisation, for VGG the ReLU of the last convolution.
  ///
  /// - Parameter shapes: From ``shapes(forInput:)``.
  public func defaultExplanationLayer(shapes: [NodeID: Shape]) -> NodeID? {
    explainableLayers(shapes: shapes).first
  }

  /// The feature maps on the way to the output that show something of their own, the last first.
  private func explainableLayers(shapes: [NodeID: Shape]) -> [NodeID] {
    let maps = featureMaps(shapes: shapes)
    var feedsOutput: Set<NodeID> = [output]
    return nodeIDs.reversed().filter { id in
      guard feedsOutput.contains(id) else { return false }
      feedsOutput.formUnion(inputs(of: id))
      guard case .apply(let `operator`, _) = self[id].source else { return false }
      return maps.contains(id) && !(`operator` is any ThinningOperator)
    }
  }

  /// The layers worth explaining, in order: for each resolution, the last feature map on the way
  /// to the output before the resolution changes, or the default layer where that has it.
  ///
  /// - Parameter shapes: From ``shapes(forInput:)``.
  public func explanationCandidates(shapes: [NodeID: Shape]) -> [NodeID] {
    var candidates: [Extent: NodeID] = [:]
    for id in explainableLayers(shapes: shapes) {
      guard let extent = shapes[id]?.extent, candidates[extent] == nil else { continue }
      candidates[extent] = id
    }
    return candidates.values.sorted()
  }
}

/// An operator whose output shows nothing that its input did not show at least as finely.
protocol ThinningOperator: Operator {}

/// A layer that cannot be explained.
public struct LayerError: Diagnosable, Equatable {
  /// What is wrong with a layer.
  public enum Problem: Sendable, Equatable {
    /// There is no layer of that name.
    case unknown(nearest: String?)
    /// The layer has no height and width to draw a map on.
    case notSpatial(Shape)
    /// No layer of the network has spatial extent.
    case noSpatialLayer
  }

  /// The name asked for.
  public let name: String
  /// What is wrong with it.
  public let problem: Problem

  /// An error about the layer `name`.
  public init(name: String, problem: Problem) {
    self.name = name
    self.problem = problem
  }

  /// What is wrong and which layer was perhaps meant.
  public var diagnosis: Diagnosis {
    switch problem {
    case .unknown(let nearest):
      Diagnosis(
        "the network has no layer '\(name)'",
        remedy: (nearest.map { "Did you mean '\($0)'? " } ?? "")
          + "`lung-attention inspect MODEL` lists the layers.")
    case .notSpatial(let shape):
      Diagnosis(
        "layer '\(name)' has shape \(shape)",
        expected: "a feature map [N, C, H, W] with more than one position",
        remedy: "Choose an earlier layer; `lung-attention inspect MODEL` lists them.")
    case .noSpatialLayer:
      Diagnosis(
        "the network has no feature map with spatial extent",
        expected: "a convolutional network", remedy: "Use --method occlusion.")
    }
  }
}
