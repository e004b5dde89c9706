public import Tensors

/// Which places of an image speak for a class: signed and raw, on the explainer's own grid.
public struct SaliencyMap: Sendable, Equatable {
  /// How it was made, such as `gradcam`.
  public let method: String
  /// The layer explained, or `nil` when the method looks only at inputs and outputs.
  public let layer: String?
  /// The class explained.
  public let target: Int
  /// The target's logit for the unchanged image.
  public let score: Float
  /// Rows and columns; the grid spans the network's input evenly (7×7, 224×224, …).
  public let grid: Extent
  /// Row-major values from the top left; positive supports the target.
  public let values: [Float]
  /// Whether the method by definition keeps only support, as Grad-CAM's final ReLU does.
  public let isRectifiedByDefinition: Bool
  /// The network's logits for the unchanged image, where the method had them in passing; empty
  /// where it had not.
  public let logits: [Float]

  /// A map from its parts.
  ///
  /// - Precondition: `values.count == grid.area`.
  public init(
    method: String, layer: String? = nil, target: Int, score: Float, grid: Extent,
    values: [Float], isRectifiedByDefinition: Bool = false, logits: [Float] = []
  ) {
    precondition(values.count == grid.area)
    self.method = method
    self.layer = layer
    self.target = target
    self.score = score
    self.grid = grid
    self.values = values
    self.isRectifiedByDefinition = isRectifiedByDefinition
    self.logits = logits
  }

  /// The values as the method defines them: rectified for Grad-CAM, signed for occlusion.
  public var definedValues: [Float] {
    isRectifiedByDefinition ? values.map { max($0, 0) } : values
  }
}
