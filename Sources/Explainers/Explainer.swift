public import Networks
public import Tensors

/// A method that says which places of an image speak for a class.
public protocol Explainer: Sendable {
  /// The name that users type, such as `gradcam`.
  var method: String { get }

  /// One map per input.
  ///
  /// - Parameters:
  ///   - inputs: `[N, C, H, W]`, already normalised.
  ///   - targets: The class to explain for each input.
  ///   - network: Ends in logits `[N, K]`.
  /// - Throws: ``TargetError``, or `ShapeError` and `LayerError` of the network.
  func explain(
    _ inputs: Tensor, targets: [Target], in network: Network
  ) throws -> [SaliencyMap]

  /// The layers of `graph` whose own output the method looks at.
  ///
  /// - Throws: `LayerError` when the graph has no such layer.
  func layers(in graph: Graph) throws(LayerError) -> Set<String>
}

extension Explainer {
  /// No layer: the method looks only at inputs and outputs, or at layers that every rewrite keeps.
  public func layers(in graph: Graph) throws(LayerError) -> Set<String> { [] }
}
