public import Tensors

/// A formula for how much each feature map counts: what tells one CAM variant from another.
public protocol ActivationWeighting: Sendable {
  /// The name that users type.
  var method: String { get }

  /// One weight per sample and channel, `[N, C]`.
  ///
  /// - Parameters:
  ///   - activations: The layer's output, `[N, C, H, W]`.
  ///   - gradients: Of each sample's target logit, of the same shape.
  func weights(activations: Tensor, gradients: Tensor) -> Tensor
}
