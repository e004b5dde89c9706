public import Tensors

/// The mean gradient of each feature map (Selvaraju et al. 2017, equation 1).
public struct GradCAM: ActivationWeighting {
  /// Grad-CAM.
  public init() {}

  /// `gradcam`
  public var method: String { "gradcam" }

  /// `1/(H·W) · Σ ∂score/∂activation`
  public func weights(activations: Tensor, gradients: Tensor) -> Tensor {
    let shape = gradients.shape
    let area = shape.extent.area
    let values = gradients.logicalElements
    let means = (0..<shape.batch * shape.channels).map { plane in
      Float(
        values[plane * area..<(plane + 1) * area].reduce(0.0) { $0 + Double($1) } / Double(area))
    }
    return Tensor([shape.batch, shape.channels], logicalOrder: means)
  }
}
